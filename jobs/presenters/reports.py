"""Reports in words, for the desk."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kernel.dates import moment_text
from portal.kernel.fields import plaintext

from ..models import Report, Vacancy


def vacancy_row(vacancy: Vacancy) -> dict[str, Any]:
    """A reported vacancy in the list; `waiting` is counted by the view."""
    return {
        "title": vacancy.title,
        "url": reverse("jobs:reported", args=[vacancy.pk]),
        "employer": vacancy.employer.organisation.name,
        "place": vacancy.region.name,
        "count": _("%(n)s人举报") % {"n": vacancy.waiting},
        "since": moment_text(vacancy.since),
        "hidden": vacancy.hidden_at is not None,
    }


def report_row(row: Report) -> dict[str, str]:
    """One report: what is wrong, in whose words, and what came of it; never who told."""
    parts = [plaintext(row.text) if row.text else "", moment_text(row.made_at)]
    parts.append(_("登录后举报") if row.person_id else _("未登录举报"))
    if row.outcome != Report.Outcome.OPEN:
        parts.append(row.get_outcome_display())
    return {"name": row.get_reason_display(), "value": " · ".join(filter(None, parts))}
