"""Referrals on my page; their rows and the way to write one for a person's page at the desk."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.accounts.queries import of_human
from portal.casework.models import Case
from portal.kernel.actor import Actor
from portal.kernel.dates import moment_text
from portal.site.blocks import Panel, on_my_page

from ..models import Referral
from ..services.occupations import region_path

SHOWN = 5


def mine(person: Person) -> dict[str, Any] | None:
    """The newest referrals; nothing for who has none."""
    rows = Referral.objects.filter(of_human(person.pk)).select_related("vacancy__employer__organisation")
    found = [
        {
            "url": reverse("jobs:my_referral", args=[row.pk]),
            "title": row.vacancy.title,
            "unit": row.vacancy.employer.organisation.name,
            "asked": row.asked_at is not None and not row.person_result and row.stopped_at is None,
        }
        for row in rows.order_by("-made_at", "-pk")[:SHOWN]
    ]
    return {"rows": found} if found else None


def way_to_refer(person: Person, cases: list[Case], actor: Actor) -> list[dict[str, str]]:
    """The way to write one, for a clerk of the person's place or of one of the cases; asks the database nothing."""
    here = person.residence_region and person.residence_region.path.startswith(region_path(actor.agency_path))
    paths = [path for case in cases for path in (case.responsible_path, case.taken_path)]
    if not here and not any(path.startswith(actor.agency_path) for path in paths):
        return []
    words = str(_("选一个在招岗位,本人和单位都会收到"))
    return [{"name": str(_("开推荐信")), "value": words, "url": reverse("jobs:refer", args=[person.pk])}]


def sent_row(title: str, result: str, moment: datetime) -> dict[str, str]:
    """A referral on a person's page."""
    said = Referral.Result(result).label if result else _("本人还没有答复")
    value = f"{_('推荐信')} · {said} · {moment_text(moment)}"
    return {"name": title, "value": value, "url": ""}


on_my_page(Panel("referrals", "jobs/referrals/panel.html", mine, 55))
