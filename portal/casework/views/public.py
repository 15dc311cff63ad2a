"""What anybody may read and say about a case before the public (公示, 异议)."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import throttling
from portal.accounts.addresses import client_address
from portal.casework import services
from portal.casework.forms import ObjectionForm
from portal.casework.models import Publicity
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.dates import day_text

PAGE = 30


def _row(publicity: Publicity) -> dict[str, str]:
    case = publicity.case
    return {
        "pk": publicity.pk,
        "name": publicity.shown_name,
        "item": case.item.name,
        "shown": publicity.shown,
        "agency": case.responsible.name,
        "phone": case.responsible.phone,
        "begins": day_text(publicity.begins),
        "ends": day_text(publicity.ends),
        "open": not publicity.over_at and clock.today() <= publicity.ends,
    }


@require_safe
def publicities(request: HttpRequest) -> HttpResponse:
    """Everything before the public now, and what was lately; names masked."""
    rows = Publicity.objects.select_related("case__item", "case__responsible")
    page = Paginator(rows.order_by("-begins", "-id"), PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [_row(row) for row in page],
        "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
        "previous_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "nav": "services",
    }
    return render(request, "casework/publicities.html", context)


@require_http_methods(["GET", "POST"])
def publicity(request: HttpRequest, pk: int) -> HttpResponse:
    """One public notice, and the form to object while it runs."""
    found = get_object_or_404(Publicity.objects.select_related("case__item", "case__responsible"), pk=pk)
    row = _row(found)
    form = ObjectionForm(request.POST if request.method == "POST" else None) if row["open"] else None
    if request.method == "POST" and form is None:
        return redirect("casework:publicity", pk)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            throttling.spend("objection", client_address(request), throttling.OBJECTIONS)
        except throttling.TooMany:
            form.add_error(None, throttling.words(throttling.OBJECTIONS))
        else:
            objection = services.object_to(
                found, text=data["text"], contact=data["contact"], by=system("publicity.visitor")
            )
            return render(request, "casework/objected.html", {"number": objection.number, "row": row})
    status = 422 if form is not None and form.errors else 200
    return render(
        request, "casework/publicity.html", {"row": row, "form": form, "nav": "services"}, status=status
    )
