"""What the clocks do with the answers of units: one reminder, one rate."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.notices.services import tell_members

from ..models import Application, Vacancy
from .applications import WAITING

RATES = """
UPDATE jobs_employer e SET answer_rate = new.rate
FROM (
    SELECT e.organisation_id, CASE WHEN count(a.id) >= %s AND e.applied > 0
        THEN least(100, e.answered * 100 / e.applied) END AS rate
    FROM jobs_employer e
    LEFT JOIN jobs_vacancy v ON v.employer_id = e.organisation_id
    LEFT JOIN jobs_application a ON a.vacancy_id = v.id AND a.made_at <= %s
    GROUP BY e.organisation_id
) new
WHERE new.organisation_id = e.organisation_id AND e.answer_rate IS DISTINCT FROM new.rate
"""


@verb
def remind(vacancy: UUID, keys: list[UUID], *, by: Actor) -> int:
    """One message to every member for all of them; what was reminded or answered meanwhile is left out."""
    rows = Application.objects.filter(pk__in=keys, state__in=WAITING, reminded_at__isnull=True)
    locked = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if not locked:
        return 0
    now = clock.now()
    for row in locked:
        row.reminded_at = now
        row.save(update_fields=["reminded_at"])
    found = Vacancy.objects.select_related("employer__organisation").get(pk=vacancy)
    words = {"title": found.title, "n": len(locked)}
    tell_members(
        found.employer.organisation,
        key=f"application-remind-{locked[0].pk}",
        kind="application",
        title=_("%(n)s份投递在等答复:%(title)s") % words,
        body=_("求职者一直在等。请尽快答复。一直不答复,投递会自动结束,回复率会下降。"),
        link=reverse("jobs:received", args=[found.number]),
    )
    record(
        "application.reminded",
        subject_type="vacancy",
        subject_id=vacancy,
        by=by,
        payload={"count": len(locked)},
    )
    return len(locked)


@verb
def rate(*, before: datetime, enough: int, by: Actor) -> int:
    """Write the rate of every unit with `enough` applications made before that moment, take it from the others."""
    with connection.cursor() as cursor:
        cursor.execute(RATES, [enough, before])
        return cursor.rowcount
