"""单位工作台: an employer's card, its verification, its vacancies."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.accounts.models import Membership
from portal.casework.doors import promised
from portal.casework.models import Case
from portal.casework.presenters import pledge
from portal.casework.services.submitting import CommitmentChanged, current_text
from portal.casework.steps import OPEN_STATES
from portal.kernel.dates import full_text
from portal.kernel.fields import plaintext
from portal.site.blocks import unit_links

from .. import policy, services
from ..forms import ProfileForm, VacancyForm, VerificationForm
from ..forms.planning import carried
from ..models import Employer, Vacancy
from ..models.employer import VERIFICATION
from ..models.vacancy import PUBLICATION
from ..presenters import vacancies as presenters
from ..presenters.checks import employer_block
from ..queries import vacancies_of
from ..rules.screening import screen
from ..services.internship_bases import standing
from .seats import seat_of

SHOWN = 50


def _employer(seat: Membership) -> Employer | None:
    return Employer.objects.filter(organisation=seat.organisation).first()


@person_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The desk of one's employer; several are chosen from, none is registered first."""
    seats = [each for each in policy.seats_of(request.user) if each.role in policy.POSTING]
    if len(seats) == 1:
        return redirect("jobs:employer", seats[0].organisation_id)
    return render(request, "jobs/employer_home.html", {"nav": "my", "seats": seats})


@person_required
@require_safe
def employer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The desk: what is verified, what waits, every vacancy with what can be done with it."""
    seat = seat_of(request, pk)
    found = _employer(seat)
    page = Paginator(vacancies_of(found) if found else [], SHOWN).get_page(request.GET.get("page"))
    waiting = Case.objects.filter(organisation=seat.organisation, state__in=OPEN_STATES)
    context = {
        "nav": "my",
        "seat": seat,
        "organisation": seat.organisation,
        "employer": found,
        "links": unit_links(seat.organisation_id),
        "asked": waiting.filter(item=VERIFICATION).first(),
        "rows": presenters.vacancy_rows(list(page)),
        "previous_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
    }
    if found:
        context |= employer_block(found)
    return render(request, "jobs/employer.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One page: the card, how to be verified, the promise."""
    seat, posted = seat_of(request, pk), request.POST if request.method == "POST" else None
    found = _employer(seat)
    first = {}
    if found:
        first = {name: getattr(found, name) for name in ("ownership", "size", "address", "intro")}
        first["contact_phone"] = plaintext(found.contact_phone)
    profile, form = ProfileForm(posted, initial=first), VerificationForm(posted)
    text = current_text(VERIFICATION)
    unsigned = posted is not None and promised(request) is None
    if posted is not None and profile.is_valid() & form.is_valid() and not unsigned:
        actor = actors.of_member(seat)
        card = services.describe(seat.organisation, by=actor, **profile.cleaned_data)
        phone = profile.cleaned_data["contact_phone"]
        try:
            services.ask_verification(
                card, phone=phone, signature=promised(request), by=actor, **form.cleaned_data
            )
        except CommitmentChanged:
            messages.error(request, _("承诺的文字刚刚更新,请重新看一遍再勾选。"))
        except services.AgentBanned as banned:
            words = {"day": full_text(banned.ban.ends), "text": banned.ban.text}
            form.add_error("agent_number", _("在%(day)s前不能发布招聘信息:%(text)s") % words)
        except services.PromiseBroken:
            form.add_error("basis", _("上次的书面承诺核查未通过。请用单位证照核验,或先提出异议。"))
        else:
            messages.success(request, _("已提交核验。办好后我们会告诉您。"))
            return redirect("jobs:employer", pk)
    context = {"nav": "my", "organisation": seat.organisation, "profile": profile, "form": form}
    context |= {"pledge": pledge(text), "text": text, "unsigned": unsigned}
    return render(request, "jobs/verify.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def new_vacancy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a vacancy; saving keeps it as a draft and shows what its wording was found to say."""
    seat = seat_of(request, pk)
    card = _employer(seat)
    if card is None:
        messages.info(request, _("先填写单位信息并申请核验,再写岗位。"))
        return redirect("jobs:verify", pk)
    posted = request.POST if request.method == "POST" else None
    first = None if posted else carried(request.GET)
    form = VacancyForm(posted, initial=first, base=standing(card) is not None)
    if request.method == "POST" and form.is_valid():
        made = services.save_vacancy(card, None, by=actors.of_member(seat), **form.cleaned_data)
        return redirect("jobs:check", made.number)
    context = {"nav": "my", "form": form, "organisation": seat.organisation, "hits": _hits(form)}
    return render(request, "jobs/vacancy_form.html", context)


def _hits(form: VacancyForm) -> list:
    """What the wording says, also while something else is wrong."""
    if not form.is_bound:
        return []
    return presenters.hits(screen(f"{form.data.get('title', '')}\n{form.data.get('description', '')}"))


def _mine(request: HttpRequest, number: str) -> tuple[Vacancy, Membership]:
    """One's own vacancy; another employer's is not there."""
    vacancy = get_object_or_404(policy.vacancies_for(request.user), number=number)
    return vacancy, seat_of(request, vacancy.employer_id)


@person_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Mend a draft, or one that came back."""
    vacancy, seat = _mine(request, number)
    if vacancy.state not in services.EDITABLE:
        return redirect("jobs:check", number)
    first = {name: getattr(vacancy, name) for name in presenters.WRITTEN}
    first["occupation"] = vacancy.occupation_id or ""
    form = VacancyForm(
        request.POST if request.method == "POST" else None,
        initial=first,
        base=standing(vacancy.employer) is not None,
    )
    if request.method == "POST" and form.is_valid():
        services.save_vacancy(vacancy.employer, vacancy, by=actors.of_member(seat), **form.cleaned_data)
        return redirect("jobs:check", number)
    context = {"nav": "my", "form": form, "organisation": seat.organisation, "hits": _hits(form)}
    return render(request, "jobs/vacancy_form.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, number: str) -> HttpResponse:
    """The vacancy as the public will read it; the promise; handing it in."""
    vacancy, seat = _mine(request, number)
    text, problems = current_text(PUBLICATION), []
    if request.method == "POST":
        signature = promised(request)
        if text and signature is None:
            problems = [_("请先看承诺,再勾选。")]
        else:
            try:
                case = services.send(vacancy, signature=signature, by=actors.of_member(seat))
            except services.NotReady as not_ready:
                problems = not_ready.problems
            except CommitmentChanged:
                problems = [_("承诺的文字刚刚更新,请重新看一遍再勾选。")]
            except services.VacancyMoved:
                return redirect("jobs:check", number)
            else:
                due = {"day": full_text(case.due), "agency": case.responsible.name}
                messages.success(request, _("已提交审核。%(agency)s最晚%(day)s答复。") % due)
                return redirect("jobs:employer", vacancy.employer_id)
    context = presenters.check_context(vacancy) | {"pledge": pledge(text), "text": text, "problems": problems}
    return render(request, "jobs/check.html", context | {"nav": "my"}, status=422 if problems else 200)


MOVED = {
    "pause": services.pause,
    "reopen": services.reopen,
    "extend": services.extend,
    "close": services.close,
}


@person_required
@require_POST
def move(request: HttpRequest, number: str) -> HttpResponse:
    """Pause, go on, extend, close, copy; an old page's button says so and changes nothing."""
    vacancy, seat = _mine(request, number)
    wish, actor = request.POST.get("move", ""), actors.of_member(seat)
    if wish == "copy":
        made = services.copy(vacancy, by=actor)
        return redirect("jobs:edit", made.number)
    if wish not in MOVED:
        raise Http404
    try:
        MOVED[wish](vacancy, by=actor)
    except services.VacancyMoved:
        messages.error(request, _("这个岗位的状态已经变了,请看现在的情况。"))
    else:
        messages.success(request, _("已办好。"))
    return redirect("jobs:employer", vacancy.employer_id)
