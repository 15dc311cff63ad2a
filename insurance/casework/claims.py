"""失业保险金申领 as casework knows it: one act with the unemployment registration, no paper asked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.accounts.services import update_person
from portal.agencies.models import Region
from portal.casework.models import Case
from portal.casework.registry import CertificateSpec, Page, Service, register, tells_of_persons
from portal.kernel.actor import Actor, system
from portal.kernel.dates import month_text
from portal.kernel.fields import plaintext
from portal.kernel.money import text as money_text
from portal.rules.queries import LawMissing
from portal.rules.verdict import Finding, Verdict, all_of
from registration.models import RetirementKind, Spell
from registration.queries import spell_on

from ..forms import claims as forms
from ..models import ITEM, Claim
from ..queries import claims, contributions, verdicts
from ..services import accounts as bank
from ..services import claims as verbs
from ..services import letters

REGISTER = "《就业服务与就业管理规定》第六十三条"


class ClaimHandler:
    """The law of the day the person asked, held against what was said and what is on record."""

    def problems(self, case: Case) -> Verdict:
        """The verdict of the calculator on the facts of record, and that nobody works or draws already."""
        claim, on = case.insurance_claim, case.received_on
        try:
            verdict = verdicts.unemployment_insurance(claims.claim_facts(claim), on, region_of(claim))
        except LawMissing as error:
            return all_of([Finding("law", _("当时的规定没有查到"), "", None, "D", error.key)])
        if verdict.months is not None and verdict.months < 1:
            return verdict
        spell = spell_on(case.person, on)
        works = spell is not None and spell.kind == Spell.Kind.EMPLOYMENT
        draws = claims.running(case.person)
        found = [
            *verdict.findings,
            Finding("not_working", _("登记里没有正在做的工作"), REGISTER, not works),
            Finding(
                "not_drawing",
                _("没有正在领取的失业保险金"),
                "《中华人民共和国社会保险法》第四十六条",
                draws is None or draws.pk == claim.pk,
            ),
        ]
        return all_of(
            found,
            months=verdict.months,
            monthly=verdict.monthly,
            amount=verdict.amount,
            hint=verdict.hint,
        )

    def grant(self, case: Case, *, by: Actor) -> None:
        """Months, sum, first month, registration; and the letter that explains them."""
        claim = verbs.grant_claim(case, by=by)
        letters.granted(claim, self.problems(case), by=by)

    def revoke(self, case: Case, *, by: Actor) -> None:
        """Nothing more is paid."""
        verbs.revoke_claim(case, by=by)

    def certificate(self, case: Case) -> CertificateSpec:
        """失业保险待遇核定书, short enough for its QR code."""
        claim = Claim.objects.select_related("county").get(case=case)  # as the grant has just left it
        document = case.person.documents.filter(confirmed=True).first()
        each = money_text(claim.monthly) if claim.monthly is not None else _("以窗口答复为准")
        return CertificateSpec(
            kind="unemployment_benefit",
            title="失业保险待遇核定书",
            prefix="SYHD",
            claims={
                "name": plaintext(case.person.name),
                "document": document.number.masked() if document else "",
                "months": _("%(months)s个月") % {"months": claim.entitled},
                "monthly": each,
                "first": month_text(f"{claim.first_month:%Y-%m}"),
                "county": claim.county.name,
                "case": case.number,
            },
            subject_type="case",
            subject_id=str(case.pk),
        )


class ClaimQuestions:
    """At most eight questions; what is on record is not asked."""

    pages = (
        Page("birth", "您的性别和出生日期", forms.BirthForm, "这类证件上读不出这两项。"),
        Page("residence", "您现在住在哪里?", forms.ResidenceForm, "申领时一并办失业登记,登记看常住地。"),
        Page("retirement", "您原来按哪个年龄退休?", forms.RetirementForm, "用来看离法定退休还有多久。"),
        Page(
            "ground",
            "您是怎么离开上一份工作的?",
            forms.GroundForm,
            "法律规定,非因本人意愿中断就业的可以领。",
        ),
        Page("last_job", "上一份工作是什么时候结束的?", forms.LastJobForm, "晚申请不会少算月数。"),
        Page("seeking", "您现在想找工作吗?", forms.SeekingForm, "法律规定要有求职要求。"),
        Page("account", "钱打到哪个账户?", forms.AccountForm, "只用来给您发钱,加密保存。"),
        Page("contact", "怎么联系您?", forms.ContactForm, "有消息时发短信到这个号码。"),
    )

    def known(self, person: Person) -> dict[str, Any]:
        """Sex and birth, where the document or the register tells them."""
        return {"sex": person.sex, "birth": person.birth}

    def standing(self, person: Person) -> str:
        """Who draws already need not apply again."""
        if claims.running(person):
            return _("您正在领取失业保险金,不用再申请。进度和下一次发放在“我的失业保险”里看。")
        return ""

    def skipped(self, answers: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
        """Birth is known; only women are asked the retirement line."""
        person, out = answers["person"], set()
        if person["birth"] and person["sex"]:
            out.add("birth")
        if (person["sex"] or answers.get("birth", {}).get("sex", "")) == "male":
            out.add("retirement")
        return frozenset(out)

    def initial(self, page: str, person: Person) -> dict[str, Any]:
        """What we know already."""
        if page == "residence" and person.residence_region_id:
            return {"residence": person.residence_region_id}
        if page == "last_job":
            paid = contributions.paid_months(person, newest=1)
            return {"last_employer": paid[0].employer.name} if paid and paid[0].employer else {}
        if page == "contact" and person.contact_phone:
            return {"phone": plaintext(person.contact_phone)}
        return {}

    def store(self, case: Case, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """Write the claim, and to the person what was told of them."""
        by = system("insurance.store")
        facts: dict[str, Any] = {
            "residence_region": answers["residence"]["residence"],
            "contact_phone": answers["contact"]["phone"],
        }
        if "birth" in answers:
            facts |= {"birth": answers["birth"]["birth"], "sex": answers["birth"]["sex"]}
        update_person(case.person, by=by, **facts)
        given, account = answers["account"], None
        if given["number"]:
            name = plaintext(case.person.name)
            account = bank.keep_account(
                case.person, name=name, bank=given["bank"].strip(), number=given["number"], by=by
            )
        Claim.objects.update_or_create(
            case=case,
            defaults={
                "person": case.person,
                "agency": case.responsible,
                "residence": answers["residence"]["residence"],
                "ground": answers["ground"]["ground"],
                "last_day": answers["last_job"]["last_day"],
                "last_employer": answers["last_job"]["last_employer"],
                "seeking": answers["seeking"]["seeking"],
                "retirement_kind": answers.get("retirement", {}).get("kind", RetirementKind.MALE),
                "account": account,
                "county": contributions.last_county(case.person),
            },
        )

    def recall(self, case: Case) -> dict[str, dict[str, list[str]]]:
        """The stored answers as form data; an account number is typed anew, never shown again."""
        claim, person = case.insurance_claim, case.person
        return {
            "residence": {"residence": [claim.residence_id]},
            "retirement": {"kind": [claim.retirement_kind]},
            "ground": {"ground": [claim.ground]},
            "last_job": {
                "last_day": [claim.last_day.isoformat()],
                "last_employer": [claim.last_employer],
            },
            "seeking": {"seeking": ["yes" if claim.seeking else "no"]},
            "account": {"bank": [""], "number": [""]},
            "contact": {"phone": [plaintext(person.contact_phone)] if person.contact_phone else []},
        }

    def facts(self, case: Case) -> dict[str, Any]:
        """For hints about other benefits."""
        claim = case.insurance_claim
        return claims.claim_facts(claim) | {
            "registered_unemployed": True,
            "unemployed_since": claim.last_day,
            "categories": frozenset(),
        }


def region_of(claim: Claim) -> str:
    """最后参保地, or where the person lives while nothing is on record."""
    return claim.county_id or claim.residence_id


def decided_in(person: Person, answers: Mapping[str, Mapping[str, Any]]) -> Region | None:
    """Taken anywhere in the province, decided at the place of last insurance."""
    return contributions.last_county(person)


def inputs(case: Case) -> dict[str, Any]:
    """What the decision was reckoned from, in JSON: enough to reckon it again."""
    claim = case.insurance_claim
    facts = claims.claim_facts(claim)
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
    return {
        "benefit": ITEM,
        "on": case.received_on.isoformat(),
        "region": region_of(claim),
        "facts": plain,
    }


def carried(page: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What was said in the calculator, as the claim's pages ask it."""
    seeking = facts.get("seeking")
    told = {
        "ground": {"ground": facts.get("separation_ground")},
        "seeking": {"seeking": None if seeking is None else "yes" if seeking else "no"},
        "birth": {"birth": facts.get("birth"), "sex": facts.get("sex")},
        "retirement": {"kind": facts.get("retirement_kind")},
        "last_job": {"last_day": facts.get("unemployed_since")},
    }
    return {name: value for name, value in told.get(page, {}).items() if value is not None}


@tells_of_persons
def insurance_facts(person: Person, on: date) -> dict[str, Any]:
    """For the rules of items without code."""
    return {"contribution_months": contributions.counted_months(person, on)}


register(
    Service(ITEM, ClaimHandler(), ClaimQuestions(), decided_in=decided_in, inputs=inputs, carried=carried)
)
