"""A unit and its people: the roster, one employment, hiring and ending one by one."""

import csv
import io
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.accounts.models import Membership, Organisation
from portal.exchange import sheets
from portal.kernel import clock
from portal.kernel.dates import full_text
from portal.kernel.names import check_name

from .. import prefill
from ..forms.employment import ContractForm
from ..forms.filings import HireForm, LeaveForm
from ..models import Spell
from ..policy import STAFF_SEATS
from ..presenters import filings as presenters
from ..queries import roster as queries
from ..services import filing_one
from .seats import seat_of

PAGE = 50


@person_required
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """The units one files for; with one only, straight to its roster, a school to its graduates."""
    rows = Membership.objects.filter(user=request.user, active=True, role__in=STAFF_SEATS)
    seats = list(rows.select_related("organisation").order_by("pk"))
    if len(seats) == 1:
        school = seats[0].organisation.kind == Organisation.Kind.SCHOOL
        return redirect(f"registration:{'graduates' if school else 'roster'}", seats[0].organisation_id)
    return render(request, "registration/filings/units.html", {"nav": "my", "seats": seats})


@person_required
@require_safe
def roster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who works here, whose contract ends soon, who left."""
    seat = seat_of(request, pk)
    view = request.GET.get("view", "now")
    view = view if view in queries.VIEWS else "now"
    name, _wrong = check_name(request.GET.get("name", ""))
    rows = queries.roster(pk, view=view, name=name)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    more = f"&name={name}" if name else ""
    context = {
        "nav": "my",
        "organisation": seat.organisation,
        "view": view,
        "name": name,
        "rows": [presenters.roster_row(each, pk) for each in page],
        "count": page.paginator.count,
        "ending": queries.counts(pk)["ending"],
        "previous_url": f"?view={view}&page={page.previous_page_number()}{more}"
        if page.has_previous()
        else "",
        "next_url": f"?view={view}&page={page.next_page_number()}{more}" if page.has_next() else "",
    }
    return render(request, "registration/filings/roster.html", context)


@person_required
@require_safe
def export(request: HttpRequest, pk: UUID) -> StreamingHttpResponse:
    """The roster as CSV, names masked as on the page: the unit has its own list of numbers."""
    seat_of(request, pk)

    def lines():
        out = io.StringIO()
        writer = csv.writer(out)
        yield "\ufeff"
        writer.writerow([_("姓名"), _("岗位"), _("入职"), _("合同"), _("状态"), _("最后工作日")])
        for spell in queries.employments(pk).order_by("-registered_at", "pk").iterator(chunk_size=500):
            row = presenters.roster_row(spell, pk)
            last = full_text(spell.separation.last_day) if hasattr(spell, "separation") else ""
            cells = (row["name"], row["post"], row["since"], row["contract"], row["tag"][1], last)
            writer.writerow([sheets.safe(str(cell)) for cell in cells])
            yield out.getvalue()
            out.seek(0)
            out.truncate()

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="roster.csv"'
    return response


@person_required
@require_http_methods(["GET", "POST"])
def hire(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One person: 就业登记, 用工备案 and the note to social insurance by one form."""
    seat = seat_of(request, pk)
    known = prefill.known_of(request.GET.get("of", ""), seat)
    first = {"region": seat.organisation.region_id, "day": clock.today(), "hours": "standard"} | known
    form = HireForm(request.POST) if request.method == "POST" else HireForm(initial=first)
    if request.method == "POST" and form.is_valid():
        filing = filing_one.stage_one(
            seat.organisation, form.cells(), region=form.cleaned_data["region"], by=actors.of_member(seat)
        )
        return redirect("registration:filing", filing.pk)
    context = {"nav": "my", "organisation": seat.organisation, "form": form, "known": bool(known)}
    return render(request, "registration/filings/hire.html", context, status=422 if form.errors else 200)


def _employment(request: HttpRequest, pk: UUID, spell: UUID) -> tuple[Membership, Spell]:
    """One's seat and an employment of that unit; anything else is not there."""
    seat, found = seat_of(request, pk), queries.employment(pk, spell)
    if found is None:
        raise Http404
    return seat, found


@person_required
@require_safe
def employment(request: HttpRequest, pk: UUID, spell: UUID) -> HttpResponse:
    """What is on record of one employment, and what can be filed."""
    seat, found = _employment(request, pk, spell)
    context = {
        "nav": "my",
        "organisation": seat.organisation,
        "spell": found,
        "row": presenters.roster_row(found, pk),
        "rows": presenters.employment_rows(found),
        "open": found.period.upper is None,
    }
    return render(request, "registration/filings/employment.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, pk: UUID, spell: UUID) -> HttpResponse:
    """终止、解除: last day and ground; what the ground means stands at the field."""
    seat, found = _employment(request, pk, spell)
    posted = request.POST if request.method == "POST" else None
    form = LeaveForm(posted, region=found.agency.region_id, first=found.period.lower)
    if posted is not None and form.is_valid():
        given = form.cleaned_data
        filing = filing_one.stage_ending(
            found, last_day=given["last_day"], ground=given["ground"], by=actors.of_member(seat)
        )
        return redirect("registration:filing", filing.pk)
    context = {"nav": "my", "organisation": seat.organisation, "form": form}
    context["row"] = presenters.roster_row(found, pk)
    return render(request, "registration/filings/leave.html", context, status=422 if form.errors else 200)


@person_required
@require_http_methods(["GET", "POST"])
def contract(request: HttpRequest, pk: UUID, spell: UUID) -> HttpResponse:
    """续订 or 变更: the contract that stands, to be changed; another first day makes it a renewal."""
    seat, found = _employment(request, pk, spell)
    if found.period.upper is not None:
        messages.info(request, _("这个人已经离职,不能再改合同。"))
        return redirect("registration:employment", pk, spell)
    posted = request.POST if request.method == "POST" else None
    form = ContractForm(posted, spell=found, renew=request.GET.get("renew") == "1")
    if posted is not None and form.is_valid():
        filing = filing_one.stage_contract(found, by=actors.of_member(seat), **form.cleaned_data)
        return redirect("registration:filing", filing.pk)
    context = {"nav": "my", "organisation": seat.organisation, "form": form}
    context["row"] = presenters.roster_row(found, pk)
    return render(request, "registration/filings/contract.html", context, status=422 if form.errors else 200)
