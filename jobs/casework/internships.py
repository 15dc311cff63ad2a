"""就业见习单位认定 and 就业见习补贴 as casework knows them."""

import functools
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.casework.models import Case
from portal.casework.registry import Filed, Service, register
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import day_text, full_text
from portal.kernel.money import text as money_text
from portal.rules.queries import LawMissing
from portal.rules.verdict import Finding, Verdict, all_of

from ..models import BaseRequest, SubsidyClaim, SubsidyMonth
from ..models.internship import RECOGNITION, SUBSIDY
from ..services import internship_bases as bases
from ..services import internship_subsidy as subsidy
from ..services.internships import STANDING

RULE = "《就业补助资金管理办法》关于就业见习的规定"
FUND = "《就业补助资金管理办法》(财社〔2023〕181号)"


def _row(name: Any, value: Any) -> dict[str, str]:
    return {"name": str(name), "value": str(value)}


class RecognitionHandler:
    """What is checked of a unit that wants to be a base, and what a grant writes."""

    def problems(self, case: Case) -> Verdict:
        """The unit is verified; somebody was there (考察) and found it suitable; the promise is the rest."""
        row: BaseRequest = case.base_request
        employer = row.employer
        verified = employer.verified_until is not None and employer.verified_until >= clock.today()
        seen = _("考察认为合适")
        if row.suitable is None:
            seen = _("还没有记录考察,请到“招聘求职”的“就业见习”里记录")
        return all_of(
            [
                Finding("employer_verified", _("单位在核验有效期内"), RULE, verified, confidence="C"),
                Finding("not_twice", _("还不是见习单位"), RULE, _none_but(row), confidence="C"),
                Finding("inspected", seen, RULE, row.suitable, confidence="D"),
                Finding("promised", _("已承诺足额发放、买保险、不替代用工"), RULE, True, confidence="C"),
            ]
        )

    def grant(self, case: Case, *, by: Actor) -> None:
        """The base stands, with the day of its first yearly review."""
        bases.recognised(case.base_request, by=by)

    def revoke(self, case: Case, *, by: Actor) -> None:
        """The base ends; its open internship vacancies come down and everybody concerned is told."""
        bases.ended(case.base_request.base, by=by)

    def certificate(self, case: Case) -> None:
        """The public page is the result."""


def _none_but(row: BaseRequest) -> bool:
    standing = bases.standing(row.employer)
    return standing is None or standing.request_id == row.pk


class RecognitionRows(Filed):
    """What the unit promised, what was seen."""

    def rows(self, case: Case) -> list[dict[str, str]]:
        """One page, as it was filled in."""
        row: BaseRequest = case.base_request
        out = [
            _row(_("单位"), case.organisation.name),
            _row(_("见习名额"), row.places),
            _row(_("带教人数"), row.mentors),
            _row(_("每月生活费"), money_text(row.stipend)),
            _row(_("岗位与带教计划"), row.plan),
        ]
        if row.inspected_on:
            who = f"{full_text(row.inspected_on)} {row.inspector.name}"
            verdict = _("合适") if row.suitable else _("不合适")
            out.append(_row(_("考察"), f"{who} · {verdict} · {row.inspected}"))
        else:
            out.append(_row(_("考察"), _("还没有记录")))
        return out


class SubsidyHandler:
    """What is checked of a claim; its sum is written by the grant only."""

    def problems(self, case: Case) -> Verdict:
        """Every intern belongs to those the law names, every month is whole. Raises LawMissing where law is missing."""
        claim: SubsidyClaim = case.subsidy_claim
        rows = list(subsidy.months_of(claim))
        found: list[Finding] = []
        law_of = functools.cache(subsidy.groups)
        for row in {each.internship_id: each.internship for each in rows}.values():
            one = subsidy.eligible(row, law_of)
            name = row.person.name.masked()
            words = {"name": name, "number": row.number, "text": one.text}
            text = _("%(name)s(%(number)s):%(text)s") % words
            found.append(Finding(f"eligible:{row.number}", text, one.article, one.met, one.confidence))
        return all_of([*found, *_money(claim, rows)])

    def grant(self, case: Case, *, by: Actor) -> None:
        """Each month gets its sum and waits for payment by the fund."""
        subsidy.approve(case.subsidy_claim, by=by)

    def revoke(self, case: Case, *, by: Actor) -> None:
        """The months are no longer approved."""
        subsidy.revoked(case.subsidy_claim, by=by)

    def certificate(self, case: Case) -> None:
        """The payment is the result."""


def _money(claim: SubsidyClaim, rows: list[SubsidyMonth]) -> list[Finding]:
    """The sum as a finding for the clerk: unknown, thus «待核实», while a value of it is graded D."""
    worth_on = functools.cache(functools.partial(subsidy.worth, claim.base))
    worths = [worth_on(row.last) for row in rows]
    total = sum((each.amount for each in worths), start=Decimal(0)) if worths else None
    lower = any(each.amount > row.internship.stipend for each, row in zip(worths, rows, strict=True))
    ran = all(row.internship.state in STANDING and row.last <= row.internship.last for row in rows)
    out = [
        Finding("whole_months", _("每个月都在协议期内,已经满月"), FUND, bool(rows) and ran, confidence="C")
    ]
    if total is None:
        return out
    percent = worths[0].values[0]
    doubtful = any(each.doubtful for each in worths)
    words = {"n": len(rows), "sum": money_text(total), "percent": f"{percent.value.normalize():f}"}
    text = _("%(n)s个人月,按最低工资的%(percent)s%%算,合计%(sum)s") % words
    if doubtful:
        text += _("(标准待核实,决定前不告诉单位)")
    out.append(
        Finding(
            "sum", text, percent.citation, None if doubtful else True, "D" if doubtful else percent.confidence
        )
    )
    if lower:
        out.append(Finding("stipend", _("补贴高于协议写的生活费,请核对发放记录"), FUND, None, confidence="D"))
    return out


class SubsidyRows(Filed):
    """The months that are asked for, names masked."""

    def rows(self, case: Case) -> list[dict[str, str]]:
        """One row a month, with its worth where the law has one."""
        claim: SubsidyClaim = case.subsidy_claim
        worth_on = functools.cache(functools.partial(subsidy.worth, claim.base))
        months = [_month_row(each, worth_on) for each in subsidy.months_of(claim)]
        return [_row(_("见习单位"), f"{case.organisation.name} · {claim.base.number}"), *months]


def _month_row(row: SubsidyMonth, worth_on: Callable[[date], subsidy.Worth]) -> dict[str, str]:
    words = {"name": row.internship.person.name.masked(), "n": row.number}
    days = f"{day_text(row.first)}—{day_text(row.last)}"
    return _row(_("%(name)s 第%(n)s个月") % words, f"{days} · {_worth_text(row, worth_on)}")


def _worth_text(row: SubsidyMonth, worth_on: Callable[[date], subsidy.Worth]) -> str:
    if row.amount is not None:
        return f"{money_text(row.amount)} · {row.get_state_display()}"
    try:
        found = worth_on(row.last)
    except LawMissing:
        return _("缺少法规参数,暂不能算")
    return f"{money_text(found.amount)}{_('(待核实)') if found.doubtful else ''}"


register(Service(RECOGNITION, RecognitionHandler(), RecognitionRows(), entry="jobs:employer_home"))
register(Service(SUBSIDY, SubsidyHandler(), SubsidyRows(), entry="jobs:employer_home"))
