"""就业见习 for everybody, and an intern's own agreements."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.agencies.queries import SICHUAN
from portal.kernel.dates import full_text
from portal.kernel.ids import uuid_of
from portal.kernel.money import text as money_text

from ..forms.internships import AgreeForm, ConfirmForm, CountyForm, WhyForm
from ..models import OPEN, Internship, InternshipBase, Kind
from ..presenters import internships as presenters
from ..presenters.vacancies import card
from ..queries import public_vacancies
from ..services import internships as services
from ..services import retention
from ..services.internship_bases import public_bases

PAGE, VACANCIES, SHOWN = 20, 20, 50
S = Internship.State


def refused(error: services.InternshipRefused) -> str:
    """What a refusal says, and how to go on."""
    facts = error.facts
    if error.why in ("short", "long"):
        return _("见习要%(least)s到%(most)s个月,请改结束日期。") % facts
    if error.why == "stipend":
        words = {"sum": money_text(facts["least"])}
        return _("不能低于认定时承诺的%(sum)s。") % words
    return {
        "no_base": _("单位现在不是见习单位。先申请认定,再写见习协议。"),
        "not_taken": _("先录用见习岗位的投递者,再写协议。"),
        "written": _("这个人已经有一份见习协议。"),
        "past": _("日期已经过了,请改日期。"),
        "overlap": _("这段时间您已有另一份见习协议。先结束那一份,或请单位改日期。"),
        "moved": _("协议的状态已经变了,请看现在的情况。"),
        "told": _("本人已经确认,不能再改。"),
    }[error.why]


@require_safe
def bases(request: HttpRequest) -> HttpResponse:
    """Recognised bases, the newest first, of the province or one county; `after` is the last one seen."""
    form = CountyForm(request.GET or None)
    region = form.cleaned_data["region"] if form.is_bound and form.is_valid() else None
    rows = public_bases()
    if region:
        rows = rows.filter(region=region)
    last = InternshipBase.objects.filter(pk=uuid_of(request.GET.get("after", ""))).first()
    if last:
        day = last.recognised_on
        rows = rows.filter(Q(recognised_on__lt=day) | Q(recognised_on=day, pk__lt=last.pk))
    found = list(rows[: PAGE + 1])
    place = f"region={region.pk}&" if region else ""
    context = {
        "form": form,
        "term": presenters.term_text(region.pk if region else SICHUAN),
        "cards": [presenters.base_card(each) for each in found[:PAGE]],
        "more": f"?{place}after={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "first": f"?{place}" if last else "",
        "county": presenters.county_text(retention.of_county(region.pk)) if region else "",
        "nav": "jobs",
    }
    return render(request, "jobs/internships/list.html", context)


@require_safe
def base(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One base with its open internship vacancies; one that ended is there no more."""
    row = get_object_or_404(public_bases(), pk=pk)
    rows = public_vacancies().filter(employer=row.employer_id, kind=Kind.INTERNSHIP, state=OPEN)
    context = {
        "base": row,
        "title": row.employer.organisation.name,
        "rows": presenters.base_rows(row),
        "paragraphs": presenters.paragraphs(row.plan),
        "cards": [card(each) for each in rows.order_by("-opened_at", "-pk")[:VACANCIES]],
        "nav": "jobs",
    }
    return render(request, "jobs/internships/base.html", context)


@person_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """One's own agreements."""
    rows = services.of_person(request.person)[:SHOWN]
    context = {"cards": [presenters.own_card(each) for each in rows], "nav": "my"}
    return render(request, "jobs/internships/mine.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One agreement: agree or not, end it early, say whether what the unit wrote is so."""
    row = get_object_or_404(services.of_person(request.person), pk=pk)
    forms = {"agree": AgreeForm(), "why": WhyForm(), "confirm": ConfirmForm()}
    if request.method == "POST" and _acted(request, row, request.POST.get("form", ""), forms):
        return redirect("jobs:my_internship", pk)
    failed = [form for form in forms.values() if form.errors]
    context = {
        "row": row,
        "title": row.base.employer.organisation.name,
        "rows": presenters.agreement_rows(row),
        "card": presenters.own_card(row),
        "offered": row.state == S.OFFERED,
        "running": row.state == S.RUNNING,
        "asked": row.state == S.ENDED and row.kept is not None and row.confirmed is None,
        "begins": full_text(row.begins),
        "forms": forms,
        "failed": bool(failed),
        "nav": "my",
    }
    return render(request, "jobs/internships/mine_page.html", context, status=422 if failed else 200)


def _acted(request: HttpRequest, row: Internship, wish: str, forms: dict[str, Any]) -> bool:
    """What the intern wants, done; False where a form has something to mend."""
    kinds = {"agree": AgreeForm, "decline": WhyForm, "end": WhyForm, "confirm": ConfirmForm}
    if wish not in kinds:
        raise Http404
    form = kinds[wish](request.POST)
    forms["why" if kinds[wish] is WhyForm else wish] = form
    if not form.is_valid():
        return False
    by, data = actors.of_request(request), form.cleaned_data
    try:
        if wish == "agree":
            services.agree(row, graduated_on=data["graduated_on"], by=by)
            messages.success(request, _("您已同意,协议生效。"))
        elif wish == "confirm":
            services.confirm(row, right=data["right"], by=by)
            messages.success(request, _("已记下您的回答。"))
        else:
            (services.decline if wish == "decline" else services.end)(row, why=data["why"], by=by)
            messages.success(request, _("已告诉单位。"))
    except services.InternshipRefused as error:
        if wish != "agree":
            messages.error(request, refused(error))
            return True
        form.add_error("agree", refused(error))
        return False
    return True
