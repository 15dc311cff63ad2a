"""A citizen asks for verification by data (联网核验)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts import actors, realname, services
from portal.accounts.doors import person_required
from portal.accounts.models import Assurance


@person_required
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask the official source about one's own name and number, once it is pressed."""
    if not realname.configured():
        raise Http404
    told = ""
    if request.method == "POST" and request.person.assurance != Assurance.VERIFIED:
        try:
            person = services.verify_by_data(request.person, by=actors.of_request(request))
        except realname.RealNameAway:
            told = "away"
        except services.WindowNeeded:
            told = "window"
        except services.TooManyChecks:
            told = "later"
        else:
            if person.assurance == Assurance.VERIFIED:
                messages.success(request, _("已核验,您可以接着办事。"))
                return redirect("site:my")
            told = "mismatch"
    document = request.person.documents.filter(retired=False).order_by("-confirmed", "-seen_at").first()
    context = {
        "told": told,
        "nav": "my",
        "done": request.person.assurance == Assurance.VERIFIED,
        "name": request.person.name.masked(),
        "number": document.number.masked() if document else "",
    }
    return render(request, "accounts/verify.html", context)
