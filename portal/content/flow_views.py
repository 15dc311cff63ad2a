"""Pictures of how a case moves, and which level of agencies does what."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.casework.models import ItemLevel, ServiceItem
from portal.casework.queries import items
from portal.casework.registry import version_on

from . import flow

RIGHTS = (
    ("advise", gettext_lazy("咨询")),
    ("assist", gettext_lazy("代办")),
    ("take", gettext_lazy("受理")),
    ("review", gettext_lazy("审核")),
    ("decide", gettext_lazy("决定")),
)


@require_safe
def whole(request: HttpRequest) -> HttpResponse:
    """Every move a case may make."""
    moves = flow.arrows()
    context = {"picture": flow.draw(moves, _("办件状态图")), "moves": flow.as_list(moves), "nav": "services"}
    return render(request, "content/flow.html", context)


@require_safe
def of_item(request: HttpRequest, code: str) -> HttpResponse:
    """The moves of one item's path, of the version in force."""
    item = get_object_or_404(ServiceItem, pk=code, active=True)
    version = version_on(code)
    moves = flow.arrows_of((version or item).path)
    picture = flow.draw(moves, _("%(name)s办理流程图") % {"name": (version or item).name})
    context = {"item": item, "picture": picture, "moves": flow.as_list(moves), "nav": "services"}
    return render(request, "content/flow.html", context)


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """Item × level: what may be done where. Two queries."""
    levels = ItemLevel._meta.get_field("level").choices
    rights = {(row.item_id, row.level): row for row in ItemLevel.objects.all()}
    rows = []
    for item in items().only("code", "name", "position"):
        found = [rights.get((item.pk, level)) for level, _name in levels]
        said = any(found)
        rows.append(
            (item, [(name, _words(row, said)) for (_level, name), row in zip(levels, found, strict=True)])
        )
    context = {"levels": [name for _level, name in levels], "rows": rows, "nav": "services"}
    return render(request, "content/matrix.html", context)


def _words(row: ItemLevel | None, said: bool) -> str:
    """What a level may do, in words; where an item has no matrix, every office works by its general duty."""
    if row is None:
        return "—" if said else _("按机构职责办理")
    return "、".join(str(word) for right, word in RIGHTS if getattr(row, right)) or "—"
