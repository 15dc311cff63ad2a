"""«我的培训»: what I wanted to learn, what was found, taken back with one tap."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required

from ..presenters import interests as presenters
from ..queries import interests as queries
from ..services import interests as services


@person_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Every wish, the newest first."""
    rows = [presenters.mine(each) for each in queries.interests_of(request.person)[:20]]
    context = {"nav": "my", "rows": rows, "waits": any(row["waits"] for row in rows)}
    return render(request, "training/mine.html", context)


@person_required
@require_POST
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """I no longer want to."""
    row = get_object_or_404(queries.interests_of(request.person), pk=pk)
    try:
        services.take_back(row, by=actors.of_request(request))
        messages.success(request, _("已取消。想学了随时再登记。"))
    except services.NotNow as not_now:
        messages.error(request, str(not_now))
    return redirect("training:mine")
