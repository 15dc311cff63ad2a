"""«不对?改»: what one asked to be corrected, and a new one."""

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.kernel.fields import plaintext

from .. import presenters, registry
from ..forms import AskForm
from ..queries import corrections_of
from ..services import corrections as services

SHOWN = 50
AN_ABOUT = re.compile(r"[\w\-]{0,60}")


def refused(why: str) -> str:
    """Why a correction was not taken, in words."""
    return {
        "again": _("这一项正在核实。有了结果会告诉您。"),
        "many": _("您有20项正在核实。等其中一些有了结果再提。"),
        "answered": _("这一项已经有人答复了。"),
        "rights": _("这一项不归您的机构核实。"),
    }.get(why, _("现在不能提。"))


@person_required
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """What one asked and what came of it, the newest first."""
    found = corrections_of(request.person).select_related("decided_by")[:SHOWN]
    rows = [presenters.correction_row(row) | {"text": plaintext(row.text)} for row in found]
    return render(request, "exchange/corrections.html", {"rows": rows, "nav": "my"})


@person_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """One question on one page: what is wrong."""
    fact = registry.find_fact(request.GET.get("fact", ""))
    about = request.GET.get("about", "")
    if fact is None or not AN_ABOUT.fullmatch(about):
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["text"]
        try:
            services.ask(request.person, fact.code, words, about=about, by=actors.of_request(request))
        except services.CorrectionRefused as error:
            form.add_error(None, refused(error.why))
        else:
            messages.success(request, _("已经记下。有了结果,消息里会告诉您。"))
            return redirect("exchange:corrections")
    context = {"form": form, "fact": fact, "about": about, "nav": "my"}
    return render(request, "exchange/ask.html", context, status=422 if form.errors else 200)
