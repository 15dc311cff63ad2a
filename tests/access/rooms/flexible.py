"""Work of one's own: seen, confirmed and ended by its owner only."""

from typing import Any

from portal.agencies.models import Region
from portal.casework.models import Case, LinkedCase
from portal.kernel import clock
from portal.kernel.ids import uuid7
from registration.models import Cancellation, ContactTry, FlexibleWork, LostContact, Spell
from tests.cast import JINJIANG, Cast

WINDOW = "302 404 404 404 200 200 302 404"
GET = {
    "registration:flexible": "302 302 200 404 302 302 302 302",
    "registration:desk_units": WINDOW,
    "registration:desk_unit": WINDOW,
    "registration:desk_filing_template": WINDOW,
    "registration:desk_filing": "302 404 404 404 200 404 302 404",
    "registration:here": "302 302 405 405 302 302 302 302",
    "registration:lost": "302 404 404 404 200 200 302 200",
    "registration:lost_one": "302 404 404 404 200 404 302 200",
}
POST = {
    "registration:flexible": "302 302 422 404 302 302 302 302",
    "registration:desk_units": "302 404 404 404 405 405 302 405",
    "registration:desk_unit": "302 404 404 404 422 422 302 404",
    "registration:desk_filing_template": "302 404 404 404 405 405 302 405",
    "registration:desk_filing": "302 404 404 404 422 404 302 404",
    "registration:here": "302 302 302 302 302 302 302 302",
    "registration:lost": "302 404 404 404 405 405 302 405",
    "registration:lost_one": "302 404 404 404 422 404 302 422",
}
KEYS = (
    ("my/work/flexible/", "flexible_work"),
    ("desk/register/lost/", "lost_contact"),
    ("desk/register/filings/units/", "employer"),
    ("desk/register/filings/", "filing"),
)


def _work(cast: Cast, case: Case | None = None) -> FlexibleWork:
    """李晓梅 does odd jobs beside."""
    return FlexibleWork.objects.create(
        case=case or cast.case(cast.xiaomei),
        person=cast.xiaomei,
        residence=Region.objects.get(pk=JINJIANG),
        kind="freelance",
        content="家政",
        band="below",
        since=clock.today(),
        granted_on=clock.today(),
    )


def rows(cast: Cast, world: Any) -> dict[str, Any]:
    """Her odd jobs; and that nobody heard of her for months."""
    spell = Spell.objects.get(case=world.case)
    today = clock.today()
    lost = LostContact.objects.create(spell=spell, last_heard=today, opened_on=today)
    return {"flexible_work": _work(cast, world.case), "lost_contact": lost}


def _spell(cast: Cast) -> Spell:
    """李晓梅's registration: the one that stands, or one made here."""
    standing = Spell.objects.select_related("case").filter(person=cast.xiaomei, kind="unemployment").first()
    if standing:
        return standing
    case = cast.case(cast.xiaomei)
    return Spell.objects.create(
        person=cast.xiaomei,
        kind="unemployment",
        period=(clock.today(), None),
        agency=case.responsible,
        case=case,
        registered_at=clock.now(),
    )


def _cancellation(cast: Cast) -> Cancellation:
    spell = _spell(cast)
    return Cancellation.objects.create(case=spell.case, spell=spell, ground="hired", day=clock.today())


def _lost(cast: Cast) -> LostContact:
    return LostContact.objects.create(spell=_spell(cast), last_heard=clock.today(), opened_on=clock.today())


def _try(cast: Cast) -> ContactTry:
    return ContactTry.objects.create(
        lost=_lost(cast), way="phone", text="没有人接", clerk=cast.liufang, at=clock.now()
    )


def _linked(cast: Cast) -> LinkedCase:
    return LinkedCase.objects.create(
        case=cast.case(cast.xiaomei), group=uuid7(), matter="lost-job", made_at=clock.now()
    )


ROWS = {
    "registration.FlexibleWork": _work,
    "registration.Cancellation": _cancellation,
    "registration.LostContact": _lost,
    "registration.ContactTry": _try,
    "casework.LinkedCase": _linked,
}
