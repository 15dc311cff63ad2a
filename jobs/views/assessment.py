"""职业素质测评, taken and read by the person alone."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required

from ..forms.assessment import PageForm
from ..presenters import assessment as presenters
from ..rules import riasec
from ..services import assessment as services


@person_required
@require_http_methods(["GET", "POST"])
def assessment(request: HttpRequest) -> HttpResponse:
    """What it is and is not for; begin, go on, or see the last result."""
    if request.method == "POST":
        run = services.begin(request.person, by=actors.of_request(request))
        return redirect("jobs:assessment_page", riasec.first_open(services.answers_of(run)) or 1)
    context = {"standing": services.standing(request.person), "latest": services.latest(request.person)}
    return render(request, "jobs/assessment/home.html", context | {"nav": "my"})


@person_required
@require_http_methods(["GET", "POST"])
def assessment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Ten activities; what is answered is kept, so one can go on another day."""
    if not 1 <= pk <= riasec.pages():
        raise Http404
    run = services.standing(request.person)
    if run is None:
        return redirect("jobs:assessment")
    known = {f"a{number}": points for number, points in services.answers_of(run).items()}
    form = PageForm(request.POST if request.method == "POST" else None, initial=known, page=pk)
    if form.is_bound and form.is_valid():
        run = services.answer(run, form.points(), by=actors.of_request(request))
        if run.finished_at:
            messages.success(request, _("做完了。这是您的结果。"))
            return redirect("jobs:assessment_result")
        return redirect("jobs:assessment_page", riasec.first_open(services.answers_of(run)))
    context = {"nav": "my", "form": form, "page": pk, "pages": riasec.pages(), "before": pk - 1}
    return render(request, "jobs/assessment/page.html", context, status=422 if form.errors else 200)


@person_required
@require_safe
def assessment_result(request: HttpRequest) -> HttpResponse:
    """The last finished run explained."""
    run = services.latest(request.person)
    if run is None:
        return redirect("jobs:assessment")
    context = presenters.result(run, services.answers_of(run))
    return render(request, "jobs/assessment/result.html", context | {"nav": "my"})
