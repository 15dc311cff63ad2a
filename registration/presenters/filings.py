"""Filings and rosters in words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.exchange.queries import deliveries_of
from portal.kernel import clock
from portal.kernel.dates import day_of, full_text
from portal.rules import queries as law
from portal.rules.queries import LawMissing

from ..models import Contract, Filing, FilingLine, Spell
from ..queries.separations import ground_text
from ..services.filings import COLUMNS, NEEDED

SHOWN = 100
PUSH_TONE = {"waiting": "wait", "sent": "wait", "received": "good", "returned": "risk"}
TONE = {
    "reading": "wait",
    "read": "wait",
    "waiting": "wait",
    "taking": "wait",
    "done": "good",
    "dropped": "plain",
}


def filing_word(filing: Filing) -> str:
    """The kind of filing and how it stands."""
    return f"{filing.get_kind_display()} · {filing.get_state_display()}"


def before(filings: list[Filing]) -> list[dict[str, Any]]:
    """Filings of a unit, the newest first."""
    return [
        {
            "url": reverse("registration:filing", args=[each.pk]),
            "title": each.file_name or each.get_kind_display(),
            "tone": TONE[each.state],
            "word": each.get_state_display(),
            "meta": _("%(day)s · %(total)s人")
            % {"day": full_text(day_of(each.made_at)), "total": each.total},
        }
        for each in filings
    ]


def filing_context(filing: Filing) -> dict[str, Any]:
    """What was read or taken, what is wrong line by line, what sending would do."""
    wrong = list(filing.lines.exclude(problem="").order_by("line")[:SHOWN]) if filing.bad else []
    chosen = filing.fresh + filing.changed + filing.same
    return {
        "filing": filing,
        "word": filing.get_state_display(),
        "tone": TONE[filing.state],
        "busy": filing.state in (Filing.State.READING, Filing.State.TAKING),
        "told": _told(filing),
        "wrong": wrong,
        "more": filing.bad > len(wrong),
        "ready": chosen if filing.state == Filing.State.READ else 0,
        "one": filing.total == 1 and filing.lines.first(),
        "people": _people(filing),
        "late": _late(filing),
        "pushed": _pushed(filing) if filing.state == Filing.State.DONE else [],
    }


def _people(filing: Filing) -> list[FilingLine]:
    """Whom a filing is about that was made without a file (a unit that closes): its owner has no list at hand."""
    if filing.file_name or filing.total < 2 or filing.state != Filing.State.READ:
        return []
    return list(filing.lines.filter(problem="").order_by("line")[:SHOWN])


def _pushed(filing: Filing) -> list[dict[str, Any]]:
    """How social insurance stands: 待推送, 已推送, 已接收, or 退回 with the reason; one row a state."""
    rows: dict[str, dict[str, Any]] = {}
    for each in deliveries_of("filing", filing.pk):
        row = rows.setdefault(
            each.state, {"tone": PUSH_TONE[each.state], "word": each.get_state_display(), "parts": 0}
        )
        row["parts"] += 1
        row["reason"] = each.reason
    return list(rows.values())


def _told(filing: Filing) -> list[dict[str, Any]]:
    hire = filing.kind == Filing.Kind.HIRE
    rows = [
        (_("一共"), filing.total),
        (_("新登记") if hire else _("终止登记"), filing.fresh),
        (_("续订或变更合同") if hire else _("更正"), filing.changed),
        (_("登记过、没有变化"), filing.same),
        (_("要改的行"), filing.bad),
    ]
    out = [{"name": name, "value": _("%(n)s人") % {"n": n}} for name, n in rows if n or name == rows[0][0]]
    return [{"name": _("用工地"), "value": filing.region.full_name}, *out]


def _late(filing: Filing) -> str:
    """That some are filed late, with the article; nothing is refused for it."""
    if not filing.late:
        return ""
    what = "hire" if filing.kind == Filing.Kind.HIRE else "termination"
    try:
        found = law.lookup(f"registration.employer_file_{what}_days", on=day_of(filing.made_at))
    except LawMissing:
        return ""
    words = {"n": filing.late, "days": found.value, "article": found.citation}
    return _("有%(n)s人超过了%(days)s天的期限(%(article)s)。照样可以办,以后请按时报。") % words


def file_columns(kind: str) -> list[tuple[str, bool]]:
    """Columns of the file with whether they are needed."""
    return [(column, column in NEEDED[kind]) for column in COLUMNS[kind]]


def roster_row(spell: Spell, unit: Any) -> dict[str, Any]:
    """One employment on the unit's roster."""
    contract: Contract | None = next(iter(spell.contracts.all()), None)
    return {
        "pk": spell.pk,
        "name": _who(spell),
        "url": reverse("registration:employment", args=[unit, spell.pk]),
        "post": contract.post if contract else "",
        "since": full_text(spell.period.lower),
        "contract": contract_text(contract) if contract else "",
        "tag": _row_tag(spell, contract),
    }


def _who(spell: Spell) -> str:
    """«李*梅 …6421»: enough to tell two of one name apart, as the unit knows the numbers itself."""
    paper = next(iter(spell.person.documents.all()), None)
    return (
        f"{spell.person.name.masked()} …{paper.number.masked()[-4:]}" if paper else spell.person.name.masked()
    )


def _row_tag(spell: Spell, contract: Contract | None) -> tuple[str, str]:
    if spell.period.upper:
        return "plain", _("已离职")
    if contract and contract.ends:
        left = (contract.ends - clock.today()).days
        if left < 0:
            return "risk", _("合同已到期")
        if left <= 30:
            return "wait", _("合同%(n)s天后到期") % {"n": left}
    return "good", _("在职")


def contract_text(contract: Contract) -> str:
    """«固定期限 2026年11月2日—2028年11月1日»."""
    until = full_text(contract.ends) if contract.ends else _("没有约定结束日期")
    return f"{contract.get_kind_display()} {full_text(contract.begins)}—{until}"


def employment_rows(spell: Spell) -> list[dict[str, Any]]:
    """What is on record of one employment."""
    rows = [(_("入职"), full_text(spell.period.lower))]
    for contract in spell.contracts.all():
        title = _("第%(n)s次续订") % {"n": contract.renewal} if contract.renewal else _("劳动合同")
        trial = (
            _(",试用期至%(day)s") % {"day": full_text(contract.trial_until)} if contract.trial_until else ""
        )
        hours = contract.get_hours_display()
        rows.append((title, f"{contract.post},{contract_text(contract)},{hours}{trial}"))
    separation = getattr(spell, "separation", None)
    if separation:
        text = ground_text(separation.ground, separation.last_day, spell.agency.region_id)
        rows += [(_("最后工作日"), full_text(separation.last_day)), (_("离职原因"), text)]
    return [{"name": name, "value": value} for name, value in rows]


def line_row(line: FilingLine) -> dict[str, Any]:
    """A line that is not taken."""
    return {"line": line.line, "who": line.masked, "problem": line.problem}
