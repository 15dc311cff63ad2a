"""Rows for pages, formatted once in Python: templates only place them."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from portal.kernel import clock
from portal.kernel.dates import day_text, full_text, moment_text
from portal.kernel.fields import plaintext
from portal.rules import queries as rules

from .asking import CHECK, pages_to_ask, read
from .models import Case, CaseEvent, Channel, CommitmentText, Draft, Objection, RevocationNotice
from .registry import Filed, Page, Service, service_for
from .steps import CLOCK_STOPPED, OPEN_STATES, STEPS, State, Step


def page_data(page: Page, raw: dict[str, list[str]]) -> dict[str, Any]:
    """Saved answers as a form's initial data."""
    fields = page.form.base_fields
    many = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)
    return {
        name: values if isinstance(fields[name], many) else (values[0] if values else "")
        for name, values in raw.items()
        if name in fields
    }


def shown(field: forms.Field, values: list[str]) -> str:
    """An answer in words."""
    if isinstance(field, forms.ModelChoiceField):
        found = field.queryset.filter(pk=values[0]).first() if values and values[0] else None
        return str(found) if found else _("未填")
    if isinstance(field, forms.ChoiceField):
        labels = {str(value): str(label) for value, label in flat(field.choices)}
        return "、".join(labels.get(value, value) for value in values if value) or _("无")
    if isinstance(field, forms.DateField):
        try:
            return full_text(field.clean(values[0] if values else ""))
        except forms.ValidationError:
            return _("未填")
    return "、".join(value for value in values if value) or _("未填")


def flat(choices: Any) -> list[tuple[Any, Any]]:
    """Choices with groups opened."""
    out: list[tuple[Any, Any]] = []
    for value, label in choices:
        out += list(label) if isinstance(label, list | tuple) else [(value, label)]
    return out


def answer_rows(service: Service, draft: Draft) -> list[dict[str, Any]]:
    """Question, answer and page for the check page, without pages that were skipped."""
    raw = read(draft)
    rows = []
    for page in pages_to_ask(service, draft):
        form = page.form(answers={"person": service.questions.known(draft.person)})
        for name, field in form.fields.items():
            answer = shown(field, raw.get(page.code, {}).get(name, []))
            change = reverse("casework:page", args=[draft.item_id, page.code]) + f"?from={CHECK}"
            rows.append(
                {"question": str(field.label), "value": answer, "change_url": change, "page": page.code}
            )
    return rows


def pledge(text: CommitmentText | None) -> dict[str, Any]:
    """A promise text for its component."""
    if text is None:
        return {}
    return {
        "title": _("书面承诺"),
        "version": text.version,
        "paragraphs": [part for part in text.body.split("\n") if part],
        "consequence": text.consequences,
    }


def time_left(case: Case, known: dict[date, bool] | None = None) -> dict[str, str]:
    """The clock of a case in words: text, and a tone that always goes with the words."""
    if case.state in CLOCK_STOPPED:
        return {"text": _("停表:%(state)s") % {"state": case.get_state_display()}, "tone": "wait"}
    if case.due is None or case.state not in OPEN_STATES:
        return {"text": case.get_state_display(), "tone": "good"}
    left = rules.workdays_left(clock.today(), case.due, known)
    if left < 0:
        return {"text": _("已超期%(n)s个工作日") % {"n": -left}, "tone": "risk"}
    if left == 0:
        return {"text": _("今天到期"), "tone": "risk"}
    return {"text": _("还剩%(n)s个工作日") % {"n": left}, "tone": "wait" if left <= 2 else "good"}


def due_text(case: Case) -> str:
    """«12月7日(周一)», with «暂定» while the calendar of that year is not published."""
    if case.due is None:
        return ""
    return day_text(case.due) + (_("(暂定)") if case.due_provisional else "")


def history(case: Case, *, for_clerk: bool) -> list[dict[str, str]]:
    """What happened, newest first. The applicant reads the agency, a clerk also the name."""
    rows = []
    for event in CaseEvent.objects.filter(case=case).order_by("id"):
        who = event.actor_name if for_clerk and event.actor_kind == "clerk" else event.agency_name
        if event.actor_kind == "person":
            who = _("本人")
        elif event.actor_kind == "organisation":
            who = _("单位")
        elif event.actor_kind == "system":
            who = _("系统")
        rows.append(
            {
                "when": moment_text(event.at),
                "iso": event.at.isoformat(),
                "title": event_title(event),
                "who": who,
                "text": event.public_text,
            }
        )
    return rows[::-1]


EVENT_TITLES = {
    "investigate": _lazy("核查"),
    "rate": _lazy("评价"),
    "assign": _lazy("转办"),
    "transfer": _lazy("移送"),
    "follow": _lazy("随本人搬家移送"),
    "deliver": _lazy("送达"),
    "clock": _lazy("期限顺延"),
    "publicity_over": _lazy("公示结束"),
    "revoke_notice": _lazy("撤销事先告知"),
    "revoke_dropped": _lazy("不予撤销"),
    "answered": _lazy("本人说明情况"),
    "contact": _lazy("来电来访"),
    "checked": _lazy("承诺核查"),
    "objected": _lazy("提出异议"),
    "objection_heard": _lazy("异议复核"),
}


def event_title(event: CaseEvent) -> str:
    """The official word for an event."""
    return step_word(event.step)


def step_word(step: str) -> str:
    """The official word for a step's name, also for what changes no state."""
    known = {str(each): move.title for each, move in STEPS.items()}
    return str(known.get(step) or EVENT_TITLES.get(step, step))


REVOCABLE = frozenset({State.GRANTED, State.CLOSED})


def four_answers(case: Case) -> dict[str, str]:
    """How it stands, what to do, when the next thing comes, who helps."""
    state = State(case.state)
    now, todo, when = _standing().get(state, (case.get_state_display(), "", ""))
    when = when % {"due": due_text(case)} if when else _("这件事已经办完。")
    if state is State.GRANTED and case.decision.get("paper") is False:
        now = _("已办好。")
    if state is State.RETURNED and case.returned_until:
        when = _("请在%(day)s前补正。改好再提交后,接着计时。") % {"day": day_text(case.returned_until)}
    notice = _open_notice(case) if state in REVOCABLE else None
    if notice:
        now, when = _("拟撤销,正在听您说明。"), _("说明后再决定,并告诉您结果。")
        answered = notice.answered_at is not None
        todo = "" if answered else _("请在%(day)s前说明情况。") % {"day": day_text(notice.answer_until)}
    return {
        "now": str(now),
        "todo": str(todo) or _("您现在不用做什么。"),
        "when": str(when),
        "who": _("%(agency)s,电话%(phone)s")
        % {"agency": case.responsible.name, "phone": case.responsible.phone},
    }


def _open_notice(case: Case) -> RevocationNotice | None:
    """The open notice of revocation; lists bring theirs along as `open_notices`."""
    if hasattr(case, "open_notices"):
        return next(iter(case.open_notices), None)
    return case.revocation_notices.filter(closed_at__isnull=True).first()


def _standing() -> dict[State, tuple[str, str, str]]:
    by = _("最晚%(due)s答复您。")
    return {
        State.SUBMITTED: (_("已收到,等工作人员受理。"), "", by),
        State.ACCEPTED: (_("已受理,正在核对。"), "", by),
        State.REVIEWED: (_("已初审,等复核。"), "", by),
        State.RECHECKED: (_("已复核,等决定。"), "", by),
        State.PUBLICISED: (_("正在公示。"), "", by),
        State.RETURNED: (_("需要您补正。"), _("请按下面的清单改好,再提交一次。"), ""),
        State.GRANTED: (_("已办好,正在制作凭证。"), "", ""),
        State.CLOSED: (_("已办结。"), _("可以查看结果,也请您评价这次服务。"), ""),
        State.REFUSED: (_("没有准予,原因写在下面。"), _("可以申请行政复议,或者改善条件后再申请。"), ""),
        State.DECLINED: (_("不予受理,原因写在下面。"), _("可以申请行政复议,或按提示向别的机构申请。"), ""),
        State.WITHDRAWN: (_("您已撤回。"), _("需要时可以重新申请。"), ""),
        State.SUSPENDED: (_("现在中止办理,原因写在下面。"), "", _("中止的时间不算在办理时间里。")),
        State.LAPSED: (_("补正的时间已过,这件到此为止。"), _("您可以随时重新申请。"), ""),
        State.REVOKED: (_("已撤销,原因写在下面。"), _("可以申请行政复议。"), ""),
    }


def step_label(step: Step) -> str:
    """The word on a step's button."""
    return str(STEPS[step].title)


def case_rows(case: Case) -> list[dict[str, str]]:
    """What the applicant said, for the desk: question and answer in words."""
    service = service_for(case)
    if isinstance(service.questions, Filed):
        return service.questions.rows(case)
    raw = service.questions.recall(case)
    answers: dict[str, Any] = {"person": service.questions.known(case.person)}
    skipped = service.questions.skipped({**answers, **{page: page_answers(raw, page) for page in raw}})
    rows = []
    for page in service.questions.pages:
        if page.code in skipped or page.code not in raw or page.code == "contact":
            continue
        for name, field in page.form(answers=answers).fields.items():
            rows.append({"name": str(field.label), "value": shown(field, raw[page.code].get(name, []))})
    return rows


def page_answers(raw: dict[str, dict[str, list[str]]], page: str) -> dict[str, str]:
    """One page's stored answers as single values."""
    return {name: values[0] if values else "" for name, values in raw[page].items()}


def queue_rows(cases: list[Case]) -> SafeString:
    """The rows of one page of the queue."""
    words, days, today = queue_words(), [case.due for case in cases if case.due], clock.today()
    known = rules.known_days(min([today, *days]), max([today, *days]))
    return SafeString("".join(queue_row(case, words, known) for case in cases))


def queue_row(case: Case, words: dict[str, str], known: dict[date, bool]) -> SafeString:
    """A row of the desk's queue as finished markup: the template engine is the slowest part of a hot list.

    `words` are the column names, translated once a page.
    """
    left = time_left(case, known)
    return format_html(
        '<tr data-row><td data-label="{}"><input type="checkbox" class="tick" form="batch" name="case" value="{}" '
        'aria-label="{} {}" data-key="X"></td><th scope="row" data-label="{}"><a href="/cases/{}/">{}</a></th>'
        '<td data-label="{}">{}</td><td data-label="{}">{}</td>'
        '<td data-label="{}"><span class="tag tag--{}">{}</span></td>'
        '<td data-label="{}">{}</td><td data-label="{}">{}</td><td data-label="{}">{} · {}</td></tr>',
        words["tick"],
        case.number,
        words["tick"],
        case.number,
        words["number"],
        case.number,
        case.number,
        words["name"],
        case.person.name.masked() if case.person else case.organisation.name,
        words["item"],
        case.item.name,
        words["left"],
        left["tone"],
        left["text"],
        words["due"],
        due_text(case),
        words["state"],
        words[case.state],
        words["received"],
        day_text(case.received_on),
        words[case.channel],
    )


def queue_words() -> dict[str, str]:
    """Column names, states and channels in the language of the request, looked up once a page."""
    labels = {value: str(label) for value, label in (*State.choices, *Channel.choices)}
    return labels | {
        "tick": _("勾选"),
        "number": _("编号"),
        "name": _("姓名"),
        "item": _("事项"),
        "left": _("时限"),
        "due": _("最晚"),
        "state": _("状态"),
        "received": _("收件"),
    }


def receipt(case: Case) -> dict[str, str]:
    """The receipt panel of a case."""
    return {
        "title": _("已办好") if case.state in (State.GRANTED, State.CLOSED) else _("已提交"),
        "number": case.number,
        "due": due_text(case) if case.state in OPEN_STATES else "",
        "excluded": _("补正、公示、调查的时间不算在内。"),
        "now": four_answers(case)["now"],
        "agency": case.responsible.name,
        "phone": case.responsible.phone,
        "calendar_url": reverse("casework:due_ics", args=[case.number]) if case.state in OPEN_STATES else "",
        "pdf_url": reverse("casework:receipt_pdf", args=[case.number]),
    }


def person_rows(case: Case) -> list[dict[str, str]]:
    """Who applies, masked; the full values are shown on request and recorded."""
    person = case.person
    rows = [{"name": _("姓名"), "value": person.name.masked()}]
    rows += [
        {"name": document.get_kind_display(), "value": document.number.masked()}
        for document in person.documents.filter(retired=False)
    ]
    if person.contact_phone:
        rows.append({"name": _("电话"), "value": person.contact_phone.masked()})
    rows.append({"name": _("身份核验"), "value": person.get_assurance_display()})
    return rows


def clock_rows(case: Case) -> list[dict[str, str]]:
    """Receipt, due day, agencies."""
    return [
        {"name": _("收件"), "value": moment_text(case.submitted_at)},
        {"name": _("最晚"), "value": due_text(case)},
        {"name": _("渠道"), "value": case.get_channel_display()},
        {"name": _("收件机构"), "value": case.taken_at.name},
        {"name": _("决定机构"), "value": case.responsible.name},
    ]


def linked_rows(cases: list[Case]) -> list[dict[str, str]]:
    """The other cases of the same thing (同一件事): item, number, how it stands."""
    return [
        {
            "name": each.item.name,
            "number": each.number,
            "value": f"{each.get_state_display()} · {each.responsible.name}",
        }
        for each in cases
    ]


def promise_rows(case: Case) -> list[dict[str, str]]:
    """How the promise was signed."""
    signed = case.commitments.select_related("text", "witness").first()
    if signed is None:
        return []
    rows = [
        {"name": _("签署方式"), "value": signed.get_method_display()},
        {"name": _("时间"), "value": moment_text(signed.signed_at)},
        {"name": _("版本"), "value": str(signed.text.version)},
        {"name": _("内容"), "value": signed.text.body},
    ]
    if signed.witness:
        rows.append({"name": _("窗口人员"), "value": signed.witness.name})
    return rows


def revocation(notice: RevocationNotice | None) -> dict[str, Any]:
    """An open notice of revocation for pages; empty when there is none."""
    if notice is None:
        return {}
    return {
        "reason": notice.reason.text,
        "article": notice.reason.article,
        "text": notice.text,
        "until": day_text(notice.answer_until),
        "over": clock.today() > notice.answer_until,
        "answered": bool(notice.answered_at),
        "answer": plaintext(notice.answer) if notice.answer else "",
    }


def publicities(case: Case) -> list[dict[str, Any]]:
    """Public notices of a case with their objections."""
    rows = []
    for row in case.publicities.prefetch_related("objections").order_by("-id"):
        rows.append(
            {
                "pk": row.pk,
                "shown": row.shown,
                "ends": day_text(row.ends),
                "over": bool(row.over_at),
                "objections": [
                    {
                        "number": each.number,
                        "outcome": each.get_outcome_display(),
                        "open": each.outcome == "open",
                    }
                    for each in row.objections.all()
                ],
            }
        )
    return rows


def objection(row: Objection) -> dict[str, Any]:
    """An objection for the clerk who answers it."""
    return {
        "number": row.number,
        "case": row.publicity.case,
        "shown": row.publicity.shown,
        "text": plaintext(row.text),
        "contact": plaintext(row.contact) if row.contact else "",
        "when": moment_text(row.made_at),
        "open": row.outcome == "open",
        "outcome": row.get_outcome_display(),
        "answer": row.answer,
        "by": row.answered_by.name if row.answered_by else "",
    }
