"""就业见习 for a unit: being recognised, agreements, the subsidy."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.accounts.models import Membership
from portal.casework.doors import promised
from portal.casework.presenters import pledge
from portal.casework.services import filed
from portal.casework.services.submitting import CommitmentChanged, current_text
from portal.kernel.dates import full_text

from ..forms.internships import AgreementForm, BaseForm, ClaimForm, KeptForm, WhyForm
from ..models import Application, BaseRequest, Employer, Internship, InternshipBase, SubsidyClaim
from ..models.internship import RECOGNITION, SUBSIDY
from ..presenters import internships as presenters
from ..services import applications, internship_bases, internships
from ..services import internship_subsidy as subsidy
from .internships import refused
from .seats import seat_of

SHOWN = 100
S = Internship.State


def _employer(seat: Membership) -> Employer | None:
    return (
        Employer.objects.filter(organisation=seat.organisation).select_related("organisation__region").first()
    )


def _why_not(why: str) -> str:
    return {
        "unverified": _("先完成招聘资质核验,再申请见习单位认定。"),
        "standing": _("单位已经是见习单位,不用再申请。"),
        "asked": _("已有一份认定申请在办,请等答复。"),
    }[why]


@person_required
@require_safe
def home(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the recognition stands, whom to write an agreement for, all agreements, all claims."""
    seat = seat_of(request, pk)
    card = _employer(seat)
    base = internship_bases.standing(card) if card else None
    asked = filed(RECOGNITION, seat.organisation)
    context = {
        "organisation": seat.organisation,
        "employer": card,
        "base": base,
        "base_rows": presenters.base_rows(base) if base else [],
        "asked": asked,
        "returned": bool(asked) and asked.state == "returned",
        "waiting": [presenters.waiting_card(each) for each in internships.waiting_for(base)[:SHOWN]]
        if base
        else [],
        "nav": "my",
        **_lists(seat),
    }
    return render(request, "jobs/internships/unit.html", context)


def _lists(seat: Membership) -> dict[str, Any]:
    """Agreements and claims of the unit, also of a recognition that ended."""
    rows = Internship.objects.filter(base__employer=seat.organisation_id)
    rows = rows.select_related("person").order_by("-begins", "-pk")
    claims = SubsidyClaim.objects.filter(base__employer=seat.organisation_id, case__isnull=False)
    claims = claims.select_related("case__responsible").annotate(
        asked=Count("months", ~Q(months__state="dropped"))
    )
    return {
        "cards": [presenters.unit_card(each) for each in rows[:SHOWN]],
        "claims": [presenters.claim_card(each) for each in claims.order_by("-made_at", "-pk")[:SHOWN]],
    }


@person_required
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One page: what the unit promises; a returned request is mended on the same page."""
    seat = seat_of(request, pk)
    card = _employer(seat)
    if card is None:
        messages.info(request, _("先填写单位信息并申请核验,再申请见习单位认定。"))
        return redirect("jobs:verify", pk)
    standing = filed(RECOGNITION, seat.organisation)
    before = BaseRequest.objects.filter(case=standing).first() if standing else None
    first = (
        {name: getattr(before, name) for name in ("places", "mentors", "plan", "stipend")} if before else {}
    )
    form = BaseForm(request.POST if request.method == "POST" else None, initial=first)
    text = current_text(RECOGNITION)
    unsigned = form.is_bound and text is not None and promised(request) is None
    if form.is_bound and form.is_valid() and not unsigned:
        try:
            by = actors.of_member(seat)
            case = internship_bases.ask(card, signature=promised(request), by=by, **form.cleaned_data)
        except CommitmentChanged:
            messages.error(request, _("承诺的文字刚刚更新,请重新看一遍再勾选。"))
        except internship_bases.BaseRefused as error:
            form.add_error(None, _why_not(error.why))
        else:
            messages.success(
                request, _("已提交,编号%(number)s。受理后会有人来考察。") % {"number": case.number}
            )
            return redirect("jobs:unit_internships", pk)
    context = {"form": form, "organisation": seat.organisation, "pledge": pledge(text), "text": text}
    context |= {"unsigned": unsigned, "mending": before is not None, "reason": _told(standing), "nav": "my"}
    return render(
        request, "jobs/internships/ask.html", context, status=422 if form.errors or unsigned else 200
    )


def _told(case: Any) -> str:
    """Why a case came back."""
    if case is None or case.state != "returned":
        return ""
    event = case.events.filter(step="send_back").order_by("-id").first()
    return event.public_text if event else ""


@person_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the agreement of somebody who was taken."""
    rows = applications.for_seats_of(request.user)
    row: Application = get_object_or_404(rows, pk=pk)
    if not presenters.next_link(row):
        raise Http404
    base = internship_bases.standing(row.vacancy.employer)
    first = {"stipend": base.stipend} if base else {}
    form = AgreementForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        by = actors.of_member(seat_of(request, row.vacancy.employer_id))
        try:
            internships.offer(row, by=by, **form.cleaned_data)
        except internships.InternshipRefused as error:
            fields = {"past": "begins", "short": "ends", "long": "ends", "stipend": "stipend"}
            form.add_error(fields.get(error.why), refused(error))
        else:
            messages.success(request, _("已发给本人,同意后协议生效。"))
            return redirect("jobs:unit_internships", row.vacancy.employer_id)
    context = {
        "form": form,
        "card": presenters.waiting_card(row),
        "unit": row.vacancy.employer_id,
        "base": base,
    }
    context["term"] = presenters.term_text(base.region_id) if base else ""
    return render(
        request, "jobs/internships/new.html", context | {"nav": "my"}, status=422 if form.errors else 200
    )


@person_required
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One agreement for the unit: end it early, say whether the intern was kept."""
    row = get_object_or_404(internships.for_seats_of(request.user), pk=pk)
    forms = {"end": WhyForm(), "keep": KeptForm()}
    if request.method == "POST" and _acted(request, row, request.POST.get("form", ""), forms):
        return redirect("jobs:unit_internship", pk)
    failed = any(form.errors for form in forms.values())
    context = {
        "row": row,
        "unit": row.base.employer_id,
        "card": presenters.unit_card(row),
        "rows": presenters.agreement_rows(row),
        "may_end": row.state in (S.OFFERED, S.RUNNING),
        "offered": row.state == S.OFFERED,
        "may_keep": row.state == S.ENDED and not row.confirmed,
        "forms": forms,
        "failed": failed,
        "nav": "my",
    }
    return render(request, "jobs/internships/unit_page.html", context, status=422 if failed else 200)


def _acted(request: HttpRequest, row: Internship, wish: str, forms: dict[str, Any]) -> bool:
    """What the unit wants, done; False where a form has something to mend."""
    if wish not in forms:
        raise Http404
    form = forms[wish] = type(forms[wish])(request.POST)
    if not form.is_valid():
        return False
    by = actors.of_member(seat_of(request, row.base.employer_id))
    try:
        if wish == "end":
            internships.end(row, why=form.cleaned_data["why"], by=by)
        else:
            internships.keep(row, kept=form.cleaned_data["kept"], by=by)
    except internships.InternshipRefused as error:
        messages.error(request, refused(error))
    else:
        messages.success(request, _("已记下,并告诉了本人。"))
    return True


@person_required
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the subsidy of whole months."""
    seat = seat_of(request, pk)
    card = _employer(seat)
    base = card.bases.order_by("-recognised_on", "-pk").first() if card else None
    if base is None:
        messages.info(request, _("先申请见习单位认定,再申领补贴。"))
        return redirect("jobs:unit_internships", pk)
    return _claim(request, seat, base, None)


@person_required
@require_http_methods(["GET", "POST"])
def mend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A claim that came back: other months may be ticked, then it goes in again."""
    rows = SubsidyClaim.objects.select_related("base__employer__organisation__region", "base__region", "case")
    row = get_object_or_404(rows, pk=pk, case__isnull=False)
    seat = seat_of(request, row.base.employer_id)
    if row.case.state != "returned":
        return redirect("jobs:unit_internships", row.base.employer_id)
    return _claim(request, seat, row.base, row)


def _claim(
    request: HttpRequest, seat: Membership, base: InternshipBase, before: SubsidyClaim | None
) -> HttpResponse:
    months = subsidy.claimable(base, before)
    choices = presenters.month_choices(months)
    form = ClaimForm(
        request.POST if request.method == "POST" else None,
        choices=choices,
        initial={"months": _ticked(before)},
    )
    text = None if before else current_text(SUBSIDY)
    unsigned = form.is_bound and text is not None and promised(request) is None
    if form.is_bound and form.is_valid() and not unsigned:
        try:
            made = subsidy.claim(
                base,
                form.cleaned_data["months"],
                before=before,
                signature=promised(request),
                by=actors.of_member(seat),
            )
        except CommitmentChanged:
            messages.error(request, _("承诺的文字刚刚更新,请重新看一遍再勾选。"))
        except subsidy.ClaimRefused:
            form.add_error("months", _("有的月份刚刚申领过,请重新勾选。"))
        else:
            messages.success(request, _claimed(made))
            return redirect("jobs:unit_internships", seat.organisation_id)
    context = {"form": form, "organisation": seat.organisation, "pledge": pledge(text), "text": text}
    context |= {"unsigned": unsigned, "any": bool(choices), "reason": _told(before.case) if before else ""}
    status = 422 if form.errors or unsigned else 200
    return render(request, "jobs/internships/claim.html", context | {"nav": "my"}, status=status)


def _ticked(claim: SubsidyClaim | None) -> list[str]:
    """The months a returned claim asks for now."""
    if claim is None:
        return []
    return [f"{pk}.{number}" for pk, number in subsidy.months_of(claim).values_list("internship", "number")]


def _claimed(claim: SubsidyClaim) -> str:
    words = {"number": claim.case.number, "day": full_text(claim.case.due)}
    return _("已提交,编号%(number)s,最晚%(day)s答复。金额以审核决定为准。") % words
