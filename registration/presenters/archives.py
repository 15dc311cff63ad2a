"""A personnel file in words: where it is, like a parcel; which kinds are missing; never what it says."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.casework.models import Case
from portal.kernel import clock
from portal.kernel.dates import day_text, full_text, moment_text

from ..models import Consultation, Dispatch, FileMovement, Material, PersonnelFile, Transfer
from ..queries import archives as queries
from ..rules import archives as rules

F, S, C = PersonnelFile.State, Transfer.State, Consultation.State
TONES = {
    F.KEPT: "good",
    F.LENT: "good",
    F.TRAVELLING: "wait",
    F.ARRIVED: "wait",
    F.EXPECTED: "wait",
    F.LEFT: "stop",
}


def _row(name: Any, value: Any) -> dict[str, str]:
    return {"name": str(name), "value": str(value)}


def where(file: PersonnelFile) -> str:
    """Where the file is now, for its owner: a loan to a unit is «in store»."""
    keeper = file.agency.name if file.agency else file.outside
    return {
        F.EXPECTED: _("还没有转到,等%(keeper)s转来。"),
        F.KEPT: _("存放在%(keeper)s。"),
        F.LENT: _("存放在%(keeper)s。"),
        F.TRAVELLING: _("在路上,由%(keeper)s寄出,对方还没有签收。"),
        F.ARRIVED: _("%(keeper)s已收到,正在核对、入库。"),
        F.LEFT: _("已转到%(keeper)s。"),
    }[F(file.state)] % {"keeper": keeper}


def owner_tag(file: PersonnelFile) -> dict[str, str]:
    """Tone and word for the owner."""
    word = F.KEPT.label if file.state == F.LENT else file.get_state_display()
    return {"tone": TONES[F(file.state)], "word": str(word)}


def parcel(row: Transfer) -> list[dict[str, Any]]:
    """The stations of a journey: done with their day, the next one, those to come."""
    steps = list(row.movements.filter(told=True).order_by("pk"))
    seen = {each.step: each for each in steps}
    out = [_asked(row)] if row.case_id and row.case.person_id else []
    reached = False
    for state in rules.road(row.ends):
        done = seen.get(state.value)
        now = done is None and not reached and row.state not in (S.DECLINED, S.CANCELLED)
        reached = reached or done is None
        out.append(_station(state, row, done, now=now))
    if row.state in (S.DECLINED, S.CANCELLED):
        last = seen.get(row.state)
        out = [each for each in out if each["tone"] == "good"]
        when = moment_text(last.at) if last else ""
        out.append({"title": row.get_state_display(), "when": when, "text": row.reason, "tone": "risk"})
    return out


def _asked(row: Transfer) -> dict[str, Any]:
    when = moment_text(row.case.submitted_at)
    return {"title": _("您已申请"), "when": when, "text": row.case.number, "tone": "good", "word": _("完成")}


def _station(state: rules.State, row: Transfer, done: FileMovement | None, *, now: bool) -> dict[str, Any]:
    title = str(S(state.value).label)
    if done is not None:
        text = f"{done.text} · {done.agency_name}" if done.agency_name else done.text
        return {"title": title, "when": moment_text(done.at), "text": text, "tone": "good", "word": _("完成")}
    return {
        "title": title,
        "when": "",
        "text": _due(row) if now else "",
        "tone": "wait" if now else "stop",
    } | {"word": _("下一步") if now else _("还没到")}


def _due(row: Transfer) -> str:
    """The day of the next step where the law behind it is sure."""
    day = queries.told_due(row)
    return _("最晚%(day)s") % {"day": day_text(day)} if day else _("时间以窗口答复为准")


def missing_kinds(file: PersonnelFile) -> list[str]:
    """Kinds an owner may be told are missing."""
    rows = file.items.filter(present=False).order_by("pk").values_list("material", flat=True)
    return [str(Material(each).label) for each in rules.told_missing(list(rows))]


def mine(file: PersonnelFile | None) -> dict[str, Any]:
    """The owner's page."""
    if file is None:
        return {"file": None}
    row = (
        file.transfers.select_related("case", *queries.TRANSFER_RELATED).order_by("-begun_at", "-pk").first()
    )
    return {
        "file": file,
        "tag": owner_tag(file),
        "where": where(file),
        "rows": [_row(_("存档号"), file.number), _row(_("人员类别"), file.get_group_display())],
        "transfer": row,
        "ways": _sent_rows(row) if row else [],
        "steps": parcel(row) if row else [],
        "missing": missing_kinds(file) if file.state not in (F.EXPECTED, F.LEFT) else [],
        "handovers": [
            _row(
                f"{each.get_direction_display()} · {full_text(each.on)}",
                f"{each.from_branch} → {each.to_branch}",
            )
            for each in file.handovers.order_by("-on", "-pk")
        ],
    }


def _sent_rows(row: Transfer) -> list[dict[str, str]]:
    """From where to where and how it is carried."""
    out = [_row(_("从"), row.sender_name), _row(_("到"), row.receiver_name)]
    found = Dispatch.objects.filter(transfer=row).first()
    if found is not None:
        number = found.tracking if found.way == Dispatch.Way.EMS else ""
        out.append(_row(_("转递方式"), f"{found.get_way_display()} {number}".strip()))
    return out


def panel(person: Person) -> dict[str, Any] | None:
    """The card on my page; nothing for who has no file here."""
    file = queries.file_of(person)
    return {"text": where(file), **owner_tag(file)} if file else None


def unit_card(row: Consultation) -> dict[str, Any]:
    """What a unit asked, in its list."""
    word, kind = _unit_word(row)
    back = _(",请在%(day)s前归还") % {"day": day_text(row.due_back)} if row.state == C.OUT else ""
    return {
        "title": f"{row.get_kind_display()} · {row.subject_name.masked()}",
        "meta": f"{row.case.number} · {row.letter_number}",
        "text": _mend(row.case) or f"{row.purpose}{back}",
        "kind": kind,
        "word": word,
    }


def _mend(case: Case) -> str:
    """What to mend in a returned request."""
    if case.state != "returned" or case.reason is None:
        return ""
    return _("要改的地方:%(what)s改好以后再提交一次,还是这一件。") % {"what": case.reason.text}


def _unit_word(row: Consultation) -> tuple[str, str]:
    if row.state == C.OUT:
        late = row.due_back < clock.today()
        return (_("已过期,请归还"), "risk") if late else (_("正在查(借)阅"), "wait")
    if row.state == C.ASKED:
        return row.case.get_state_display(), "risk" if row.case.state in ("returned", "refused") else "wait"
    return row.get_state_display(), "good"


def call_card(row: Any) -> dict[str, Any]:
    """A unit's 调档函 in its list."""
    journey = getattr(row.case, "archive_transfer", None)
    word = journey.get_state_display() if journey else row.case.get_state_display()
    return {
        "title": _("调档 · %(name)s") % {"name": row.subject_name.masked()},
        "meta": f"{row.case.number} · {row.letter_number}",
        "text": _mend(row.case),
        "kind": "good" if journey and journey.state == S.CLOSED else "wait",
        "word": word,
    }


def transfer_row(row: Transfer) -> dict[str, Any]:
    """A journey in the queue of the desk; the same at both ends."""
    late = row.due is not None and row.due < clock.today()
    return {
        "url": reverse("registration:desk_archive", args=[row.file_id]),
        "number": row.number,
        "name": row.file.person.name.masked(),
        "way": f"{row.sender_name} → {row.receiver_name}",
        "word": row.get_state_display(),
        "due": day_text(row.due) if row.due else "—",
        "tone": "risk" if late else "wait",
        "late": late,
    }


def file_row(file: PersonnelFile) -> dict[str, Any]:
    """A file in a list of the desk."""
    return {
        "url": reverse("registration:desk_archive", args=[file.pk]),
        "number": file.number,
        "name": file.person.name.masked(),
        "shelf": file.shelf or "—",
        "agency": file.agency.name if file.agency else file.outside,
        "word": file.get_state_display(),
        "tone": TONES[F(file.state)],
    }


def loan_row(row: Consultation) -> dict[str, Any]:
    """A consultation in the list of the desk."""
    late = row.state == C.OUT and row.due_back < clock.today()
    return {
        "url": reverse("registration:desk_loan", args=[row.pk]),
        "number": row.case.number,
        "unit": row.unit.name,
        "name": row.subject_name.masked(),
        "shelf": row.file.shelf if row.file else "—",
        "kind": row.get_kind_display(),
        "due": day_text(row.due_back) if row.due_back else "—",
        "word": _("过期未还") if late else row.get_state_display(),
        "tone": "risk" if late else "wait" if row.state == C.OUT else "good",
    }


def file_page(file: PersonnelFile) -> dict[str, Any]:
    """One file at the desk: facts, kinds with pages, what happened."""
    carriage = _("只能机要或专人") if file.ever_cadre else _("机要、专人或EMS")
    keeper = file.agency.name if file.agency else file.outside
    return {
        "file": file,
        "name": file.person.name.masked(),
        "tone": TONES[F(file.state)],
        "rows": [
            _row(_("存档号"), file.number),
            _row(_("架位"), file.shelf),
            _row(_("存档机构"), keeper),
            _row(_("人员类别"), file.get_group_display()),
            _row(_("转递方式"), carriage),
        ],
        "items": [
            _row(each.get_material_display(), _("%(n)s页") % {"n": each.pages} if each.present else _("缺"))
            for each in file.items.order_by("pk")
        ],
        "events": [
            {
                "when": moment_text(each.at),
                "iso": each.at.isoformat(),
                "title": each.text,
                "text": "",
                "who": f"{each.actor_name} {each.agency_name}".strip(),
            }
            for each in file.movements.order_by("-at", "-pk")[:50]
        ],
        "handovers": [
            _row(
                f"{each.get_direction_display()} · {full_text(each.on)}",
                f"{each.from_branch} → {each.to_branch}",
            )
            for each in file.handovers.order_by("-on", "-pk")
        ],
    }


def journey_rows(row: Transfer) -> list[dict[str, str]]:
    """The open journey at the desk."""
    letter = getattr(row, "letter", None)
    out = [
        _row(_("转递编号"), row.number),
        _row(_("从"), row.sender_name),
        _row(_("到"), row.receiver_name),
        _row(_("调档函"), f"{letter.number} · {full_text(letter.issued_on)}" if letter else ""),
        _row(_("这一步截止"), day_text(row.due) if row.due else ""),
    ]
    found = getattr(row, "dispatch", None)
    if found is not None:
        out.append(_row(_("寄送"), f"{found.get_way_display()} {found.tracking}"))
    return out
