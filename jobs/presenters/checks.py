"""A check of a promise in words: the desk's list and page, the employer's page and its line on the workbench."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.casework.models import Commitment
from portal.kernel import clock
from portal.kernel.dates import day_text, full_text, moment_text
from portal.kernel.fields import plaintext

from ..models import Application, CreditObjection, CreditRecord, Employer, PromiseCheck, Vacancy
from ..services import checks as services
from ..services.applications import RUNNING
from ..services.remedies import appeal_text
from ..services.vacancies import MOVES

Result, Outcome = PromiseCheck.Result, CreditObjection.Outcome
TONES = {Result.OPEN: "wait", Result.FAILED: "risk"}


def _row(name: Any, value: Any) -> dict[str, str]:
    return {"name": str(name), "value": str(value)}


def list_row(check: PromiseCheck) -> dict[str, Any]:
    """A check in the desk's list: what is to be done until when."""
    objection = objection_of(check)
    waiting = objection is not None and objection.outcome == Outcome.OPEN
    due = objection.task.due if waiting else check.task.due
    return {
        "url": services.page_of(check),
        "name": check.employer.organisation.name,
        "word": _("异议待复核") if waiting else check.get_result_display(),
        "due": day_text(due),
        "late": due < clock.today(),
        "place": check.employer.organisation.region.name,
        "ground": check.verification.get_ground_display(),
    }


def credit_of(check: PromiseCheck) -> CreditRecord | None:
    """The record a failed check made, standing or withdrawn."""
    return getattr(check, "credit", None)


def objection_of(check: PromiseCheck) -> CreditObjection | None:
    """The objection to that record, if there is one."""
    credit = credit_of(check)
    return getattr(credit, "objection", None) if credit else None


def promise_rows(check: PromiseCheck) -> list[dict[str, str]]:
    """What was promised: by whom (masked), why without papers, which text with which fingerprint, when."""
    said, unit = check.verification, check.employer.organisation
    rows = [
        _row(_("单位"), unit.name),
        _row(_("统一社会信用代码"), unit.uscc),
        _row(_("地址"), check.employer.address),
        _row(_("承诺的原因"), f"{said.get_ground_display()} {said.ground_text}".strip()),
        _row(_("经办人"), f"{said.agent_name.masked()} {said.agent_number.masked()}"),
    ]
    signed = Commitment.objects.filter(case=said.case).select_related("text").order_by("signed_at").last()
    if signed:
        words = {"v": signed.text.version, "at": moment_text(signed.signed_at), "hash": signed.text_hash[:16]}
        rows.append(_row(_("承诺书"), _("第%(v)s版,%(at)s签署,摘要%(hash)s…") % words))
        rows.append(_row(_("承诺内容"), signed.text.body))
    rows.append(_row(_("核查截止"), day_text(check.task.due)))
    return rows


def result_rows(check: PromiseCheck) -> list[dict[str, str]]:
    """What was found, how, by whom; nothing while it is open."""
    if check.result == Result.OPEN:
        return []
    rows = [
        _row(_("结果"), check.get_result_display()),
        _row(_("核查方式"), check.get_way_display()),
        _row(_("事实"), plaintext(check.facts)),
    ]
    if check.reason:
        rows.append(_row(_("原因"), f"{check.reason.text}({check.reason.article})"))
    who = f"{check.task.agency.name} {check.decided_by.name}"
    return [*rows, _row(_("决定人"), who), _row(_("时间"), moment_text(check.decided_at))]


def objection_rows(objection: CreditObjection | None) -> list[dict[str, str]]:
    """What the employer said and what was answered."""
    if objection is None:
        return []
    rows = [
        _row(_("提出时间"), moment_text(objection.made_at)),
        _row(_("理由"), plaintext(objection.text)),
        _row(_("结果"), objection.get_outcome_display()),
    ]
    if objection.outcome != Outcome.OPEN:
        rows.append(_row(_("复核理由"), plaintext(objection.answer)))
        who = f"{objection.decided_by.name} {moment_text(objection.decided_at)}"
        rows.append(_row(_("复核人"), who))
    return rows


def credit_text(credit: CreditRecord | None) -> str:
    """Whether the record stands."""
    if credit is None:
        return ""
    if credit.withdrawn_at:
        return _("信用记录已于%(day)s撤销,不再计入。") % {
            "day": full_text(credit.withdrawn_at.astimezone(clock.ZONE).date())
        }
    return _("信用记录“核查未通过”,%(day)s记录。") % {
        "day": full_text(credit.made_at.astimezone(clock.ZONE).date())
    }


def touched(check: PromiseCheck) -> dict[str, int]:
    """What a failed result would end now: vacancies and applications."""
    running = Vacancy.objects.filter(employer=check.employer_id, state__in=MOVES["remove"][0])
    sent = Application.objects.filter(vacancy__in=running, state__in=RUNNING)
    return {"vacancies": running.count(), "applicants": sent.values("person").distinct().count()}


def desk_context(check: PromiseCheck) -> dict[str, Any]:
    """The desk's page of one check."""
    credit, objection = credit_of(check), objection_of(check)
    return {
        "check": check,
        "word": check.get_result_display(),
        "tone": TONES.get(Result(check.result), "good"),
        "promise": promise_rows(check),
        "result": result_rows(check),
        "credit": credit_text(credit),
        "objected": objection_rows(objection),
        "case": check.verification.case,
    }


def member_context(check: PromiseCheck) -> dict[str, Any]:
    """The employer's page of one check."""
    credit, objection = credit_of(check), objection_of(check)
    return {
        "nav": "my",
        "check": check,
        "organisation": check.employer.organisation,
        "word": check.get_result_display(),
        "tone": TONES.get(Result(check.result), "good"),
        "result": result_rows(check),
        "credit": credit_text(credit),
        "standing": credit is not None and credit.withdrawn_at is None,
        "until": day_text(credit.objection_until) if credit else "",
        "may_object": credit is not None and services.may_object(credit),
        "objected": objection_rows(objection),
        "appeal": appeal_text(check.task.agency.region_id) if credit and not credit.withdrawn_at else "",
    }


def employer_block(employer: Employer) -> dict[str, Any]:
    """The newest check and how many vacancies can come back, for the workbench."""
    rows = employer.promise_checks.select_related("credit__objection").order_by("-id")
    found = rows.first()
    if found is None:
        return {}
    url = reverse("jobs:promise_check", args=[found.pk])
    back = services.restorable(employer).count() if credit_of(found) and employer.verified_on else 0
    objection = objection_of(found)
    word = objection.get_outcome_display() if objection else found.get_result_display()
    tone = TONES.get(Result(found.result), "good")
    if objection:
        tone = {Outcome.OPEN: "wait", Outcome.UPHELD: "good"}.get(Outcome(objection.outcome), "risk")
    return {"promise_check": {"url": url, "word": word, "tone": tone, "back": back}}
