"""Files to the bank and back: whole or not at all, once, and the ledger at zero after every step."""

from datetime import date
from decimal import Decimal

import pytest

from insurance.models import BankFile, BankLine, Claim, LedgerEntry, Payment, Run
from insurance.queries import claims
from insurance.rules import bankfile
from insurance.rules.bankfile import FileRefused
from insurance.services import accounts, bank, payments, runs, settling
from portal.casework.services import NotAllowed
from portal.kernel import clock
from portal.kernel.fields import plaintext
from tests.cast import Cast
from tests.cast_insurance import CARD
from tests.cast_payments import NOVEMBER, agency_of, answer, approved, balances, drawing, months_paid, owed

pytestmark = pytest.mark.django_db
SUM = Decimal("2097.00")
OTHER_CARD = "6222021234567890003"


def sent(cast: Cast, month: date = NOVEMBER) -> tuple[Run, BankFile]:
    """A run with the bank."""
    run = approved(cast, month)
    files = bank.send_run(run, by=cast.chentao_actor)
    run.refresh_from_db()
    return run, files[0]


def test_the_file_has_fixed_columns_sums_in_cents_and_a_checksum(cast: Cast):
    drawing(cast)
    run, file = sent(cast)
    text = plaintext(file.content)
    head, line, tail = text.splitlines()
    payment = Payment.objects.get()
    assert head == f"H|SHUYE1|{run.number}|{run.number}-01|00000001|000000000209700|2026-11-23"
    assert line == f"D|00000001|{payment.pk:012d}|000000000209700|{CARD}|李晓梅|成都银行"
    assert tail == f"T|{bankfile.digest(text[: text.index('T|')])}"
    assert (file.count, file.total, run.state, payment.state) == (1, SUM, "sent", "sent")
    assert CARD not in str(file.content)


def test_paid_is_booked_and_the_run_is_settled(cast: Cast):
    drawing(cast)
    run, file = sent(cast)
    assert balances()
    assert owed() == SUM
    assert bank.take_answer(run, answer(file), by=cast.chentao_actor) == (1, 0)
    run.refresh_from_db()
    payment = Payment.objects.get()
    assert (run.state, payment.state, payment.paid_on) == ("settled", "paid", clock.today())
    assert balances()
    assert owed() == 0
    assert BankLine.objects.get().answer == "paid"


FAULTS = {
    "checksum": ({"digest": "0" * 64}, "checksum"),
    "truncated": ({"drop": 1, "count": 2}, "truncated"),
    "sums": ({"total": 1}, "sums"),
    "another file": ({"named": "FF-202611-0009-01"}, "other"),
    "another run": ({"run": "FF-202611-0009"}, "other"),
    "unknown row": ({"extra": ["D|00000003|000000000001|000000000000100|00|x\n"]}, "unknown"),
    "a row twice": ({"extra": ["D|00000001|000000000001|000000000209700|00|x\n"]}, "unknown"),
    "a code nobody knows": ({"failing": {1: "77"}}, "unreadable"),
}


@pytest.mark.parametrize("case", list(FAULTS))
def test_a_faulty_return_file_books_nothing(cast: Cast, case: str):
    drawing(cast), drawing(cast, "王秀兰")
    run, file = sent(cast)
    wrong, why = FAULTS[case]
    with pytest.raises(FileRefused) as error:
        bank.take_answer(run, answer(file, **wrong), by=cast.chentao_actor)
    assert error.value.why == why
    assert owed() == 2 * SUM
    assert balances()
    assert set(Payment.objects.values_list("state", flat=True)) == {"sent"}
    assert BankFile.objects.filter(direction="back").count() == 0
    assert bank.take_answer(run, answer(file), by=cast.chentao_actor) == (2, 0)


@pytest.mark.parametrize(
    "content", [b"", b"\x00", b"\xff\xfe", b"H|SHUYE1R|x", "H|你好|".encode() * 9, b"T|"]
)
def test_what_is_no_return_file_is_told_so(cast: Cast, content: bytes):
    drawing(cast)
    run, _file = sent(cast)
    with pytest.raises(FileRefused) as error:
        bank.take_answer(run, content, by=cast.chentao_actor)
    assert error.value.why in ("unreadable", "truncated")


def test_a_return_file_cut_anywhere_books_nothing(cast: Cast):
    drawing(cast)
    run, file = sent(cast)
    whole = answer(file)
    for end in range(len(whole) - 1):
        with pytest.raises(FileRefused):
            bank.take_answer(run, whole[:end], by=cast.chentao_actor)
    assert owed() == SUM


def test_a_return_file_counts_once(cast: Cast):
    drawing(cast), drawing(cast, "王秀兰")
    run, file = sent(cast)
    half = answer(file, drop=1)
    assert bank.take_answer(run, half, by=cast.chentao_actor) == (1, 0)
    run.refresh_from_db()
    assert run.state == "sent"
    with pytest.raises(FileRefused) as error:
        bank.take_answer(run, half, by=cast.chentao_actor)
    assert error.value.why == "twice"
    with pytest.raises(FileRefused) as error:
        bank.take_answer(run, answer(file), by=cast.chentao_actor)
    assert (error.value.why, error.value.lines) == ("answered", [1])
    assert owed() == SUM
    assert LedgerEntry.objects.filter(step="paid").count() == 2


def test_a_file_goes_to_its_run_and_to_no_other(cast: Cast):
    drawing(cast)
    run, file = sent(cast)
    with clock.at("2026-12-10T10:00:00"):
        other, _file = sent(cast, date(2026, 12, 1))
    with pytest.raises(FileRefused) as error:
        bank.take_answer(other, answer(file), by=cast.chentao_actor)
    assert error.value.why == "other"
    with pytest.raises(NotAllowed):
        bank.take_answer(run, answer(file), by=cast.liufang_actor)


def failed(cast: Cast, code: str = "02") -> Payment:
    """One payment the bank sent back."""
    run, file = sent(cast)
    bank.take_answer(run, answer(file, failing={1: code}), by=cast.chentao_actor)
    return Payment.objects.get(state="failed")


def corrected(claim: Claim, cast: Cast) -> None:
    """The person gives another account."""
    new = accounts.keep_account(
        claim.person, name="李晓梅", bank="四川银行", number=OTHER_CARD, by=cast.liufang_actor
    )
    Claim.objects.filter(pk=claim.pk).update(account=new)


def test_a_failed_payment_is_told_with_reason_and_what_to_do(cast: Cast):
    claim = drawing(cast)
    payment = failed(cast)
    assert payment.fail_reason == "02"
    message = claim.person.messages.get(key=f"payment-failed-{payment.pk}")
    for words in ("户名和账号对不上", "2,097.00元", "2026年11月", "改一下收款账户"):
        assert words in plaintext(message.body)
    assert owed() == SUM
    assert balances()
    assert claims.balance(claim).drawn == 1  # the month is still the person's, it is not due a second time


def test_it_is_issued_again_once_and_only_to_a_corrected_account(cast: Cast):
    claim = drawing(cast)
    payment = failed(cast)
    with pytest.raises(payments.RunRefused) as error:
        settling.issue_again([payment], agency=agency_of(), by=cast.liufang_actor)
    assert error.value.why == "account"
    corrected(claim, cast)
    run = settling.issue_again([payment], agency=agency_of(), by=cast.liufang_actor)
    assert (run.kind, run.count, run.total) == ("again", 1, SUM)
    with pytest.raises(payments.RunRefused) as error:
        settling.issue_again([payment], agency=agency_of(), by=cast.liufang_actor)
    assert error.value.why == "once"
    assert balances()
    assert owed() == SUM
    runs.approve_run(run, by=cast.chentao_actor)
    file = bank.send_run(run, by=cast.chentao_actor)[0]
    assert OTHER_CARD in plaintext(file.content)
    bank.take_answer(run, answer(file), by=cast.chentao_actor)
    assert balances()
    assert owed() == 0
    assert months_paid(claim) == ["2026-11"]
    assert Payment.objects.filter(state="paid").count() == 1


def test_a_fault_of_the_bank_may_be_tried_with_the_same_account(cast: Cast):
    claim = drawing(cast)
    payment = failed(cast, "04")
    message = claim.person.messages.get(key=f"payment-failed-{payment.pk}")
    assert "您不用做什么" in plaintext(message.body)
    assert settling.issue_again([payment], agency=agency_of(), by=cast.liufang_actor).count == 1


def test_a_cancelled_reissue_leaves_the_payment_waiting(cast: Cast):
    drawing(cast)
    payment = failed(cast, "04")
    run = settling.issue_again([payment], agency=agency_of(), by=cast.liufang_actor)
    runs.cancel_run(run, by=cast.liufang_actor)
    assert balances()
    assert owed() == SUM
    waiting = Payment.objects.get(state="failed")
    assert settling.issue_again([waiting], agency=agency_of(), by=cast.liufang_actor).count == 1


def test_a_claim_ends_when_its_last_month_has_arrived(cast: Cast):
    claim = drawing(cast, months=1)
    longer = drawing(cast, "王秀兰", months=2)
    run, file = sent(cast)
    claim.refresh_from_db()
    assert claim.state == "drawing"
    bank.take_answer(run, answer(file), by=cast.chentao_actor)
    claim.refresh_from_db(), longer.refresh_from_db()
    assert (claim.state, claim.ended_on, longer.state) == ("ended", clock.today(), "drawing")
    assert "已经全部发完" in claim.person.messages.get(key=f"claim-exhausted-{claim.pk}").title


def test_a_last_month_that_failed_does_not_end_the_claim_until_it_arrives(cast: Cast):
    claim = drawing(cast, months=1)
    payment = failed(cast, "04")
    claim.refresh_from_db()
    assert claim.state == "drawing"
    run = settling.issue_again([payment], agency=agency_of(), by=cast.liufang_actor)
    runs.approve_run(run, by=cast.chentao_actor)
    file = bank.send_run(run, by=cast.chentao_actor)[0]
    bank.take_answer(run, answer(file), by=cast.chentao_actor)
    claim.refresh_from_db()
    assert claim.state == "ended"


def test_a_long_run_goes_in_more_than_one_file(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    drawing(cast), drawing(cast, "王秀兰")
    monkeypatch.setattr(bank, "LINES", 1)
    run = approved(cast)
    first, second = bank.send_run(run, by=cast.chentao_actor)
    bank.take_answer(run, answer(second), by=cast.chentao_actor)
    run.refresh_from_db()
    assert run.state == "sent"
    bank.take_answer(run, answer(first), by=cast.chentao_actor)
    run.refresh_from_db()
    assert run.state == "settled"
    assert owed() == 0
