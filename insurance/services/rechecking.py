"""Before a run is approved: what stopped being due since it was made is taken out, with the reason (复核前重查)."""

# ruff: noqa: S608 — the parts put together are constants of this app

from collections import Counter
from typing import Any

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _

from portal.kernel import clock

from ..models import Benefit, Claim, MonthEntry, Run
from ..queries import verdicts
from ..queries.due import COVERED, stop_month_paid
from . import ledger, set_off

# Months of claims that were stopped, suspended, held or ended since, and what was paid beside those months.
TAKE_OUT = f"""
WITH changed AS (
  SELECT p.id, CASE
    WHEN c.state = 'suspended' THEN 'suspended_since'
    WHEN EXISTS (SELECT FROM insurance_inquiry q WHERE q.claim_id = c.id AND q.held_month = p.month
                 AND q.outcome = 'open') THEN 'held_since'
    WHEN EXISTS (SELECT FROM insurance_interruption i CROSS JOIN LATERAL (SELECT p.month::timestamp AS month) series
                 WHERE i.claim_id = c.id AND {COVERED}) THEN 'stopped_since'
    WHEN c.state = 'ended' AND NOT EXISTS (SELECT FROM insurance_interruption i WHERE i.claim_id = c.id
                 AND i.lifted_on IS NULL) THEN 'over_since' END AS why
  FROM insurance_payment p JOIN insurance_claim c ON c.id = p.claim_id
  WHERE p.run_id = %(run)s AND p.state = 'made' AND p.subject = ''
), gone AS (
  UPDATE insurance_payment p SET state = 'cancelled' FROM changed
  WHERE changed.id = p.id AND changed.why IS NOT NULL
  RETURNING p.id, p.claim_id, p.benefit, p.amount, changed.why
), booked AS (
  INSERT INTO insurance_ledgerentry (fund, account, amount, payment_id, step, at)
  SELECT %(fund)s, side.account, side.sign * gone.amount, gone.id, 'cancelled', %(at)s
  FROM gone CROSS JOIN unnest(%(accounts)s::text[], %(signs)s::int[]) AS side(account, sign)
)
SELECT id, claim_id, benefit, amount, why FROM gone ORDER BY id
"""
OVER = ("stopped_since", "over_since")
OF_CLAIMS = (Run.Kind.MONTHLY, Run.Kind.AGAIN)


def take_out_changed(run: Run) -> int:
    """Cancel what of a run is not due any more, book it back, and write the reasons to `left_out`. Returns how many.

    A month that a stop would have set aside had it not been on its way is set aside now. Call under the run's lock.
    """
    if run.kind not in OF_CLAIMS:
        return 0
    args: dict[str, Any] = {
        **ledger.sides(ledger.CANCELLED),
        "run": run.pk,
        "fund": run.fund,
        "at": clock.now(),
        "stop_month_paid": stop_month_paid(run.month, run.agency.region_id),
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKE_OUT, args)
        gone = cursor.fetchall()
    if not gone:
        return 0
    months = [row for row in gone if row[2] == Benefit.MONTHLY]
    set_off.let_go(row[0] for row in months)
    set_aside(Counter(row[1] for row in months if row[4] in OVER))
    run.count -= len(gone)
    run.total -= sum(row[3] for row in gone)
    run.left_out = run.left_out | dict(Counter(row[4] for row in months))
    run.save(update_fields=["count", "total", "left_out"])
    return len(gone)


def set_aside(months: Counter[int]) -> None:
    """Months that come back from a run to claims that draw no more: into the next claim where there is one, else
    frozen with a stop and given up with an end, as if they had never been on their way."""
    entries = []
    for claim in Claim.objects.filter(pk__in=list(months)).select_for_update():
        count = months[claim.pk]
        moved = _into_next(claim, count)
        entries += [_entry(claim, MonthEntry.Kind.MOVED, moved), _entry(claim, _rest(claim), count - moved)]
        if count > moved:
            standing = claim.interruptions.filter(lifted_on__isnull=True)
            standing.update(set_aside=F("set_aside") + count - moved)
    MonthEntry.objects.bulk_create(each for each in entries if each.kind and each.months)


def _entry(claim: Claim, kind: str, months: int) -> MonthEntry:
    return MonthEntry(claim=claim, kind=kind, months=months, reason=_("停发后从批次里取出"), at=clock.now())


def _rest(claim: Claim) -> str:
    """What becomes of a month by the state of its claim; nothing while it draws."""
    kinds = {Claim.State.STOPPED: MonthEntry.Kind.FROZEN, Claim.State.ENDED: MonthEntry.Kind.FORFEITED}
    return kinds.get(Claim.State(claim.state), "")


def _into_next(claim: Claim, count: int) -> int:
    """How many of the months the claim that took over the rest can take as well, within the law's cap."""
    after = claim.next.exclude(state=Claim.State.ASKED).select_for_update().order_by("pk").first()
    if after is None or after.state == Claim.State.ENDED:
        return 0
    cap = verdicts.entitlement_law(after.case.received_on, after.county_id).merge_cap.value
    taken = max(min(count, cap - after.entitled), 0)
    Claim.objects.filter(pk=after.pk).update(merged=F("merged") + taken)
    return taken
