"""Taking one's data along."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from portal.accounts import actors, services
from portal.accounts.doors import fresh_required, person_required
from portal.accounts.registry import exports
from portal.kernel import clock


@person_required
@fresh_required
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """What is in it; pressed, the ZIP itself."""
    if request.method == "GET":
        return render(request, "accounts/export.html", {"nav": "my", "files": sorted(exports)})
    packed = services.export_person(request.person, by=actors.of_request(request))
    answer = HttpResponse(packed, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="shuye-{clock.today():%Y%m%d}.zip"'
    return answer
