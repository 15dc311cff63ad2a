"""可投递单位: employers likely to hire, for everybody; and an employer's wish to be left out."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.kernel import clock

from .. import policy
from ..forms.stages import LikelyForm
from ..models import Employer, Occupation
from ..presenters import likely as presenters
from ..rules.groups import group_of
from ..search.asked import region_range
from ..services import likely as services
from ..services import occupations

PAGE, TITLE, GROUP = 20, 60, 7
MOST_MEANT, CLOSE = 3, 0.8


@require_safe
def likely(request: HttpRequest) -> HttpResponse:
    """/employers/likely/?q=&occupation=&region=: the most stars first."""
    form = LikelyForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    q = asked.get("q", "").replace("\x00", "").strip()[:TITLE]
    region, code = asked.get("region", ""), asked.get("occupation", "")
    rows = services.shown(clock.today())
    meant = _meant(q)
    if code:
        rows = rows.filter(occupations__range=_range(code))
    elif q:
        rows = rows.filter(occupations__in={group_of(row.pk) for row in meant})
    if region:
        rows = rows.filter(county__range=region_range(region))
    if asked.get("after"):
        stars, pk = map(int, asked["after"].split("-"))
        rows = rows.filter(Q(stars__lt=stars) | Q(stars=stars, pk__lt=pk))
    found = list(rows[: PAGE + 1])
    query = request.GET.copy()
    if len(found) > PAGE:
        query["after"] = f"{found[PAGE - 1].stars}-{found[PAGE - 1].pk}"
    context = {
        "nav": "jobs",
        "q": q,
        "cards": presenters.cards(found[:PAGE]),
        "meant": [row.name for row in meant] if q and not code else [],
        "places": presenters.places(region),
        "next": f"?{query.urlencode()}" if len(found) > PAGE else "",
    }
    return render(request, "jobs/likely.html", context)


def _meant(q: str) -> list[Occupation]:
    """The occupations a word means: the likeliest, and those hardly less likely."""
    found = occupations.suggest(q, MOST_MEANT) if q else []
    return [row for row, score in found if score >= found[0][1] * CLOSE]


def _range(code: str) -> tuple[int, int]:
    """The groups below a code: 4-01 is 40100–40199, 4-01-02-03 its own group."""
    short = code[:GROUP]
    low = group_of(short + "-00" * ((GROUP - len(short)) // 3))
    width = {1: 10_000, 4: 100, 7: 1}[len(short)]
    return low, low + width - 1


@person_required
@require_POST
def listing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """An employer is shown among the likely ones or not, as it likes."""
    seat = policy.seat(request.user, pk)
    if seat is None:
        raise Http404
    listed = request.POST.get("listed") == "1"
    services.list_employer(get_object_or_404(Employer, pk=pk), listed=listed, by=actors.of_member(seat))
    messages.success(request, _("已列入可投递单位。") if listed else _("已从可投递单位里去掉。"))
    return redirect("jobs:employer", pk)
