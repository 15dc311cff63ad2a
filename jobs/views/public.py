"""What everybody reads: the search and one vacancy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .. import search
from ..filters import asked_of
from ..models import VacancyState
from ..presenters.matching import reasons_for
from ..presenters.searching import search_context
from ..presenters.vacancies import vacancy_context
from ..queries import has_resume, public_vacancies

GONE = 410


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Search open vacancies: /jobs/?q=&region=&pay=&…"""
    asked = asked_of(request.GET)
    page = search.find(asked)
    context = search_context(request, asked, page, search.facets(asked, page))
    return render(request, "jobs/search.html", context)


@require_safe
def vacancy(request: HttpRequest, number: str) -> HttpResponse:
    """One vacancy; an ended one says so and answers 410, without a way to apply."""
    found = get_object_or_404(public_vacancies(), number=number)
    open_now = found.state == VacancyState.OPEN
    context = vacancy_context(found) | {"open": open_now}
    context["reasons"] = reasons_for(request.user, found) if open_now else []
    context["one_tap"] = open_now and has_resume(request.user)
    return render(request, "jobs/vacancy.html", context, status=200 if open_now else GONE)
