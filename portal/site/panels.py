"""What the portal's own rooms show of a person: cases, papers, messages, contacts."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.accounts.queries import of_human
from portal.casework.models import Case, Contact
from portal.casework.presenters import due_text
from portal.documents.models import Certificate
from portal.kernel.actor import Actor
from portal.kernel.dates import moment_text
from portal.kernel.fields import plaintext
from portal.notices.models import Message

from .blocks import DeskPanel, on_person_page

SHOWN = 10


def _cases(person: Person, cases: list[Case], actor: Actor) -> list[dict[str, str]]:
    """Cases; only those of the clerk's own agencies open."""
    rows = []
    for case in cases:
        own = case.responsible_path.startswith(actor.agency_path) or case.taken_path.startswith(
            actor.agency_path
        )
        text = f"{case.get_state_display()} · {due_text(case)} · {case.responsible.name}"
        url = reverse("casework:case", args=[case.number]) if own else ""
        rows.append({"name": f"{case.item.name} {case.number}", "value": text, "url": url})
    return rows


def _papers(person: Person, cases: list[Case], actor: Actor) -> list[dict[str, str]]:
    rows = Certificate.objects.filter(of_human(person.pk))
    return [
        {
            "name": paper.title,
            "value": f"{paper.number}{' · 已失效' if paper.revoked_at else ''}",
            "url": reverse("documents:certificate", args=[paper.number])
            if paper.agency.path.startswith(actor.agency_path)
            else "",
        }
        for paper in rows.select_related("agency")
        .only("title", "number", "revoked_at", "agency__path")
        .order_by("-issued_at")[:SHOWN]
    ]


def _messages(person: Person, cases: list[Case], actor: Actor) -> list[dict[str, str]]:
    """Titles only: what a message says is the person's own."""
    rows = Message.objects.filter(of_human(person.pk)).only("title", "created_at", "read_at")
    return [
        {
            "name": row.title,
            "value": f"{moment_text(row.created_at)}{' · 已读' if row.read_at else ''}",
            "url": "",
        }
        for row in rows.order_by("-created_at")[:SHOWN]
    ]


def _contacts(person: Person, cases: list[Case], actor: Actor) -> list[dict[str, str]]:
    rows = Contact.objects.filter(of_human(person.pk))
    return [
        {
            "name": f"{row.get_kind_display()} {moment_text(row.at)}",
            "value": f"{plaintext(row.text)}({row.clerk.name})",
            "url": "",
        }
        for row in rows.select_related("clerk")
        .only("kind", "at", "text", "clerk__name")
        .order_by("-at")[:SHOWN]
    ]


on_person_page(DeskPanel("cases", _("办件"), _cases, 20))
on_person_page(DeskPanel("papers", _("证照文书"), _papers, 40))
on_person_page(DeskPanel("contacts", _("来电来访和备注"), _contacts, 60))
on_person_page(DeskPanel("messages", _("消息"), _messages, 80))
