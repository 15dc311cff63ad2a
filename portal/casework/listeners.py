"""What people are told about their case, and the closing of a case whose papers are done."""

from django.utils.translation import gettext as _

from portal.documents.models import Certificate
from portal.events.models import Event
from portal.events.registry import listens
from portal.kernel.actor import system
from portal.kernel.dates import day_text
from portal.notices.services import tell

from . import services
from .models import Case, CaseEvent
from .steps import OPEN_STATES, State


def _tell(event: Event, title: str, body: str) -> None:
    case = Case.objects.select_related("item", "person", "responsible").get(pk=event.subject_id)
    if case.person is None:
        return
    tell(
        case.person,
        key=f"case-event-{event.payload['event']}",
        kind="case",
        title=title.format(item=case.item.name),
        body=body.format(
            item=case.item.name,
            number=case.number,
            due=day_text(case.due) if case.due else "",
            until=day_text(case.returned_until) if case.returned_until else "",
            agency=case.responsible.name,
            told=CaseEvent.objects.get(pk=event.payload["event"]).public_text,
        ),
        link=f"/cases/{case.number}/",
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
    """A granted case whose certificate is made is done (办结)."""
    certificate = Certificate.objects.get(pk=event.subject_id)
    if certificate.subject_type != "case":
        return
    case = Case.objects.get(pk=certificate.subject_id)
    if case.state == State.GRANTED:
        services.close(case, by=system("casework.close"))
