"""Two at once: a claim is stopped once, an inquiry decided once, a debt planned once."""

from datetime import date
from decimal import Decimal

from insurance.models import Inquiry, Recovery
from insurance.services import changes, inquiries, overpayments
from portal.accounts import actors
from portal.kernel.actor import system
from tests.cast_changes import drawing, paid, sums
from tests.faults.conftest import Race, race, racers  # noqa: F401 - fixtures

MANY = 12
TODAY = date(2026, 11, 23)


def quick(results: list, error: type[Exception]) -> int:
    """How many came through; all others found it done."""
    assert all(not isinstance(each, Exception) or isinstance(each, error) for each in results), results
    return sum(not isinstance(each, Exception) for each in results)


def test_a_claim_is_stopped_once(race: Race, racers):  # noqa: F811
    claim = drawing(racers)
    paid(claim, 6)
    by = racers.liufang_actor
    facts = {"code": "PENSION", "since": TODAY, "text": "名册"}
    results = race.run(lambda _n: changes.stop(claim, by=by, **facts), MANY)
    assert quick(results, changes.WrongState) == 1
    assert sums(claim) == (6, 0, 0, 12)


def test_an_inquiry_is_held_and_decided_once(race: Race, racers):  # noqa: F811
    claim, by = drawing(racers), racers.liufang_actor
    row = inquiries.open_inquiry(claim, source="employer", key="k", found="有单位登记。", by=system("test"))
    held = race.run(lambda _n: inquiries.hold(row, reason="等答复", by=by), MANY)
    assert quick(held, inquiries.HoldRefused) == 1
    inquiries.answer(row, text="不是我", by=actors.of_person(claim.person))
    facts = {"code": "REEMPLOYED", "since": date(2026, 11, 10)}

    def either(n: int):
        if n % 2:
            return inquiries.clear(row, text="没有", by=by)
        return inquiries.confirm(row, text="属实", by=by, **facts)

    assert quick(race.run(either, MANY), inquiries.WrongState) == 1
    row.refresh_from_db()
    claim.refresh_from_db()
    assert (row.outcome == Inquiry.Outcome.CONFIRMED) == (claim.state == "stopped")
    sums(claim)


def test_a_debt_is_planned_once(race: Race, racers):  # noqa: F811
    claim, by = drawing(racers), racers.liufang_actor
    paid(claim, 6)
    own = actors.of_person(claim.person)
    facts = {"cause": "person", "amount": Decimal("100.00"), "months": [date(2026, 11, 1)], "text": "上班"}
    debt = overpayments.find(claim, by=by, **facts)
    overpayments.answer(debt, text="好", by=own)
    overpayments.decide(debt, owed=True, text="认可", by=by)

    def either(n: int):
        return (
            overpayments.agree_to_set_off(debt, by=own) if n % 2 else overpayments.plan(debt, count=3, by=own)
        )

    assert quick(race.run(either, MANY), overpayments.WrongState) == 1
    assert sum(each.amount for each in Recovery.objects.all()) == Decimal("100.00")
