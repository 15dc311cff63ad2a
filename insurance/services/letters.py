"""Letters of unemployment insurance: decision, facts with articles, next step and day, the ways to appeal."""

from typing import Any

from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.casework.models import Case
from portal.casework.services.letters import remedies
from portal.documents import services as documents
from portal.documents.models import Certificate
from portal.kernel.actor import Actor
from portal.kernel.dates import month_text
from portal.kernel.fields import plaintext
from portal.kernel.money import text as money_text
from portal.rules.verdict import Verdict

from ..models import Claim


def granted(claim: Claim, verdict: Verdict, *, by: Actor) -> Certificate:
    """失业保险待遇核定通知书."""
    each = _("金额还没有公布,以窗口答复为准")
    if claim.monthly is not None:
        each = _("每月%(sum)s") % {"sum": money_text(claim.monthly)}
    paragraphs = [
        _("您申领失业保险金,我们已经核定:可以领%(months)s个月,%(each)s。")
        % {"months": claim.entitled, "each": each},
        _("从%(month)s起按月发放,每月随批次打到您的账户;领取期间职工医保费由失业保险基金缴。")
        % {"month": month_text(f"{claim.first_month:%Y-%m}")},
        _("找到工作、开始领养老金、参军或移居境外时,请在20个工作日内告诉我们,三个问题就办好。"),
    ]
    if claim.account_id is None:
        paragraphs.append(_("您还没有填收款账户。请在“我的失业保险”里补上,补上之前的月份会一起发。"))
    reasons = [
        {"text": finding.text, "article": finding.article, "next_step": ""}
        for finding in verdict.findings
        if finding.met
    ]
    return about(claim, "insurance_granted", _("失业保险待遇核定通知书"), paragraphs, reasons, by=by)


def about(
    claim: Claim, kind: str, title: str, paragraphs: list[str], reasons: list[dict[str, Any]], *, by: Actor
) -> Certificate:
    """A letter of the agency that looks after the claim now: the one that decided, or where the person moved to."""
    return write(kind, title, claim.case, paragraphs, reasons, agency=claim.agency, by=by)


def write(
    kind: str,
    title: str,
    case: Case,
    paragraphs: list[str],
    reasons: list[dict[str, Any]],
    *,
    agency: Agency | None = None,
    by: Actor,
) -> Certificate:
    """A letter about a claim, to the person; with the ways to appeal, as every decision on money has."""
    sender = agency or case.responsible
    body = {
        "greeting": _("%(name)s:") % {"name": plaintext(case.person.name)},
        "paragraphs": paragraphs,
        "reasons": reasons,
        "remedies": remedies(sender),
        "case": case.number,
    }
    return documents.write_letter(
        kind,
        title,
        body,
        person=case.person,
        agency=sender,
        subject_type="case",
        subject_id=case.pk,
        by=by,
    )
