"""From a draft to a case: lock, check every page again, promise, write, delete the draft. Once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from portal.accounts.models import Clerk, Person
from portal.agencies.models import Agency, Region
from portal.agencies.queries import agency_for
from portal.casework.asking import cleaned, read
from portal.casework.models import Case, CaseParty, Channel, Commitment, CommitmentText, Draft
from portal.casework.registry import service_of, version_on
from portal.casework.steps import OPEN_STATES, State, Step
from portal.documents.models import Upload
from portal.events.services import verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.ids import in_use, public_number

from . import clocks
from .stepping import stepping, write_event


@dataclass(frozen=True)
class Signature:
    """How the promise was signed: a tick online; at the window a drawn or typed mark, a scan of paper, an SMS code."""

    method: str
    text_id: int
    mark: str | None = None
    scan: Upload | None = None


class CommitmentChanged(Exception):
    """The promise text changed while the page was open: show the new one and ask again."""


class SignatureMissing(Exception):
    """At the window nothing is taken in without the person's signature."""


def already_open(item: str, person: Person) -> Case | None:
    """The person's open case of an item, if there is one."""
    return Case.objects.filter(item_id=item, person_id__in=person.all_ids, state__in=OPEN_STATES).first()


@verb
def submit(draft: Draft, *, signature: Signature, by: Actor) -> Case:
    """Make the case of a draft (收件). Two tabs or two hundred posts make one case.

    Raises Draft.DoesNotExist when it was submitted meanwhile, Unfinished, CommitmentChanged, SignatureMissing.
    """
    locked = Draft.objects.select_for_update(of=("self",)).select_related("item", "person").get(pk=draft.pk)
    if locked.returned_case_id:
        return _resubmit_locked(locked, by=by)
    service = service_of(locked.item_id)
    answers = cleaned(service, read(locked), locked.person)
    text = _commitment_text(locked, signature, by)
    case = _new_case(locked, answers, by)
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:
        existing = already_open(locked.item_id, locked.person)
        if existing is None:
            raise
        locked.delete()
        return existing
    if text:
        sign(case, text, signature, by)
    if by.kind == "person" and by.on_behalf_of:
        CaseParty.objects.create(case=case, part=CaseParty.Part.AGENT, person_id=by.id)
    service.questions.store(case, answers)
    write_event(case, Step.SUBMIT, by=by, detail={"channel": case.channel})
    locked.delete()
    return case


def _new_case(draft: Draft, answers: Mapping[str, Mapping[str, Any]], by: Actor) -> Case:
    """The unsaved case: number, agencies by place of residence, clock."""
    now = clock.now()
    responsible = agency_for(_deciding_county(draft, answers))
    taken_at = Agency.objects.get(pk=by.agency_id) if by.agency_id else responsible
    case = Case(
        number=public_number(draft.item.number_prefix, now.date(), taken=in_use(Case)),
        item=draft.item,
        version=version_on(draft.item_id, now.date()),
        state=State.SUBMITTED,
        channel=by.channel if by.channel in Channel.values else Channel.ONLINE,
        person=draft.person,
        taken_at=taken_at,
        responsible=responsible,
        issue_at=taken_at,
        responsible_path=responsible.path,
        taken_path=taken_at.path,
        taken_by=Clerk.objects.get(pk=by.id) if by.kind == "clerk" else None,
        submitted_at=now,
    )
    clocks.start(case, now.date())  # an item counted from acceptance is counted anew when accepted
    return case


def _deciding_county(draft: Draft, answers: Mapping[str, Mapping[str, Any]]) -> Region:
    """Where it is decided: the service says, else where the person lives."""
    service = service_of(draft.item_id)
    said = service.decided_in(draft.person, answers) if service and service.decided_in else None
    return said or _residence(draft, answers)


def _residence(draft: Draft, answers: Mapping[str, Mapping[str, Any]]) -> Region:
    """Where the person lives: said in this application, or known."""
    for page in answers.values():
        if isinstance(page.get("residence"), Region):
            return page["residence"]
    return draft.person.residence_region


def _commitment_text(draft: Draft, signature: Signature, by: Actor) -> CommitmentText | None:
    """The text the person read, if it is still the one in force; None for an item that asks for no promise."""
    current = current_text(draft.item_id)
    if current is None and signature.text_id == 0:
        return None
    if current is None or current.pk != signature.text_id:
        raise CommitmentChanged
    signed = signature.scan if signature.method == Commitment.Method.PAPER else signature.mark
    if by.kind == "clerk" and (signature.method == Commitment.Method.TICK or not signed):
        raise SignatureMissing
    return current


def current_text(item: str) -> CommitmentText | None:
    """The promise text in force today."""
    today = clock.today()
    rows = CommitmentText.objects.filter(item_id=item, from_day__lte=today).exclude(until_day__lt=today)
    return rows.order_by("-version").first()


def sign(case: Case, text: CommitmentText, signature: Signature, by: Actor) -> None:
    """Write down what was promised, in which words, how and before whom."""
    Commitment.objects.create(
        case=case,
        text=text,
        text_hash=text.text_hash,
        method=signature.method,
        signature=signature.mark,
        scan=signature.scan,
        signed_at=clock.now(),
        witness_id=int(by.id) if by.kind == "clerk" else None,
    )


def resubmit(case: Case, *, by: Actor) -> Case:
    """Send a returned case in again (补正后再提交); its clock goes on from where it stood."""
    draft = Draft.objects.get(returned_case=case)
    return submit(draft, signature=Signature(Commitment.Method.TICK, 0), by=by)


def _resubmit_locked(draft: Draft, *, by: Actor) -> Case:
    service = service_of(draft.item_id)
    answers = cleaned(service, read(draft), draft.person)
    with stepping(draft.returned_case, Step.RESUBMIT, by=by) as case:
        clocks.go_on(case, clock.today())
        case.returned_until, case.reason = None, None
        service.questions.store(case, answers)
    draft.delete()
    return case


def withdraw(case: Case, *, by: Actor) -> Case:
    """The applicant takes the case back (撤回); nothing is held against them."""
    with stepping(case, Step.WITHDRAW, by=by) as locked:
        locked.closed_at = clock.now()
        Draft.objects.filter(returned_case=locked).delete()
    return locked
