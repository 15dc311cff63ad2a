"""What an employer's members are told of a check, in the transaction that decided it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kernel.dates import day_text, full_text
from portal.kernel.fields import plaintext
from portal.notices.services import tell_members

from ..models import CreditObjection, CreditRecord, PromiseCheck
from .remedies import appeal_text


def _tell(check: PromiseCheck, what: str, title: str, body: str) -> None:
    """Every active member, once for each thing told of a check."""
    link = reverse("jobs:promise_check", args=[check.pk])
    unit, key = check.employer.organisation, f"promise-{what}-{check.pk}"
    tell_members(unit, key=key, kind="vacancy", title=title, body=body, link=link)


def _bare(text: Any) -> str:
    """Somebody's words without the stop at their end: the sentence around them has one."""
    return plaintext(text).strip().rstrip("。")


def of_kept(check: PromiseCheck) -> None:
    """Thanks, and what the card says now."""
    if check.result == PromiseCheck.Result.PAPERS:
        body = _("核查了您单位的书面承诺,情况属实,证照也已办齐。招聘信息现在标“已核验”。")
    else:
        until = day_text(check.employer.verified_until) if check.employer.verified_until else ""
        body = _("核查了您单位的书面承诺,情况属实。证照办齐后,请重新核验。")
        if until:
            body += _("在%(day)s前,招聘信息继续标“书面承诺”。") % {"day": until}
    _tell(check, "kept", _("书面承诺核查通过"), body)


def of_failure(credit: CreditRecord) -> None:
    """Facts, article, who decided, what follows, until when to object, how to appeal."""
    check = credit.check_made
    words = {
        "way": check.get_way_display(),
        "facts": _bare(check.facts),
        "reason": check.reason.text,
        "article": check.reason.article,
        "who": check.decided_by.name,
        "agency": check.task.agency.name,
        "until": full_text(credit.objection_until),
    }
    parts = (
        _("经%(way)s,书面承诺核查未通过。事实:%(facts)s。原因:%(reason)s依据:%(article)s。"),
        _("决定人:%(agency)s %(who)s。"),
        _("在招的岗位已下架,并记入信用记录。"),
        _("认为不对的,到%(until)s为止可以提出异议,由另一位工作人员复核。"),
    )
    _tell(
        check,
        "failed",
        _("书面承诺核查未通过"),
        "\n".join(parts) % words + "\n" + appeal_text(check.task.agency.region_id),
    )


def of_upheld(objection: CreditObjection, *, restored: bool) -> None:
    """The record is gone; what to do about the vacancies."""
    words = {"who": objection.decided_by.name, "answer": _bare(objection.answer)}
    body = _("异议成立,信用记录已撤销。复核人:%(who)s。理由:%(answer)s。") % words
    if restored:
        body += _("单位核验已恢复。下架的岗位,在工作台点一下就能一起恢复。")
    else:
        body += _("请在工作台重新申请核验。")
    _tell(objection.record.check_made, "upheld", _("异议成立,信用记录已撤销"), body)


def of_rejected(objection: CreditObjection) -> None:
    """The reasons, and the way to appeal."""
    check = objection.record.check_made
    words = {"who": objection.decided_by.name, "answer": _bare(objection.answer)}
    body = _("异议不成立,信用记录保留。复核人:%(who)s。理由:%(answer)s。") % words
    _tell(check, "rejected", _("异议不成立"), body + appeal_text(check.task.agency.region_id))
