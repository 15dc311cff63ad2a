"""A vacancy in words: card, page, JSON-LD, an employer's rows."""

import json
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kernel import clock
from portal.kernel.dates import day_text, full_text

from ..models import Education, Employer, Kind, Vacancy, VacancyState
from ..rules.readiness import WRITTEN as WRITTEN_FIELDS
from ..rules.screening import Hit, screen

WRITTEN = tuple(
    name for name in (*WRITTEN_FIELDS, "valid_until") if name not in ("latitude", "longitude", "source")
)
UNIT_CODES = {"month": "MONTH", "day": "DAY", "hour": "HOUR", "year": "YEAR"}
EMPLOYMENT_TYPES = {
    Kind.FULL_TIME: "FULL_TIME",
    Kind.PART_TIME: "PART_TIME",
    Kind.INTERNSHIP: "INTERN",
    Kind.GIG: "PER_DIEM",
    Kind.PLATFORM: "CONTRACTOR",
}
TONES = {
    VacancyState.OPEN: "good",
    VacancyState.SUBMITTED: "wait",
    VacancyState.RETURNED: "risk",
    VacancyState.REFUSED: "risk",
    VacancyState.REMOVED: "risk",
}
MOVES_SHOWN = {
    VacancyState.OPEN: ("pause", "extend", "close", "copy"),
    VacancyState.PAUSED: ("reopen", "close", "copy"),
}


def pay_text(vacancy: Vacancy) -> str:
    """«4,000—6,000元/月»; one number where both are the same."""
    low, high = f"{vacancy.pay_low:,.2f}", f"{vacancy.pay_high:,.2f}"
    low, high = low.removesuffix(".00"), high.removesuffix(".00")
    return f"{low if low == high else f'{low}—{high}'}{vacancy.get_pay_unit_display()}"


def asked_text(vacancy: Vacancy) -> str:
    """Education and experience in one line."""
    education = (
        _("学历不限")
        if vacancy.education == Education.ANY
        else _("%(e)s及以上") % {"e": vacancy.get_education_display()}
    )
    years = _("%(n)s年经验") % {"n": vacancy.experience} if vacancy.experience else _("经验不限")
    return f"{education} · {years}"


def verified_text(employer: Employer) -> str:
    """What the card says of the employer: never «verified» where only a promise stands."""
    if not employer.verified_on:
        return ""
    if employer.basis == Employer.Basis.PROMISE:
        return str(Employer.Basis.PROMISE.label)
    return _("已核验 %(day)s") % {"day": day_text(employer.verified_on)}


def answers_text(employer: Employer) -> str:
    """«回复率80%»; empty until enough applications had the time to be answered."""
    return "" if employer.answer_rate is None else _("回复率%(n)s%%") % {"n": employer.answer_rate}


def card(vacancy: Vacancy) -> dict[str, Any]:
    """A vacancy in a list."""
    return {
        "title": vacancy.title,
        "url": reverse("jobs:vacancy", args=[vacancy.number]),
        "pay": pay_text(vacancy),
        "employer": vacancy.employer.organisation.name,
        "place": vacancy.region.full_name.removeprefix("四川省"),
        "asked": asked_text(vacancy),
        "kind": vacancy.get_kind_display(),
        "intern": vacancy.kind == Kind.INTERNSHIP,
        "count": _("招%(n)s人") % {"n": vacancy.headcount},
        "urgent": vacancy.urgent,
        "promise": vacancy.by_promise,
        "verified": verified_text(vacancy.employer),
        "answers": answers_text(vacancy.employer),
        "confirmed": _("最后确认 %(day)s") % {"day": day_text(vacancy.confirmed_on)}
        if vacancy.confirmed_on
        else "",
    }


def vacancy_context(vacancy: Vacancy) -> dict[str, Any]:
    """The page of one vacancy."""
    return {
        "nav": "jobs",
        "vacancy": vacancy,
        "card": card(vacancy),
        "rows": public_rows(vacancy),
        "paragraphs": [part for part in vacancy.description.splitlines() if part.strip()],
        "posting": job_posting(vacancy) if vacancy.state == VacancyState.OPEN else "",
    }


def public_rows(vacancy: Vacancy) -> list[dict[str, str]]:
    """The lawful fields in words."""
    rows = [
        (_("薪资"), pay_text(vacancy)),
        (_("人数"), str(vacancy.headcount)),
        (_("用工形式"), vacancy.get_kind_display()),
        (_("要求"), asked_text(vacancy)),
        (_("地点"), f"{vacancy.region.full_name}{vacancy.address}"),
        (_("职业"), vacancy.occupation.name if vacancy.occupation else ""),
        (_("福利"), "、".join(vacancy.benefits)),
        (_("有效期至"), full_text(vacancy.valid_until)),
        (_("最后确认"), full_text(vacancy.confirmed_on) if vacancy.confirmed_on else ""),
        (_("岗位编号"), vacancy.number),
    ]
    return [{"name": str(name), "value": value} for name, value in rows if value]


def job_posting(vacancy: Vacancy) -> str:
    """schema.org JobPosting as JSON for a script element; «<» is written so that no text can end it."""
    organisation = vacancy.employer.organisation
    unit = UNIT_CODES.get(vacancy.pay_unit)
    data: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": vacancy.description,
        "datePosted": vacancy.opened_at.astimezone(clock.ZONE).date().isoformat(),
        "validThrough": f"{vacancy.valid_until.isoformat()}T23:59:59+08:00",
        "employmentType": EMPLOYMENT_TYPES[Kind(vacancy.kind)],
        "totalJobOpenings": vacancy.headcount,
        "directApply": True,
        "identifier": {"@type": "PropertyValue", "name": "蜀业", "value": vacancy.number},
        "hiringOrganization": {"@type": "Organization", "name": organisation.name},
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressCountry": "CN",
                "addressRegion": "四川省",
                "addressLocality": vacancy.region.full_name.removeprefix("四川省"),
                "streetAddress": vacancy.address,
            },
        },
    }
    if unit:
        value = {"minValue": float(vacancy.pay_low), "maxValue": float(vacancy.pay_high), "unitText": unit}
        data["baseSalary"] = {
            "@type": "MonetaryAmount",
            "currency": "CNY",
            "value": {"@type": "QuantitativeValue", **value},
        }
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def vacancy_rows(vacancies: list[Vacancy]) -> list[dict[str, Any]]:
    """An employer's vacancies with their state and what can be done now."""
    moves = {
        "pause": _("暂停"),
        "reopen": _("继续招"),
        "extend": _("续期30天"),
        "close": _("招满,结束"),
        "copy": _("复制"),
    }
    rows = []
    for one in vacancies:
        state = VacancyState(one.state)
        running = state in (VacancyState.OPEN, VacancyState.PAUSED)
        hidden = running and one.hidden_at is not None
        page = "jobs:vacancy" if running and not hidden else "jobs:check"
        rows.append(
            {
                "title": one.title,
                "number": one.number,
                "url": reverse(page, args=[one.number]),
                "word": _("被举报,核查中") if hidden else state.label,
                "tone": "risk" if hidden else TONES.get(state, "quiet"),
                "meta": f"{pay_text(one)} · {one.region.name} · {_('有效期至')}{day_text(one.valid_until)}",
                "moves": [(move, moves[move]) for move in MOVES_SHOWN.get(state, ("copy",))],
            }
        )
    return rows


def hits(screening: Any) -> list[Hit]:
    """What the wording was found to say, the worst first."""
    order = {"reject": 0, "review": 1}
    return sorted((hit for hit in screening.hits if hit.outcome in order), key=lambda hit: order[hit.outcome])


def check_context(vacancy: Vacancy) -> dict[str, Any]:
    """The page before handing in: as the public will read it, with the hits beside it."""
    return {
        "vacancy": vacancy,
        "rows": public_rows(vacancy),
        "paragraphs": [part for part in vacancy.description.splitlines() if part.strip()],
        "hits": hits(screen(f"{vacancy.title}\n{vacancy.description}")),
        "editable": vacancy.state in (VacancyState.DRAFT, VacancyState.RETURNED),
        "word": vacancy.get_state_display(),
        "tone": TONES.get(VacancyState(vacancy.state), "quiet"),
    }
