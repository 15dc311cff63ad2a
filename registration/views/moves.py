"""«我搬家了»: choose the county, see what goes along, done at once; afterwards, how it stands."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.agencies.queries import agency_for
from portal.casework.doors import promised
from portal.casework.presenters import pledge
from portal.casework.services.submitting import CommitmentChanged, current_text

from ..forms.moves import MoveForm
from ..models import PersonMove
from ..models.archives import TRANSFER_IN
from ..moving import Place, things_of
from ..presenters import moves as presenters
from ..queries import moves as queries
from ..services import moves as services


@person_required
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Where one lives now; what would go along; earlier moves."""
    form = MoveForm(request.POST if request.method == "POST" else None, person=request.person)
    if request.method == "POST" and form.is_valid():
        return redirect("registration:move_check", form.cleaned_data["county"].pk)
    things = [thing for _mover, thing in things_of(request.person)]
    context = {"nav": "my", "form": form, "going": presenters.going(things)}
    context["here"] = request.person.residence_region
    context["moves"] = [presenters.mine(each) for each in queries.moves_of(request.person)[:5]]
    return render(request, "registration/moves/choose.html", context, status=422 if form.errors else 200)


@person_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, county: str) -> HttpResponse:
    """Everything that goes along on one page, the personnel file if wished; one tap moves it."""
    form = MoveForm({"county": county}, person=request.person)
    if not form.is_valid():
        return redirect("registration:move")
    region = form.cleaned_data["county"]
    place = Place(region, agency_for(region))
    error, wished = "", bool(request.POST.get("file"))
    if request.method == "POST":
        said = _moved(request, region, wished)
        if isinstance(said, PersonMove):
            return redirect("registration:move_done", said.pk)
        error = said
    text = current_text(TRANSFER_IN)
    things = [thing for _mover, thing in things_of(request.person, place)]
    context: dict[str, Any] = {"nav": "my", "place": place, "going": presenters.going(things)}
    context |= {"stays": presenters.STAYS, "error": error, "wished": wished, "text": text}
    context["may_file"] = queries.may_call_file(request.person, place.agency)
    context["pledge"] = pledge(text)
    return render(request, "registration/moves/check.html", context, status=422 if error else 200)


def _moved(request: HttpRequest, region: Any, wished: bool) -> PersonMove | str:
    """The move, or what stands in its way in words."""
    promise = promised(request) if wished else None
    if wished and promise is None:
        return _("要把人事档案一起转来,请先阅读并勾选承诺;不转的,取消勾选。")
    try:
        return services.move(request.person, to=region, file=promise, by=actors.of_request(request))
    except CommitmentChanged:
        return _("承诺书刚刚更新,请再看一遍。")
    except services.NotNow as not_now:
        return str(not_now)


@person_required
@require_safe
def done(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What went along and who helps now."""
    row = get_object_or_404(queries.moves_of(request.person), pk=pk)
    context = {"nav": "my", "row": presenters.mine(row), "agency": row.to_agency}
    return render(request, "registration/moves/done.html", context)
