"""What everybody reads: the search and one vacancy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import search
from ..filters import asked_of
from ..models import Opening, VacancyState
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


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What others may copy, and how they keep it new."""
    paths = (
        (_("整份岗位"), "jobs_api:snapshot"),
        (_("起点以后的变化"), "jobs_api:changes"),
        (_("查找岗位"), "jobs_api:vacancies"),
        (_("职业分类"), "jobs_api:occupations"),
        (_("工资指导价位"), "jobs_api:wages"),
    )
    rows = [{"name": name, "value": reverse(path)} for name, path in paths]
    count = f"{Opening.objects.count():,}"
    return render(request, "jobs/open_data.html", {"nav": "jobs", "rows": rows, "count": count})
