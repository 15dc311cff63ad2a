"""The exchange: who reaches what. Files and messages are the province's, corrections each agency's own."""

from typing import Any

from portal.accounts import actors
from portal.exchange.models import Contract, Correction, Delivery, Job, Partner
from portal.exchange.services import corrections
from portal.kernel import clock
from tests.cast_exchange import partner

KEEPER = "302 404 404 404 404 404 302 200"
KEEPER_NEVER = "302 404 404 404 405 405 302 405"
MINE = "302 302 200 200 302 302 302 302"
NO_GET = "302 404 404 404 405 405 302 405"
OPEN = "200 200 200 200 200 200 302 200"
NEVER = "405 405 405 405 405 405 302 405"
UNSIGNED = "401 401 401 401 401 401 302 401"

GET = {
    "exchange:corrections": MINE,
    "exchange:ask": "302 302 404 404 302 302 302 302",
    "exchange:desk": "302 404 404 404 302 302 302 200",
    "exchange:jobs": KEEPER,
    "exchange:job": KEEPER,
    "exchange:deliveries": KEEPER,
    "exchange:reports": KEEPER,
    "exchange:report": NO_GET,
    "exchange:retry": NO_GET,
    "exchange:fetch": NO_GET,
    "exchange:desk_corrections": "302 404 404 404 200 200 302 200",
    "exchange:desk_correction": "302 404 404 404 200 404 302 200",
    "exchange_api:datasets": OPEN,
    "exchange_api:receipts": NEVER,
    "exchange_api:take": NEVER,
    "registration:exchange": "302 404 404 404 302 302 302 302",
}
POST = {
    "exchange:corrections": "302 302 405 405 302 302 302 302",
    "exchange:ask": "302 302 404 404 302 302 302 302",
    **dict.fromkeys(
        (
            "exchange:desk",
            "exchange:jobs",
            "exchange:job",
            "exchange:deliveries",
            "exchange:reports",
            "exchange:desk_corrections",
        ),
        KEEPER_NEVER,
    ),
    "exchange:report": "302 404 404 404 404 404 302 302",
    "exchange:retry": "302 404 404 404 404 404 302 302",
    "exchange:fetch": "302 404 404 404 404 404 302 302",
    "exchange:desk_correction": "302 404 404 404 422 404 302 422",
    "exchange_api:datasets": NEVER,
    "exchange_api:receipts": UNSIGNED,
    "exchange_api:take": UNSIGNED,
    "registration:exchange": "302 404 404 404 405 405 302 405",
}
KEYS = (
    ("desk/exchange/jobs/", "exchange_job"),
    ("desk/exchange/deliveries/", "exchange_delivery"),
    ("desk/exchange/partners/", "exchange_partner"),
    ("desk/exchange/corrections/", "correction"),
)


def _delivery(made: Partner) -> Delivery:
    now = clock.now()
    return Delivery.objects.create(
        dataset="test-hires", version=1, partner=made, subject_type="spell", subject_id="1", payload="{}",
        digest=b"d", next_at=now, made_at=now,
    )  # fmt: skip


def _correction(cast: Any) -> Correction:
    person = cast.xiaomei
    made = corrections.ask(person, "test.fact", "不对", by=actors.of_person(person))
    made.agency = cast.liufang.agency
    made.save()
    return made


def _contract() -> Contract:
    return Contract.objects.create(
        dataset="test-people",
        version=1,
        direction="in",
        title="测试",
        schema={},
        source="测试",
        begins=clock.today(),
    )


ROWS = {
    "exchange.Partner": lambda cast: partner(),
    "exchange.Contract": lambda cast: _contract(),
    "exchange.Delivery": lambda cast: _delivery(partner()),
    "exchange.Correction": _correction,
}


def rows(cast: Any, world: Any) -> dict[str, Any]:
    """A department with a job and a message, and what 李晓梅 of 锦江 says is wrong."""
    now, made = clock.now(), partner("http://127.0.0.1:9/in")
    job = Job.objects.create(
        partner=made, direction="in", dataset="test-people", version=1, digest="0" * 64, state="done",
        begun_at=now, done_at=now,
    )  # fmt: skip
    return {
        "exchange_job": job,
        "exchange_delivery": _delivery(made),
        "exchange_partner": made,
        "correction": _correction(cast),
    }
