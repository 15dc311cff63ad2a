"""技能提升补贴: what the records say of a person and a certificate, by the names of facts."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.rules.verdict import Finding, Verdict, all_of

from ..models import SKILL, SkillClaim
from . import contributions
from .verdicts import SICHUAN, optional, skill_upgrade_subsidy


def granted(person: Person) -> QuerySet[SkillClaim]:
    """What was granted to a person, whichever record it stands on."""
    return SkillClaim.objects.filter(person_id__in=person.all_ids, state=SkillClaim.State.GRANTED)


def facts_of(claim: SkillClaim) -> dict[str, Any]:
    """The facts of the day it was asked; times and levels from what was granted before."""
    on = claim.case.received_on
    before = granted(claim.person).exclude(pk=claim.pk)
    same = before.filter(occupation=claim.occupation)
    levels = sorted(same.values_list("level", flat=True))
    return {
        "contribution_months": contributions.counted_months(claim.person, on),
        "certificate_date": claim.issued,
        "certificate_level": claim.level,
        "times_this_year": before.filter(year=on.year).count(),
        "same_before": claim.level in levels,
        "held_levels": levels,
        "training_subsidy": claim.training_subsidy,
    }


def region_of(claim: SkillClaim) -> str:
    """最后参保地; the province while nothing is on record."""
    county = contributions.last_county(claim.person)
    return county.pk if county else SICHUAN


def verdict_of(claim: SkillClaim) -> Verdict:
    """The verdict of the calculator on these facts, and that the certificate was not used before by anybody."""
    on, region = claim.case.received_on, region_of(claim)
    verdict = skill_upgrade_subsidy(facts_of(claim), on, region)
    twins = SkillClaim.objects.filter(number_index=claim.number_index).exclude(pk=claim.pk)
    used = twins.filter(state=SkillClaim.State.GRANTED).exists()
    basis = optional("skill_subsidy.same_occupation_same_level", on, region)
    found = Finding(
        "certificate_unused",
        _("这本证书没有领过补贴"),
        basis.citation if basis else "",
        not used,
        basis.confidence if basis else "B",
    )
    return all_of([*verdict.findings, found], amount=None if used else verdict.amount)


def inputs_of(claim: SkillClaim) -> dict[str, Any]:
    """What the decision was reckoned from, in JSON."""
    facts = facts_of(claim)
    return {
        "benefit": SKILL,
        "on": claim.case.received_on.isoformat(),
        "region": region_of(claim),
        "facts": facts | {"certificate_date": facts["certificate_date"].isoformat()},
    }
