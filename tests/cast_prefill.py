"""Somebody of whom much is on record, and what a page asks to fill itself in: counted, for tests and the bench."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

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
from tests.cast import JINJIANG, NUMBERS, Cast
from tests.cast_flexible import at_home
from tests.cast_insurance import pay
from tests.cast_registers import Units

# Who is asking and what is being filled in: not facts that fill the form.
LAYOUT = re.compile(
    r'FROM "(django_session|accounts_(user|clerk|clerkrole|membership|organisation)|agencies_agency|notices_'
    r"|casework_(draft|serviceitem|itemversion|case))"
    r'|"accounts_person"."user_id" ='
)
ITEMS = ("unemployment-registration", "unemployment-insurance", "archive-transfer-in")


@contextmanager
def facts_asked() -> Iterator[list[str]]:
    """The statements that fetch facts; filled in when the block ends."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as seen:
        yield found
    found += [
        each["sql"] for each in seen if each["sql"].startswith("SELECT") and not LAYOUT.search(each["sql"])
    ]


def known_person(cast: Cast, units: Units) -> Person:
    """李晓梅: her home, last job, certificates and months of insurance are on record."""
    person = at_home(cast.xiaomei)
    verify_person(person, method="window", by=cast.liufang_actor)
    pay(person, 14)
    spell = Spell.objects.create(
        person=person,
        kind="employment",
        period=(date(2024, 3, 1), date(2026, 10, 31)),
        employer=units.unit,
        agency=Agency.objects.get(region_id=JINJIANG),
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


def asked_by_page(
    person: Person, client: Client, item: str, said: dict[str, dict[str, list[str]]] | None = None
) -> dict[str, list[str]]:
    """Page to the statements for its facts, each page of a service as the person sees it; `said` answered before."""
    by = actors.of_person(person)
    draft: Draft = casework.open_draft(ServiceItem.objects.get(pk=item), person, by=by)
    for page, data in (said or {}).items():
        draft = casework.save_page(draft, page, data, by=by)
    out = {}
    for page in pages_to_ask(service_of(item), draft):
        with facts_asked() as found:
            answer = client.get(f"/apply/{item}/{page.code}/")
        if answer.status_code != 200:
            raise AssertionError(f"{item} {page.code}: {answer.status_code}")
        out[page.code] = found
    return out
