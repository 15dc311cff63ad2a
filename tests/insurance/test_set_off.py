"""What was paid too much is kept from later months as agreed: gross owed, net paid, the ledger at zero throughout."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum

from insurance.models import BankFile, Claim, LedgerEntry, Overpayment, Payment, Recovery, Run
from insurance.presenters import mine
from insurance.presenters import payments as words
from insurance.services import bank, changes, overpayments, runs, set_off, settling
from portal.accounts import actors
from portal.documents.models import Certificate
from portal.kernel import clock
from portal.kernel.fields import plaintext
from tests.access.entering import client_of
from tests.cast import Cast
from tests.cast_changes import drawing, paid, sums
from tests.cast_payments import agency_of, answer, balances

pytestmark = pytest.mark.django_db
NOV, DEC, JAN = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)
GROSS, KEPT = Decimal("2097.00"), Decimal("419.40")


def owing(cast: Cast, amount: str, months: int = 5) -> tuple[Claim, Overpayment]:
    """李晓梅 has drawn June to October, and agreed to give `amount` back out of later months."""
    claim = drawing(cast)
    paid(claim, months)
    own = actors.of_person(claim.person)
    debt = overpayments.find(
        claim, cause="person", amount=Decimal(amount), months=[date(2026, 10, 1)], text="9月上了班。",
        by=cast.liufang_actor,
    )  # fmt: skip
    overpayments.answer(debt, text="是的", by=own)
    debt = overpayments.decide(debt, owed=True, text="本人认可", by=cast.liufang_actor)
    overpayments.agree_to_set_off(debt, by=own)
    return claim, debt


def run_of(cast: Cast, month: date) -> Run:
    return runs.make_run(month, agency=agency_of(), by=cast.liufang_actor).run


def sent(cast: Cast, run: Run) -> BankFile:
    runs.approve_run(run, by=cast.chentao_actor)
    return bank.send_run(run, by=cast.chentao_actor)[0]


def accounts() -> dict[str, Decimal]:
    return dict(LedgerEntry.objects.values_list("account").annotate(n=Sum("amount")))


def test_the_bank_pays_the_net_and_the_ledger_balances(cast: Cast):
    _claim, debt = owing(cast, "419.40")
    run = run_of(cast, NOV)
    payment = run.payments.get()
    assert (payment.amount, payment.kept, payment.net) == (GROSS, KEPT, GROSS - KEPT)
    assert debt.recoveries.get().payment == payment
    assert accounts() == {"spent": GROSS, "owed": -GROSS}
    file = sent(cast, run)
    assert "|000000000167760|" in plaintext(file.content)
    assert file.total == GROSS - KEPT
    bank.take_answer(run, answer(file), by=cast.chentao_actor)
    assert accounts() == {"spent": GROSS, "owed": 0, "bank": KEPT - GROSS, "back": -KEPT}
    assert balances()
    debt.refresh_from_db()
    assert debt.recoveries.get().done_at is not None
    assert debt.state == "settled"
    assert {row["name"]: row["value"] for row in words.run_rows(run)}["抵扣后付出"] == "1,677.60元"


def test_instalments_follow_the_months_one_each(cast: Cast):
    _claim, debt = owing(cast, "1000.00")
    for month, day, kept in (
        (NOV, "2026-11-24", "419.40"),
        (DEC, "2026-12-05", "419.40"),
        (JAN, "2027-01-05", "161.20"),
    ):
        debt.refresh_from_db()
        assert debt.state == "owed"
        with clock.at(f"{day}T10:00:00"):
            run = run_of(cast, month)
            assert run.payments.get().kept == Decimal(kept)
            bank.take_answer(run, answer(sent(cast, run)), by=cast.chentao_actor)
    debt.refresh_from_db()
    assert debt.state == "settled"
    with clock.at("2027-02-05T10:00:00"):
        assert run_of(cast, date(2027, 2, 1)).payments.get().kept == 0
    assert balances()


def test_back_pay_keeps_from_no_month_before_its_own_and_never_two_from_one(cast: Cast):
    claim, debt = owing(cast, "1000.00", months=3)  # September and October wait too
    Recovery.objects.filter(overpayment=debt).update(due=NOV)
    kept = dict(run_of(cast, NOV).payments.values_list("month", "kept"))
    assert kept == {date(2026, 9, 1): 0, date(2026, 10, 1): 0, NOV: KEPT}
    sums(claim)


def test_no_month_keeps_more_than_the_law_leaves(cast: Cast):
    _claim, debt = owing(cast, "419.40")
    part = debt.recoveries.get()
    part.amount = Decimal("900.00")
    part.save()
    run = run_of(cast, NOV)
    assert run.payments.get().kept == KEPT
    rows = debt.recoveries.order_by("pk").values_list("amount", "payment__run")
    assert list(rows) == [(KEPT, run.pk), (Decimal("480.60"), None)]
    payment = run.payments.get()
    with pytest.raises(IntegrityError, match="payment_keeps_a_part"), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(kept=GROSS)


def test_two_debts_share_the_room_of_a_month(cast: Cast):
    claim, debt = owing(cast, "419.40")
    told = {"cause": "person", "amount": KEPT, "months": [date(2026, 9, 1)], "text": "8月也是。"}
    other = overpayments.find(claim, **told, by=cast.liufang_actor)
    own = actors.of_person(claim.person)
    overpayments.answer(other, text="是的", by=own)
    overpayments.agree_to_set_off(
        overpayments.decide(other, owed=True, text="认可", by=cast.liufang_actor), by=own
    )
    assert run_of(cast, NOV).payments.get().kept == KEPT
    assert [each.recoveries.get().payment_id is None for each in (debt, other)] == [False, True]


def test_what_fails_is_not_given_back_and_goes_again_with_its_part(cast: Cast):
    _claim, debt = owing(cast, "419.40")
    run = run_of(cast, NOV)
    bank.take_answer(run, answer(sent(cast, run), failing={1: "04"}), by=cast.chentao_actor)
    assert debt.recoveries.get().done_at is None
    assert accounts() == {"spent": GROSS, "owed": -GROSS}
    failed = Payment.objects.get(state="failed")
    assert "1,677.60元" in settling.failed_words(failed)[1]
    again = settling.issue_again([failed], agency=agency_of(), by=cast.liufang_actor)
    assert again.payments.get().kept == KEPT
    assert debt.recoveries.get().payment == again.payments.get()
    bank.take_answer(again, answer(sent(cast, again)), by=cast.chentao_actor)
    assert debt.recoveries.get().done_at is not None
    assert accounts() == {"spent": GROSS, "owed": 0, "bank": KEPT - GROSS, "back": -KEPT}


def test_a_run_taken_back_lets_the_instalment_wait(cast: Cast):
    _claim, debt = owing(cast, "419.40")
    runs.cancel_run(run_of(cast, NOV), by=cast.liufang_actor)
    assert debt.recoveries.get().payment is None
    assert run_of(cast, NOV).payments.get().kept == KEPT


def test_a_stop_before_the_check_takes_the_part_out_too(cast: Cast):
    claim, debt = owing(cast, "419.40", months=4)
    run = run_of(cast, NOV)  # October and November
    changes.report(claim, kind="work", since=date(2026, 10, 10), by=actors.of_person(claim.person))
    runs.approve_run(run, by=cast.chentao_actor)
    part = debt.recoveries.get()
    assert part.payment is None or part.payment.state == "approved"
    assert balances()


def test_a_debt_let_go_before_the_bank_is_paid_in_full(cast: Cast):
    claim = drawing(cast)
    paid(claim, 5)
    own = actors.of_person(claim.person)
    changes.report(claim, kind="work", since=date(2026, 9, 10), by=own)
    debt = Overpayment.objects.get()
    overpayments.answer(debt, text="是的", by=own)
    debt = overpayments.decide(debt, owed=True, text="认可", by=cast.liufang_actor)
    claim.refresh_from_db()
    payment = Payment.objects.filter(claim=claim).first()
    payment.pk, payment.state, payment.month, payment.kept = None, "approved", NOV, KEPT
    payment.save()
    Recovery.objects.create(overpayment=debt, how="set_off", due=NOV, amount=KEPT, payment=payment)
    changes.take_back(claim, text="错了", by=cast.chentao_actor)
    debt.refresh_from_db(), payment.refresh_from_db()
    assert (debt.state, payment.kept, debt.recoveries.get().payment) == ("waived", 0, None)


def test_the_person_reads_gross_part_and_net_and_may_pay_in_instead(cast: Cast):
    claim, debt = owing(cast, "1000.00")
    body = plaintext(Certificate.objects.get(kind="insurance_set_off").body)
    assert "2026年11月:应发2,097.00元,抵扣419.40元,到账1,677.60元。" in body
    page = client_of(claim.person.user).get("/my/insurance/").content.decode()
    assert "应发2,097.00元,抵扣多发的419.40元,到账1,677.60元" in page
    payment = run_of(cast, NOV).payments.get()
    assert mine.payment_row(payment)["sum"] == "应发2,097.00元,抵扣多发的419.40元,到账1,677.60元"
    kept, waits = debt.recoveries.order_by("due")[:2]
    with pytest.raises(overpayments.WrongState):
        overpayments.given_back(kept, by=cast.liufang_actor)
    overpayments.given_back(waits, by=cast.liufang_actor)
    waits.refresh_from_db()
    assert (waits.how, waits.done_at is not None) == ("cash", True)


def test_without_set_offs_a_run_asks_once(cast: Cast, django_assert_num_queries):
    drawing(cast)
    run = run_of(cast, NOV)
    with django_assert_num_queries(1):
        assert set_off.keep_back(run) == 0
