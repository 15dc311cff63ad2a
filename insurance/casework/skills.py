"""技能提升补贴申领 as casework knows it: a certificate, its level, the contributions on record."""

from collections.abc import Mapping
from typing import Any

from portal.accounts.models import Person
from portal.agencies.models import Region
from portal.casework.models import Case
from portal.casework.registry import CertificateSpec, Page, Service, register
from portal.kernel import sealing
from portal.kernel.actor import Actor, system
from portal.kernel.fields import plaintext
from portal.rules.verdict import Verdict

from ..forms import skills as forms
from ..models import SKILL, SkillClaim
from ..models.skill import NAMESPACE
from ..queries import contributions, skills
from ..services import accounts as bank
from ..services import skills as verbs


class SkillHandler:
    """The law of the day it was asked, held against certificate and records."""

    def problems(self, case: Case) -> Verdict:
        """The verdict of the calculator on the facts of record."""
        return skills.verdict_of(case.skill_claim)

    def grant(self, case: Case, *, by: Actor) -> None:
        """The sum, the payment, the letter."""
        verbs.grant_skill(case, by=by)

    def revoke(self, case: Case, *, by: Actor) -> None:
        """The certificate may be asked for again."""
        verbs.revoke_skill(case, by=by)

    def certificate(self, case: Case) -> CertificateSpec | None:
        """No certificate: the letter tells the sum."""
        return None


class SkillQuestions:
    """Three questions; contributions come from the records."""

    pages = (
        Page("certificate", "证书上怎么写?", forms.CertificateForm, "每本证书只能领一次,我们联网核对。"),
        Page("training", "这本证书领过培训补贴吗?", forms.TrainingForm, "两样补贴只能领一样。"),
        Page("account", "钱打到哪个账户?", forms.AccountForm, "只用来给您发钱,加密保存。"),
    )

    def known(self, person: Person) -> dict[str, Any]:
        """Nothing."""
        return {}

    def standing(self, person: Person) -> str:
        """Another certificate may always be asked for."""
        return ""

    def skipped(self, answers: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
        """Nothing."""
        return frozenset()

    def initial(self, page: str, person: Person) -> dict[str, Any]:
        """Nothing."""
        return {}

    def store(self, case: Case, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """Write the claim; the account is the person's own."""
        said, given, account = answers["certificate"], answers["account"], None
        if given["number"]:
            name, by = plaintext(case.person.name), system("insurance.store")
            account = bank.keep_account(
                case.person, name=name, bank=given["bank"].strip(), number=given["number"], by=by
            )
        SkillClaim.objects.update_or_create(
            case=case,
            defaults={
                "person": case.person,
                "number": said["number"],
                "number_index": sealing.blind_index(NAMESPACE, said["number"]),
                "occupation": said["occupation"],
                "level": said["level"],
                "issued": said["issued"],
                "training_subsidy": answers["training"]["training_subsidy"],
                "account": account,
            },
        )

    def recall(self, case: Case) -> dict[str, dict[str, list[str]]]:
        """The stored answers as form data; an account number is typed anew, never shown again."""
        claim = case.skill_claim
        return {
            "certificate": {
                "number": [plaintext(claim.number)],
                "occupation": [claim.occupation],
                "level": [str(claim.level)],
                "issued": [claim.issued.isoformat()],
            },
            "training": {"training_subsidy": ["yes" if claim.training_subsidy else "no"]},
            "account": {"bank": [""], "number": [""]},
        }

    def facts(self, case: Case) -> dict[str, Any]:
        """For hints about other benefits."""
        return {"contribution_months": skills.facts_of(case.skill_claim)["contribution_months"]}


def decided_in(person: Person, answers: Mapping[str, Mapping[str, Any]]) -> Region | None:
    """Taken anywhere in the province, decided at the place of insurance."""
    return contributions.last_county(person)


def inputs(case: Case) -> dict[str, Any]:
    """What the decision was reckoned from, in JSON."""
    return skills.inputs_of(case.skill_claim)


def carried(page: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What was said in the calculator, as the claim's page asks it."""
    if page != "certificate":
        return {}
    told = {"issued": facts.get("certificate_date"), "level": facts.get("certificate_level")}
    return {name: value for name, value in told.items() if value is not None}


register(
    Service(SKILL, SkillHandler(), SkillQuestions(), decided_in=decided_in, inputs=inputs, carried=carried)
)
