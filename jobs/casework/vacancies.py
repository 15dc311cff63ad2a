"""招聘资质核验 and 岗位信息发布 as casework knows them."""

from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.queries import confirmed_with_code
from portal.accounts.services import mark_confirmed
from portal.casework.models import Case
from portal.casework.registry import Filed, Service, register
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.rules.verdict import Finding, Verdict, all_of

from .. import services
from ..models import Employer, EmployerVerification, Vacancy
from ..models.employer import VERIFICATION
from ..models.vacancy import PUBLICATION
from ..queries import banned, broken_promise
from ..rules import findings
from ..rules.screening import screen
from ..services import checks
from ..services import internship_bases as bases
from ..services.vacancies import publish

MARKET = "《人力资源市场暂行条例》"


class VerificationHandler:
    """What is checked of an employer, and what a grant writes."""

    def problems(self, case: Case) -> Verdict:
        """The code is no other unit's, nobody banned; a promise is its ground (四川省实施意见(三))."""
        row, unit = case.employer_verification, case.organisation
        ban = banned(unit.uscc, bytes(row.agent_index), None, on=clock.today())
        found = [
            Finding(
                "code_is_its_own",
                _("统一社会信用代码没有被别的已核实单位使用"),
                f"{MARKET}第二十六条",
                not confirmed_with_code(unit.uscc, unit.pk),
            ),
            Finding("not_banned", _("没有被禁止发布招聘信息"), f"{MARKET}第二十九条", ban is None),
        ]
        if row.basis == Employer.Basis.PROMISE:
            found.append(Finding("promised", _("经办人已书面承诺,发布时标注"), "四川省实施意见(三)", True))
            clean = broken_promise(row.employer) is None
            found.append(
                Finding("no_broken_promise", _("以前的承诺没有核查未通过"), "国办发〔2020〕42号", clean)
            )
        return all_of(found)

    def grant(self, case: Case, *, by: Actor) -> None:
        """The card says «已核验» with its date, or «书面承诺发布,待核实»; papers seen confirm the unit as well."""
        if case.employer_verification.basis == Employer.Basis.DOCUMENTS:
            mark_confirmed(case.organisation, by=by)
        services.verified(case.employer_verification, by=by)
        if case.employer_verification.basis == Employer.Basis.PROMISE:
            checks.begin(case.employer_verification, by=by)

    def revoke(self, case: Case, *, by: Actor) -> None:
        """The verification ends, and with it every vacancy that stands on it."""
        services.unverified(case.employer_verification.employer, by=by)

    def certificate(self, case: Case) -> None:
        """The card is the paper."""


class VerificationRows(Filed):
    """What the employer said."""

    def rows(self, case: Case) -> list[dict[str, str]]:
        """Employer, ground and agent; the agent's number masked."""
        row: EmployerVerification = case.employer_verification
        employer = row.employer
        out = [
            _row(_("单位"), case.organisation.name),
            _row(_("统一社会信用代码"), case.organisation.uscc),
            _row(_("单位性质"), employer.get_ownership_display()),
            _row(_("地址"), employer.address),
            _row(_("核验方式"), row.get_basis_display()),
            _row(_("经办人"), f"{row.agent_name.masked()} {row.agent_number.masked()}"),
        ]
        if row.ground:
            out.append(_row(_("承诺的原因"), f"{row.get_ground_display()} {row.ground_text}"))
        return out


def _row(name: Any, value: Any) -> dict[str, str]:
    return {"name": str(name), "value": str(value)}


def vacancy_of(case: Case) -> Vacancy:
    """The vacancy a review is about."""
    rows = Vacancy.objects.select_related("employer__organisation", "occupation", "region")
    return rows.get(pk=case.subject_key)


class PublicationHandler:
    """What a clerk checks of a vacancy (岗位信息审核)."""

    def problems(self, case: Case) -> Verdict:
        """Employer verified, the lawful fields, the wording; hits to review are left to the clerk."""
        vacancy = vacancy_of(case)
        return findings.publication(
            vacancy,
            vacancy.employer,
            screen(f"{vacancy.title}\n{vacancy.description}"),
            on=clock.today(),
            recognised=bases.may_post(vacancy),
        )

    def grant(self, case: Case, *, by: Actor) -> None:
        """Open the vacancy; search finds it with the next query."""
        publish(vacancy_of(case), by=by)

    def revoke(self, case: Case, *, by: Actor) -> None:
        """Take it down where it still stands."""
        vacancy = vacancy_of(case)
        if vacancy.state in services.MOVES["remove"][0]:
            services.remove(vacancy, by=by)

    def certificate(self, case: Case) -> None:
        """The page is the result."""


class PublicationRows(Filed):
    """The vacancy in words."""

    def rows(self, case: Case) -> list[dict[str, str]]:
        """Every lawful field as the public will read it."""
        one = vacancy_of(case)
        return [
            _row(_("岗位"), f"{one.title} · {one.number}"),
            _row(_("单位"), case.organisation.name),
            _row(_("职业"), one.occupation or _("未选")),
            _row(_("用工形式"), one.get_kind_display()),
            _row(_("人数"), one.headcount),
            _row(_("薪资"), f"{one.pay_low:f}—{one.pay_high:f} {one.get_pay_unit_display()}"),
            _row(_("地点"), f"{one.region.full_name} {one.address}"),
            _row(_("学历"), one.get_education_display()),
            _row(_("经验"), _("%(n)s年") % {"n": one.experience} if one.experience else _("不限")),
            _row(_("内容"), one.description),
            _row(_("有效期至"), full_text(one.valid_until)),
        ]


register(Service(VERIFICATION, VerificationHandler(), VerificationRows(), entry="jobs:employer_home"))
register(Service(PUBLICATION, PublicationHandler(), PublicationRows(), entry="jobs:employer_home"))
