"""What people are told about their case, and the closing of a case whose papers are done."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.queries import people_of
from portal.documents.models import Certificate
from portal.events.models import Event
from portal.events.registry import listens
from portal.kernel.actor import system
from portal.kernel.dates import day_text
from portal.notices.services import tell

from . import services
from .models import Case, CaseEvent, Publicity, Task
from .registry import service_for
from .steps import OPEN_STATES, State


def _tell(event: Event, title: str, body: str) -> None:
    case = Case.objects.select_related("item", "person", "organisation", "responsible").get(
        pk=event.subject_id
    )
    words = {
        "item": case.item.name,
        "number": case.number,
        "due": day_text(case.due) if case.due else "",
        "until": day_text(case.returned_until) if case.returned_until else "",
        "agency": case.responsible.name,
        "told": CaseEvent.objects.get(pk=event.payload["event"]).public_text,
    }
    key, entry = f"case-event-{event.payload['event']}", service_for(case).entry
    for person in [case.person] if case.person else people_of(case.organisation):
        tell(
            person,
            key=key if case.person else f"{key}-{person.pk}",
            kind="case",
            title=title.format(**words),
            body=body.format(**words),
            link=f"/cases/{case.number}/" if case.person else reverse(entry),
        )


@listens("case.submit", name="casework.tell_received")
def tell_received(event: Event) -> None:
    """The receipt, with the day of the answer."""
    _tell(event, _("已收到您的{item}申请"), _("编号{number}。最晚{due}答复您,由{agency}办理。"))


@listens("case.send_back", name="casework.tell_returned")
def tell_returned(event: Event) -> None:
    """Everything to correct, once."""
    _tell(event, _("{item}需要补正"), _("{told}\n请在{until}前改好再提交,改好后接着计时。编号{number}。"))


@listens("case.grant", name="casework.tell_granted")
def tell_granted(event: Event) -> None:
    """Good news and where the paper is."""
    _tell(event, _("{item}已办好"), _("编号{number}。凭证可以在“我的”里查看和下载。"))


@listens("case.refuse", name="casework.tell_refused")
@listens("case.decline", name="casework.tell_declined")
@listens("case.revoke", name="casework.tell_revoked")
def tell_adverse(event: Event) -> None:
    """The decision, its reasons and articles, and the way to appeal."""
    _tell(
        event,
        _("{item}的办理结果"),
        _(
            "{told}\n您不同意的,可以自收到之日起60日内申请行政复议,或在6个月内向人民法院起诉。编号{number},可拨12333询问。"
        ),
    )


@listens("case.nearly_due", name="casework.tell_nearly_due")
def tell_nearly_due(event: Event) -> None:
    """Before the day: it is still being worked on, and who can be asked."""
    case = Case.objects.select_related("item", "person", "responsible").get(pk=event.subject_id)
    if case.person and case.due and case.state in OPEN_STATES:
        tell(
            case.person,
            key=f"case-nearly-due-{case.number}",
            kind="case",
            title=_("%(item)s正在抓紧办") % {"item": case.item.name},
            body=_("编号%(number)s,最晚%(due)s答复您。着急可拨%(phone)s。")
            % {"number": case.number, "due": day_text(case.due), "phone": case.responsible.phone},
            link=f"/cases/{case.number}/",
        )


@listens("certificate.rendered", name="casework.close_when_issued")
def close_when_issued(event: Event) -> None:
    """A granted case whose certificate is made is done (办结); a letter goes to whom it may reach electronically."""
    certificate = Certificate.objects.get(pk=event.subject_id)
    if certificate.subject_type != "case":
        return
    case = Case.objects.get(pk=certificate.subject_id)
    if certificate.family == Certificate.Family.LETTER:
        services.serve_online(certificate, case)
    elif case.state == State.GRANTED:
        services.close(case, by=system("casework.close"))


@listens("case.publicise", name="casework.tell_publicised")
def tell_publicised(event: Event) -> None:
    """What stands before the public, and until when."""
    running = Publicity.objects.filter(case_id=event.subject_id).latest("id")
    words = _("公示到%(day)s。公示时间不算在办理时间里。") % {"day": day_text(running.ends)}
    _tell(event, _("{item}正在公示"), words + _("编号{number}。"))


@listens("case.suspend", name="casework.tell_suspended")
def tell_suspended(event: Event) -> None:
    """Why it stands still."""
    _tell(event, _("{item}中止办理"), _("{told}\n中止的时间不算在办理时间里。编号{number}。"))


@listens("case.resume", name="casework.tell_resumed")
def tell_resumed(event: Event) -> None:
    """It goes on, with the new day."""
    _tell(event, _("{item}接着办理"), _("最晚{due}答复您。编号{number}。"))


@listens("case.transfer", name="casework.tell_transferred")
def tell_transferred(event: Event) -> None:
    """Who decides now; the day stays."""
    _tell(
        event, _("{item}转到别的机构办理"), _("现在由{agency}办理,最晚{due}答复您,时间不变。编号{number}。")
    )


@listens("case.revoke_notice", name="casework.tell_revoke_notice")
def tell_revoke_notice(event: Event) -> None:
    """Before anything is taken back: why, and that an answer is wanted."""
    _tell(event, _("请说明情况:拟撤销{item}"), _("{told}\n您可以在网上说明情况,也可以到窗口。编号{number}。"))


@listens("case.revoke_dropped", name="casework.tell_revoke_dropped")
def tell_revoke_dropped(event: Event) -> None:
    """Nothing is taken back."""
    _tell(event, _("{item}不撤销"), _("已核对您说明的情况,不撤销。{told}编号{number}。"))


@listens("case.lapse", name="casework.tell_lapsed")
def tell_lapsed(event: Event) -> None:
    """The time to correct is over; nothing is lost by asking again."""
    _tell(event, _("{item}已逾期失效"), _("补正的时间已过,这件到此为止。您可以随时重新申请。编号{number}。"))


@listens("case.deliver", name="casework.tell_served")
def tell_served(event: Event) -> None:
    """A letter has come: the days to answer or appeal run from today."""
    _tell(event, _("您有一份文书"), _("{told}已送达。您可以在办件里查看。编号{number}。"))


@listens("case.clock", name="casework.tell_moved")
def tell_moved(event: Event) -> None:
    """A day moved, and why."""
    _tell(event, _("{item}的期限有变"), _("{told}编号{number}。"))


@listens("task.done", name="casework.tell_followed_up")
def tell_followed_up(event: Event) -> None:
    """Who rated badly hears what came of it."""
    task = Task.objects.select_related("case__person", "case__item").get(pk=event.subject_id)
    if task.kind == Task.Kind.FOLLOW_UP and task.case and task.case.person:
        tell(
            task.case.person,
            key=f"task-{task.pk}",
            kind="case",
            title=_("您的评价我们处理了"),
            body=_("%(outcome)s(编号%(number)s)") % {"outcome": task.outcome, "number": task.case.number},
            link=f"/cases/{task.case.number}/",
        )


@listens("calendar.entered", name="casework.recompute_promises")
def recompute_promises(event: Event) -> None:
    """A year's calendar was entered: open promises are counted anew."""
    services.recompute_promises(int(event.subject_id), by=system("calendar"))
