"""The register: a unit's people, one's own statuses, objections at the desk."""

from datetime import date
from typing import Any

from portal.accounts import actors
from portal.accounts.models import Membership
from portal.agencies.models import Region
from portal.kernel import clock
from registration.models import Contract, Filing, FilingLine, FilingSheet, Separation, Spell
from registration.services import filings
from tests.cast import JINJIANG, Cast
from tests.cast_registers import hire_cells, sheet

MINE = "302 302 200 200 302 302 302 302"
OWN = "302 302 200 404 302 302 302 302"
NEVER = "302 302 405 405 302 302 302 302"
MENDED = "302 302 422 404 302 302 302 302"
DESK = "302 404 404 404 200 200 302 200"
HERE = "302 404 404 404 200 404 302 200"
LOOK = (
    "registration:roster",
    "registration:roster_export",
    "registration:employment",
    "registration:filing_wrong",
)
LOOK += ("registration:filing_template",)
FORMS = ("registration:hire", "registration:leave", "registration:contract", "registration:filings")
GET = {
    "registration:desk": DESK,
    "registration:units": "302 302 302 200 302 302 302 302",
    "registration:work": MINE,
    **dict.fromkeys(LOOK, OWN),
    **dict.fromkeys(FORMS, OWN),
    "registration:filing": OWN,
    "registration:left": OWN,
    "registration:object": OWN,
    "registration:objections": DESK,
    "registration:objection": HERE,
}
POST = {
    "registration:desk": "302 404 404 404 405 405 302 405",
    "registration:units": NEVER,
    "registration:work": NEVER,
    **dict.fromkeys(LOOK, NEVER),
    **dict.fromkeys(FORMS, MENDED),
    "registration:filing": MENDED,
    "registration:left": MENDED,
    "registration:object": MENDED,
    "registration:objections": "302 404 404 404 405 405 302 405",
    "registration:objection": "302 404 404 404 422 404 302 422",
}
KEYS = (
    ("my/work/", "separated"),
    ("desk/register/objections/", "separated"),
    ("filings/", "filing"),
    ("units/", "employer"),
)


def _filing(cast: Cast, world: Any = None) -> Filing:
    """A file of one line, read and shown."""
    from tests.cast_registers import Units

    if world is None:
        return Units(cast).staged([hire_cells(1)])
    seat = Membership.objects.select_related("organisation").get(organisation=world.employer.organisation)
    region = Region.objects.get(pk=JINJIANG)
    by = actors.of_member(seat)
    return filings.stage(seat.organisation, "hire", "名单.xlsx", sheet([hire_cells(1)]), region=region, by=by)


def _spell(filing: Filing, person: Any, *, ended: bool = True) -> Spell:
    """An employment before 李晓梅's registration, or one that runs."""
    period = (date(2026, 2, 2), date(2026, 3, 1)) if ended else (date(2026, 2, 2), None)
    spell = Spell.objects.create(
        person=person,
        kind="employment",
        period=period,
        ending="left" if ended else "",
        employer=filing.organisation,
        agency=filing.agency,
        registered_at=clock.now(),
    )
    Contract.objects.create(
        spell=spell, kind="open", begins=date(2026, 2, 2), post="收银员", filing=filing, filed_at=clock.now()
    )
    return spell


def rows(cast: Cast, world: Any) -> dict[str, Any]:
    """李晓梅 files for her shop, works there herself, and objects to an ending."""
    filing = _filing(cast, world)
    spell = _spell(filing, cast.xiaomei)
    Separation.objects.create(
        spell=spell,
        last_day=date(2026, 2, 28),
        ground="LCL37",
        said_by="employer",
        said_at=clock.now(),
        objected_at=clock.now(),
        objection="不是我辞职",
    )
    spell_of_another = _spell(filing, cast.person("张磊", phone="13800000022"), ended=False)
    return {"filing": filing, "separated": spell, "spell": spell_of_another}


def _separation(cast: Cast) -> Separation:
    spell = _spell(_filing(cast), cast.xiaomei)
    return Separation.objects.create(
        spell=spell, last_day=date(2026, 2, 28), ground="LCL37", said_by="employer", said_at=clock.now()
    )


def _contract(cast: Cast) -> Contract:
    return _spell(_filing(cast), cast.xiaomei).contracts.get()


ROWS = {
    "registration.Filing": _filing,
    "registration.FilingSheet": lambda cast: FilingSheet.objects.get(filing=_filing(cast)),
    "registration.FilingLine": lambda cast: FilingLine.objects.get(filing=_filing(cast)),
    "registration.Contract": _contract,
    "registration.Separation": _separation,
}
