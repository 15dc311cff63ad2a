"""The card of the register's hub that leads to the exchange."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.accounts.doors import clerk_required
from portal.accounts.models import Role
from portal.casework.doors import desk_actor
from portal.site.rooms import Room, register_room

register_room(
    Room(
        "registration:exchange",
        _("数据交换和更正"),
        _("部门送来和发往的数据,群众说「不对」的记录。"),
        90,
    )
)
register_room(
    Room(
        "exchange:desk",
        _("数据交换"),
        _("部门送来和发往的数据。"),
        100,
        roles=frozenset({Role.DATA}),  # data keepers have no queue: their desk begins here
    )
)


@clerk_required
@require_safe
def exchange(request: HttpRequest) -> HttpResponse:
    """On to the exchange's own pages."""
    desk_actor(request)
    return redirect("exchange:desk")
