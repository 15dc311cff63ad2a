"""An employer as the desk sees it."""

from typing import Any

from django.utils.translation import gettext as _

from portal.kernel import clock
from portal.kernel.dates import day_text, full_text, moment_text
from portal.kernel.fields import plaintext

from ..models import Employer
from .checks import credit_text
from .vacancies import verified_text

TONES = {Employer.Need.URGENT: "risk", Employer.Need.SHORT: "wait", Employer.Need.STEADY: "quiet"}


def list_rows(employers: list[Employer]) -> list[dict[str, Any]]:
    """Employers in the order of their need."""
    return [
        {
            "pk": row.pk,
            "name": row.organisation.name,
            "need": row.get_need_display(),
            "tone": TONES[Employer.Need(row.need)],
            "meta": " · ".join(
                part
                for part in (
                    row.organisation.region.name,
                    row.get_ownership_display(),
                    _("专员 %(name)s") % {"name": row.officer.name} if row.officer else _("没有专员"),
                    verified_text(row),
                    _("信用记录%(n)s条") % {"n": row.credits} if getattr(row, "credits", 0) else "",
                )
                if part
            ),
        }
        for row in employers
    ]


def employer_context(employer: Employer) -> dict[str, Any]:
    """One employer: facts, bans, visits, vacancies by state."""
    unit, today = employer.organisation, clock.today()
    rows = [
        (_("统一社会信用代码"), unit.uscc),
        (_("单位性质"), employer.get_ownership_display()),
        (_("地址"), employer.address),
        (_("核验"), verified_text(employer) or _("没有核验")),
        (_("收到投递"), str(employer.applied)),
        (_("已答复"), str(employer.answered)),
    ]
    broken = employer.credit_records.filter(withdrawn_at__isnull=True).order_by("made_at", "pk")
    rows += [(_("信用记录"), credit_text(each)) for each in broken]
    bans = employer.bans.select_related("reason", "by").order_by("-begins", "-pk")
    visits = employer.visits.select_related("clerk").order_by("-at", "-pk")[:20]
    return {
        "employer": employer,
        "rows": [{"name": str(name), "value": value} for name, value in rows],
        "bans": [
            {
                "pk": ban.pk,
                "running": ban.lifted_at is None and ban.ends > today,
                "text": f"{full_text(ban.begins)}—{full_text(ban.ends)} {ban.reason.text}{ban.text}({ban.by.name})",
            }
            for ban in bans
        ],
        "visits": [
            {
                "head": f"{moment_text(visit.at)} {visit.get_way_display()} {visit.clerk.name}",
                "text": plaintext(visit.text),
                "next": day_text(visit.next_on) if visit.next_on else "",
            }
            for visit in visits
        ],
    }
