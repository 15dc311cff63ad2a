"""One graduate's page at the desk, a sitting, and the figures."""

from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.kernel import clock
from portal.kernel.dates import full_text, moment_text

from ..models import GraduateSitting, SittingEntry, UnemployedGraduate
from ..queries import graduates as queries
from .graduates import chain_rows, clock_words, contact_words, graduation_rows, state_words

FEED = 30
FIGURES = ("open", "reached", "no_wish", "lost", "whole_chain", "working")


def one(tag: UnemployedGraduate) -> dict[str, Any]:
    """Everything of the page but the forms."""
    contacts = list(tag.contacts.select_related("clerk").order_by("-at", "-pk")[:FEED])
    acts = list(tag.graduation.acts.select_related("clerk").order_by("-made_at", "-pk")[:FEED])
    reception = tag.graduation.receptions.filter(revoked_at__isnull=True).first()
    facts = [
        *graduation_rows(tag.graduation),
        {"name": _("择业期"), "value": clock_words(tag)},
        {"name": _("首次联系期限"), "value": full_text(tag.first_contact_due)},
        {"name": _("服务专员"), "value": tag.officer.name if tag.officer else ""},
        {"name": _("档案"), "value": reception.get_archive_display() if reception else ""},
    ]
    return {
        "tag": tag,
        "name": tag.person.name.masked(),
        "state": state_words(tag),
        "facts": facts,
        "chain": chain_rows(tag, queries.counted(tag.graduation_id)),
        "lost_rule": contact_words(clock.today(), tag.region_id),
        "feed": _feed(contacts, acts),
        "open": tag.ended_on is None,
    }


def _feed(contacts: list[Any], acts: list[Any]) -> list[dict[str, str]]:
    """Contacts and acts together, the newest first."""
    rows = [
        (each.at, _("%(how)s:%(what)s") % {"how": each.get_channel_display(), "what": each.get_outcome_display()},
         each.note, each.clerk.name)
        for each in contacts
    ] + [
        (each.made_at, _("%(what)s,%(day)s") % {"what": each.get_kind_display(), "day": full_text(each.day)},
         each.note, each.clerk.name if each.clerk else _("系统从业务记录带出"))
        for each in acts
    ]  # fmt: skip
    rows.sort(key=lambda row: row[0], reverse=True)
    return [
        {"title": title, "text": text, "meta": f"{moment_text(at)} · {who}"} for at, title, text, who in rows
    ]


def total(rows: list[dict[str, Any]]) -> dict[str, int]:
    """The sums under the table."""
    return {name: sum(row[name] for row in rows) for name in FIGURES}


def sitting_row(row: GraduateSitting) -> dict[str, Any]:
    """One sitting of the list."""
    state = ("quiet", _("已结束")) if row.closed_at else ("wait", _("正在记"))
    words = {"day": full_text(row.held_on), "act": row.get_act_display(), "clerk": row.clerk.name}
    return {
        "pk": row.pk,
        "title": row.organisation.name,
        "meta": _("%(day)s · %(act)s · %(clerk)s") % words,
        "kind": state[0],
        "word": state[1],
    }


def sitting_people(
    people: list[Person], entries: dict[Any, SittingEntry], typed: dict[str, tuple[str, bool, str]]
) -> list[dict[str, Any]]:
    """The list to work through: who, and the line of the sheet once written.

    typed: key of a person to (what was typed, whether «没有同意» was ticked, what is wrong with it).
    """
    out = []
    for person in people:
        entry = entries.get(person.pk)
        row = {
            "pk": person.pk,
            "name": person.name.masked(),
            "birth": f"{person.birth:%Y-%m}" if person.birth else "",
        }
        row["typed"], row["no"], row["problem"] = typed.get(str(person.pk), ("", False, ""))
        if entry:
            said = _("同意") if entry.consented else _("没有同意")
            row["done"] = _("第%(line)s行,%(said)s") % {"line": entry.sheet_line, "said": said}
            row["note"] = entry.note
        out.append(row)
    return out
