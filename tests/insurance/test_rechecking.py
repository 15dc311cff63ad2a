"""Between making and approving a run claims change: what is not due any more is taken out, with the reason."""

from collections.abc import Callable
from datetime import date

import pytest

from insurance.models import Claim, Interruption, Payment, Run
from insurance.presenters import payments as words
from insurance.queries import claims
from insurance.services import bank, changes, ending, inquiries, payments, runs, settling
from insurance.services.claims import revoke_claim
from portal.accounts import actors
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.dates import months_later
from tests.cast import Cast
from tests.cast_changes import drawing, paid, sums
from tests.cast_insurance import granted
from tests.cast_payments import agency_of, answer, balances
from tests.cast_payments import drawing as other_drawing

pytestmark = pytest.mark.django_db
NOV, TODAY = date(2026, 11, 1), date(2026, 11, 23)


def stop(cast: Cast, claim: Claim) -> None:
    changes.report(claim, kind="work", since=date(2026, 9, 20), by=actors.of_person(claim.person))


def retire(cast: Cast, claim: Claim) -> None:
    changes.report(claim, kind="pension", since=date(2026, 9, 20), by=actors.of_person(claim.person))


def suspend(cast: Cast, claim: Claim) -> None:
    changes.suspend(claim, code="IMPRISONED", since=TODAY, text="等待", by=cast.chentao_actor)


def hold(cast: Cast, claim: Claim) -> None:
    row = inquiries.open_inquiry(claim, source="employer", key="k", found="有单位。", by=system("test"))
    inquiries.hold(row, reason="等答复", by=cast.liufang_actor)
    type(row).objects.filter(pk=row.pk).update(held_month=NOV)  # as if it had been held just before the run


def months(run: Run, state: str, claim: Claim) -> list[int]:
    rows = run.payments.filter(state=state, claim=claim, benefit="monthly").order_by("month")
    return [month.month for month in rows.values_list("month", flat=True)]


@pytest.mark.parametrize(
    ("change", "why", "kept", "taken", "account"),
    [
        (stop, "stopped_since", [9], [10, 11], (4, 0, 14, 0)),
        (retire, "stopped_since", [9], [10, 11], (4, 0, 0, 14)),
        (suspend, "suspended_since", [], [9, 10, 11], (3, 15, 0, 0)),
        (hold, "held_since", [9, 10], [11], (5, 13, 0, 0)),
    ],
)
def test_what_changed_since_is_taken_out(
    cast: Cast, change: Callable, why: str, kept: list, taken: list, account: tuple
):
    claim = drawing(cast)
    paid(claim, 3)
    other = other_drawing(cast, "王秀兰")
    run = runs.make_run(NOV, agency=agency_of(), by=cast.liufang_actor).run
    change(cast, claim)
    runs.approve_run(run, by=cast.chentao_actor)
    run.refresh_from_db()
    assert months(run, "approved", claim) == kept
    assert months(run, "cancelled", claim) == taken
    assert run.payments.get(claim=other).state == "approved"
    assert (run.count, run.left_out[why]) == (len(kept) + 1, len(taken))
    assert "复核时取出" in " ".join(words.left_out(run.left_out))
    assert run.total == sum(each.amount for each in run.payments.filter(state="approved"))
    assert sums(claim) == account
    assert balances()


def test_a_stop_taken_back_finds_the_months_that_came_back_from_the_run(cast: Cast):
    claim = drawing(cast)
    paid(claim, 3)
    other_drawing(cast, "王秀兰")
    run = runs.make_run(NOV, agency=agency_of(), by=cast.liufang_actor).run
    stop(cast, claim)
    runs.approve_run(run, by=cast.chentao_actor)
    changes.take_back(claim, text="错了", by=cast.chentao_actor)
    assert sums(claim) == (4, 14, 0, 0)
    assert claims.unpaid_months(claim, TODAY) == [date(2026, 10, 1), NOV]


def test_a_cancelled_run_sets_aside_what_a_stop_would_have(cast: Cast):
    claim = drawing(cast)
    paid(claim, 3)
    run = runs.make_run(NOV, agency=agency_of(), by=cast.liufang_actor).run
    stop(cast, claim)
    runs.cancel_run(run, by=cast.liufang_actor)
    assert sums(claim) == (3, 1, 14, 0)
    assert claims.unpaid_months(claim, TODAY) == [date(2026, 9, 1)]
    assert balances()


def test_months_that_come_back_after_a_merge_go_into_the_next_claim(cast: Cast):
    claim = drawing(cast)
    paid(claim, 3)
    run = runs.make_run(NOV, agency=agency_of(), by=cast.liufang_actor).run
    stop(cast, claim)
    job = {"last_day": ["2026-11-20"], "last_employer": ["另一家公司"]}
    after = granted(claim.person, cast.liufang_actor, last_job=job)
    assert after.merged == 12
    runs.approve_run(run, by=cast.chentao_actor)
    after.refresh_from_db()
    assert (after.merged, claims.balance(claim).moved, claims.balance(claim).left) == (14, 14, 0)
    with pytest.raises(changes.WrongState):
        changes.take_back(claim, text="错了", by=cast.chentao_actor)


def test_a_run_of_which_nothing_is_left_is_refused_and_stays(cast: Cast):
    claim = drawing(cast)
    paid(claim, 5)
    run = runs.make_run(NOV, agency=agency_of(), by=cast.liufang_actor).run
    suspend(cast, claim)
    with pytest.raises(payments.RunRefused) as error:
        runs.approve_run(run, by=cast.chentao_actor)
    assert error.value.why == "empty"
    run.refresh_from_db()
    assert (run.state, run.count) == ("made", 1)


def test_what_is_issued_again_is_checked_too(cast: Cast):
    claim = drawing(cast)
    paid(claim, 5)
    other_drawing(cast, "王秀兰")
    run = runs.make_run(NOV, agency=agency_of(), by=cast.liufang_actor).run
    runs.approve_run(run, by=cast.chentao_actor)
    file = bank.send_run(run, by=cast.chentao_actor)[0]
    bank.take_answer(run, answer(file, failing={1: "04", 2: "04"}), by=cast.chentao_actor)
    again = settling.issue_again(
        list(Payment.objects.filter(state="failed")), agency=agency_of(), by=cast.liufang_actor
    )
    stop(cast, claim)
    runs.approve_run(again, by=cast.chentao_actor)
    assert months(again, "cancelled", claim) == [11]
    assert sums(claim)[0] == 5
    assert balances()


def test_a_revoked_grant_leaves_no_month_anywhere(cast: Cast):
    claim = drawing(cast)
    paid(claim, 3)
    stop(cast, claim)
    assert claims.balance(claim).frozen
    revoke_claim(claim.case, by=cast.chentao_actor)
    had = claims.balance(Claim.objects.get(pk=claim.pk))
    assert (had.left, had.frozen, had.forfeited) == (0, 0, 15)


def test_a_paid_up_claim_ends_the_same_way_at_night_and_after_the_bank(cast: Cast):
    claim = drawing(cast, months=12)  # three months
    paid(claim, 3)
    assert ending.end_paid_up(claims=[claim.pk], by=system("test")) == [claim.pk]
    assert ending.end_paid_up(claims=[claim.pk], by=system("test")) == []
    made = Interruption.objects.get()
    assert (made.code, made.unpaid_from) == ("EXHAUSTED", months_later(claim.first_month, 3))
    assert sums(claim) == (3, 0, 0, 0)
    with clock.at("2027-01-10T10:00:00"):
        assert claims.unpaid_months(claim, date(2027, 1, 1)) == []
        with pytest.raises(changes.WrongState):
            changes.take_back(claim, text="错了", by=cast.chentao_actor)
