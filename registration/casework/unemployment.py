"""失业登记 as casework knows it: what to check, what a grant writes, what the certificate says."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.accounts.services import update_person
from portal.casework.models import Case
from portal.casework.registry import CertificateSpec, Page, Service, register, tells_of_persons
from portal.kernel import clock
from portal.kernel.actor import Actor, system
from portal.kernel.dates import full_text
from portal.kernel.fields import plaintext
from portal.rules import queries as law
from portal.rules.verdict import Verdict

from .. import services
from ..forms import unemployment as forms
from ..forms import yes_no
from ..models import ITEM, RetirementKind, Spell, UnemploymentRegistration
from ..presenters.facts import CATEGORY_OF, origin_of
from ..queries import is_registered_unemployed, spell_on
from ..queries.facts import CATEGORIES, held_of
from ..rules import unemployment as rules

SICHUAN = "/510000/"


def age_limits(birth: date | None, kind: str, on: date) -> rules.AgeLimits | None:
    """The age limits in force for this birth month and kind; None when the birth is unknown."""
    if birth is None:
        return None
    minimum = law.lookup("registration.min_age", on=on)
    age, basis = law.retirement(birth, kind, on=on)
    return rules.AgeLimits(minimum.value, minimum.confidence, age.month, basis.citation, basis.confidence)


class UnemploymentHandler:
    """Grant, revoke and certificate of an unemployment registration."""

    def problems(self, case: Case) -> Verdict:
        """The law of the day the person asked, held against what was said and what the register knows."""
        row, on = case.unemployment_registration, case.received_on
        spell = spell_on(case.person, on)
        mine = spell is not None and spell.case_id == case.pk
        applicant = rules.Applicant(
            birth=case.person.birth,
            able=row.able,
            wants_work=row.wants_work,
            works_now=spell is not None and spell.kind == Spell.Kind.EMPLOYMENT,
            registered_now=spell is not None and spell.kind == Spell.Kind.UNEMPLOYMENT and not mine,
            in_province=SICHUAN in f"/{row.residence.path}",
        )
        return rules.may_register(applicant, age_limits(case.person.birth, row.retirement_kind, on), on)

    def grant(self, case: Case, *, by: Actor) -> None:
        """Open the spell from the day of receipt (社会保险法第五十条: the period runs from registration)."""
        row = case.unemployment_registration
        row.spell = services.begin_unemployment(
            case.person, case=case, agency=case.responsible, on=case.received_on, by=by
        )
        row.save(update_fields=["spell"])

    def revoke(self, case: Case, *, by: Actor) -> None:
        """End the spell; its history stays."""
        row = case.unemployment_registration
        if row.spell and not row.spell.ending:
            services.end_spell(row.spell, on=clock.today(), ending=Spell.Ending.REVOKED, by=by)

    def certificate(self, case: Case) -> CertificateSpec:
        """就业失业登记凭证: short claims, so that the QR code stays readable on a cheap phone."""
        person = case.person
        document = person.documents.filter(confirmed=True).first()
        return CertificateSpec(
            kind="unemployment_registration",
            title="失业登记凭证",
            prefix="SYPZ",
            claims={
                "name": plaintext(person.name),
                "document": document.number.masked() if document else "",
                "status": "登记失业",
                "since": full_text(case.received_on),
                "agency": case.responsible.name,
                "case": case.number,
            },
            subject_type="case",
            subject_id=str(case.pk),
        )


class UnemploymentQuestions:
    """At most nine questions, none asked whose answer is known."""

    pages = (
        Page("birth", "您的性别和出生日期", forms.BirthForm, "这类证件上读不出这两项。"),
        Page(
            "residence",
            "您现在住在哪里?",
            forms.ResidenceForm,
            "由您常住地的公共就业服务机构为您服务,和户籍在哪里没有关系。",
        ),
        Page("household", "您的户籍在哪个省份?", forms.HouseholdForm, "只用于统计,不影响办理。"),
        Page("retirement", "您原来按哪个年龄退休?", forms.RetirementForm, "用来算出您的法定退休年龄。"),
        Page(
            "intention",
            "您现在能工作、想工作吗?",
            forms.IntentionForm,
            "失业登记的对象是没有工作、能工作、想工作的人。",
        ),
        Page("left_by", "您是怎么离开上一份工作的?", forms.LeftByForm, "以后申领失业保险金时不用再问。"),
        Page("last_job", "上一份工作是什么时候结束的?", forms.LastJobForm, "用来计算您失业了多久。"),
        Page(
            "categories",
            "您属于下面哪些情况?",
            forms.CategoriesForm,
            "符合的,可能还有别的帮扶。可以一个也不选。",
        ),
        Page("contact", "怎么联系您?", forms.ContactForm, "有消息时发短信到这个号码。"),
    )

    def known(self, person: Person) -> dict[str, Any]:
        """Sex and birth, where the document or the register tells them; whether a household is asked."""
        mainland = person.documents.filter(kind__in=["resident_id", "social_security_card"]).exists()
        return {"sex": person.sex, "birth": person.birth, "mainland": mainland}

    def standing(self, person: Person) -> str:
        """Somebody registered now need not register again."""
        if is_registered_unemployed(person):
            return _("您已登记,现在就在失业登记期内,不用再办一次。凭证在下面可以查看。")
        return ""

    def skipped(self, answers: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
        """Birth is known, no household outside the mainland, only women are asked the retirement line."""
        person, out = answers["person"], set()
        sex = person["sex"] or answers.get("birth", {}).get("sex", "")
        if person["birth"] and person["sex"]:
            out.add("birth")
        if not person["mainland"]:
            out.add("household")
        if sex == "male":
            out.add("retirement")
        if answers.get("left_by", {}).get("left_by") == UnemploymentRegistration.LeftBy.NEVER:
            out.add("last_job")
        return frozenset(out)

    def initial(self, page: str, person: Person) -> dict[str, Any]:
        """What we know already."""
        if page == "residence" and person.residence_region_id:
            return {"residence": person.residence_region_id}
        if page == "household":
            return {"household": forms.household_guess(person)}
        if page == "categories" and (facts := held_of(person, clock.today(), CATEGORIES)):
            return {"categories": [CATEGORY_OF[fact.kind] for fact in facts]}
        if page == "contact" and person.contact_phone:
            return {"phone": plaintext(person.contact_phone)}
        return {}

    def origin(self, page: str, person: Person) -> dict[str, Any] | None:
        """Where the answer that stands on a page already comes from, when another department told it."""
        facts = held_of(person, clock.today(), CATEGORIES) if page == "categories" else []
        return origin_of(facts) if facts else None

    def store(self, case: Case, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """Write the typed row, and to the person what was told of them."""
        by = system("registration.store")
        facts: dict[str, Any] = {"residence_region": answers["residence"]["residence"]}
        household = answers.get("household", {}).get("household")
        if household:
            facts["household_region"] = household
        if "birth" in answers:
            facts |= {"birth": answers["birth"]["birth"], "sex": answers["birth"]["sex"]}
        facts["contact_phone"] = answers["contact"]["phone"]
        update_person(case.person, by=by, **facts)
        last = answers.get("last_job", {})
        UnemploymentRegistration.objects.update_or_create(
            case=case,
            defaults={
                "person": case.person,
                "residence": answers["residence"]["residence"],
                "household": household,
                "retirement_kind": answers.get("retirement", {}).get("kind", RetirementKind.MALE),
                "left_by": answers["left_by"]["left_by"],
                "last_day": last.get("last_day"),
                "last_employer": last.get("last_employer", ""),
                "able": answers["intention"]["able"],
                "wants_work": answers["intention"]["wants_work"],
                "categories": answers["categories"]["categories"],
            },
        )

    def recall(self, case: Case) -> dict[str, dict[str, list[str]]]:
        """The stored answers as form data."""
        row, person = case.unemployment_registration, case.person
        data = {
            "residence": {"residence": [row.residence_id]},
            "household": {"household": [row.household_id or ""]},
            "retirement": {"kind": [row.retirement_kind]},
            "intention": {"able": [yes_no(row.able)], "wants_work": [yes_no(row.wants_work)]},
            "left_by": {"left_by": [row.left_by]},
            "categories": {"categories": list(row.categories)},
            "contact": {"phone": [plaintext(person.contact_phone)] if person.contact_phone else []},
        }
        if row.last_day:
            data["last_job"] = {"last_day": [row.last_day.isoformat()], "last_employer": [row.last_employer]}
        return data

    def facts(self, case: Case) -> dict[str, Any]:
        """For hints: see assistance.rules."""
        row, person = case.unemployment_registration, case.person
        return {
            "birth": person.birth,
            "sex": person.sex,
            "retirement_kind": row.retirement_kind,
            "registered_unemployed": True,
            "unemployed_since": row.last_day,
            "categories": frozenset(row.categories),
        }


@tells_of_persons
def register_facts(person: Person, on: date) -> dict[str, Any]:
    """What the register knows, for the rules of items without code."""
    return {"registered_unemployed": is_registered_unemployed(person, on)}


register(Service(ITEM, UnemploymentHandler(), UnemploymentQuestions(), rule_may_grant=True))
