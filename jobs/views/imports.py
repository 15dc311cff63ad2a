"""Vacancies from a file: hand it in, watch it, mend what is wrong, send the rest together."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.accounts.models import Membership
from portal.casework.doors import promised
from portal.casework.presenters import pledge
from portal.casework.services.submitting import current_text
from portal.exchange import sheets

from .. import policy
from ..forms.imports import UploadForm
from ..models import Employer, ImportJob
from ..models.vacancy import PUBLICATION
from ..presenters import imports as presenters
from ..rules import rows as mapping
from ..services import imports
from .seats import seat_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@person_required
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Choose a file; the ones before stand below."""
    seat = seat_of(request, pk)
    card = Employer.objects.filter(organisation=seat.organisation).first()
    if card is None:
        messages.info(request, _("先填写单位信息并申请核验,再导入岗位。"))
        return redirect("jobs:verify", pk)
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if posted and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            job = imports.stage(card, file.name, file.read(), by=actors.of_member(seat))
        except sheets.BadSheet as bad:
            form.add_error("file", str(bad))
        else:
            return redirect("jobs:import_job", job.pk)
    context = {"nav": "my", "form": form, "organisation": seat.organisation}
    context["columns"] = [(name, name in mapping.NEEDED) for name in mapping.COLUMNS]
    context["before"] = presenters.before(card)
    return render(request, "jobs/import.html", context)


@person_required
@require_safe
def template(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file to fill in."""
    seat_of(request, pk)
    data = sheets.template(list(mapping.COLUMNS), imports.EXAMPLE, title="岗位")
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="vacancies.xlsx"'
    return response


def _job(request: HttpRequest, pk: UUID) -> tuple[ImportJob, Membership]:
    """One's own file; another employer's is not there."""
    job = get_object_or_404(ImportJob.objects.select_related("employer__organisation"), pk=pk)
    seat = policy.seat(request.user, job.employer.organisation_id)
    if seat is None:
        raise Http404
    return job, seat


@person_required
@require_http_methods(["GET", "POST"])
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far it is, what is wrong line by line, and one promise for all that is good."""
    found, seat = _job(request, pk)
    text, problem = current_text(PUBLICATION), ""
    if request.method == "POST":
        signature = promised(request)
        if text and signature is None:
            problem = _("请先看承诺,再勾选。")
        else:
            imports.send_together(found, seat, signature=signature, by=actors.of_member(seat))
            messages.success(request, _("已开始提交。可以离开这一页,过一会儿再来看。"))
            return redirect("jobs:import_job", pk)
    context = presenters.job_context(found, imports.progress(found))
    context |= {"nav": "my", "pledge": pledge(text), "text": text, "problem": problem}
    return render(request, "jobs/import_job.html", context, status=422 if problem else 200)


@person_required
@require_safe
def errors(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The lines that are wrong, to mend and hand in again."""
    found, _mine = _job(request, pk)
    response = HttpResponse(imports.wrong_lines(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="errors.csv"'
    return response
