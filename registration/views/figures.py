"""登记统计 at the desk: the months of the register, the indicators of a year, and who stands behind a number."""

import csv
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_safe

from portal.accounts.doors import clerk_required
from portal.accounts.models import Person
from portal.agencies.models import Agency, Region
from portal.casework.doors import desk_actor
from portal.events.services import record
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import month_of, months_later
from portal.site.rooms import Room, register_room

from ..presenters import figures as presenters
from ..queries import figures as queries
from ..queries import indicators

MONTHS, PAGE = 24, 50
register_room(
    Room("registration:figures", lazy("登记统计"), lazy("每月就业失业人数,全年四项指标,点数字看是谁"), 80)
)


def _region(request: HttpRequest, actor: Actor) -> Region:
    """The region asked for, within the clerk's own; their own when none is named."""
    own = Agency.objects.select_related("region").get(pk=actor.agency_id).region
    code = request.GET.get("region", "")
    if not code:
        return own
    return get_object_or_404(Region, pk=code, path__startswith=own.path)


def _month(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return month_of(clock.today())


def _year(request: HttpRequest) -> tuple[int, date]:
    """The year asked for and its last day counted: today in a running year."""
    today, text = clock.today(), request.GET.get("year", "")
    year = int(text) if text.isdigit() and 2000 <= int(text) <= today.year else today.year
    return year, min(today, date(year, 12, 31))


@clerk_required
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """A month and a year of one region, and the way down."""
    actor = desk_actor(request)
    region, month, (year, day) = _region(request, actor), _month(request), _year(request)
    count, today = queries.newest(month), month_of(clock.today())
    context: dict[str, Any] = {
        "nav": "registration",
        "clerk": request.clerk,
        "region": region,
        "month": month,
        "months": [months_later(today, -back) for back in range(MONTHS)],
        "count": count,
        "rows": presenters.month_rows(count, region),
        "grounds": presenters.ground_rows(count, region),
        "sent": presenters.sent(count),
        "year": year,
        "indicators": presenters.year_rows(year, day, region),
        "below": presenters.below(region),
    }
    return render(request, "registration/figures/figures.html", context)


@clerk_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The four indicators by county as CSV."""
    actor = desk_actor(request)
    region, (year, day) = _region(request, actor), _year(request)
    rows = presenters.year_rows(year, day, region)
    places = sorted({code for row in rows for code in row["places"]})
    names = dict(Region.objects.filter(pk__in=places).values_list("pk", "full_name"))
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="indicators-{year}-{region.pk}.csv"'
    writer = csv.writer(response)
    writer.writerow([_("地区代码"), _("地区"), *(row["title"] for row in rows)])
    for code in places:
        writer.writerow([code, names[code], *(row["places"].get(code, 0) for row in rows)])
    return response


@clerk_required
@require_safe
def people(request: HttpRequest, name: str) -> HttpResponse:
    """Who stands behind a number, masked; the look is written down."""
    if name not in indicators.NAMES:
        raise Http404
    actor = desk_actor(request)
    region, (year, day) = _region(request, actor), _year(request)
    start = int(page) if (page := request.GET.get("start", "0")).isdigit() else 0
    keys = indicators.people(name, year, day, region, start=start, most=PAGE + 1)
    found = Person.objects.in_bulk(keys[:PAGE])
    record(
        "indicator.looked_into",
        subject_type="region",
        subject_id=region.pk,
        by=actor,
        payload={"indicator": name, "year": year, "start": start},
    )
    context = {
        "nav": "registration",
        "clerk": request.clerk,
        "region": region,
        "title": presenters.TITLES[name],
        "year": year,
        "rows": [found[key] for key in keys[:PAGE]],
        "first": start + 1,
        "back": f"?year={year}&region={region.pk}",
        "next_url": f"?year={year}&region={region.pk}&start={start + PAGE}" if len(keys) > PAGE else "",
    }
    return render(request, "registration/figures/people.html", context)
