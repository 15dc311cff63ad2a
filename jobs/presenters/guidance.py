"""Guidance in words: the desk, the list of contacts, one's own plan."""

from typing import Any

from django.db.models import DateTimeField, F, QuerySet
from django.db.models.functions import Cast
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.kernel.dates import full_text
from portal.kernel.fields import plaintext

from ..models import CareerPlan, Interview, KeyGroup, PlanStep

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
SHOWN = 10


def guarded(text: str) -> str:
    """A cell that no table program takes for a formula."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def group(tag: KeyGroup) -> dict[str, Any]:
    """A key group of a person."""
    ends = full_text(tag.ends) if tag.ends else ""
    return {
        "pk": tag.pk,
        "open": tag.ends is None,
        "title": tag.get_group_display(),
        "meta": f"{full_text(tag.begins)}—{ends or _('至今')} · {tag.get_source_display()} · {tag.set_by.name}",
        "evidence": plaintext(tag.evidence),
        "next": full_text(tag.next_contact),
    }


def interview(row: Interview) -> dict[str, Any]:
    """An interview in a few lines."""
    named = dict(Interview.Barrier.choices)
    return {
        "title": row.get_cause_display(),
        "meta": f"{full_text(localdate(row.held_at))} · {row.clerk.name}",
        "barriers": "、".join(str(named[each]) for each in row.barriers),
        "wishes": plaintext(row.wishes),
        "next": full_text(row.next_on),
    }


def _step(row: PlanStep) -> dict[str, Any]:
    done = ""
    if row.done_at:
        done = _("%(who)s记:%(day)s做到") % {
            "who": row.get_done_by_display(),
            "day": full_text(localdate(row.done_at)),
        }
    return {"pk": row.pk, "text": plaintext(row.text), "due": full_text(row.due), "done": done}


def plan(row: CareerPlan) -> dict[str, Any]:
    """A plan with its steps, opened for the person and the clerk."""
    return {
        "pk": row.pk,
        "goal": plaintext(row.goal),
        "clerk": row.clerk.name,
        "agency": row.agency.name,
        "made": full_text(localdate(row.clerk_signed_at)),
        "signed": full_text(localdate(row.person_signed_at)) if row.person_signed_at else "",
        "steps": [_step(each) for each in row.steps.all()],
    }


def plans_of(person: Person, *, most: int | None = SHOWN) -> list[dict[str, Any]]:
    """One's plans, the newest first; two queries. `most` None for all."""
    rows = CareerPlan.objects.filter(person_id__in=person.all_ids).select_related("clerk", "agency")
    rows = rows.prefetch_related("steps").order_by("-clerk_signed_at", "-pk")[:most]
    return [plan(row) for row in rows]


def officer_of(person: Person) -> dict[str, str] | None:
    """Who looks after the person: whoever wrote last of an interview, a standing key group or a plan."""
    mine = {"person_id__in": person.all_ids}
    begun = Cast("begins", DateTimeField())
    written = [
        _writers(Interview.objects.filter(**mine).annotate(at=F("held_at")), "clerk"),
        _writers(KeyGroup.objects.filter(ends__isnull=True, **mine).annotate(at=begun), "set_by"),
        _writers(CareerPlan.objects.filter(**mine).annotate(at=F("clerk_signed_at")), "clerk"),
    ]
    last = written[0].union(*written[1:], all=True).order_by("-at").first()
    return dict(zip(("name", "agency", "phone"), last[1:], strict=True)) if last else None


def _writers(rows: QuerySet, clerk: str) -> QuerySet:
    return rows.values_list("at", f"{clerk}__name", "agency__name", "agency__phone")


def desk_context(person: Person) -> dict[str, Any]:
    """Everything of a person's guidance for the clerk."""
    tags = (
        KeyGroup.objects.filter(person_id__in=person.all_ids)
        .select_related("set_by")
        .order_by("-begins", "-pk")
    )
    talks = (
        Interview.objects.filter(person_id__in=person.all_ids)
        .select_related("clerk")
        .order_by("-held_at", "-pk")
    )
    return {
        "person": person,
        "name": person.name.masked(),
        "groups": [group(each) for each in tags],
        "interviews": [interview(each) for each in talks[:SHOWN]],
        "plans": plans_of(person),
    }


def overdue_row(tag: KeyGroup) -> dict[str, Any]:
    """A contact that is late."""
    return {
        "pk": tag.person_id,
        "name": tag.person.name.masked(),
        "group": str(tag.get_group_display()),
        "agency": tag.agency.name,
        "last": full_text(tag.last_contact) if tag.last_contact else _("还没有"),
        "due": full_text(tag.next_contact),
    }


def overdue_counts(count: int, *, shown: int, exported: int) -> dict[str, str]:
    """How many there are, how many of them the page shows and the file holds."""
    seen = _("下面是前%(n)s条。") % {"n": f"{shown:,}"} if count > shown else ""
    held = _("CSV最多导出%(n)s条,最久的在前。") % {"n": f"{exported:,}"}
    return {"count": _("共%(n)s条,最久的在前。") % {"n": f"{count:,}"} + seen, "cap": held}
