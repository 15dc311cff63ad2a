"""灵活就业登记: what ends unemployment and what does not, confirmed after six months, ended by oneself."""

from datetime import date

import pytest
from django.core.exceptions import ObjectDoesNotExist

from portal.accounts import actors
from portal.casework import services as casework
from portal.casework.models import Case
from portal.casework.services import NotAllowed
from portal.events.services import drain
from portal.notices.models import Message
from registration.models import FlexibleWork, Spell
from registration.rules import flexible as rules
from registration.services import flexible
from registration.tasks.flexible import ask_flexible
from tests.cast import JINJIANG
from tests.cast_flexible import LICENCE, at_home, work_case
from tests.cast_registers import Units, hire_cells

pytestmark = pytest.mark.django_db


@pytest.fixture
def rider(cast):
    return at_home(cast.person("张磊", verified=True, phone="13800000022"))


@pytest.fixture
def registered(cast):
    """李晓梅, registered as unemployed today."""
    case = cast.case(cast.xiaomei)
    casework.confirm_identity(case, method="data", by=cast.liufang_actor)
    casework.grant_by_rule(Case.objects.get(pk=case.pk))
    cast.xiaomei.refresh_from_db()
    return Spell.objects.get(person=cast.xiaomei)


@pytest.mark.parametrize(
    ("kind", "band", "ending"),
    [
        ("freelance", "unstable", ""),
        ("platform", "below", ""),
        ("platform", "above", "earning"),
        ("freelance", "above", "earning"),
        ("self_employed", "below", "self_employed"),
        ("self_employed", "unstable", "self_employed"),
    ],
)
def test_only_the_grounds_of_the_law_end_unemployment(kind, band, ending):
    assert rules.ending_of(kind, band) == ending


def test_who_is_known_is_registered_at_once_from_the_day_told(rider):
    case = work_case(rider)
    row = FlexibleWork.objects.get(case=case)
    assert (case.state, case.by_rule) == ("granted", True)
    assert (row.spell.kind, row.spell.period.lower, row.spell.period.upper) == (
        "flexible",
        date(2026, 11, 2),
        None,
    )
    assert row.residence_id == JINJIANG


def test_low_income_keeps_unemployment_and_is_kept_without_a_spell(registered, cast):
    work_case(cast.xiaomei, band="below")
    row = FlexibleWork.objects.get()
    registered.refresh_from_db()
    assert (row.spell, row.granted_on is not None, registered.period.upper) == (None, True, None)


def test_steady_income_ends_unemployment_and_the_days_do_not_overlap(registered, cast):
    work_case(cast.xiaomei, band="above")
    row = FlexibleWork.objects.get()
    registered.refresh_from_db()
    assert registered.ending == "earning"
    assert (
        row.spell.period.lower == registered.period.upper
    )  # told since 11-02, registered as unemployed later
    assert row.since == date(2026, 11, 2)


def test_a_licence_ends_unemployment_whatever_it_earns(registered, cast):
    work_case(cast.xiaomei, kind="self_employed", licence=LICENCE, band="unstable")
    registered.refresh_from_db()
    assert registered.ending == "self_employed"


def test_rising_income_ends_unemployment_when_it_is_confirmed(registered, cast):
    work_case(cast.xiaomei, band="below")
    row = flexible.confirm_work(FlexibleWork.objects.get(), band="above", by=actors.of_person(cast.xiaomei))
    registered.refresh_from_db()
    row.spell.refresh_from_db()
    assert (registered.ending, row.spell.period.lower) == ("earning", registered.period.upper)


def test_a_full_time_employee_is_looked_at_by_a_clerk(rider, cast):
    units = Units(cast)
    units.sent(units.staged([hire_cells(1, 姓名="张磊", 证件号码="519999199011254330")]))
    case = work_case(rider)
    assert (case.state, Spell.objects.filter(kind="flexible").count()) == ("submitted", 0)


def test_sending_is_preceded_by_what_it_means(client, registered, cast):
    client.force_login(cast.xiaomei.user)
    start = client.get("/apply/flexible-employment-registration/", follow=True)
    assert "您现在住在哪里" not in start.content.decode()  # known
    told = {"kind": "platform", "content": "网约车", "band": "above", "since": "2026-11-02"}
    page = client.post("/apply/flexible-employment-registration/work/", told, follow=True)
    assert "失业登记会同时注销" in page.content.decode()
    told["band"] = "below"
    page = client.post("/apply/flexible-employment-registration/work/", told, follow=True)
    assert "失业登记会同时注销" not in page.content.decode()


def test_a_licence_is_asked_of_who_runs_a_business(client, rider):
    client.force_login(rider.user)
    client.get("/apply/flexible-employment-registration/", follow=True)
    told = {"kind": "self_employed", "content": "早点", "band": "above", "since": "2026-11-02"}
    page = client.post("/apply/flexible-employment-registration/work/", told)
    assert "个体经营请填写" in page.content.decode()
    page = client.post(
        "/apply/flexible-employment-registration/work/", told | {"licence": "92519999MA6XN0038A"}
    )
    assert "校验码" in page.content.decode()


def test_after_six_months_it_is_asked_once_and_silence_changes_nothing(rider):
    work_case(rider)
    assert ask_flexible() == 0
    FlexibleWork.objects.update(confirm_by=date(2026, 11, 1))
    assert (ask_flexible(), ask_flexible()) == (1, 0)
    assert Message.objects.filter(person=rider, title__startswith="灵活就业登记满六个月").count() == 1
    assert FlexibleWork.objects.get().ended_on is None


def test_two_taps_confirm_and_it_can_be_ended(client, rider):
    work_case(rider)
    row = FlexibleWork.objects.get()
    client.force_login(rider.user)
    address = f"/my/work/flexible/{row.pk}/"
    assert client.get("/my/work/").content.decode().count("美团外卖") >= 1
    assert client.post(address, {"move": "confirm", "go-band": "below"}).status_code == 302
    row.refresh_from_db()
    assert (row.band, row.confirm_by > date(2027, 4, 1)) == ("below", True)
    assert client.post(address, {"move": "end", "over-last_day": "2026-10-01"}).status_code == 422
    assert client.post(address, {"move": "end", "over-last_day": "2026-11-20"}).status_code == 302
    row.spell.refresh_from_db()
    assert (row.spell.period.upper, row.spell.ending) == (date(2026, 11, 21), "left")
    assert client.post(address, {"move": "end", "over-last_day": "2026-11-20"}).status_code == 422


def test_nobody_confirms_or_sees_anothers_work(client, rider, cast):
    work_case(rider)
    row = FlexibleWork.objects.get()
    with pytest.raises(NotAllowed):
        flexible.end_work(row, last_day=date(2026, 11, 20), by=actors.of_person(cast.jianguo))
    client.force_login(cast.jianguo.user)
    assert client.get(f"/my/work/flexible/{row.pk}/").status_code == 404


def test_a_revoked_registration_ends_its_spell(rider, cast):
    case = work_case(rider)
    drain()
    flexible.revoke_work(case, by=cast.liufang_actor)
    row = FlexibleWork.objects.select_related("spell").get()
    assert (row.spell.ending, row.ended_on is not None) == ("revoked", True)
    with pytest.raises(ObjectDoesNotExist):
        FlexibleWork.objects.get(ended_on__isnull=True)
