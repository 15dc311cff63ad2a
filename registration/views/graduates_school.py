"""A school and its graduates: the list with progress, a file read and shown, what is wrong in it."""

import base64
import csv
import io
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.accounts.models import Membership, Organisation
from portal.accounts.queries import seat_in
from portal.exchange import sheets
from portal.kernel.fields import plaintext

from ..forms.graduates import RosterForm
from ..models import GraduateRoster, UnemployedGraduate
from ..policy import STAFF_SEATS
from ..presenters import graduates as presenters
from ..queries import graduates as queries
from ..rules import graduates as rules
from ..services import graduates_rosters as services
from .seats import seat_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE, BEFORE = 50, 10


def _school(request: HttpRequest, pk: UUID) -> Membership:
    """One's seat in a school; other units have no such page."""
    seat = seat_of(request, pk)
    if seat.organisation.kind != Organisation.Kind.SCHOOL:
        raise Http404
    return seat


@person_required
@require_safe
def listed(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who left, whom help reaches; the files before."""
    seat = _school(request, pk)
    page = Paginator(queries.of_school(pk), PAGE).get_page(request.GET.get("page"))
    people = {row.person_id for row in page}
    tags = {tag.person_id: tag for tag in UnemployedGraduate.objects.filter(person__in=people)}
    rosters = list(GraduateRoster.objects.filter(school=pk).order_by("-made_at", "pk")[:BEFORE])
    context = {
        "nav": "my",
        "organisation": seat.organisation,
        "rows": [presenters.school_row(row, tags.get(row.person_id)) for row in page],
        "count": page.paginator.count,
        "counts": queries.school_counts(pk),
        "before": presenters.before(rosters),
        "previous_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    return render(request, "registration/graduates/school.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose a file; it is read and shown, nothing more."""
    seat = _school(request, pk)
    posted = request.method == "POST"
    form = (
        RosterForm(request.POST, request.FILES) if posted else RosterForm(initial={"school_kind": "higher"})
    )
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kind, by = form.cleaned_data["school_kind"], actors.of_member(seat)
            made = services.stage(seat.organisation, kind, file.name, file.read(), by=by)
            return redirect("registration:graduate_roster", made.pk)
        except sheets.BadSheet as bad:
            form.add_error("file", str(bad))
    context = {"nav": "my", "form": form, "organisation": seat.organisation}
    context["columns"] = presenters.columns()
    status = 422 if form.errors else 200
    return render(request, "registration/graduates/upload.html", context, status=status)


@person_required
@require_safe
def template(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file to fill in."""
    _school(request, pk)
    data = sheets.template(list(rules.COLUMNS), rules.EXAMPLE, title="毕业生")
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="graduates.xlsx"'
    return response


def _roster(request: HttpRequest, pk: UUID) -> tuple[GraduateRoster, Membership]:
    """A file of one's own school; another's is not there."""
    found = get_object_or_404(GraduateRoster.objects.select_related("school"), pk=pk)
    seat = seat_in(request.user, found.school_id, STAFF_SEATS)
    if seat is None:
        raise Http404
    return found, seat


@person_required
@require_http_methods(["GET", "POST"])
def roster(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the file would do; hand it in or leave it."""
    found, seat = _roster(request, pk)
    if request.method == "POST":
        by = actors.of_member(seat)
        try:
            if request.POST.get("move") == "drop":
                services.drop(found, by=by)
                messages.success(request, _("没有提交,文件已删除。"))
            else:
                services.take(found, by=by)
                messages.success(request, _("已登记。还没有就业的,由生源地或常住地的机构联系。"))
        except services.NotNow as not_now:
            messages.error(request, str(not_now))
        return redirect("registration:graduate_roster", pk)
    context = presenters.roster_context(found) | {"nav": "my", "organisation": seat.organisation}
    return render(request, "registration/graduates/roster.html", context)


@person_required
@require_safe
def wrong(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The wrong lines as they stood in the file, what to mend beside them; to upload again."""
    found, _seat = _roster(request, pk)
    problems = dict(found.lines.exclude(problem="").values_list("line", "problem"))
    out = io.StringIO()
    writer = csv.writer(out)
    if found.data is not None:
        read = sheets.lines(found.file_name, base64.b64decode(plaintext(found.data)))
        writer.writerow([*next(read)[1], _("行号"), _("要改什么")])
        for number, cells in read:
            if number in problems:
                writer.writerow([*map(sheets.safe, cells), str(number), sheets.safe(problems[number])])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="wrong.csv"'
    return response
