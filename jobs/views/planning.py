"""招聘计划: an employer thinks aloud before writing a vacancy; asked with GET, nothing is kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.accounts.doors import person_required

from .. import policy
from ..forms.planning import PlanForm
from ..presenters import planning as presenters
from ..rules.pay import Pay
from ..rules.planning import LIKELY
from ..services import occupations
from ..services.planning import Plan


@person_required
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Pay against guidance, who would come, what each change would do. For members who may post."""
    seats = [each for each in policy.seats_of(request.user) if each.role in policy.POSTING]
    if not seats:
        raise Http404
    form = PlanForm(request.GET if "title" in request.GET else None)
    context = {"nav": "my", "form": form, "back": seats[0].organisation_id if len(seats) == 1 else None}
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        suggested = [pair for pair in occupations.suggest(data["title"]) if pair[1] >= LIKELY]
        chosen = data["occupation"] or (suggested[0][0] if suggested else None)
        if chosen is None:
            context["unknown"] = True
        else:
            thought = Plan(
                title=data["title"],
                occupation=chosen,
                kind=data["kind"],
                region=data["region"].pk,
                pay=Pay(data["pay_low"], data["pay_high"], data["pay_unit"]),
                education=data["education"],
                experience=data["experience"],
                needs=data["needs"],
            )
            context |= presenters.context(thought, request.GET, suggested, seats)
    return render(request, "jobs/plan.html", context)
