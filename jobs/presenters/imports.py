"""An import in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kernel.dates import moment_text

from ..models import Employer, ImportJob

SHOWN, BEFORE = 100, 20
S = ImportJob.State


def before(card: Employer) -> list[dict[str, str]]:
    """The files handed in before, the newest first."""
    return [
        {
            "name": job.name,
            "url": reverse("jobs:import_job", args=[job.pk]),
            "word": job.get_state_display(),
            "meta": _("%(day)s · 共%(total)s行,可用%(good)s行,要改%(bad)s行")
            % {"day": moment_text(job.made_at), "total": job.total, "good": job.good, "bad": job.bad},
        }
        for job in card.imports.order_by("-made_at", "-pk")[:BEFORE]
    ]


def job_context(job: ImportJob, counts: dict[str, int]) -> dict[str, Any]:
    """The page of one file."""
    wrong = list(job.rows.exclude(errors={}).order_by("line")[: SHOWN + 1])
    sending = job.state in (S.SENDING, S.SENT)
    return {
        "job": job,
        "organisation": job.employer.organisation,
        "busy": job.state in (S.WAITING, S.RUNNING, S.SENDING),
        "word": job.get_state_display(),
        "done": counts["sent"] + counts["stuck"] if sending else counts["done"],
        "total": job.good if sending else job.total,
        "told": [
            {"name": _("共"), "value": _("%(n)s行") % {"n": job.total}},
            {"name": _("可用"), "value": _("%(n)s行") % {"n": job.good}},
            {"name": _("要改"), "value": _("%(n)s行") % {"n": job.bad + counts["stuck"]}},
            {"name": _("已提交审核"), "value": _("%(n)s个岗位") % {"n": counts["sent"]}},
        ],
        "ready": counts["ready"] if job.state in (S.DONE, S.SENT) else 0,
        "wrong": [
            {"line": row.line, "title": row.cells.get("岗位名称", ""), "errors": list(row.errors.items())}
            for row in wrong[:SHOWN]
        ],
        "more": len(wrong) > SHOWN,
    }
