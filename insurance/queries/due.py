"""Which months of a claim are due: one text of SQL for the run, its preview, its check and the person's page."""

# ruff: noqa: S608 — the parts put together are constants of this file

from datetime import date

from django.db import connection

from portal.kernel.dates import month_of

from ..models import Claim
from .verdicts import optional

# Whether an interruption `i` covers the month of `series`.
COVERED = """i.kind <> 'suspended'
      AND series.month >= coalesce(i.unpaid_from, date_trunc('month', i.from_day)
          + CASE WHEN %(stop_month_paid)s THEN interval '1 month' ELSE interval '0' END)
      AND (CASE WHEN i.unpaid_from IS NULL
           THEN i.lifted_on IS NULL OR series.month < date_trunc('month', i.lifted_on)
           ELSE i.paid_again_from IS NULL OR series.month < i.paid_again_from END)"""
# Claims that draw, and stopped or ended ones for the months before that day; what each has left after what was
# paid, moved, and kept for held months; every month not paid yet, but held ones and those an interruption covers:
# from `unpaid_from` to `paid_again_from`. A suspension covers nothing: what waited is paid when it is lifted. Where
# an interruption does not say its first month, the law of the run's month does.
DUE = f"""
claim AS MATERIALIZED (
  SELECT c.id, c.person_id, c.account_id, c.county_id, c.first_month, c.extended_until,
         c.granted + c.merged AS entitled
  FROM insurance_claim c
  WHERE c.id > %(low)s AND c.id <= %(high)s AND c.county_id = ANY(%(counties)s) AND c.first_month <= %(month)s
    AND (c.state = 'drawing' OR (c.state IN ('stopped', 'ended') AND EXISTS (
      SELECT FROM insurance_interruption i WHERE i.claim_id = c.id AND i.lifted_on IS NULL)))
), paid AS (
  SELECT p.claim_id, count(*) AS months, count(*) FILTER (WHERE p.month <= %(month)s) AS upto
  FROM insurance_payment p JOIN claim ON claim.id = p.claim_id
  WHERE p.benefit = 'monthly' AND p.state <> 'cancelled' GROUP BY p.claim_id
), moved AS (
  SELECT e.claim_id, sum(CASE WHEN e.kind IN ('thawed', 'reopened', 'extended') THEN -e.months ELSE e.months END)
         AS months
  FROM insurance_monthentry e JOIN claim ON claim.id = e.claim_id GROUP BY e.claim_id
), open AS (
  SELECT claim.*, entitled - coalesce(paid.months, 0) - coalesce(moved.months, 0)
         - (SELECT count(*) FROM insurance_inquiry q WHERE q.claim_id = claim.id AND q.outcome = 'open'
            AND q.held_month <= %(month)s) AS unspent
  FROM claim LEFT JOIN paid ON paid.claim_id = claim.id LEFT JOIN moved ON moved.claim_id = claim.id
  WHERE entitled > coalesce(paid.months, 0) + coalesce(moved.months, 0)
    AND coalesce(paid.upto, 0) < 1 + (date_part('year', %(month)s::date) - date_part('year', first_month)) * 12
        + date_part('month', %(month)s::date) - date_part('month', first_month)
), due AS (
  SELECT open.*, series.month::date AS month
  FROM open CROSS JOIN LATERAL
    generate_series(first_month::timestamp, %(month)s::timestamp, interval '1 month') AS series(month)
  WHERE NOT EXISTS (SELECT FROM insurance_payment p WHERE p.claim_id = open.id AND p.month = series.month::date
                    AND p.benefit = 'monthly' AND p.state <> 'cancelled')
    AND NOT EXISTS (SELECT FROM insurance_inquiry q WHERE q.claim_id = open.id
                    AND q.held_month = series.month::date AND q.outcome = 'open')
    AND NOT EXISTS (SELECT FROM insurance_interruption i WHERE i.claim_id = open.id AND {COVERED})
)"""
MONTHS = f"""WITH {DUE}, counted AS (
  SELECT month, row_number() OVER (ORDER BY month) AS nth, unspent FROM due
) SELECT month FROM counted WHERE nth <= unspent ORDER BY month"""


def stop_month_paid(month: date, region: str) -> bool:
    """Whether the law of a month still pays the month of a stop (`ui.month_of_stop`)."""
    rule = optional("ui.month_of_stop", month, region)
    return rule is None or rule.value == "still_paid"


def months_due(claim: Claim, upto: date) -> list[date]:
    """Months of one claim due and not paid, the oldest first, as the run that pays up to `upto` would find them."""
    if claim.first_month is None:
        return []
    month = month_of(upto)
    args = {
        "low": claim.pk - 1,
        "high": claim.pk,
        "counties": [claim.county_id],
        "month": month,
        "stop_month_paid": stop_month_paid(month, claim.county_id),
    }
    with connection.cursor() as cursor:
        cursor.execute(MONTHS, args)
        return [row[0] for row in cursor.fetchall()]
