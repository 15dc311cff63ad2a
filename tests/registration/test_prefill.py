"""What fills a form before anybody types: at most four statements for the facts of a page, whatever is known."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jobs.services import applications
from portal.accounts import actors
from portal.accounts.models import Person
from portal.accounts.services import verify_person
from portal.agencies.models import Agency
from portal.casework import services as casework
from portal.casework.asking import pages_to_ask
from portal.casework.models import Draft, ServiceItem
from portal.casework.registry import service_of
from portal.kernel import clock
from portal.kernel.actor import system
from registration.models import HeldFact, Separation, Spell
from registration.services import facts
from tests.access.entering import client_of
from tests.cast import JINJIANG, NUMBERS, SICHUAN
from tests.cast_flexible import at_home
from tests.cast_jobs import Employers
from tests.cast_registers import Units

pytestmark = pytest.mark.django_db
MOST = 4
# Who is asking and what is being filled in: not facts that fill the form.
LAYOUT = re.compile(
    r'FROM "(django_session|accounts_(user|clerk|clerkrole|membership|organisation)|agencies_agency|notices_'
    r"|casework_(draft|serviceitem|itemversion|case))"
    r'|"accounts_person"."user_id" ='
)
ITEMS = ("unemployment-registration", "unemployment-insurance", "archive-transfer-in")


@contextmanager
def facts_asked() -> Iterator[list[str]]:
    """The statements that fetch facts, as they come."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as seen:
        yield found
    for each in seen:
        if each["sql"].startswith("SELECT") and not LAYOUT.search(each["sql"]):  # also who is signed in
            found.append(each["sql"])


@pytest.fixture
def known(cast) -> Person:
    """Somebody of whom much is on record: home, last job, certificates, insurance months."""
    from tests.cast_insurance import pay

    person = at_home(cast.xiaomei)
    verify_person(person, method="window", by=cast.liufang_actor)
    units = Units(cast)
    pay(person, 14)
    spell = Spell.objects.create(
        person=person,
        kind="employment",
        period=(date(2024, 3, 1), date(2026, 10, 31)),
        employer=units.unit,
        agency=Agency.objects.get(region_id="510104"),
        ending="left",
        registered_at=clock.now(),
    )
    Separation.objects.create(
        spell=spell, last_day=date(2026, 10, 30), ground="LCL36", said_by="employer", said_at=clock.now()
    )
    for kind in HeldFact.Kind.values:
        told = facts.Told(1, "李晓梅", NUMBERS["李晓梅"], "是")
        facts.hold(kind, [told], source="部门", as_of=clock.today(), by=system("test"))
    person.refresh_from_db()
    return person


def measured(client: Client, address: Callable[[str], str], pages: list[str]) -> dict[str, list[str]]:
    out = {}
    for page in pages:
        with facts_asked() as found:
            answer = client.get(address(page))
        assert answer.status_code == 200, page
        out[page] = list(found)
    return out


@pytest.mark.parametrize("item", ITEMS)
def test_each_page_asks_little_for_its_facts(known: Person, item: str):
    service = service_of(item)
    casework.open_draft(ServiceItem.objects.get(pk=item), known, by=actors.of_person(known))
    draft = Draft.objects.get(item=item, person=known)
    client = client_of(known.user)
    pages = [page.code for page in pages_to_ask(service, draft)]
    told = measured(client, lambda page: f"/apply/{item}/{page}/", pages)
    assert told
    wrong = {page: found for page, found in told.items() if len(found) > MOST}
    shown = {
        page: [re.sub(r"^.*? FROM", "FROM", each)[:160] for each in found] for page, found in wrong.items()
    }
    assert not wrong, "\n".join(f"{page}: {each}" for page, found in shown.items() for each in found)


def test_an_answered_draft_asks_no_more(known: Person):
    item = ITEMS[0]
    draft = casework.open_draft(ServiceItem.objects.get(pk=item), known, by=actors.of_person(known))
    for page, said in known_answers().items():
        draft = casework.save_page(draft, page, said, by=actors.of_person(known))
    pages = [page.code for page in pages_to_ask(service_of(item), draft)]
    told = measured(client_of(known.user), lambda page: f"/apply/{item}/{page}/", pages)
    # One more than a blank one: the places answered before are looked up again to be checked.
    assert max(map(len, told.values())) <= MOST + 1, {page: len(found) for page, found in told.items()}


def known_answers() -> dict[str, dict[str, list[str]]]:
    return {
        "residence": {"residence": [JINJIANG]},
        "household": {"household": [SICHUAN]},
        "retirement": {"kind": ["female55"]},
        "intention": {"able": ["yes"], "wants_work": ["yes"]},
        "left_by": {"left_by": ["never"]},
    }


def test_a_unit_that_hires_from_an_application_asks_little(cast):
    vacancy = Employers(cast).open()
    row, _new = applications.apply(vacancy, cast.xiaomei, by=actors.of_person(cast.xiaomei))
    unit = Employers(cast).actor(vacancy.employer.organisation)
    for move in (applications.invite, applications.offer, applications.hire):
        row = move(row, by=unit)
    client = client_of(cast.jianguo.user)
    with facts_asked() as found:
        page = client.get(f"/units/{vacancy.employer_id}/staff/hire/?of=application:{row.pk}")
    assert page.status_code == 200
    assert NUMBERS["李晓梅"] in page.content.decode()
    assert len(found) <= MOST, [each[:300] for each in found]


def test_a_clean_measure_sees_what_is_asked(known: Person):
    with facts_asked() as found:
        list(Person.objects.filter(pk=known.pk))
        list(Draft.objects.all())
    assert len(found) == 1
