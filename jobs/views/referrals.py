"""推荐信: written at the desk, read and answered by the person and by the employer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import clerk_required, person_required
from portal.accounts.models import Person
from portal.accounts.services import note_access
from portal.casework.doors import desk_actor
from portal.documents import rendering
from portal.kernel.actor import Actor

from .. import policy
from ..forms.referrals import ReferralForm
from ..models import Referral, Resume, Vacancy
from ..presenters import referrals as presenters
from ..services import guidance
from ..services import referrals as services
from ..services.applications import VacancyShut

PAGE, MINE = 50, "mine"


@clerk_required
@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """Referrals of the agency with what both sides said; ?who=mine, ?who=silent; counts by month and clerk."""
    actor = desk_actor(request)
    rows, who = services.referrals_for(actor), request.GET.get("who", "")
    if who == MINE:
        rows = rows.filter(clerk=request.clerk)
    elif who == "silent":
        rows = services.unanswered(rows)
    found = list(rows[: PAGE + 1])
    context = {
        "rows": [presenters.list_row(row) for row in found[:PAGE]],
        "more": len(found) > PAGE,
        "who": who,
        "counts": presenters.count_rows(services.counts(actor)),
    }
    return render(request, "jobs/referrals/list.html", context | {"clerk": request.clerk, "nav": "jobs"})


@clerk_required
@require_http_methods(["GET", "POST"])
def refer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose an open vacancy for a person: of the matches, or by ?q= number, title, employer."""
    actor = desk_actor(request)
    person = get_object_or_404(guidance.people_for(actor), pk=pk)
    words = request.GET.get("q", "").strip()[:60]
    found = services.found_vacancies(words) if words else presenters.matched(person)
    known = {one.number for one in found}
    given = request.POST.get("vacancy", "")
    if given and given not in known:
        found += services.found_vacancies(given)[:1]
    choices = [(one, presenters.vacancy_words(one)) for one in found]
    form = ReferralForm(request.POST if request.method == "POST" else None, vacancies=choices)
    if form.is_bound and form.is_valid():
        answer = _referred(request, person, form, actor)
        if answer:
            return answer
    note_access(person, what=_("推荐信"), purpose=_("职业介绍"), by=actor)
    off = Resume.objects.filter(person=person, matching=False).exists()
    context = {
        "person": person,
        "name": person.name.masked(),
        "q": words,
        "found": found,
        "form": form,
        "off": off,
    }
    context |= {"clerk": request.clerk, "nav": "jobs"}
    return render(request, "jobs/referrals/refer.html", context, status=422 if form.errors else 200)


def _referred(request: HttpRequest, person: Person, form: ReferralForm, actor: Actor) -> HttpResponse | None:
    """Write it; None where the form has something to mend."""
    data = form.cleaned_data
    vacancy = get_object_or_404(Vacancy, number=data["vacancy"])
    try:
        made, new = services.refer(person, vacancy, consent=data["consent"], words=data["words"], by=actor)
    except VacancyShut:
        form.add_error("vacancy", _("这个岗位刚刚结束,请选别的。"))
    except services.MatchingOff:
        form.add_error("consent", _("本人关了岗位推荐。本人当面提出的,才能开推荐信。"))
    else:
        said = _("已开推荐信%(number)s,本人和单位都会收到。") if new else _("已经开过:%(number)s。")
        messages.success(request, said % {"number": made.number})
        return redirect("jobs:referrals")
    return None


def _paper(row: Referral) -> HttpResponse:
    html = render_to_string("jobs/referrals/paper.html", presenters.paper_context(row))
    response = HttpResponse(rendering.pdf_of(html), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{row.number}.pdf"'
    return response


@clerk_required
@require_safe
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The paper, for the printer at the desk; the person reads that it was printed."""
    actor = desk_actor(request)
    row = get_object_or_404(services.referrals_for(actor), pk=pk)
    note_access(row.person, what=_("姓名、电话(推荐信)"), purpose=row.number, by=actor)
    return _paper(row)


@person_required
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One's own referral; one tap tells the result, or that one does not want to be asked."""
    row = get_object_or_404(services.of_person(request.person), pk=pk)
    if request.method == "POST":
        by, result = actors.of_request(request), request.POST.get("result", "")
        if result == "stop":
            services.stop_asking(row, by=by)
            messages.success(request, _("好的,不再问您。"))
        elif result in Referral.Result.values:
            services.person_says(row, result, by=by)
            messages.success(request, _("已记下,谢谢您告诉我们。"))
        else:
            raise Http404
        return redirect("jobs:my_referral", pk)
    return render(request, "jobs/referrals/mine.html", presenters.person_context(row))


@person_required
@require_safe
def my_paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One's own referral on paper."""
    return _paper(get_object_or_404(services.of_person(request.person), pk=pk))


@person_required
@require_http_methods(["GET", "POST"])
def employer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A referral to one of one's vacancies: who comes, and the result by one tap. Opening it is told to the person."""
    row = get_object_or_404(services.for_seats_of(request.user), pk=pk)
    by = actors.of_member(policy.seat(request.user, row.vacancy.employer_id))
    if request.method == "POST":
        result = request.POST.get("result", "")
        if result not in Referral.Result.values:
            raise Http404
        services.employer_says(row, result, by=by)
        messages.success(request, _("已记下,谢谢您告诉我们。"))
        return redirect("jobs:employer_referral", pk)
    note_access(row.person, what=_("姓名、电话(推荐信)"), purpose=row.number, by=by)
    return render(request, "jobs/referrals/employer.html", presenters.employer_context(row))
