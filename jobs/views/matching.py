"""Matches of a person, and of a vacancy."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required

from .. import policy
from ..models import Opening, Seeker, Vacancy
from ..presenters.matching import opening_context, seeker_context
from ..services import suggesting


@person_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Openings that fit one's CV, why, and what is missing."""
    seeker = Seeker.objects.filter(person_id__in=request.user.person.all_ids).first()
    context = seeker_context(seeker) if seeker else {"nav": "my", "matches": [], "nobody": True}
    return render(request, "jobs/matches.html", context)


def _open(request: HttpRequest, number: str) -> tuple[Vacancy, Opening]:
    """One's own open vacancy with its row; 404 otherwise."""
    vacancy = get_object_or_404(policy.vacancies_for(request.user), number=number)
    return vacancy, get_object_or_404(Opening, vacancy=vacancy)


@person_required
@require_safe
def people(request: HttpRequest, number: str) -> HttpResponse:
    """People who fit a vacancy, masked, and what lowering each condition would change."""
    return render(request, "jobs/people.html", opening_context(*_open(request, number)))


@person_required
@require_POST
def invite(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Ask one of the people shown to look at the vacancy."""
    vacancy, opening = _open(request, number)
    shown = suggesting.for_opening(opening)
    person = suggesting.shown_to_employers([pk]).get(pk) if pk in shown.keys else None
    if person is None:
        raise Http404
    words = {"unit": vacancy.employer.organisation.name, "title": vacancy.title}
    seat = policy.seat(request.user, vacancy.employer_id)
    suggesting.invite(
        vacancy,
        person.person,
        title=_("有单位邀请您看看岗位"),
        body=_("%(unit)s邀请您看看“%(title)s”。合适就投递,不合适不用理会。单位看不到您的姓名和电话。")
        % words,
        link=reverse("jobs:vacancy", args=[vacancy.number]),
        by=actors.of_member(seat),
    )
    messages.success(request, _("已邀请。本人投递后,您会收到消息。"))
    return redirect("jobs:vacancy_matches", number)
