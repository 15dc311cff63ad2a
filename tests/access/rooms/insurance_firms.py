"""稳岗返还 and 技能提升补贴: who reaches what, and rows of their tables."""

from datetime import timedelta
from typing import Any

from insurance.models import RefundBatch, RefundEntry, RefundObjection, RefundScheme, SkillClaim
from insurance.services import refunds
from portal.accounts.models import Organisation
from portal.agencies.models import Region
from portal.kernel import clock
from portal.kernel.ids import uuid7
from tests.cast_refund import NOODLES, staff, unit

OWN = "302 302 200 404 302 302 302 302"
OPEN = "200 200 200 200 200 200 302 200"
NEVER = "405 405 405 405 405 405 302 405"
HERE = "302 404 404 404 200 404 302 200"
MENDED = "302 404 404 404 422 404 302 422"
NO_ACT = "302 404 404 404 404 404 302 404"
GET = {
    "insurance:refunds": "302 302 200 200 302 302 302 302",
    "insurance:refund": OWN,
    "insurance:refund_appeal": "302 302 405 405 302 302 302 302",
    "insurance:refund_notices": OPEN,
    "insurance:refund_notice": OPEN,
    "insurance:refund_object": OPEN,
    "insurance:desk_refunds": "302 404 404 404 200 200 302 200",
    "insurance:desk_refund_scheme": HERE,
    "insurance:desk_refund_batch": "302 404 404 404 405 405 302 405",
    "insurance:desk_refund_entry": HERE,
    "insurance:desk_refund_objection": HERE,
}
POST = {
    "insurance:refunds": "302 302 405 405 302 302 302 302",
    "insurance:refund": "302 302 422 404 302 302 302 302",
    "insurance:refund_appeal": "302 302 422 404 302 302 302 302",
    "insurance:refund_notices": NEVER,
    "insurance:refund_notice": NEVER,
    "insurance:refund_object": "422 422 422 422 422 422 302 422",
    "insurance:desk_refunds": "302 404 404 404 422 422 302 422",
    "insurance:desk_refund_scheme": NO_ACT,
    "insurance:desk_refund_batch": NO_ACT,
    "insurance:desk_refund_entry": MENDED,
    "insurance:desk_refund_objection": MENDED,
}
KEYS = (
    ("refunds/publicity/unit/", "refund_entry"),
    ("refunds/publicity/", "refund_batch"),
    ("refunds/", "refund_entry"),
    ("desk/insurance/refunds/", "refund_scheme"),
    ("desk/insurance/refund-batches/", "refund_batch"),
    ("desk/insurance/refund-entries/", "refund_entry"),
    ("desk/insurance/refund-objections/", "refund_objection"),
)


def _scheme(cast: Any) -> RefundScheme:
    with clock.at("2025-09-01T10:00:00"):
        return refunds.make_scheme(2025, Region.objects.get(pk="510104"), by=cast.liufang_actor)


def _batch(cast: Any, scheme: RefundScheme | None = None) -> RefundBatch:
    made, today = scheme or _scheme(cast), clock.today()
    return RefundBatch.objects.create(
        scheme=made,
        number=1,
        agency=made.agency,
        begins=today - timedelta(days=9),
        ends=today - timedelta(days=2),
        shown_by=cast.liufang,
    )


def _entry(
    cast: Any, scheme: RefundScheme | None = None, organisation: Organisation | None = None
) -> RefundEntry:
    made = scheme or _scheme(cast)
    organisation = organisation or unit("蜀味面业有限公司", NOODLES)
    staff(organisation, 1)
    with clock.at("2025-09-01T10:00:00"):
        refunds.match(made, by=cast.liufang_actor)
        refunds.ask(made, by=cast.liufang_actor)
    return RefundEntry.objects.get(organisation=organisation)


def _objection(cast: Any, entry: RefundEntry | None = None) -> RefundObjection:
    return RefundObjection.objects.create(
        number="YY-20261123-AAAAAA",
        entry=entry or _entry(cast),
        kind="public",
        text="不对",
        contact="13800000009",
        made_at=clock.now(),
    )


def _skill(cast: Any) -> SkillClaim:
    case = cast.case(cast.xiaomei)
    return SkillClaim.objects.create(
        case=case,
        person=cast.xiaomei,
        number="S1234567",
        number_index=uuid7().bytes,
        occupation="电工",
        level=4,
        issued=clock.today(),
    )


def rows(cast: Any, world: Any) -> dict[str, Any]:
    """The refund of 李晓梅's shop, once shown to the public and objected to."""
    scheme = _scheme(cast)
    batch = _batch(cast, scheme)
    entry = _entry(cast, scheme, world.employer.organisation)
    entry.batch = batch
    entry.save()
    return {
        "refund_scheme": scheme,
        "refund_batch": batch,
        "refund_entry": entry,
        "refund_objection": _objection(cast, entry),
    }


ROWS = {
    "insurance.RefundScheme": _scheme,
    "insurance.RefundBatch": _batch,
    "insurance.RefundEntry": _entry,
    "insurance.RefundObjection": _objection,
    "insurance.SkillClaim": _skill,
}
