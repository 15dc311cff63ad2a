"""The monthly run: what is due is paid once, by the law of its month, and whatever is left out is told."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from insurance.models import (
    Budget,
    Claim,
    Inquiry,
    Interruption,
    LedgerEntry,
    MonthEntry,
    Payment,
    Run,
)
from insurance.queries import claims
from insurance.queries import runs as queries
from insurance.services import payments, runs
from portal.casework.services import NotAllowed
from portal.kernel import clock
from portal.rules.models import Instrument, RuleValue
from tests.cast import Cast
from tests.cast_payments import NOVEMBER, agency_of, approved, balances, drawing, made, months_paid, owed

pytestmark = pytest.mark.django_db
SUM = Decimal("2097.00")


def test_a_run_pays_the_month_and_a_second_one_pays_nothing(cast: Cast):
    claim = drawing(cast)
    run = made(cast)
    assert (run.count, run.total, run.state) == (1, SUM, "made")
    assert run.standards == {"510104": {"2026-11": {"monthly": "2097.00"}}}
    payment = Payment.objects.get()
    assert (payment.claim, payment.month, payment.amount, payment.account) == (
        claim,
        NOVEMBER,
        SUM,
        claim.account,
    )
    assert balances()
    assert owed() == SUM
    again = runs.make_run(NOVEMBER, agency=agency_of(), by=cast.liufang_actor)
    assert (again.run, again.count) == (None, 0)
    assert Run.objects.count() == Payment.objects.count() == 1


def test_months_that_were_not_paid_come_with_the_next_run(cast: Cast):
    claim = drawing(cast, first=date(2026, 8, 1))
    assert made(cast).count == 4
    assert months_paid(claim) == ["2026-08", "2026-09", "2026-10", "2026-11"]
    assert claims.balance(claim).left == 14


def test_no_more_months_than_are_left(cast: Cast):
    claim = drawing(cast, months=5, first=date(2026, 1, 1))
    MonthEntry.objects.create(claim=claim, kind="frozen", months=2, reason="x", at=clock.now())
    made(cast)
    assert months_paid(claim) == ["2026-01", "2026-02", "2026-03"]
    assert claims.unpaid_months(claim, NOVEMBER) == []


def test_each_month_is_paid_by_its_own_law(cast: Cast):
    claim = drawing(cast, first=date(2024, 11, 1))
    made(cast, date(2025, 2, 1))
    sums = Payment.objects.filter(claim=claim).order_by("month").values_list("amount", flat=True)
    assert list(sums) == [Decimal("1890.00")] * 2 + [SUM] * 2  # 2,100 × 90 %, then 2,330 × 90 %


def hold(claim: Claim, cast: Cast, month: date = NOVEMBER) -> Inquiry:
    """A named clerk holds one instalment."""
    return Inquiry.objects.create(
        claim=claim,
        source="contribution",
        key="k",
        found="x",
        opened_at=clock.now(),
        clerk=cast.liufang,
        held_month=month,
        held_until=clock.today() + timedelta(days=30),
        held_reason="核实",
        answer_until=clock.today() + timedelta(days=10),
    )


def test_a_held_month_is_skipped_told_and_paid_when_the_hold_falls(cast: Cast):
    claim = drawing(cast, first=date(2026, 10, 1))
    inquiry = hold(claim, cast)
    run = made(cast)
    assert months_paid(claim) == ["2026-10"]
    assert run.left_out == {"held": 1}
    Inquiry.objects.filter(pk=inquiry.pk).update(outcome="cleared")
    with clock.at("2026-12-20T10:00:00"):
        made(cast, date(2026, 12, 1))
    assert months_paid(claim) == ["2026-10", "2026-11", "2026-12"]


def interrupt(claim: Claim, since: date, lifted: date | None = None) -> None:
    """A stop since a day."""
    Interruption.objects.create(
        claim=claim,
        kind="stopped",
        code="REEMPLOYED",
        article="x",
        from_day=since,
        lifted_on=lifted,
        made_at=clock.now(),
    )


def test_months_of_an_interruption_are_not_paid_the_month_of_stop_is(cast: Cast):
    claim = drawing(cast, first=date(2026, 5, 1))
    interrupt(claim, date(2026, 6, 20), date(2026, 10, 5))
    made(cast)
    assert months_paid(claim) == ["2026-05", "2026-06", "2026-10", "2026-11"]


def test_a_stopped_claim_is_still_paid_up_to_its_stop(cast: Cast):
    claim = drawing(cast, first=date(2026, 9, 1))
    interrupt(claim, date(2026, 10, 10))
    Claim.objects.filter(pk=claim.pk).update(state="stopped")
    made(cast)
    assert months_paid(claim) == ["2026-09", "2026-10"]


def test_a_suspended_claim_waits_and_is_told(cast: Cast):
    claim = drawing(cast)
    Claim.objects.filter(pk=claim.pk).update(state="suspended")
    done = runs.make_run(NOVEMBER, agency=agency_of(), by=cast.liufang_actor)
    assert (done.run, done.left_out) == (None, {"suspended": 1})


def test_who_has_no_account_is_counted_and_paid_once_there_is_one(cast: Cast):
    claim, other = drawing(cast, first=date(2026, 9, 1)), drawing(cast, "王秀兰")
    account = claim.account
    Claim.objects.filter(pk=claim.pk).update(account=None)
    assert made(cast).left_out == {"no_account": 1}
    assert months_paid(other) == ["2026-11"]
    Claim.objects.filter(pk=claim.pk).update(account=account)
    assert made(cast).count == 3


def test_a_county_without_a_standard_is_told_and_nothing_is_invented(cast: Cast):
    claim = drawing(cast)
    Claim.objects.filter(pk=claim.pk).update(first_month=date(2010, 11, 1))
    done = runs.make_run(date(2010, 12, 1), agency=agency_of(), by=cast.liufang_actor)
    assert done.run is None
    assert done.left_out == {"no_standard": {"510104": 2}}


@pytest.mark.parametrize(
    ("day", "month"),
    [("2027-01-31T23:59:00", date(2027, 1, 31)), ("2028-02-29T10:00:00", date(2028, 2, 29))],
)
def test_the_end_of_a_month_a_leap_day_and_another_year(cast: Cast, day: str, month: date):
    claim = drawing(cast, first=month)
    with clock.at(day):
        run = made(cast, month)
    assert run.month.day == 1
    assert months_paid(claim) == [f"{month:%Y-%m}"]


def test_a_month_that_has_not_begun_is_refused(cast: Cast):
    drawing(cast)
    with pytest.raises(payments.RunRefused) as error:
        runs.make_run(date(2026, 12, 1), agency=agency_of(), by=cast.liufang_actor)
    assert error.value.why == "future"


def test_a_value_entered_during_a_run_does_not_change_it(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    drawing(cast), drawing(cast, "王秀兰")
    monkeypatch.setattr(queries, "CHUNK", 1)
    pay = runs._pay

    def meanwhile(run: Run, args: dict) -> tuple:
        done = pay(run, args)
        standing = RuleValue.objects.get(key_id="ui.benefit_percent", in_force__contains=NOVEMBER)
        if standing.value != "95.00":
            add_percent(standing)
        return done

    monkeypatch.setattr(runs, "_pay", meanwhile)
    run = made(cast)
    assert RuleValue.objects.get(key_id="ui.benefit_percent", in_force__contains=NOVEMBER).value == "95.00"
    assert set(run.payments.values_list("amount", flat=True)) == {SUM}


def add_percent(standing: RuleValue) -> None:
    """95 % from the first of November, the value before ended."""
    first = standing.in_force.lower
    RuleValue.objects.filter(pk=standing.pk).update(in_force=(first, NOVEMBER))
    RuleValue.objects.create(
        key_id=standing.key_id,
        region_id=standing.region_id,
        in_force=(NOVEMBER, None),
        value="95.00",
        instrument=Instrument.objects.first(),
        article="试",
        confidence="A",
    )


def test_medical_contributions_are_paid_where_the_law_has_a_sum(cast: Cast):
    claim = drawing(cast)
    RuleValue.objects.create(
        key_id="ui.medical_monthly",
        region_id="510000",
        in_force=(date(2026, 11, 1), None),
        value="310.00",
        instrument=Instrument.objects.first(),
        article="试",
        confidence="A",
    )
    run = made(cast)
    assert (run.count, run.total) == (2, SUM + 310)
    assert Payment.objects.get(benefit="medical").account_id is None
    assert claims.balance(claim).drawn == 1
    assert [(each.benefit, each.count) for each in queries.sums(queries.plan(NOVEMBER, agency_of()))] == []


def test_maker_and_checker_are_two_people_with_their_posts(cast: Cast):
    drawing(cast)
    run = made(cast)
    for by in (cast.liufang_actor, cast.hejing_actor):
        with pytest.raises(NotAllowed):
            runs.approve_run(run, by=by)
    with pytest.raises(NotAllowed):
        runs.make_run(NOVEMBER, agency=agency_of(), by=cast.chentao_actor)
    with pytest.raises(NotAllowed):
        runs.make_run(NOVEMBER, agency=agency_of(), by=cast.hejing_actor)
    runs.approve_run(run, by=cast.chentao_actor)
    with pytest.raises(payments.RunRefused):
        runs.approve_run(run, by=cast.chentao_actor)
    assert set(run.payments.values_list("state", flat=True)) == {"approved"}


def test_the_database_wants_two_people_too(cast: Cast):
    drawing(cast)
    run = made(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(state="approved", checker=cast.liufang)


def test_a_run_beyond_the_budget_is_not_approved(cast: Cast):
    drawing(cast)
    run = made(cast)
    Budget.objects.create(fund="unemployment", year=2026, amount="2000")
    with pytest.raises(payments.RunRefused) as error:
        runs.approve_run(run, by=cast.chentao_actor)
    assert "97.00" in error.value.text
    Budget.objects.update(amount="2097")
    runs.approve_run(run, by=cast.chentao_actor)


def test_a_cancelled_run_books_back_and_its_months_are_due_again(cast: Cast):
    claim = drawing(cast)
    runs.cancel_run(made(cast), by=cast.liufang_actor)
    assert balances()
    assert owed() == 0
    assert claims.balance(claim).left == 18
    approved(cast)
    assert months_paid(claim) == ["2026-11"]
    with pytest.raises(payments.RunRefused):
        runs.cancel_run(Run.objects.get(state="approved"), by=cast.liufang_actor)


def test_the_database_refuses_a_step_that_does_not_balance(cast: Cast):
    drawing(cast)
    made(cast)
    payment = Payment.objects.get()
    with pytest.raises(IntegrityError, match="does not balance"), transaction.atomic():
        LedgerEntry.objects.create(account="bank", amount="1", payment=payment, step="x", at=clock.now())


def test_pay_once_pays_once_and_waits_for_the_checker(cast: Cast):
    person = cast.person("李晓梅", verified=True)
    told = {"subject": "birth-2026", "amount": Decimal("6291"), "person": person, "by": cast.liufang_actor}
    first = payments.pay_once("birth", **told)
    assert payments.pay_once("birth", **told) == first
    run = Run.objects.get()
    assert (run.kind, run.count, run.total, run.state) == ("lump", 1, Decimal("6291.00"), "made")
    assert balances()
    assert owed() == 6291
    payments.pay_once("rural", **{**told, "subject": "rural-2026"})
    assert Run.objects.get().count == 2
    runs.approve_run(run, by=cast.chentao_actor)
    third = payments.pay_once("birth", **{**told, "subject": "birth-2027"})
    assert third.run != run
    with pytest.raises(payments.RunRefused):
        payments.pay_once("birth", run=run, **{**told, "subject": "birth-2028"})


def test_the_command_prints_what_it_paid_and_nothing_the_second_time(cast: Cast, capsys):
    drawing(cast)
    call_command("run_benefits", month="2026-11")
    assert "1 payments, 2097.00 yuan" in capsys.readouterr().out
    call_command("run_benefits", month="2026-11")
    assert "0 payments, 0.00 yuan" in capsys.readouterr().out


def test_the_number_of_statements_does_not_grow_with_the_claims(cast: Cast, django_assert_max_num_queries):
    drawing(cast), drawing(cast, "王秀兰"), drawing(cast, "张磊")
    with django_assert_max_num_queries(30):
        made(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM insurance_ledgerentry")
        assert cursor.fetchone() == (6,)
