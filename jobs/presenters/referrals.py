"""Referrals in words: the desk's list, the person's page, the employer's page, the paper."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.kernel import clock
from portal.kernel.dates import full_text, moment_text, month_text
from portal.kernel.fields import plaintext

from ..models import Opening, Referral, Seeker, Vacancy
from ..services import suggesting
from .vacancies import pay_text

FEW = 10


def vacancy_words(one: Vacancy) -> str:
    """A vacancy in one line of a choice."""
    unit, place = one.employer.organisation.name, one.region.name
    return f"{one.title} · {unit} · {pay_text(one)} · {place} · {one.number}"


def matched(person: Person) -> list[Vacancy]:
    """The best openings of the person's CV, where matching is on; none for who has no wish written down."""
    seeker = Seeker.objects.filter(person_id=person.pk).first()
    if seeker is None:
        return []
    keys = suggesting.for_seeker(seeker).keys[:FEW]
    rows = Opening.objects.filter(pk__in=keys).defer("words")
    rows = rows.select_related("vacancy__employer__organisation", "vacancy__region")
    found = {row.pk: row.vacancy for row in rows}
    return [found[key] for key in keys if key in found]


def _said(result: str, label: str, asked: bool, stopped: bool = False) -> str:
    if result:
        return label
    if stopped:
        return _("本人不愿再被问")
    return _("问了,没有答复") if asked else _("还没到回访的日子")


def list_row(row: Referral) -> dict[str, Any]:
    """A referral in the desk's list, the name masked; who was asked and did not answer says so."""
    asked = row.asked_at is not None
    stopped = row.stopped_at is not None
    return {
        "number": row.number,
        "url": reverse("jobs:referral_paper", args=[row.pk]),
        "name": row.person.name.masked(),
        "person": reverse("site:person", args=[row.person_id]),
        "title": row.vacancy.title,
        "unit": row.vacancy.employer.organisation.name,
        "made": moment_text(row.made_at),
        "clerk": row.clerk.name,
        "person_said": _said(row.person_result, row.get_person_result_display(), asked, stopped),
        "employer_said": _said(row.employer_result, row.get_employer_result_display(), asked),
    }


def count_rows(rows: list[dict]) -> list[dict[str, Any]]:
    """Counts by month and clerk."""
    return [
        {
            "month": month_text(f"{row['month']:%Y-%m}"),
            "name": row["clerk__name"],
            "many": row["many"],
            "hired": row["hired"],
        }
        for row in rows
    ]


def results() -> list[tuple[str, str]]:
    """The four answers, one tap each."""
    return [(value, str(label)) for value, label in Referral.Result.choices]


def _row(name: Any, value: Any) -> dict[str, str]:
    return {"name": str(name), "value": str(value)}


def _common(row: Referral) -> list[dict[str, str]]:
    rows = [
        _row(_("推荐信编号"), row.number),
        _row(_("岗位"), f"{row.vacancy.title} · {pay_text(row.vacancy)}"),
        _row(_("岗位编号"), row.vacancy.number),
        _row(_("单位"), row.vacancy.employer.organisation.name),
        _row(_("推荐机构"), f"{row.agency.name} {row.clerk.name} {row.agency.phone}"),
        _row(_("日期"), _day(row)),
    ]
    if row.words:
        rows.append(_row(_("推荐的话"), plaintext(row.words)))
    return rows


def person_rows(row: Referral) -> list[dict[str, str]]:
    """What the person reads: whom to call and where to go."""
    employer = row.vacancy.employer
    rows = _common(row)
    rows[4:4] = [
        _row(_("单位电话"), plaintext(employer.contact_phone)),
        _row(_("工作地址"), f"{row.vacancy.region.full_name}{row.vacancy.address}"),
    ]
    return rows


def employer_rows(row: Referral) -> list[dict[str, str]]:
    """What the employer reads: who comes, and the phone the person agreed to give."""
    phone = row.person.contact_phone
    head = [_row(_("姓名"), plaintext(row.person.name)), _row(_("电话"), plaintext(phone) if phone else "")]
    return [*head, *_common(row)]


def _day(row: Referral) -> str:
    """The day it was written, here."""
    return full_text(row.made_at.astimezone(clock.ZONE).date())


def answer_text(result: str, label: str, moment: Any) -> str:
    """What one side said and when."""
    return (
        _("您说的结果:%(what)s,%(when)s。") % {"what": label, "when": moment_text(moment)} if result else ""
    )


def person_context(row: Referral) -> dict[str, Any]:
    """The person's page."""
    return {
        "nav": "my",
        "row": row,
        "rows": person_rows(row),
        "results": results(),
        "said": answer_text(row.person_result, row.get_person_result_display(), row.person_at),
        "chosen": row.person_result,
        "stopped": row.stopped_at is not None,
    }


def employer_context(row: Referral) -> dict[str, Any]:
    """The employer's page."""
    return {
        "nav": "my",
        "row": row,
        "rows": employer_rows(row),
        "results": results(),
        "said": answer_text(row.employer_result, row.get_employer_result_display(), row.employer_at),
        "chosen": row.employer_result,
    }


def received_rows(vacancy: Vacancy) -> list[dict[str, Any]]:
    """The referrals to a vacancy for its list of applications."""
    rows = Referral.objects.filter(vacancy=vacancy).select_related("person", "agency")
    return [
        {
            "name": plaintext(row.person.name),
            "person": row.person_id,
            "url": reverse("jobs:employer_referral", args=[row.pk]),
            "meta": f"{row.agency.name} · {moment_text(row.made_at)}",
            "said": row.get_employer_result_display() if row.employer_result else "",
        }
        for row in rows.order_by("-made_at", "-pk")[:100]
    ]


def paper_context(row: Referral) -> dict[str, Any]:
    """The paper: number, both names, both phones, who recommends."""
    phone = row.person.contact_phone
    return {
        "row": row,
        "name": plaintext(row.person.name),
        "phone": plaintext(phone) if phone else "",
        "unit_phone": plaintext(row.vacancy.employer.contact_phone),
        "pay": pay_text(row.vacancy),
        "place": f"{row.vacancy.region.full_name}{row.vacancy.address}",
        "words": plaintext(row.words) if row.words else "",
        "letter": {
            "number": row.number,
            "agency": row.agency.name,
            "issued": _day(row),
        },
    }
