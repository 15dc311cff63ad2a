"""Personnel files for their owners, and for units that look into one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.accounts.models import Membership
from portal.casework.models import Commitment
from portal.casework.presenters import pledge
from portal.casework.services import Signature
from portal.casework.services.submitting import CommitmentChanged, current_text

from ..forms.archives import CallForm, ConsultForm
from ..models import TransferOutAsk
from ..models.archives import CONSULTATION, TRANSFER_OUT
from ..policy import STAFF_SEATS
from ..presenters import archives as presenters
from ..presenters.archives_words import refused
from ..queries import archives as queries
from ..services import archives_reading as services
from ..services.archives_rights import ArchiveRefused
from .seats import seat_of

SHOWN = 50


@person_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Where one's own file is, its stations, which kinds are missing; never what it says."""
    context = presenters.mine(queries.file_of(request.person)) | {"nav": "my"}
    return render(request, "registration/archives/mine.html", context)


@person_required
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """The units one may file for; with one only, straight to its page."""
    rows = Membership.objects.filter(user=request.user, active=True, role__in=STAFF_SEATS)
    found = list(rows.select_related("organisation").order_by("organisation__name", "pk"))
    if len(found) == 1:
        return redirect("registration:unit_archives", found[0].organisation_id)
    context = {"units": [each.organisation for each in found], "nav": "my"}
    return render(request, "registration/archives/units.html", context)


@person_required
@require_safe
def unit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the unit asked for and how it stands."""
    seat = seat_of(request, pk)
    calls = TransferOutAsk.objects.filter(unit=seat.organisation).select_related(
        "case__archive_transfer", "case__reason"
    )
    context = {
        "organisation": seat.organisation,
        "cards": [presenters.unit_card(each) for each in queries.of_unit(seat.organisation)[:SHOWN]],
        "calls": [presenters.call_card(each) for each in calls.order_by("-asked_at", "-pk")[:SHOWN]],
        "nav": "my",
    }
    return render(request, "registration/archives/unit.html", context)


FIELDS = {"own": "number", "two": "second_number", "valid": "issued_on"}


def _promised(request: HttpRequest) -> Signature | None:
    """The promise ticked on the page, by the text that was shown; None when the box was left empty."""
    text = request.POST.get("text", "")
    if not request.POST.get("promise") or not text.isdigit():
        return None
    return Signature(Commitment.Method.TICK, int(text))


def _asking(
    request: HttpRequest, seat: Membership, form: Any, template: str, ask: Any, item: str
) -> HttpResponse:
    """A form of a unit; `ask` takes the cleaned data and makes the case."""
    text = current_text(item)
    unsigned = form.is_bound and text is not None and _promised(request) is None
    if form.is_bound and form.is_valid() and not unsigned:
        try:
            case = ask(dict(form.cleaned_data))
        except CommitmentChanged:
            messages.error(request, _("承诺的文字刚刚更新,请重新看一遍再勾选。"))
        except ArchiveRefused as error:
            field = FIELDS.get(error.why)
            form.add_error(field if field in form.fields else None, refused(error))
        else:
            messages.success(
                request, _("已提交,编号%(number)s。审批结果会发消息给您。") % {"number": case.number}
            )
            return redirect("registration:unit_archives", seat.organisation_id)
    context = {"organisation": seat.organisation, "form": form, "text": text, "pledge": pledge(text)}
    context |= {"unsigned": unsigned, "nav": "my"}
    return render(request, template, context, status=422 if form.errors or unsigned else 200)


@person_required
@require_http_methods(["GET", "POST"])
def consult(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask to look into a file."""
    seat = seat_of(request, pk)
    form = ConsultForm(request.POST if request.method == "POST" else None)

    def ask(data: dict[str, Any]) -> Any:
        pairs = tuple((data.pop(f"{n}_name"), data.pop(f"{n}_number")) for n in ("first", "second"))
        data.pop("apart")
        return services.ask(
            seat.organisation, readers=pairs, signature=_promised(request), by=actors.of_member(seat), **data
        )

    return _asking(request, seat, form, "registration/archives/consult.html", ask, CONSULTATION)


@person_required
@require_http_methods(["GET", "POST"])
def call(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Send a 调档函."""
    seat = seat_of(request, pk)
    form = CallForm(request.POST if request.method == "POST" else None)

    def ask(data: dict[str, Any]) -> Any:
        return services.ask_out(seat.organisation, by=actors.of_member(seat), **data)

    return _asking(request, seat, form, "registration/archives/call.html", ask, TRANSFER_OUT)
