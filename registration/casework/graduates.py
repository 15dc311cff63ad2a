"""高等学校等毕业生接收手续办理 as casework knows it: no paper, granted by the rule where a school's roster agrees."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.accounts.services import update_person
from portal.casework.models import Case
from portal.casework.registry import Page, Service, register
from portal.kernel import clock
from portal.kernel.actor import Actor, system
from portal.kernel.dates import full_text
from portal.kernel.fields import plaintext
from portal.rules.verdict import Finding, Verdict, all_of

from ..forms import ContactForm, ResidenceForm, yes_no
from ..forms import graduates as forms
from ..models import RECEPTION, GraduateReception
from ..queries import graduates as queries
from ..services import graduates_reception as services

RULE = "《人力资源市场暂行条例》第十五条"


class ReceptionHandler:
    """Left school, and who says so."""

    def problems(self, case: Case) -> Verdict:
        """The day is past; the school's roster agrees by day or certificate, else a clerk looks into it."""
        row = case.graduate_reception
        found = services.matching(row)
        agrees = True if found else None
        return all_of(
            [
                Finding("graduated", _("已经毕业"), RULE, row.graduated_on <= case.received_on),
                Finding("roster", _("学校名册或毕业证书编号对得上"), RULE, agrees, "A", _("学校名册")),
            ]
        )

    def grant(self, case: Case, *, by: Actor) -> None:
        """The reception, and the tag of who has no work yet."""
        services.receive(case, by=by)

    def revoke(self, case: Case, *, by: Actor) -> None:
        """The reception does not stand."""
        services.revoke(case, by=by)

    def certificate(self, case: Case) -> None:
        """A record: 报到证 is abolished, nobody needs a paper."""


class ReceptionQuestions:
    """At most six questions; what the school filed is filled in."""

    pages = (
        Page("school", "您从哪里毕业?", forms.SchoolForm, "学校报过名册的,已经替您填好,请核对。"),
        Page("destination", "您现在的情况?", forms.DestinationForm, "决定接下来能为您做什么。"),
        Page("residence", "您现在住在哪里?", ResidenceForm, "由您常住地的公共就业服务机构为您服务。"),
        Page("archive", "您的档案在哪里?", forms.ArchiveForm, "档案没有着落的,我们帮您查、帮您转。"),
        Page(
            "service", "需要就业服务吗?", forms.ServiceForm, "讲政策、职业指导、推荐岗位、培训和见习,都免费。"
        ),
        Page("contact", "怎么联系您?", ContactForm, "有消息时发短信到这个号码。"),
    )

    def known(self, person: Person) -> dict[str, Any]:
        """Nothing that changes the questions."""
        return {}

    def standing(self, person: Person) -> str:
        """Who was received need not report again for the same graduation."""
        rows = GraduateReception.objects.filter(person__in=person.all_ids, received_at__isnull=False)
        row = rows.filter(revoked_at__isnull=True).order_by("-graduated_on").first()
        latest = queries.graduations_of(person).first()
        if row is None or (latest and latest.graduated_on > row.graduated_on):
            return ""
        words = {"school": row.school_name, "day": full_text(row.graduated_on)}
        return _("您已办过接收登记(%(school)s,%(day)s毕业),不用再办。进展在“毕业以后”里看。") % words

    def skipped(self, answers: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
        """Help in finding work is offered to who has none."""
        there = answers.get("destination", {}).get("destination")
        return frozenset({"service"}) if there and there != "unemployed" else frozenset()

    def initial(self, page: str, person: Person) -> dict[str, Any]:
        """What we know already: what the school filed, where one lives, the phone."""
        if page in ("school", "destination"):
            found = _filed(person)
            if found is None:
                return {}
            if page == "destination":
                return {"destination": found.destination, "unit": found.unit}
            names = ("school_kind", "school_name", "level", "major", "graduated_on")
            return {name: getattr(found, name) for name in names}
        if page == "residence" and person.residence_region_id:
            return {"residence": person.residence_region_id}
        if page == "contact" and person.contact_phone:
            return {"phone": plaintext(person.contact_phone)}
        return {}

    def store(self, case: Case, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """Write the typed row, and to the person what was told of them."""
        home = answers["residence"]["residence"]
        facts = {"residence_region": home, "contact_phone": answers["contact"]["phone"]}
        update_person(case.person, by=system("registration.store"), **facts)
        school, there = answers["school"], answers["destination"]
        names = ("school_kind", "school_name", "level", "major", "graduated_on")
        GraduateReception.objects.update_or_create(
            case=case,
            defaults={name: school[name] for name in names}
            | {
                "person": case.person,
                "residence": home,
                "certificate_index": services.certificate_index(school["certificate"]),
                "destination": there["destination"],
                "unit": there["unit"],
                "archive": answers["archive"]["archive"],
                "wants_service": answers.get("service", {}).get("wants_service", False),
            },
        )

    def recall(self, case: Case) -> dict[str, dict[str, list[str]]]:
        """The stored answers as form data; a certificate's number is typed anew."""
        row, person = case.graduate_reception, case.person
        names = ("school_kind", "school_name", "level", "major")
        school = {name: [getattr(row, name)] for name in names}
        return {
            "school": school | {"graduated_on": [row.graduated_on.isoformat()], "certificate": [""]},
            "destination": {"destination": [row.destination], "unit": [row.unit]},
            "residence": {"residence": [row.residence_id]},
            "archive": {"archive": [row.archive]},
            "service": {"wants_service": [yes_no(row.wants_service)]},
            "contact": {"phone": [plaintext(person.contact_phone)] if person.contact_phone else []},
        }

    def facts(self, case: Case) -> dict[str, Any]:
        """For hints about other services."""
        person = case.person
        return {"birth": person.birth, "sex": person.sex, "categories": frozenset({"graduate"})}


def _filed(person: Person) -> Any:
    """The latest graduation a school filed of somebody, also under a record made before they came."""
    found = queries.graduations_of(person).first()
    return found or queries.filed_of_twins(person).filter(graduated_on__lte=clock.today()).first()


register(Service(RECEPTION, ReceptionHandler(), ReceptionQuestions(), rule_may_grant=True))
