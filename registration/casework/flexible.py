"""灵活就业登记 as casework knows it: one short form, no paper, done at once for who is known."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.accounts.services import update_person
from portal.casework.models import Case
from portal.casework.registry import CertificateSpec, Page, Service, register
from portal.kernel import clock
from portal.kernel.actor import Actor, system
from portal.kernel.dates import full_text
from portal.kernel.fields import plaintext
from portal.rules import queries as law
from portal.rules.verdict import Finding, Verdict, all_of

from ..forms import flexible as forms
from ..forms.unemployment import ResidenceForm
from ..models import FLEXIBLE, FlexibleWork
from ..queries.flexible import employed_full_time, open_unemployment, open_work
from ..queries.wages import minimum_wage
from ..rules import flexible as rules
from ..rules.unemployment import AGE_ARTICLE, age_on
from ..services import flexible as services

RULE = "《就业服务与就业管理规定》第六十二条"


class FlexibleHandler:
    """Old enough, not in a unit's full-time employment, not registered twice; a grant writes the register."""

    def problems(self, case: Case) -> Verdict:
        """The law of the day the person asked. Raises LawMissing without a minimum age."""
        on, person = case.received_on, case.person
        standing = open_work(person)
        return all_of(
            [
                _old_enough(person.birth, on),
                Finding(
                    "no_full_time_work",
                    _("没有用人单位的全日制就业登记"),
                    RULE,
                    not employed_full_time(person, on),
                ),
                Finding(
                    "not_twice",
                    _("没有正在进行的灵活就业登记"),
                    RULE,
                    standing is None or standing.case_id == case.pk,
                ),
            ]
        )

    def grant(self, case: Case, *, by: Actor) -> None:
        """The work stands; unemployment ends where the law says so."""
        services.register_work(case, by=by)

    def revoke(self, case: Case, *, by: Actor) -> None:
        """The spell ends; its history stays."""
        services.revoke_work(case, by=by)

    def certificate(self, case: Case) -> CertificateSpec:
        """就业登记凭证 of work of one's own."""
        row = FlexibleWork.objects.get(case=case)
        document = case.person.documents.filter(confirmed=True).first()
        return CertificateSpec(
            kind="flexible_employment",
            title="灵活就业登记凭证",
            prefix="SYLH",
            claims={
                "name": plaintext(case.person.name),
                "document": document.number.masked() if document else "",
                "status": "灵活就业",
                "work": row.content,
                "since": full_text(row.since),
                "agency": case.responsible.name,
                "case": case.number,
            },
            subject_type="case",
            subject_id=str(case.pk),
        )


def _old_enough(birth: date | None, on: date) -> Finding:
    minimum = law.lookup("registration.min_age", on=on)
    met = None if birth is None else age_on(birth, on) >= minimum.value
    return Finding("minimum_age", _("年满16周岁"), AGE_ARTICLE, met, minimum.confidence)


class FlexibleQuestions:
    """Where one lives unless it is known, the work on one page, and what sending means where it means something."""

    pages = (
        Page("residence", "您现在住在哪里?", ResidenceForm, "由常住地的街道(乡镇)登记。"),
        Page(
            "work",
            "您自己在做什么?",
            forms.FlexibleForm,
            "登记为就业,才能享受灵活就业的社会保险补贴等帮扶。不用交任何材料。",
        ),
        Page("ending", "登记前请看一下", forms.EndingForm, "先告诉您,再由您决定要不要登记。"),
    )

    def known(self, person: Person) -> dict[str, Any]:
        """Where the person lives, whether unemployment stands, what the minimum wage is there."""
        home = person.residence_region_id
        return {
            "residence": home,
            "unemployed": open_unemployment(person) is not None,
            "wage": minimum_wage(clock.today(), home) if home else None,
        }

    def standing(self, person: Person) -> str:
        """Who has registered need not again."""
        if open_work(person):
            return _("您已经登记了灵活就业,不用再办一次。有变化的,在“我的就业”里改。")
        return ""

    def skipped(self, answers: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
        """Home is known; nothing ends."""
        person, work, out = answers["person"], answers.get("work", {}), set()
        if person["residence"]:
            out.add("residence")
        if not person["unemployed"] or not rules.ending_of(work.get("kind", ""), work.get("band", "")):
            out.add("ending")
        return frozenset(out)

    def initial(self, page: str, person: Person) -> dict[str, Any]:
        """Nothing is known of work of one's own."""
        return {}

    def store(self, case: Case, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """Write the typed row, and to the person where they live when it was not known."""
        said = answers.get("residence", {}).get("residence")
        if said:
            update_person(case.person, by=system("registration.store"), residence_region=said)
        work = answers["work"]
        FlexibleWork.objects.update_or_create(
            case=case,
            defaults={
                "person": case.person,
                "residence": said or case.person.residence_region,
                **{name: work[name] for name in ("kind", "content", "licence", "band", "since")},
            },
        )

    def recall(self, case: Case) -> dict[str, dict[str, list[str]]]:
        """The stored answers as form data."""
        row = case.flexible_work
        work = {name: [getattr(row, name)] for name in ("kind", "content", "licence", "band")}
        return {
            "residence": {"residence": [row.residence_id]},
            "work": work | {"since": [row.since.isoformat()]},
            "ending": {"agree": ["yes"]},
        }

    def facts(self, case: Case) -> dict[str, Any]:
        """For hints about what self-employed people may have."""
        return {"birth": case.person.birth, "sex": case.person.sex, "flexible": True}


register(Service(FLEXIBLE, FlexibleHandler(), FlexibleQuestions(), rule_may_grant=True))
