"""One's own CV: a page of sections, a small form for each, the paper."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.documents import rendering
from portal.kernel.fields import plaintext

from ..forms.resumes import BasicsForm, EntryForm, SharingForm, SkillsForm, WishForm, first_of
from ..models import Intention, Resume, ResumeEntry
from ..presenters import resumes as presenters
from ..services import resumes

FORMS = {
    "basics": (BasicsForm, gettext_noop("基本情况")),
    "skills": (SkillsForm, gettext_noop("会什么")),
    "sharing": (SharingForm, gettext_noop("谁看得到和匹配")),
}


def _mine(request: HttpRequest) -> Resume:
    """The CV of whoever is signed in; made at the first visit."""
    return resumes.resume_of(request.person, by=actors.of_request(request))


def _form(request: HttpRequest, form: Any, title: str, **more: Any) -> HttpResponse:
    context = {"nav": "my", "form": form, "title": title} | more
    return render(request, "jobs/resume/form.html", context, status=422 if form.errors else 200)


@person_required
@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """The CV as it stands, section by section."""
    found = _mine(request)
    return render(request, "jobs/resume/page.html", presenters.resume_context(found) | {"nav": "my"})


@person_required
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, name: str) -> HttpResponse:
    """One of the sections that stand once: saved by itself."""
    found = _mine(request)
    kind, title = FORMS[name]
    first = {each: getattr(found, each) for each in kind.base_fields}
    if name == "basics":
        first["intro"] = plaintext(found.intro) if found.intro else ""
    form = kind(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        resumes.describe(found, by=actors.of_request(request), **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("jobs:resume")
    return _form(request, form, _(title))


@person_required
@require_http_methods(["GET", "POST"])
def new_wish(request: HttpRequest) -> HttpResponse:
    """A wish more, three at most."""
    found = _mine(request)
    form = WishForm(request.POST if request.method == "POST" else None)
    return _save_wish(request, form, partial(resumes.add_intention, found))


@person_required
@require_http_methods(["GET", "POST"])
def wish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write a wish anew."""
    rows = Intention.objects.select_related("occupation", "region", "resume")
    row = get_object_or_404(rows, pk=pk, resume__person=request.person)
    form = WishForm(request.POST if request.method == "POST" else None, initial=first_of(row))
    return _save_wish(request, form, partial(resumes.change_intention, row))


def _save_wish(request: HttpRequest, form: WishForm, verb: Callable[..., Intention]) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            verb(by=actors.of_request(request), **form.cleaned_data)
        except resumes.WishRefused as refused:
            full = refused.why == "full"
            form.add_error(
                "occupation", _("求职意向最多三个。请先删去一个。") if full else _("这个意向已经有了。")
            )
        else:
            messages.success(request, _("已保存。"))
            return redirect("jobs:resume")
    return _form(request, form, _("求职意向"))


@person_required
@require_POST
def drop_wish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a wish out."""
    wish = get_object_or_404(Intention, pk=pk, resume__person=request.person)
    resumes.drop_intention(wish, by=actors.of_request(request))
    messages.success(request, _("已删去。"))
    return redirect("jobs:resume")


@person_required
@require_http_methods(["GET", "POST"])
def new_entry(request: HttpRequest) -> HttpResponse:
    """An entry more, in the section of ?kind=."""
    kind = request.GET.get("kind", ResumeEntry.Kind.WORK)
    if kind not in ResumeEntry.Kind.values:
        raise Http404
    form = EntryForm(request.POST if request.method == "POST" else None, kind=kind)
    if form.is_bound and form.is_valid():
        resumes.add_entry(_mine(request), kind=kind, by=actors.of_request(request), **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("jobs:resume")
    return _form(request, form, ResumeEntry.Kind(kind).label)


@person_required
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write an entry anew, or take it out."""
    row = get_object_or_404(ResumeEntry, pk=pk, resume__person=request.person)
    first = {
        "title": row.title,
        "begins": row.begins,
        "ends": row.ends,
        "place": plaintext(row.place),
        "text": plaintext(row.text) if row.text else "",
    }
    form = EntryForm(request.POST if request.method == "POST" else None, initial=first, kind=row.kind)
    if form.is_bound and form.is_valid():
        resumes.change_entry(row, by=actors.of_request(request), **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return redirect("jobs:resume")
    return _form(request, form, row.get_kind_display(), entry=row)


@person_required
@require_POST
def drop_entry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an entry out."""
    row = get_object_or_404(ResumeEntry, pk=pk, resume__person=request.person)
    resumes.drop_entry(row, by=actors.of_request(request))
    messages.success(request, _("已删去。"))
    return redirect("jobs:resume")


@person_required
@require_safe
def resume_pdf(request: HttpRequest) -> HttpResponse:
    """The CV on paper, with name and phone: it is the person's own."""
    person, found = request.person, _mine(request)
    phone = plaintext(person.contact_phone) if person.contact_phone else ""
    context = presenters.resume_context(found) | {"name": plaintext(person.name), "phone": phone}
    html = render_to_string("jobs/resume/paper.html", context)
    response = HttpResponse(rendering.pdf_of(html), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="cv.pdf"'
    return response
