"""Granting 技能提升补贴: the sum fixed, the row made to stand against a second time, one payment a certificate."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.casework.models import Case
from portal.casework.services.letters import remedies
from portal.casework.services.stepping import NotAllowed
from portal.documents import services as documents
from portal.documents.models import Certificate
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.fields import plaintext
from portal.kernel.money import text as money_text
from portal.rules.verdict import Verdict

from ..models import Benefit, SkillClaim
from ..queries import skills
from .payments import pay_once


class NotDue(NotAllowed):
    """The law gives nothing, or the same was granted a moment ago: a person refuses it with reasons instead."""


@verb
def grant_skill(case: Case, *, by: Actor) -> SkillClaim:
    """Fix the sum and pay it once. Raises NotDue."""
    claim = SkillClaim.objects.select_for_update(of=("self",)).select_related("person").get(case=case)
    verdict = skills.verdict_of(claim)
    if not verdict.yes or verdict.amount is None:
        raise NotDue("the conditions are not met")
    before = skills.granted(claim.person).exclude(pk=claim.pk)
    held = before.filter(occupation=claim.occupation).values_list("level", flat=True)
    claim.above = min(held, default=0)
    claim.year = clock.today().year
    claim.nth = before.filter(year=claim.year).count() + 1
    claim.state, claim.amount = SkillClaim.State.GRANTED, verdict.amount
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError as error:
        raise NotDue("granted elsewhere a moment ago") from error
    claim.payment = pay_once(
        Benefit.SKILL,
        subject=f"skill:{claim.pk}",
        amount=claim.amount,
        person=claim.person,
        account=claim.account,
        agency=case.responsible,
        by=by,
    )
    claim.save(update_fields=["payment"])
    letter(claim, verdict, by=by)
    record("skill.granted", subject_type="skill_claim", subject_id=claim.pk, by=by)
    return claim


def letter(claim: SkillClaim, verdict: Verdict, *, by: Actor) -> Certificate:
    """技能提升补贴核定通知书: the sum, why, when it comes, how to appeal."""
    case = claim.case
    paragraphs = [
        _("您申领的技能提升补贴已经核定:%(sum)s。") % {"sum": money_text(claim.amount)},
        _("随下一批次打到您的账户。"),
    ]
    if claim.account_id is None:
        paragraphs[1] = _("您还没有填收款账户,请联系办理机构补上,补上后就发。")
    met = [each for each in verdict.findings if each.met]
    body = {
        "greeting": _("%(name)s:") % {"name": plaintext(case.person.name)},
        "paragraphs": paragraphs,
        "reasons": [{"text": each.text, "article": each.article, "next_step": ""} for each in met],
        "remedies": remedies(case.responsible),
        "case": case.number,
    }
    return documents.write_letter(
        "skill_granted",
        _("技能提升补贴核定通知书"),
        body,
        person=case.person,
        agency=case.responsible,
        subject_type="case",
        subject_id=case.pk,
        by=by,
    )


@verb
def revoke_skill(case: Case, *, by: Actor) -> SkillClaim:
    """The grant is taken back: the certificate may be asked for again; what was paid is looked at by a person."""
    claim = SkillClaim.objects.select_for_update(of=("self",)).get(case=case)
    claim.state = SkillClaim.State.REVOKED
    claim.save(update_fields=["state"])
    record("skill.revoked", subject_type="skill_claim", subject_id=claim.pk, by=by)
    return claim
