"""«毕业以后»: what is on record, what happens next, the chain; «我已经就业» and «暂时不需要服务»."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts import actors
from portal.accounts.doors import person_required

from ..forms.graduates import EmployedForm
from ..models import UnemployedGraduate
from ..presenters import graduates as presenters
from ..queries import graduates as queries
from ..services import graduates as services


def _tag(request: HttpRequest) -> UnemployedGraduate:
    """One's own tag; who has none finds nothing to change."""
    tag = queries.tag_of(request.person)
    if tag is None:
        raise Http404
    return tag


@person_required
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """One's graduation and the service; «wants» and «no_wish» are said here."""
    if request.method == "POST":
        wants = request.POST.get("move") == "wants"
        try:
            services.say_wish(_tag(request), wants=wants, by=actors.of_request(request))
            told = _("好的,我们会联系您。") if wants else _("已记下,我们不打扰。需要时随时再来。")
            messages.success(request, told)
        except services.NotNow as not_now:
            messages.error(request, str(not_now))
        return redirect("registration:graduation")
    context = presenters.mine(request.person) | {"nav": "my"}
    return render(request, "registration/graduates/mine.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def employed(request: HttpRequest) -> HttpResponse:
    """I have work."""
    tag, form = _tag(request), EmployedForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.say_employed(tag, unit=form.cleaned_data["unit"], by=actors.of_request(request))
            messages.success(request, _("恭喜!服务已结束。以后需要,两年内随时可以恢复。"))
        except services.NotNow as not_now:
            messages.error(request, str(not_now))
        return redirect("registration:graduation")
    context = {"nav": "my", "form": form}
    status = 422 if form.errors else 200
    return render(request, "registration/graduates/employed.html", context, status=status)
