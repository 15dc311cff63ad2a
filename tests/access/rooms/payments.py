"""发放批次: who reaches what. The clerk 刘芳 makes; checking belongs to another post, so her POSTs there are 404."""

from datetime import date
from typing import Any

from insurance.models import BankFile, Run
from portal.kernel import clock

SEEN = "302 404 404 404 200 200 302 200"
ONE = "302 404 404 404 200 404 302 200"
STEPS = (
    "insurance:approve_run",
    "insurance:cancel_run",
    "insurance:send_run",
    "insurance:remit_run",
    "insurance:answer_run",
    "insurance:take_bank_file",
)
GET = {
    **dict.fromkeys(("insurance:runs", "insurance:make_run", "insurance:failed"), SEEN),
    "insurance:run": ONE,
    **dict.fromkeys(STEPS, "302 404 404 404 405 405 302 405"),
}
POST = {
    **dict.fromkeys(("insurance:runs", "insurance:run"), "302 404 404 404 405 405 302 405"),
    "insurance:make_run": "302 404 404 404 422 422 302 422",
    "insurance:failed": "302 404 404 404 302 302 302 302",
    **dict.fromkeys(STEPS, "302 404 404 404 404 404 302 404"),
    "insurance:cancel_run": "302 404 404 404 302 404 302 302",
}
KEYS = (("desk/insurance/runs/", "run"), ("desk/insurance/bank-files/", "bank_file"))


def rows(cast: Any, world: Any) -> dict[str, Any]:
    """A run of 锦江 that waits for its checker."""
    run = Run.objects.create(
        number="FF-202611-9001",
        kind="monthly",
        month=date(2026, 11, 1),
        agency=cast.liufang.agency,
        maker=cast.liufang,
        made_at=clock.now(),
    )
    file = BankFile.objects.create(
        run=run,
        direction="out",
        name=f"{run.number}-01",
        digest="0" * 64,
        count=0,
        total=0,
        content="x",
        made_at=clock.now(),
    )
    return {"run": run, "bank_file": file}
