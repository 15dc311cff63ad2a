"""«我要招人»: what a unit still lacks, from its own entry to the first person filed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.accounts.doors import person_required
from portal.accounts.models import Membership, Organisation


@dataclass(frozen=True)
class Standing:
    """How far a unit is with a step: done or not, in words, and where it is done."""

    done: bool
    word: str
    url: str


@dataclass(frozen=True)
class Step:
    """A step of the path; `standing(unit)` makes at most two queries. `roles` are those who can take it."""

    code: str
    title: Any
    lead: Any
    position: int
    standing: Callable[[Organisation], Standing]


_steps: dict[str, Step] = {}


def register_step(step: Step) -> None:
    """Add a step to the path."""
    _steps[step.code] = step


def path_of(unit: Organisation) -> list[dict[str, Any]]:
    """The steps in order; the first that is not done is the next one."""
    rows, found_next = [], False
    for step in sorted(_steps.values(), key=lambda each: each.position):
        stands = step.standing(unit)
        rows.append(
            {
                "title": step.title,
                "lead": step.lead,
                "stands": stands,
                "next": not stands.done and not found_next,
            }
        )
        found_next = found_next or not stands.done
    return rows


def _confirmed(unit: Organisation) -> Standing:
    word = _("已核对") if unit.confirmed_at else _("等工作人员核对,一般当天")
    return Standing(bool(unit.confirmed_at), word, reverse("accounts:organisation", args=[unit.pk]))


register_step(
    Step(
        "unit",
        gettext_lazy("登记单位"),
        gettext_lazy("单位名称和统一社会信用代码,只填这一次"),
        10,
        _confirmed,
    )
)


@person_required
@require_safe
def hiring(request: HttpRequest) -> HttpResponse:
    """Every unit one acts for, with its path."""
    rows = Membership.objects.filter(user=request.user, active=True).select_related("organisation")
    units = [{"unit": seat.organisation, "steps": path_of(seat.organisation)} for seat in rows.order_by("pk")]
    return render(request, "site/hiring.html", {"units": units, "nav": "my"})
