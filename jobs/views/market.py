"""The market in figures for everybody, and the clerks' pages behind it."""

import csv
from collections.abc import Iterable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import clerk_required
from portal.accounts.models import Role
from portal.casework.doors import desk_actor
from portal.exchange import sheets

from ..forms.market import CorrectForm, WageFileForm
from ..presenters import market as presenters
from ..services import market as figures
from ..services import occupations
from ..services import wages as guides

PAGE, MOST = 20, 500
LOADING = frozenset({Role.DATA, Role.PROVINCE_ADMIN})


def _chosen(asked: str, offered: Iterable[str]) -> str:
    """What was asked for if it is offered, else the first; empty when nothing is."""
    known = list(offered)
    return asked if asked in known else (known[0] if known else "")


def _csv(name: str, lines: Iterable[list]) -> HttpResponse:
    """A download that spreadsheets read as UTF-8."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")
    out = csv.writer(response)
    out.writerows([[sheets.safe(str(cell)) for cell in line] for line in lines])
    return response


@require_safe
def wages(request: HttpRequest) -> HttpResponse:
    """What an occupation earns in a place, as the bureaus published it. Four queries and those of the frame."""
    years = [str(year) for year in guides.years()]
    year = _chosen(request.GET.get("year", ""), years)
    groups, places = guides.offered(int(year)) if year else ({}, {})
    group = _chosen(request.GET.get("group", ""), groups)
    place = _chosen(request.GET.get("place", ""), places)
    asked = {"year": year, "occupation": group, "region": place}
    rows = list(guides.asked(asked)[:MOST]) if year else []
    context = {
        "nav": "jobs",
        "year": year,
        "years": presenters.options(dict(zip(years, years, strict=True)), year),
        "groups": presenters.options(groups, group),
        "places": presenters.options(places, place),
        "heads": presenters.wage_heads(),
        "rows": presenters.wage_rows(rows),
        "chart": presenters.wage_chart(rows),
        "sources": sorted({row.source for row in rows}),
        "chosen": f"{groups.get(group, '')} · {places.get(place, '')}",
    }
    return render(request, "jobs/wages.html", context)


@require_safe
def wages_csv(request: HttpRequest) -> HttpResponse:
    """All of a year, in the columns that can be loaded again."""
    year = _chosen(request.GET.get("year", ""), [str(each) for each in guides.years()])
    rows = guides.asked({"year": year}).values_list(
        "year", "region", "occupation", *guides.POINTS, "unit", "source", "occupation__name"
    )
    head = [*guides.COLUMNS, "name"]
    return _csv(f"wages-{year or 'empty'}", [head, *(list(row) for row in rows.iterator())])


def _quarter(request: HttpRequest) -> tuple[str, list[str], list]:
    quarters = figures.counted_quarters()
    quarter = _chosen(request.GET.get("quarter", ""), quarters)
    return quarter, quarters, list(figures.cells(quarter)) if quarter else []


@require_safe
def supply(request: HttpRequest) -> HttpResponse:
    """Supply and demand of a quarter. Four queries and those of the frame."""
    quarter, quarters, cells = _quarter(request)
    names = {"groups": figures.groups(), "places": figures.prefectures()}
    place = _chosen(request.GET.get("place", ""), names["places"])
    untold = {figure: figures.untold(cells, figure) for figure in ("demand", "supply")}
    words = {each: presenters.quarter_words(each) for each in quarters}
    context = {
        "nav": "jobs",
        "quarter": quarter,
        "words": words.get(quarter, ""),
        "quarters": presenters.options(words, quarter),
        "places": presenters.options(names["places"], place),
        "place": names["places"].get(place, ""),
        **presenters.market_context(cells, place, names, untold),
    }
    return render(request, "jobs/market.html", context)


@require_safe
def supply_csv(request: HttpRequest) -> HttpResponse:
    """Every cell of a quarter; what the page does not tell, this does not tell."""
    quarter, _quarters, cells = _quarter(request)
    groups, places = presenters.group_names(figures.groups()), figures.prefectures()
    untold = {figure: figures.untold(cells, figure) for figure in ("demand", "supply")}
    lines = [[_("季度"), _("地区"), _("职业大类"), _("招聘人数"), _("求职人数"), _("求人倍率")]]
    for cell in cells:
        row = presenters.market_row(cell, groups.get(cell.group, cell.group), untold)
        place = places.get(cell.prefecture, cell.prefecture)
        shown = [row[name].replace(",", "") for name in ("demand", "supply", "ratio")]
        lines.append([quarter, place, row["name"], *shown])
    return _csv(f"market-{quarter or 'empty'}", lines)


@clerk_required
@require_http_methods(["GET", "POST"])
def load_wages(request: HttpRequest) -> HttpResponse:
    """Take in a file of wage guidance: data managers and the province's administrators."""
    actor = actors.of_request(request)
    if not actor.roles & LOADING:
        raise Http404
    posted, problems = request.method == "POST", []
    form = WageFileForm(request.POST, request.FILES) if posted else WageFileForm()
    if posted and form.is_valid():
        given = {"year": str(form.cleaned_data["year"]), "source": form.cleaned_data["source"]}
        try:
            count = guides.load(form.cleaned_data["file"].read(), by=actor, **given)
        except guides.WageFileWrong as wrong:
            problems = wrong.problems
            form.add_error("file", _("文件没有收下,下面写了哪里要改。"))
        else:
            messages.success(request, _("已收下%(n)s行。") % {"n": count})
            return redirect("jobs:load_wages")
    context = {"clerk": request.clerk, "nav": "todo", "form": form, "problems": problems}
    context["columns"] = presenters.wage_columns()
    return render(request, "jobs/load_wages.html", context, status=422 if form.errors else 200)


@clerk_required
@require_http_methods(["GET", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """Vacancies of the clerk's area without a code, or with one that the title speaks against; mended here."""
    actor = desk_actor(request)
    rows = occupations.of_area(actor.agency_path)
    form = CorrectForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        vacancy = get_object_or_404(rows, number=request.POST.get("vacancy", ""))
        if form.is_valid():
            occupations.correct(vacancy, form.cleaned_data["occupation"], by=actor)
            messages.success(request, _("已更正:%(title)s。") % {"title": vacancy.title})
            return redirect("jobs:occupation_codes")
    listed = presenters.doubtful_rows(occupations.doubtful(rows, PAGE), occupations.suggest)
    wrong = request.POST.get("vacancy", "") if form.errors else ""
    context = {"clerk": request.clerk, "nav": "todo", "rows": listed, "form": form, "wrong": wrong}
    context["loads"] = bool(actor.roles & LOADING)
    return render(request, "jobs/occupation_codes.html", context, status=422 if wrong else 200)
