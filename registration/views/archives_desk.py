"""Personnel files at the desk: the queue, one file with its next steps, loans, look-ups."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from portal.accounts.doors import clerk_required
from portal.accounts.queries import person_by_document
from portal.accounts.services import note_access
from portal.casework.doors import desk_actor
from portal.casework.policy import visible_to
from portal.casework.steps import OPEN_STATES
from portal.kernel import clock, identity
from portal.kernel.actor import Actor
from portal.site.rooms import Room, register_room

from ..forms import archives as forms
from ..forms import archives_desk as desk
from ..models import CertificateAsk, Consultation, PersonnelFile, Transfer
from ..presenters import archives as presenters
from ..presenters.archives_words import refused
from ..queries import archives as queries
from ..rules import archives as rules
from ..services import archives, archives_certificates, archives_reading
from ..services.archives_rights import DECIDERS, KEEPERS, ArchiveRefused

SHOWN = 50
BOTH = ["GET", "POST"]
F, Move, Side = PersonnelFile.State, rules.Move, rules.Side
Work = Callable[[dict[str, Any]], Any]
register_room(
    Room(
        "registration:desk_archives",
        gettext_lazy("人事档案"),
        gettext_lazy("转入转出、查(借)阅、出证明,找一份档案在哪个架位"),
        60,
    )
)


def _shown(
    request: HttpRequest, template: str, context: dict[str, Any], *, failed: bool = False
) -> HttpResponse:
    context |= {"clerk": request.clerk, "nav": "registration"}
    return render(request, template, context, status=422 if failed else 200)


def _find(actor: Actor, text: str) -> list[PersonnelFile]:
    """Files by shelf, by their number, or by the owner's identity number; those of the clerk's place."""
    rows = queries.files_for(actor)
    checked = identity.check("resident_id", text)
    if checked.valid:
        person = person_by_document("resident_id", checked.number)
        file = queries.file_of(person) if person else None
        return list(rows.filter(pk=file.pk)) if file else []
    upper = text.strip().upper()
    found = list(rows.filter(number=upper)[:1])
    return found or list(rows.filter(shelf__iexact=text.strip()).order_by("agency_id", "pk")[:SHOWN])


@clerk_required
@require_http_methods(BOTH)
def queue(request: HttpRequest) -> HttpResponse:
    """Journeys that wait, the first due first; a posted search leads straight to the one file."""
    actor = desk_actor(request)
    form = desk.FindForm(request.POST if request.method == "POST" else None)
    files: list[PersonnelFile] = []
    if form.is_bound and form.is_valid():
        files = _find(actor, form.cleaned_data["q"])
        if len(files) == 1:
            return redirect("registration:desk_archive", files[0].pk)
        if not files:
            form.add_error("q", _("没有找到。核对架位或号码;按姓名找,请用上面的搜索框。"))
    found = list(queries.transfers_for(actor)[: SHOWN + 1])
    context = {
        "form": form,
        "files": [presenters.file_row(each) for each in files],
        "rows": [presenters.transfer_row(each) for each in found[:SHOWN]],
        "more": len(found) > SHOWN,
        "looks": _looks(actor),
        "counts": queries.desk_counts(actor),
    }
    return _shown(request, "registration/archives/desk.html", context, failed=bool(form.errors))


def _asks(actor: Actor) -> Any:
    cases = visible_to(actor).filter(item="archive-certificate", state__in=OPEN_STATES)
    rows = CertificateAsk.objects.filter(case__in=cases.values("pk"))
    return rows.select_related("case__responsible", "person")


def _looks(actor: Actor) -> list[dict[str, Any]]:
    """Certificates that wait for two people to look."""
    rows = _asks(actor).filter(found__isnull=True, case__responsible_path__startswith=actor.agency_path)
    return [
        {"pk": each.pk, "number": each.case.number, "kind": each.get_kind_display(), "wanted": each.wanted}
        for each in rows.order_by("case__due", "pk")[:SHOWN]
    ]


@clerk_required
@require_http_methods(BOTH)
def new(request: HttpRequest) -> HttpResponse:
    """A file that stands on a shelf already is put on the books."""
    actor = desk_actor(request)
    form = forms.StockForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        person = person_by_document("resident_id", data["number"])
        if person is None:
            form.add_error("number", _("还没有这个人的记录。先在收件窗口核对证件,再来建账。"))
        else:
            facts = {"group": data["group"], "ever_cadre": data["cadre"] == "yes", "shelf": data["shelf"]}
            try:
                made = archives.take_stock(person, agency=request.clerk.agency, by=actor, **facts)
            except ArchiveRefused as error:
                form.add_error("shelf" if error.why == "shelf" else "number", refused(error))
            else:
                messages.success(request, _("已建账。接着清点材料。"))
                return redirect("registration:desk_archive", made.pk)
    return _shown(request, "registration/archives/new.html", {"form": form}, failed=bool(form.errors))


def moves_open(actor: Actor, row: Transfer | None) -> list[rules.Move]:
    """The steps this clerk may take now."""
    if row is None:
        return []
    out = []
    for move, step in rules.steps(row.ends).items():
        agency = archives.side_agency(row, step.side)
        roles = DECIDERS if move in (Move.REVIEW, Move.DECLINE) else KEEPERS
        at_place = agency is not None and agency.path.startswith(actor.agency_path)
        if rules.State(row.state) in step.begins and at_place and actor.roles & roles:
            out.append(move)
    return out


TITLES = {
    Move.REVIEW: (gettext_lazy("审核通过,清点材料"), "A"),
    Move.DECLINE: (gettext_lazy("不能转出"), "N"),
    Move.SEND: (gettext_lazy("双人密封寄出"), "S"),
    Move.RECEIVE: (gettext_lazy("签收"), "R"),
    Move.CHECK: (gettext_lazy("拆封核对"), "A"),
    Move.SHELVE: (gettext_lazy("入库上架"), "A"),
    Move.ACKNOWLEDGE: (gettext_lazy("回执核销"), "A"),
    Move.CANCEL: (gettext_lazy("不再调档"), "X"),
    "call": (gettext_lazy("登记纸质调档函"), "L"),
    "count": (gettext_lazy("清点材料"), "M"),
    "party": (gettext_lazy("党员组织关系交接"), "P"),
}


def _form(act: str, row: Transfer | None, file: PersonnelFile, posted: Any, clerk: Any) -> Any:
    """The form of an act, filled where it was posted."""
    pre = {"prefix": act}
    if act in ("review", "check", "count"):
        return desk.CountForm(posted, file=file, shelf=act == "review" and file.state == F.EXPECTED, **pre)
    if act == "send":
        return desk.SendForm(posted, agency=row.from_agency, me=clerk.pk, **pre)
    if act == "receive":
        outside = row.from_agency is None
        first = {"received_by": clerk.name if row.to_agency else "", "on": clock.today()}
        return (desk.ArriveForm if outside else desk.ReceiveForm)(posted, initial=first, **pre)
    if act == "acknowledge":
        return (forms.QuestionForm if row.to_agency else desk.ReceiptForm)(posted, **pre)
    plain = {"decline": desk.WhyForm, "cancel": desk.WhyForm, "shelve": desk.ShelfForm}
    return (plain | {"call": desk.PaperLetterForm, "party": desk.PartyForm})[act](posted, **pre)


def _work(act: str, row: Transfer | None, file: PersonnelFile, form: Any, by: Actor) -> None:
    """What was posted, done."""
    data = form.cleaned_data
    if act in ("review", "check"):
        facts = form.counted() | ({"shelf": data.get("shelf", "")} if act == "review" else {})
        getattr(archives, act)(row, by=by, **facts)
    elif act == "count":
        archives.count_items(file, by=by, **form.counted())
    elif act == "send":
        facts = {"way": data["way"], "tracking": data["tracking"], "sealed_with": int(data["second"])}
        archives.send(row, by=by, **facts)
    elif act == "call":
        archives.call_out(file, by=by, **data)
    elif act == "party":
        archives_certificates.hand_over_party(file, by=by, **data)
    else:
        getattr(archives, act)(row, by=by, **data)


FIELDS = {"way": "way", "shelf": "shelf", "two": "second", "valid": "issued_on", "far": "on"}


@clerk_required
@require_http_methods(BOTH)
def one(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One file with what may be done about it now; each form posts its `act`."""
    actor = desk_actor(request)
    file = get_object_or_404(queries.files_for(actor), pk=pk)
    row = queries.open_transfer(file)
    open_acts = [move.value for move in moves_open(actor, row)] + _other_acts(actor, file, row)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    if request.method == "POST" and act not in open_acts:
        if act in TITLES:
            messages.error(request, _("这一步已经有人办了,请看现在的情况。"))
            return redirect("registration:desk_archive", pk)
        raise Http404
    bound = {
        each: _form(each, row, file, request.POST if each == act else None, request.clerk)
        for each in open_acts
    }
    if act and bound[act].is_valid() and _done(request, act, row, file, bound[act], actor):
        return redirect("registration:desk_archive", pk)
    if not act:
        note_access(
            file.person, what=_("人事档案去向"), purpose=_("查看%(n)s") % {"n": file.number}, by=actor
        )
    context = presenters.file_page(file) | {
        "transfer": row,
        "journey": presenters.journey_rows(row) if row else [],
        "forms": [(each, *TITLES[each], form, each == act) for each, form in bound.items()],
        "failed": bound.get(act),
    }
    return _shown(request, "registration/archives/desk_file.html", context, failed=bool(act))


def _other_acts(actor: Actor, file: PersonnelFile, row: Transfer | None) -> list[str]:
    """What the keeper may do beside a journey."""
    here = file.agency is not None and file.agency.path.startswith(actor.agency_path)
    if not here or not actor.roles & KEEPERS:
        return []
    kept = file.state == F.KEPT
    return ([] if row or not kept else ["call"]) + (["count"] if kept and row is None else []) + ["party"]


def _done(
    request: HttpRequest, act: str, row: Transfer | None, file: PersonnelFile, form: Any, by: Actor
) -> bool:
    """Do it; False where the law or a colleague stands against it, told at the field."""
    try:
        _work(act, row, file, form, by)
    except ArchiveRefused as error:
        field = FIELDS.get(error.why)
        form.add_error(field if field in form.fields else None, refused(error))
        return False
    messages.success(request, _("已记下:%(what)s。") % {"what": TITLES[act][0]})
    return True


@clerk_required
@require_http_methods(["GET", "HEAD"])
def loans(request: HttpRequest) -> HttpResponse:
    """What is out, the first due first; then what may be handed out."""
    actor = desk_actor(request)
    rows = queries.consultations_for(actor)
    out = rows.filter(state=Consultation.State.OUT).order_by("due_back", "pk")[:SHOWN]
    ready = rows.filter(state=Consultation.State.APPROVED).order_by("asked_at", "pk")[:SHOWN]
    back = rows.filter(state=Consultation.State.RETURNED).order_by("-back_at", "-pk")[:SHOWN]
    context = {
        "out": [presenters.loan_row(each) for each in out],
        "ready": [presenters.loan_row(each) for each in ready],
        "back": [presenters.loan_row(each) for each in back],
    }
    return _shown(request, "registration/archives/loans.html", context)


@clerk_required
@require_http_methods(BOTH)
def loan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One consultation: taken out in the clerk's presence, counted and taken back."""
    actor = desk_actor(request)
    row = get_object_or_404(queries.consultations_for(actor), pk=pk)
    form = _loan_form(row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form is None:
        raise Http404
    if form is not None and form.is_bound and form.is_valid():
        try:
            if row.state == Consultation.State.APPROVED:
                archives_reading.hand_over(row, days=form.cleaned_data.get("days", 0), by=actor)
            else:
                archives_reading.take_back(row, pages=form.cleaned_data["pages"], by=actor)
        except ArchiveRefused as error:
            form.add_error(next(iter(form.fields), None), refused(error))
        else:
            messages.success(request, _("已记下。"))
            return redirect("registration:desk_loans")
    context = {
        "row": row,
        "card": presenters.loan_row(row),
        "form": form,
        "taking_out": row.state == Consultation.State.APPROVED,
        "supervisor": row.supervisor,
    }
    return _shown(
        request, "registration/archives/loan.html", context, failed=bool(form is not None and form.errors)
    )


def _loan_form(row: Consultation, posted: Any) -> Any:
    if row.state == Consultation.State.APPROVED and row.file:
        lent = row.kind == Consultation.Kind.BORROW
        return desk.LendForm(posted, most=archives_reading.most_days(row.file), lent=lent)
    return desk.BackForm(posted) if row.state == Consultation.State.OUT else None


@clerk_required
@require_http_methods(BOTH)
def look(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Two people look up what one certificate asks."""
    actor = desk_actor(request)
    rows = _asks(actor).filter(case__responsible_path__startswith=actor.agency_path)
    row = get_object_or_404(rows, pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = desk.LookForm(posted, agency=row.case.responsible, me=request.clerk.pk)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        facts = {"found": data["found"] == "yes", "statement": data["statement"]}
        try:
            archives_certificates.look_up(row, looked_with=int(data["second"]), by=actor, **facts)
        except ArchiveRefused as error:
            form.add_error("second" if error.why == "two" else None, refused(error))
        else:
            messages.success(request, _("查证已记下。接着在办件里决定。"))
            return redirect("casework:case", row.case.number)
    file = queries.file_of(row.person)
    context = {"row": row, "name": row.person.name.masked(), "form": form, "file": file}
    return _shown(request, "registration/archives/look.html", context, failed=bool(form.errors))
