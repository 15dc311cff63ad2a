"""A CV in words: the page, the paper."""

from typing import Any

from django.utils.translation import gettext as _

from portal.kernel.dates import day_of, full_text
from portal.kernel.fields import plaintext

from ..models import Intention, Resume, ResumeEntry
from ..models.resume import MOST_INTENTIONS
from ..rules import skills


def span(entry: ResumeEntry) -> str:
    """From when to when, as far as it is written."""
    if not entry.begins and not entry.ends:
        return ""
    begins = full_text(entry.begins) if entry.begins else ""
    return f"{begins}—{full_text(entry.ends) if entry.ends else _('至今')}"


def basics(resume: Resume) -> list[dict[str, str]]:
    """Education, years, place, intro."""
    rows = [
        (_("学历"), resume.get_education_display() if resume.education else ""),
        (_("工作年限"), _("%(n)s年") % {"n": resume.experience} if resume.experience else ""),
        (_("现居地"), resume.region.full_name if resume.region else ""),
        (_("自我介绍"), plaintext(resume.intro) if resume.intro else ""),
    ]
    return [{"name": name, "value": value} for name, value in rows]


def wish(intention: Intention) -> dict[str, Any]:
    """A wish in a line."""
    pay = _("月薪不低于%(n)s元") % {"n": f"{intention.pay_floor:,}"} if intention.pay_floor else _("月薪不限")
    kind = intention.get_kind_display() or _("用工形式都可以")
    return {
        "pk": intention.pk,
        "title": intention.occupation.name,
        "meta": f"{intention.region.full_name.removeprefix('四川省')} · {pay} · {kind}",
    }


def entry(row: ResumeEntry) -> dict[str, Any]:
    """An entry for its owner, opened."""
    return {
        "pk": row.pk,
        "title": row.title,
        "place": plaintext(row.place),
        "span": span(row),
        "text": plaintext(row.text) if row.text else "",
    }


def resume_context(resume: Resume) -> dict[str, Any]:
    """Everything of one's own CV, by sections; three queries."""
    entries = list(resume.entries.order_by("kind", "-begins", "pk"))
    sections = [
        {"kind": kind, "title": label, "entries": [entry(each) for each in entries if each.kind == kind]}
        for kind, label in ResumeEntry.Kind.choices
    ]
    wishes = resume.intentions.select_related("occupation", "region").order_by("position")
    known = skills.skills()
    shown = [wish(each) for each in wishes]
    return {
        "resume": resume,
        "basics": basics(resume),
        "wishes": shown,
        "more_wishes": len(shown) < MOST_INTENTIONS,
        "sections": sections,
        "skills": [known[code].name for code in resume.skills if code in known],
        "changed": full_text(day_of(resume.changed_at)),
    }
