"""人员360°: everything the house knows of one person on one page, composed from what the rooms register."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.accounts import actors
from portal.accounts.doors import clerk_required
from portal.accounts.models import Person
from portal.accounts.queries import of_human
from portal.accounts.services import note_access
from portal.casework import policy
from portal.casework.forms import ContactForm
from portal.casework.models import Case
from portal.casework.services.halls import write_contact
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text

from .blocks import person_panels

OPEN_FOR = timedelta(minutes=30)
SESSION = "people_open"
CASES = 20
CASE_FIELDS = (
    "number",
    "state",
    "due",
    "due_provisional",
    "responsible_path",
    "taken_path",
    "item__name",
    "responsible__name",
)


def _cases(person: Person) -> list[Case]:
    """The latest cases of a person and of those merged into them: one query, read by panels too."""
    rows = Case.objects.filter(of_human(person.pk)).select_related("item", "responsible").only(*CASE_FIELDS)
    return list(rows.order_by("-submitted_at")[:CASES])


def _concerned(actor: Actor, cases: list[Case]) -> Case | None:
    """A case that gives this clerk the purpose to look: decided or taken in within their subtree."""
    paths = (actor.agency_path,)
    return next(
        (
            case
            for case in cases
            if case.responsible_path.startswith(paths) or case.taken_path.startswith(paths)
        ),
        None,
    )


def _opened(request: HttpRequest, person: Person) -> bool:
    """Whether a purpose was given for this person within the last half hour."""
    until = parse_datetime(request.session.get(SESSION, {}).get(str(person.pk), ""))
    return until is not None and until > clock.now()


def looked_at(request: HttpRequest, pk: Any, actor: Actor) -> Person:
    """The person whose page this clerk has opened with a purpose. Raises Http404 for anybody else."""
    rows = Person.objects.select_related("residence_region").filter(merged_into__isnull=True)
    found = get_object_or_404(rows, pk=pk)
    if not actor.roles & policy.DESK_ROLES or not (
        _concerned(actor, _cases(found)) or _opened(request, found)
    ):
        raise Http404
    return found


@never_cache
@clerk_required
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk) -> HttpResponse:
    """One person. A case of the clerk's own is purpose enough; otherwise a purpose is asked and kept for the person."""
    actor = actors.of_request(request)
    if not actor.roles & policy.DESK_ROLES:
        raise Http404
    found = get_object_or_404(Person.objects.select_related("residence_region"), pk=pk)
    if found.merged_into_id:
        return redirect("site:person", found.merged_into_id)
    if request.method == "POST":
        return _open(request, found, actor)
    cases = _cases(found)
    concerned = _concerned(actor, cases)
    if concerned is None and not _opened(request, found):
        return render(
            request, "site/person_purpose.html", {"person": found, "clerk": request.clerk, "nav": "tasks"}
        )
    if concerned:
        purpose = _("办理%(number)s") % {"number": concerned.number}
        note_access(found, what=_("人员全貌"), purpose=purpose, by=actor)
    context = {
        "person": found,
        "name": found.name.masked(),
        "facts": _facts(found),
        "panels": person_panels(found, cases, actor),
        "contact": ContactForm(),
        "clerk": request.clerk,
        "nav": "tasks",
    }
    return render(request, "site/person.html", context)


def _open(request: HttpRequest, person: Person, actor: Actor) -> HttpResponse:
    purpose = request.POST.get("purpose", "").strip()[:100]
    if not purpose:
        messages.error(request, _("请写明为什么查看,本人看得到。"))
        return redirect("site:person", person.pk)
    note_access(person, what=_("人员全貌"), purpose=purpose, by=actor)
    kept = request.session.get(SESSION, {})
    kept[str(person.pk)] = (clock.now() + OPEN_FOR).isoformat()
    request.session[SESSION] = kept
    return redirect("site:person", person.pk)


def _facts(person: Person) -> list[dict[str, str]]:
    rows = [{"name": _("身份核验"), "value": person.get_assurance_display()}]
    for document in person.documents.filter(retired=False):
        state = "" if document.confirmed else _("(未确认)")
        rows.append({"name": document.get_kind_display(), "value": f"{document.number.masked()}{state}"})
    if person.birth:
        rows.append({"name": _("出生"), "value": full_text(person.birth)})
    if person.sex:
        rows.append({"name": _("性别"), "value": person.get_sex_display()})
    if person.residence_region:
        rows.append({"name": _("常住地"), "value": person.residence_region.full_name})
    if person.contact_phone:
        rows.append({"name": _("电话"), "value": person.contact_phone.masked()})
    return rows


@clerk_required
@require_POST
def contact(request: HttpRequest, pk) -> HttpResponse:
    """Write down a call, a visit, a note."""
    actor = actors.of_request(request)
    found = looked_at(request, pk, actor)
    form = ContactForm(request.POST)
    if form.is_valid():
        write_contact(person=found, by=actor, **form.cleaned_data)
        messages.success(request, _("已记下。"))
    else:
        messages.error(request, _("请写下内容。"))
    return redirect("site:person", pk)
