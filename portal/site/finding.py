"""The desk's search box: one's own agency's case opens; anybody else's shows its least, and leaves a row behind."""

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.accounts import actors
from portal.accounts.doors import clerk_required
from portal.accounts.queries import people_by_name, person_by_document
from portal.accounts.services import note_access
from portal.agencies.models import Region
from portal.casework import policy, presenters
from portal.casework.models import Case
from portal.casework.steps import State
from portal.kernel import identity
from portal.kernel.actor import Actor
from portal.kernel.identity import DocumentKind
from portal.kernel.typed import half_width

MOST = 60
PURPOSE = "通办查询"


@clerk_required
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """By exact case number or document number, province-wide. It is a POST: numbers must not stand in addresses."""
    actor = actors.of_request(request)
    if not actor.roles & policy.DESK_ROLES:
        raise Http404
    q = half_width(request.POST.get("q", "")[:MOST]).upper()
    case = (
        Case.objects.select_related("item", "responsible", "person").filter(number=q).first() if q else None
    )
    if case and policy.visible_to(actor).filter(pk=case.pk).exists():
        return redirect("casework:case", case.number)
    card = _case_card(case, actor) if case else _person_card(q, actor) or _name_card(q, actor)
    if card is None:
        messages.info(request, _("全省都没有找到这个号码。请核对后再查,证件号码要完整。"))
        return redirect("site:desk")
    return render(request, "site/found.html", {"card": card, "clerk": request.clerk, "nav": "tasks"})


def _case_card(case: Case, actor: Actor) -> dict:
    """Item, state, agency: no name, no answers."""
    if case.person:
        note_access(case.person, what=_("办件概要"), purpose=PURPOSE, by=actor)
    return {"title": case.item.name, "rows": [_row(case)]}


def _person_card(number: str, actor: Actor) -> dict | None:
    """The masked name and the latest cases of the person with this confirmed document."""
    for kind in DocumentKind:
        checked = identity.check(kind, number)
        person = person_by_document(kind, checked.number) if checked.valid else None
        if person:
            note_access(person, what=_("人员概要"), purpose=PURPOSE, by=actor)
            rows = Case.objects.filter(person_id__in=person.all_ids).exclude(state=State.WITHDRAWN)
            cases = list(rows.select_related("item", "responsible").order_by("-submitted_at")[:20])
            own = set(
                policy.visible_to(actor)
                .filter(pk__in=[case.pk for case in cases])
                .values_list("pk", flat=True)
            )
            listed = [_row(case, opens=case.pk in own) for case in cases]
            return {"title": person.name.masked(), "rows": listed, "person": person.pk}
    return None


NAME = re.compile(r"^([\u3400-\u9fff\U00020000-\U0003ffff·]{1,30})\s*((?:19|20)\d{2})?$")
MOST_NAMES, LOOKED_AT = 20, 200


def _name_card(q: str, actor: Actor) -> dict | None:
    """«李 1983»: people of the clerk's own area whose name begins so, born that year; masked, each look recorded."""
    found = NAME.match(q)
    if found is None:
        return None
    year = int(found[2]) if found[2] else None
    people = people_by_name(found[1], year, limit=LOOKED_AT)
    here = Region.objects.filter(pk__in={each.residence_region_id for each in people})
    own = set(here.filter(path__contains=actor.agency_path).values_list("pk", flat=True))
    listed = [each for each in people if each.residence_region_id in own][:MOST_NAMES]
    for each in listed:
        note_access(each, what=_("人员概要"), purpose=_("按姓名查询"), by=actor)
    rows = [
        {
            "name": each.name.masked(),
            "value": f"{each.birth.year if each.birth else ''} {each.get_assurance_display()}",
            "person": each.pk,
        }
        for each in listed
    ]
    return {"title": _("本地区姓名相符的人"), "rows": rows} if rows else None


def _row(case: Case, *, opens: bool = False) -> dict[str, str]:
    """One case in a line; it opens only for the agencies it concerns."""
    place = f"{case.responsible.name} {case.responsible.phone}"
    text = f"{case.get_state_display()} · {presenters.due_text(case)} · {place}"
    return {"name": f"{case.item.name} {case.number}", "value": text, "number": case.number if opens else ""}
