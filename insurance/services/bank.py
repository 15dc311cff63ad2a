"""Files to the bank and back: written from approved payments, answered line by line, booked once or not at all."""

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from portal.accounts.models import Clerk
from portal.casework.services import NotAllowed
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.fields import plaintext
from portal.kernel.money import money

from ..models import BankFile, BankLine, Payment, Run
from ..policy import payments as policy
from ..rules import bankfile
from ..rules.bankfile import FileRefused
from . import ledger, settling
from .payments import RunRefused
from .runs import locked

LINES = 50_000  # a file the bank's counter takes

TO_LINES = """
INSERT INTO insurance_bankline (file_id, payment_id, line, answer, reason)
SELECT %(file)s, payment, line, 'waiting', '' FROM unnest(%(payments)s::bigint[]) WITH ORDINALITY AS p(payment, line)
"""
# The answers to lines that wait, their payments paid or failed, and the ledger of the paid ones: one statement.
ANSWER = """
WITH answered AS (
  UPDATE insurance_bankline l SET answer = a.answer, reason = a.reason, answered_in_id = %(back)s
  FROM unnest(%(lines)s::int[], %(payments)s::bigint[], %(answers)s::text[], %(reasons)s::text[])
    AS a(line, payment, answer, reason)
  WHERE l.file_id = %(file)s AND l.line = a.line AND l.payment_id = a.payment AND l.answer = 'waiting'
  RETURNING l.payment_id, l.answer, l.reason
), moved AS (
  UPDATE insurance_payment p SET state = answered.answer, fail_reason = answered.reason,
         paid_on = CASE WHEN answered.answer = 'paid' THEN %(today)s::date END
  FROM answered WHERE p.id = answered.payment_id AND p.state = 'sent'
  RETURNING p.id, p.amount, p.kept, p.state
), booked AS (
  INSERT INTO insurance_ledgerentry (fund, account, amount, payment_id, step, at)
  SELECT %(fund)s, side.account, side.sign * (moved.amount - moved.kept), moved.id, 'paid', %(at)s
  FROM moved CROSS JOIN unnest(%(accounts)s::text[], %(signs)s::int[]) AS side(account, sign)
  WHERE moved.state = 'paid'
  UNION ALL
  SELECT %(fund)s, side.account, side.sign * moved.kept, moved.id, 'set_off', %(at)s
  FROM moved CROSS JOIN (VALUES ('owed', 1), ('back', -1)) AS side(account, sign)
  WHERE moved.state = 'paid' AND moved.kept > 0
)
SELECT count(*), count(*) FILTER (WHERE state = 'failed') FROM moved
"""


@verb
def send_run(run: Run, *, by: Actor) -> list[BankFile]:
    """Write the files of an approved run (报盘), 50,000 lines each; contributions are remitted without the bank.

    Raises NotAllowed, RunRefused (state).
    """
    row = locked(run, Run.State.APPROVED, may=policy.may_check, by=by)
    rows = row.payments.filter(state=Payment.State.APPROVED, account__isnull=False).order_by("pk")
    keys = list(rows.values_list("pk", flat=True))
    files = [
        _file(row, number, keys[at : at + LINES], by)
        for number, at in enumerate(range(0, len(keys), LINES), 1)
    ]
    Payment.objects.filter(run=row, state=Payment.State.APPROVED).update(state=Payment.State.SENT)
    row.state = Run.State.SENT
    row.save(update_fields=["state"])
    record("run.sent", subject_type="run", subject_id=row.pk, by=by)
    return files


def _file(run: Run, number: int, keys: list[int], by: Actor) -> BankFile:
    """One file with its lines; accounts are opened here and nowhere kept in the clear."""
    found = Payment.objects.filter(pk__in=keys).select_related("account").order_by("pk")
    total, body = money(0), []
    for payment in found.iterator(2000):
        account = payment.account
        total += payment.net
        row = bankfile.Row(
            payment.pk, payment.net, plaintext(account.number), plaintext(account.holder), account.bank
        )
        body.append(row)
    name, now = f"{run.number}-{number:02d}", clock.now()
    head = bankfile.head(bankfile.OUT, run.number, name, len(body), total, f"{now:%Y-%m-%d}")
    text = bankfile.closed(head, "".join(bankfile.lines_out(body)))
    made = BankFile.objects.create(
        run=run, direction=BankFile.Direction.OUT, name=name, digest=bankfile.digest(text), count=len(body),
        total=total, content=text, made_at=now, made_by=Clerk.objects.get(pk=int(by.id)),
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(TO_LINES, {"file": made.pk, "payments": keys})
    return made


@verb
def take_out(file: BankFile, *, by: Actor) -> str:
    """The text of a file for the bank; an event tells who took it. Raises NotAllowed."""
    if not policy.may_check(by, file.run):
        raise NotAllowed
    record("bank_file.taken", subject_type="run", subject_id=file.run_id, by=by, payload={"file": file.name})
    return plaintext(file.content)


@verb
def take_answer(run: Run, content: bytes, *, by: Actor) -> tuple[int, int]:
    """Book a return file (回盘): how many lines, how many of them failed. It is booked whole or not at all.

    Raises NotAllowed, FileRefused (see `bankfile`), RunRefused (state: the run waits for no answer).
    """
    row = Run.objects.select_for_update(of=("self",)).select_related("agency").get(pk=run.pk)
    if not policy.may_check(by, row):
        raise NotAllowed
    text = _decoded(content)
    mark = bankfile.digest(text)
    if BankFile.objects.filter(direction=BankFile.Direction.BACK, digest=mark).exists():
        raise FileRefused("twice")
    back = bankfile.returned(text)
    out = BankFile.objects.filter(run=row, direction=BankFile.Direction.OUT, name=back.file).first()
    if back.run != row.number or out is None:
        raise FileRefused("other")
    _fits(out, back)
    locked(row, Run.State.SENT, may=policy.may_check, by=by)
    kept = BankFile.objects.create(
        run=row, direction=BankFile.Direction.BACK, name=f"{out.name}-R{_number(row):02d}", digest=mark,
        count=len(back.answers), total=sum((each.amount for each in back.answers), money(0)), content=text,
        made_at=clock.now(), made_by=Clerk.objects.get(pk=int(by.id)),
    )  # fmt: skip
    done = _book(out, kept, back, row)
    record("run.answered", subject_type="run", subject_id=row.pk, by=by)
    settling.settle(row, [each.payment for each in back.answers], by=by)
    return done


def _decoded(content: bytes) -> str:
    if len(content) > bankfile.LARGEST or b"\x00" in content:
        raise FileRefused("unreadable")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise FileRefused("unreadable") from None


def _number(run: Run) -> int:
    return run.files.filter(direction=BankFile.Direction.BACK).count() + 1


def _fits(out: BankFile, back: bankfile.Returned) -> None:
    """Every line must be one of the file sent, with its payment and sum, and still wait for its answer."""
    sent = {
        line: (payment, amount - kept, answer)
        for line, payment, amount, kept, answer in BankLine.objects.filter(file=out).values_list(
            "line", "payment_id", "payment__amount", "payment__kept", "answer"
        )
    }
    seen: set[int] = set()
    unknown = []
    for each in back.answers:
        if sent.get(each.line, ())[:2] != (each.payment, each.amount) or each.line in seen:
            unknown.append(each.line)
        seen.add(each.line)
    if unknown:
        raise FileRefused("unknown", unknown[:20])
    if answered := [each.line for each in back.answers if sent[each.line][2] != "waiting"]:
        raise FileRefused("answered", answered[:20])


def _book(out: BankFile, kept: BankFile, back: bankfile.Returned, run: Run) -> tuple[int, int]:
    args: dict[str, Any] = {
        **ledger.sides(ledger.PAID),
        "lines": [each.line for each in back.answers],
        "payments": [each.payment for each in back.answers],
        "answers": ["paid" if each.code == bankfile.PAID else "failed" for each in back.answers],
        "reasons": ["" if each.code == bankfile.PAID else each.code for each in back.answers],
        "file": out.pk,
        "back": kept.pk,
        "fund": run.fund,
        "today": clock.today(),
        "at": clock.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(ANSWER, args)
        return cursor.fetchone()


REMIT = """
WITH moved AS (
  UPDATE insurance_payment SET state = 'paid', paid_on = %(today)s
  WHERE run_id = %(run)s AND state = 'sent' AND account_id IS NULL RETURNING id, amount
), booked AS (
  INSERT INTO insurance_ledgerentry (fund, account, amount, payment_id, step, at)
  SELECT %(fund)s, side.account, side.sign * moved.amount, moved.id, 'paid', %(at)s
  FROM moved CROSS JOIN unnest(%(accounts)s::text[], %(signs)s::int[]) AS side(account, sign)
)
SELECT count(*) FROM moved
"""


@verb
def remit(run: Run, *, by: Actor) -> int:
    """Contributions paid for people (代缴) have been transferred in one sum to who collects them. Raises NotAllowed,
    RunRefused (state; empty: none waits)."""
    row = locked(run, Run.State.SENT, may=policy.may_check, by=by)
    args = {**ledger.sides(ledger.PAID), "run": row.pk, "fund": row.fund}
    with connection.cursor() as cursor:
        cursor.execute(REMIT, {**args, "today": clock.today(), "at": clock.now()})
        count = cursor.fetchone()[0]
    if not count:
        raise RunRefused("empty", _("这个批次里没有要划转的代缴费用。"))
    record("run.remitted", subject_type="run", subject_id=row.pk, by=by)
    settling.settle(row, [], by=by)
    return count
