"""What happens while somebody draws: who reaches what."""

from decimal import Decimal
from typing import Any

from insurance.models import Claim, Inquiry, Overpayment
from insurance.services import inquiries, overpayments
from portal.kernel.actor import system
from tests.cast_changes import paid
from tests.cast_insurance import granted, pay

OWN = "302 302 200 404 302 302 302 302"
MINE = "302 302 200 200 302 302 302 302"
DESK = "302 404 404 404 200 200 302 200"
ONE = "302 404 404 404 200 404 302 200"
GET = {
    "insurance:mine": MINE,
    "insurance:mine_account": OWN,
    "insurance:report": OWN,
    "insurance:inquiry": OWN,
    "insurance:overpayment": OWN,
    "insurance:claims": DESK,
    "insurance:claim": ONE,
    "insurance:inquiries": DESK,
    "insurance:desk_inquiry": ONE,
    "insurance:desk_overpayment": ONE,
}
MISTAKE = "302 302 422 404 302 302 302 302"
DESK_MISTAKE = "302 404 404 404 422 404 302 422"
POST = {
    "insurance:mine": "302 302 405 405 302 302 302 302",
    "insurance:mine_account": MISTAKE,
    "insurance:report": MISTAKE,
    "insurance:inquiry": MISTAKE,
    "insurance:overpayment": MISTAKE,
    "insurance:claims": "302 404 404 404 405 405 302 405",
    "insurance:claim": DESK_MISTAKE,
    "insurance:inquiries": "302 404 404 404 405 405 302 405",
    "insurance:desk_inquiry": DESK_MISTAKE,
    "insurance:desk_overpayment": DESK_MISTAKE,
}
KEYS = (
    ("my/insurance/inquiries/", "inquiry"),
    ("my/insurance/overpayments/", "overpayment"),
    ("desk/insurance/claims/", "drawn_claim"),
    ("desk/insurance/inquiries/", "inquiry"),
    ("desk/insurance/overpayments/", "overpayment"),
)


def _claim(cast: Any) -> Claim:
    """李晓梅 draws since today, and this month is paid."""
    pay(cast.xiaomei, 60)
    made = granted(cast.xiaomei, cast.liufang_actor)
    paid(made, 1)
    return made


def _inquiry(claim: Claim) -> Inquiry:
    return inquiries.open_inquiry(
        claim, source="employer", key="test", found="有单位登记。", by=system("test")
    )


def _debt(claim: Claim, cast: Any) -> Overpayment:
    facts = {"cause": "person", "amount": Decimal("100.00"), "text": "上班"}
    return overpayments.find(claim, months=[claim.first_month], by=cast.liufang_actor, **facts)


def rows(cast: Any, world: Any) -> dict[str, Any]:
    """Her claim with an inquiry and an overpayment."""
    claim = _claim(cast)
    return {"drawn_claim": claim, "inquiry": _inquiry(claim), "overpayment": _debt(claim, cast)}
