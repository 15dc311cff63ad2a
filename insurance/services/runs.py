"""The monthly run (按月发放): made by one person, approved by another, paid once however often it is made."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.casework.services import NotAllowed
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import month_of, month_text
from portal.kernel.money import text as money_text

from ..models import Payment, Run
from ..policy import payments as policy
from ..queries import runs as queries
from . import ledger, rechecking, set_off
from .payments import RunRefused, lock_runs, open_run

PAY = f"""
WITH {queries.PAYABLE}, made AS (
  INSERT INTO insurance_payment (run_id, benefit, claim_id, person_id, subject, month, amount, account_id, state,
                                 fail_reason)
  SELECT %(run)s, benefit, id, person_id, '', month, amount, account_id, 'made', '' FROM instalment
  ORDER BY id, month
  ON CONFLICT (claim_id, month, benefit) WHERE claim_id IS NOT NULL AND NOT state = 'cancelled' DO NOTHING
  RETURNING id, amount
), booked AS (
  INSERT INTO insurance_ledgerentry (fund, account, amount, payment_id, step, at)
  SELECT %(fund)s, side.account, side.sign * made.amount, made.id, 'made', %(at)s
  FROM made CROSS JOIN unnest(%(accounts)s::text[], %(signs)s::int[]) AS side(account, sign)
)
SELECT count(*), coalesce(sum(amount), 0) FROM made
"""  # noqa: S608 - constants of ours


@dataclass(frozen=True)
class Made:
    """What a call of `make_run` did; without anything due there is no run."""

    run: Run | None
    count: int = 0
    total: Decimal = Decimal(0)
    left_out: dict[str, Any] = field(default_factory=dict)


@verb
def make_run(month: date, *, agency: Agency, by: Actor) -> Made:
    """Pay every month due up to `month` to the claims of an agency's counties: one statement a 10,000 claims.

    Back pay is in it, held months are not; sums are those of county and month by the law at the start, so that a
    value entered meanwhile changes nothing. Whoever comes second waits, and finds nothing left to pay.
    Raises NotAllowed, RunRefused (future: that month has not begun).
    """
    if not policy.may_make(by) or not (by.is_system or agency.path.startswith(by.agency_path)):
        raise NotAllowed
    month = month_of(month)
    if month > clock.today():
        raise RunRefused(
            "future", _("%(month)s还没有到,不能先发。") % {"month": month_text(f"{month:%Y-%m}")}
        )
    lock_runs()
    return _make(month, agency, by)


def _make(month: date, agency: Agency, by: Actor) -> Made:
    """The run itself; who calls it holds the lock."""
    plan = queries.plan(month, agency)
    if not plan.due:
        return Made(None, left_out=plan.left_out)
    mark = transaction.savepoint()
    run = open_run(Run.Kind.MONTHLY, month, agency=agency, by=by)
    for args in plan.chunks():
        count, total = _pay(run, args)
        run.count, run.total = run.count + count, run.total + total
    if not run.count:
        transaction.savepoint_rollback(mark)
        return Made(None, left_out=plan.left_out)
    transaction.savepoint_commit(mark)
    set_off.keep_back(run)
    run.standards, run.left_out = plan.standards, plan.left_out
    run.save(update_fields=["count", "total", "standards", "left_out"])
    record("run.made", subject_type="run", subject_id=run.pk, by=by)
    return Made(run, run.count, run.total, run.left_out)


def _pay(run: Run, args: dict[str, Any]) -> tuple[int, Decimal]:
    """Payments and both their ledger rows of one chunk of claims, in one statement."""
    args = {**args, **ledger.sides(ledger.MADE), "run": run.pk, "fund": run.fund, "at": clock.now()}
    with connection.cursor() as cursor:
        cursor.execute(PAY, args)
        return cursor.fetchone()


def locked(run: Run, *states: str, may: Callable[[Actor, Run], bool], by: Actor) -> Run:
    """The run under its lock. Raises NotAllowed, then RunRefused when it is in no such state."""
    row = Run.objects.select_for_update(of=("self",)).select_related("agency").get(pk=run.pk)
    if not may(by, row):
        raise NotAllowed
    if row.state not in states:
        raise RunRefused(
            "state", _("这个批次现在是“%(state)s”,不能这样办。") % {"state": row.get_state_display()}
        )
    return row


@verb
def approve_run(run: Run, *, by: Actor) -> Run:
    """Another person says yes (复核). What is not due any more since the run was made is taken out first.

    Raises NotAllowed, RunRefused (state, same: the maker; empty: nothing in it, or nothing left; budget).
    """
    lock_runs()  # two runs approved at once would both see the budget unspent
    row = locked(run, Run.State.MADE, may=policy.may_check, by=by)
    if row.maker_id == int(by.id):
        raise RunRefused("same", _("制单和复核不能是同一个人,请由另一位同事复核。"))
    if not row.count:
        raise RunRefused("empty", _("这个批次里没有要发的钱。"))
    rechecking.take_out_changed(row)
    if not row.count:
        raise RunRefused("empty", _("批次里的人都已停发、暂停或暂缓,没有要发的钱。请取消这个批次。"))
    left = queries.budget_left(row)
    if left is not None and left < 0:
        raise RunRefused("budget", over_budget(left))
    row.state, row.checker_id, row.checked_at = Run.State.APPROVED, int(by.id), clock.now()
    row.save(update_fields=["state", "checker", "checked_at"])
    row.payments.filter(state=Payment.State.MADE).update(state=Payment.State.APPROVED)
    record("run.approved", subject_type="run", subject_id=row.pk, by=by)
    return row


def over_budget(left: Decimal) -> str:
    """How much is missing, for a clerk."""
    return _("这个批次超过年度预算%(sum)s,不能复核通过。请先调整预算,或者取消这个批次。") % {
        "sum": money_text(-left)
    }


CANCEL = """
WITH gone AS (
  UPDATE insurance_payment SET state = 'cancelled' WHERE run_id = %(run)s AND state = 'made' RETURNING id, amount
)
INSERT INTO insurance_ledgerentry (fund, account, amount, payment_id, step, at)
SELECT %(fund)s, side.account, side.sign * gone.amount, gone.id, 'cancelled', %(at)s
FROM gone CROSS JOIN unnest(%(accounts)s::text[], %(signs)s::int[]) AS side(account, sign)
"""


@verb
def cancel_run(run: Run, *, by: Actor) -> Run:
    """Take a run back before it is approved; its months are due again. What was to be issued again waits again.

    Raises NotAllowed, RunRefused (state).
    """
    lock_runs()
    row = locked(run, Run.State.MADE, may=policy.may_cancel, by=by)
    row.state = Run.State.CANCELLED
    row.save(update_fields=["state"])
    if row.kind == Run.Kind.AGAIN:  # still owed: the money came back from the bank before
        row.payments.filter(state=Payment.State.MADE).update(
            state=Payment.State.FAILED, fail_reason=_("重发批次取消了")
        )
    else:
        rechecking.take_out_changed(row)
        args = {**ledger.sides(ledger.CANCELLED), "run": row.pk, "fund": row.fund, "at": clock.now()}
        with connection.cursor() as cursor:
            cursor.execute(CANCEL, args)
        set_off.let_go(row.payments.filter(kept__gt=0).values_list("pk", flat=True))
    record("run.cancelled", subject_type="run", subject_id=row.pk, by=by)
    return row
