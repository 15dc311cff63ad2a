"""Claims whose last month was paid end by their own term (领满): one way, after a run was settled and at night.

Nothing is taken, so nobody decides; who is near retirement may still be extended (`extension`).
"""

from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.events.services import record_many
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.notices.many import Note, tell_many

from ..models import Run
from .changes import EXHAUSTED

AT_ONCE = 500
GRID = "《中华人民共和国社会保险法》第四十六条"
# A claim is over when what was paid, moved and given up is all it had, and nothing is frozen. Its last paid month is
# the one before the first that is not paid.
END = """
WITH over AS (
  UPDATE insurance_claim c SET state = 'ended', ended_on = %(today)s
  WHERE c.state = 'drawing' AND (c.extended_until IS NULL OR c.extended_until < %(today)s)
    AND (c.id = ANY(%(claims)s) OR c.id IN (
      SELECT p.claim_id FROM insurance_payment p WHERE p.run_id = %(run)s AND p.benefit = 'monthly'))
    AND EXISTS (SELECT FROM insurance_payment p WHERE p.claim_id = c.id AND p.benefit = 'monthly' AND p.state = 'paid')
    AND c.granted + c.merged <= (SELECT count(*) FROM insurance_payment p WHERE p.claim_id = c.id
          AND p.benefit = 'monthly' AND p.state = 'paid')
        + coalesce((SELECT sum(CASE WHEN e.kind IN ('thawed', 'reopened', 'extended') THEN -e.months
                                    ELSE e.months END)
                    FROM insurance_monthentry e WHERE e.claim_id = c.id AND e.kind NOT IN ('frozen', 'thawed')), 0)
    AND NOT EXISTS (SELECT FROM insurance_monthentry e WHERE e.claim_id = c.id GROUP BY e.claim_id
          HAVING sum(CASE e.kind WHEN 'frozen' THEN e.months WHEN 'thawed' THEN -e.months ELSE 0 END) > 0)
  RETURNING c.id, c.person_id, c.granted + c.merged AS months
), written AS (
  INSERT INTO insurance_interruption (claim_id, kind, code, article, text, from_day, unpaid_from, set_aside, made_at)
  SELECT over.id, 'ended', %(code)s, %(article)s, %(text)s, %(today)s,
         ((SELECT max(p.month) FROM insurance_payment p WHERE p.claim_id = over.id AND p.benefit = 'monthly'
           AND p.state = 'paid') + interval '1 month')::date, 0, %(now)s
  FROM over
)
SELECT id, person_id, months FROM over ORDER BY id
"""


def end_paid_up(*, run: Run | None = None, claims: Sequence[int] = (), by: Actor) -> list[int]:
    """End the paid-up ones of a run's claims, or of the claims named; tell their people what comes next.

    Whoever has months left, frozen or on their way is left alone. Call inside a transaction. Returns their keys.
    """
    args = {
        "run": run.pk if run else None,
        "claims": list(claims),
        "today": clock.today(),
        "now": clock.now(),
        "code": EXHAUSTED,
        "article": GRID,
        "text": _("核定的月数已经领满。"),
    }
    with connection.cursor() as cursor:
        cursor.execute(END, args)
        ended = cursor.fetchall()
    keys = [claim for claim, _person, _months in ended]
    if keys:
        record_many("claim.ended", subject_type="claim", subject_ids=keys, by=by)
        _tell(ended)
    return keys


def _tell(ended: list[tuple]) -> None:
    people = Person.objects.select_related("merged_into").in_bulk([person for _claim, person, _n in ended])
    title = _("失业保险金已经全部发完")
    body = _("核定的%(n)s个月已经领满。还没找到工作的,失业登记继续有效,可以继续找工作、参加培训;")
    body += _("离退休不远或者生活困难的,可以到任何一个网点登记求助,我们帮您找工作、办就业援助。")
    notes = []
    for claim, key, months in ended:
        person = people[key].merged_into or people[key]
        notes.append(Note(person, f"claim-exhausted-{claim}", "insurance", title, body % {"n": months}))
    for at in range(0, len(notes), AT_ONCE):
        tell_many(notes[at : at + AT_ONCE])
