"""Letters of a case: the decision, the facts and articles, the next step, the day, the ways to appeal."""

from typing import Any

from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.casework.models import Case, ReasonCode
from portal.documents import services as documents
from portal.documents.models import Certificate
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.kernel.fields import plaintext
from portal.rules import queries as rules

TITLES = {
    "accept": "受理通知书",
    "send_back": "一次性补正告知书",
    "decline": "不予受理决定书",
    "refuse": "不予准予决定书",
    "suspend": "中止办理通知书",
    "revoke_notice": "撤销事先告知书",
    "revoke": "撤销决定书",
}
OPENINGS = {
    "accept": "您申请的{item},我们已经受理。",
    "send_back": "您申请的{item}还需要补正。下面是全部要改的地方,只告知这一次。",
    "decline": "您申请的{item},我们不予受理。原因如下。",
    "refuse": "您申请的{item},经审查不予准予。原因如下。",
    "suspend": "您申请的{item}现在中止办理,中止的时间不算在办理时间里。原因如下。",
    "revoke_notice": "我们拟撤销您已经办好的{item}。现在先告诉您原因,听取您的意见。",
    "revoke": "您已经办好的{item}现予撤销。原因如下。",
}
ADVERSE = frozenset({"decline", "refuse", "suspend", "revoke"})


def remedies(agency: Agency) -> list[str]:
    """The ways to appeal what an agency decided, with body and time: they run from the day of service (送达)."""
    on = clock.today()
    place = agency.region.full_name
    days = rules.value("remedy.reconsideration_days", on=on)
    months = rules.value("remedy.lawsuit_months", on=on)
    return [
        _("收到本文书之日起%(days)s日内,可以向%(place)s人民政府申请行政复议。")
        % {"days": days, "place": place},
        _("也可以在%(months)s个月内,依法向人民法院提起行政诉讼。") % {"months": months},
        _("不清楚怎么办,请拨打12333,或到原办理机构询问。"),
    ]


def body_of(kind: str, case: Case, reasons: list[ReasonCode], text: str, until: str = "") -> dict[str, Any]:
    """What a letter says, in words."""
    holder = plaintext(case.person.name) if case.person_id else case.organisation.name
    paragraphs = [_(OPENINGS[kind]).format(item=case.item.name)]
    if text.strip():
        paragraphs.append(text.strip())
    if kind == "accept" and case.due:
        paragraphs.append(_("最晚%(day)s答复您。") % {"day": full_text(case.due)})
    if until:
        paragraphs.append(until)
    listed = [{"text": r.text, "article": r.article, "next_step": r.next_step} for r in reasons]
    return {
        "greeting": _("%(name)s:") % {"name": holder},
        "paragraphs": paragraphs,
        "reasons": listed,
        "remedies": remedies(case.responsible) if kind in ADVERSE else [],
        "case": case.number,
    }


def write(
    kind: str, case: Case, *, reasons: list[ReasonCode], text: str = "", until: str = "", by: Actor
) -> Certificate:
    """Write a letter of a case; runs inside the verb that decides, so letter and decision stand or fall together."""
    return documents.write_letter(
        f"letter_{kind}",
        _(TITLES[kind]),
        body_of(kind, case, reasons, text, until),
        person=case.person,
        organisation=case.organisation,
        agency=case.responsible,
        subject_type="case",
        subject_id=case.pk,
        by=by,
    )
