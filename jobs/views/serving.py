"""Employers at the desk: 用工需求分级, 用工专员, 走访记录, 禁止发布."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.doors import clerk_required
from portal.accounts.models import Clerk, Role
from portal.casework.doors import desk_actor
from portal.kernel.actor import Actor

from ..forms.serving import BanForm, ServeForm, VisitForm
from ..models import Employer
from ..presenters.serving import employer_context, list_rows
from ..services import serving_employers as services

PAGE = 50
URGENCY = Case(
    *(When(need=need, then=Value(place)) for place, need in enumerate(("urgent", "short", "steady"))),
    output_field=IntegerField(),
)


ROOMS = (
    ("jobs:desk_employers", _lazy("用人单位"), _lazy("用工需求、专员、走访、禁止发布")),
    ("jobs:desk_checks", _lazy("承诺核查"), _lazy("书面承诺发布的单位,到期前要核查;单位的异议也在这里")),
    ("jobs:referrals", _lazy("推荐信"), _lazy("推荐人去岗位,过几天问双方结果")),
    ("jobs:reports", _lazy("岗位举报"), _lazy("被举报的岗位,核查后下架或恢复")),
    ("jobs:desk_stages", _lazy("分阶段服务"), _lazy("要不要升级、专家会诊、每月报表")),
    ("jobs:overdue", _lazy("到期未联系"), _lazy("重点群体里该联系了的人")),
    ("jobs:desk_activities", _lazy("体验活动"), _lazy("模拟求职、现场观摩,扫码签到")),
    ("jobs:desk_fairs", _lazy("招聘会"), _lazy("门口扫码,看到场人数")),
    ("jobs:desk_internships", _lazy("就业见习"), _lazy("见习单位的考察和年度评估")),
    ("jobs:occupation_codes", _lazy("职业编码"), _lazy("岗位的职业编码不清楚的,在这里改")),
)


@clerk_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What else the desk does for seekers and employers."""
    desk_actor(request)
    rooms = [{"url": reverse(name), "title": title, "lead": lead} for name, title, lead in ROOMS]
    return render(request, "jobs/serving/desk.html", {"rooms": rooms, "clerk": request.clerk, "nav": "jobs"})


@clerk_required
@require_safe
def employers(request: HttpRequest) -> HttpResponse:
    """Employers of the agency and below, the most urgent need first."""
    rows = services.employers_for(desk_actor(request))
    name = request.GET.get("q", "").strip()[:60]
    if name:
        rows = rows.filter(organisation__name__icontains=name)
    standing = Count("credit_records", filter=Q(credit_records__withdrawn_at__isnull=True), distinct=True)
    found = list(
        rows.annotate(urgency=URGENCY, credits=standing).order_by("urgency", "organisation__name", "pk")[
            : PAGE + 1
        ]
    )
    context = {"rows": list_rows(found[:PAGE]), "more": len(found) > PAGE, "q": name}
    return render(request, "jobs/serving/employers.html", context | {"clerk": request.clerk, "nav": "jobs"})


def _served(request: HttpRequest, pk: UUID) -> tuple[Employer, Actor]:
    """An employer this clerk serves; to others there is none."""
    actor = desk_actor(request)
    return get_object_or_404(services.employers_for(actor), pk=pk), actor


@clerk_required
@require_http_methods(["GET", "POST"])
def employer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One employer; three small forms, each saved by itself."""
    served, actor = _served(request, pk)
    forms = _forms(request, served, actor)
    which = request.POST.get("form", "")
    if request.method == "POST" and which in forms and forms[which].is_valid():
        verbs = {"serve": services.serve, "visit": services.visited, "ban": services.ban}
        verbs[which](served, by=actor, **forms[which].cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("jobs:desk_employer", pk)
    context = employer_context(served) | {f"{name}_form": form for name, form in forms.items()}
    context |= {"clerk": request.clerk, "nav": "jobs", "may_ban": Role.RECHECK in actor.roles}
    return render(request, "jobs/serving/employer.html", context)


def _forms(request: HttpRequest, served: Employer, actor: Actor) -> dict[str, Any]:
    """The three forms, the posted one bound; a ban only for the second pair of eyes."""
    officers = Clerk.objects.filter(active=True, agency__path__startswith=actor.agency_path).order_by(
        "name", "pk"
    )
    which = request.POST.get("form", "") if request.method == "POST" else ""

    def posted(name: str) -> Any:
        return request.POST if which == name else None

    first = {"need": served.need, "officer": served.officer_id}
    out: dict[str, Any] = {
        "serve": ServeForm(posted("serve"), initial=first, officers=officers, prefix="serve"),
        "visit": VisitForm(posted("visit"), prefix="visit"),
    }
    if Role.RECHECK in actor.roles:
        out["ban"] = BanForm(posted("ban"), reasons=services.ban_reasons(), prefix="ban")
    return out


@clerk_required
@require_POST
def lift(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a ban of an employer served here."""
    served, actor = _served(request, pk)
    if Role.RECHECK not in actor.roles:
        raise Http404
    services.lift(get_object_or_404(served.bans, pk=request.POST.get("ban", "")), by=actor)
    messages.success(request, _("已解除。单位可以重新申请核验。"))
    return redirect("jobs:desk_employer", pk)
