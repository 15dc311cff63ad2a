"""Guidance in words: the desk, the list of contacts, one's own plan."""

from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.kernel.dates import full_text
from portal.kernel.fields import plaintext

from ..models import CareerPlan, Interview, KeyGroup

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
        "meta": f"{full_text(row.held_at.date())} · {row.clerk.name}",
        "barriers": "、".join(str(named[each]) for each in row.barriers),
        "wishes": plaintext(row.wishes),
        "next": full_text(row.next_on),
    }


def plan(row: CareerPlan) -> dict[str, Any]:
    """A plan with its steps, opened for the person and the clerk."""
    return {
        "pk": row.pk,
        "goal": plaintext(row.goal),
        "clerk": row.clerk.name,
        "agency": row.agency.name,
        "made": full_text(row.clerk_signed_at.date()),
        "signed": full_text(row.person_signed_at.date()) if row.person_signed_at else "",
        "steps": [{"text": plaintext(each.text), "due": full_text(each.due)} for each in row.steps.all()],
    }


def plans_of(person: Person) -> list[dict[str, Any]]:
    """One's plans, the newest first; two queries."""
    rows = CareerPlan.objects.filter(person=person).select_related("clerk", "agency")
    rows = rows.prefetch_related("steps").order_by("-clerk_signed_at", "-pk")[:SHOWN]
    return [plan(row) for row in rows]


def desk_context(person: Person) -> dict[str, Any]:
    """Everything of a person's guidance for the clerk."""
    tags = KeyGroup.objects.filter(person=person).select_related("set_by").order_by("-begins", "-pk")
    talks = Interview.objects.filter(person=person).select_related("clerk").order_by("-held_at", "-pk")
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
