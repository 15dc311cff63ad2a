"""Units that look into a file (查、借阅、政审): asked with a letter, approved by the head, supervised, given back."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Organisation
from portal.accounts.queries import number_index, person_by_document
from portal.accounts.services import note_access
from portal.agencies.models import Region
from portal.casework.models import Case
from portal.casework.services import Signature, file_case, filed, refile
from portal.casework.services.stepping import NotAllowed
from portal.casework.steps import State as CaseState
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import day_text
from portal.notices.services import tell_members
from portal.rules import queries as law

from ..models import Consultation, PersonnelFile, TransferOutAsk
from ..models.archives import CONSULTATION, TRANSFER_OUT
from ..queries import archives as queries
from .archives_rights import ArchiveRefused, ensure_keeper, ensure_not_own, locked_file, note

S, F = Consultation.State, PersonnelFile.State
ID = "resident_id"


def _subject(number: str, county: Region) -> tuple[PersonnelFile | None, str]:
    """The file the county's agency keeps of whoever has this number, and the key that makes one open case of it."""
    person = person_by_document(ID, number)
    file = queries.file_of(person) if person else None
    if file is not None and (file.agency is None or file.agency.region_id != county.pk):
        file = None
    return file, number_index("resident_id", number).hex()[:40]


def _ensure_unit(unit: Organisation, by: Actor) -> None:
    if not (by.kind == "organisation" and by.id == str(unit.pk)):
        raise NotAllowed(f"{by.kind} {by.id} does not speak for {unit.pk}")
    if unit.confirmed_at is None:
        raise ArchiveRefused("unit")


def _case(
    item: str, unit: Organisation, key: str, county: Region, signature: Signature | None, by: Actor
) -> Case:
    """A new case, or the returned one handed in again. Raises ArchiveRefused («asked»)."""
    before = filed(item, unit, key)
    if before is None:
        return file_case(item, unit, subject_key=key, region=county, signature=signature, by=by)
    if before.state != CaseState.RETURNED:
        raise ArchiveRefused("asked")
    return refile(before, by=by)


@verb
def ask(
    unit: Organisation,
    *,
    county: Region,
    name: str,
    number: str,
    kind: str,
    letter_number: str,
    purpose: str,
    readers: tuple[tuple[str, str], tuple[str, str]],
    signature: Signature | None,
    by: Actor,
) -> Case:
    """A unit asks to look into a file: two people by name and number, a letter, a purpose.

    Nobody reads the file of oneself: neither reader nor who files may be the person. Whether there is a file is
    not told before the decision. Raises NotAllowed, ArchiveRefused (unit, own, two, asked), CommitmentChanged when the
    promise (保密、按期归还) is not the one in force.
    """
    _ensure_unit(unit, by)
    (first, first_number), (second, second_number) = readers
    if first_number == second_number:
        raise ArchiveRefused("two")
    if number in (first_number, second_number):
        raise ArchiveRefused("own")
    file, key = _subject(number, county)
    if file is not None:
        ensure_not_own(by, file.person)
    case = _case(CONSULTATION, unit, f"{kind}-{key}", county, signature, by)
    facts = {"unit": unit, "file": file, "kind": kind, "purpose": purpose, "letter_number": letter_number}
    facts |= {"subject_name": name, "subject_number": number, "asked_at": clock.now(), "state": S.ASKED}
    facts |= {"first_reader": first, "second_reader": second}
    Consultation.objects.update_or_create(case=case, defaults=facts)
    return case


@verb
def ask_out(
    unit: Organisation,
    *,
    county: Region,
    name: str,
    number: str,
    letter_number: str,
    issued_on: date,
    valid_until: date | None,
    authority: str,
    by: Actor,
) -> Case:
    """A unit that may keep files sends its 调档函. Raises NotAllowed, ArchiveRefused (unit, valid, asked)."""
    _ensure_unit(unit, by)
    if issued_on > clock.today() or (valid_until and valid_until < clock.today()):
        raise ArchiveRefused("valid")
    file, key = _subject(number, county)
    case = _case(TRANSFER_OUT, unit, key, county, None, by)
    facts = {"unit": unit, "file": file, "letter_number": letter_number, "issued_on": issued_on}
    facts |= {"valid_until": valid_until, "authority": authority, "asked_at": clock.now()}
    facts |= {"subject_name": name, "subject_number": number}
    TransferOutAsk.objects.update_or_create(case=case, defaults=facts)
    return case


def approved(row: Consultation, *, by: Actor) -> Consultation:
    """The head agreed; runs inside the grant of its case."""
    if row.file is None:
        raise ArchiveRefused("none")
    ensure_not_own(by, row.file.person)
    row.state = S.APPROVED
    row.save(update_fields=["state"])
    note(row.file, "consult_approved", _("批准%(unit)s查(借)阅") % {"unit": row.unit.name}, by=by, told=False)
    return row


def revoked(row: Consultation, *, by: Actor) -> None:
    """The approval was taken back; what is out must come back first. Raises ArchiveRefused («lent»)."""
    if row.state == S.OUT:
        raise ArchiveRefused("lent")
    if row.state == S.APPROVED:
        row.state = S.REVOKED
        row.save(update_fields=["state"])


def _locked(row: Consultation, by: Actor) -> tuple[Consultation, PersonnelFile]:
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("unit", "case__responsible")
    locked = rows.get(pk=row.pk)
    if locked.file_id is None:
        raise ArchiveRefused("none")
    file = locked_file(locked.file_id)
    ensure_keeper(by, file.agency, file.person)
    return locked, file


@verb
def hand_over(row: Consultation, *, days: int = 0, by: Actor) -> Consultation:
    """取出: in the clerk's presence for reading and vetting, for so many calendar days when lent.

    Raises NotAllowed, ArchiveRefused (moved, not_kept, travelling, far for more days than allowed).
    """
    locked, file = _locked(row, by)
    if locked.state != S.APPROVED:
        raise ArchiveRefused("moved")
    if file.state != F.KEPT:
        raise ArchiveRefused("lent" if file.state == F.LENT else "not_kept")
    journey = queries.open_transfer(file)
    if journey is not None and journey.state != "called":
        raise ArchiveRefused("travelling")
    if locked.kind != Consultation.Kind.BORROW:
        days = 0
    if not 0 <= days <= most_days(file):
        raise ArchiveRefused("far")
    locked.state, locked.supervisor_id, locked.out_at = S.OUT, int(by.id), clock.now()
    locked.due_back, file.state = clock.today() + timedelta(days=days), F.LENT
    try:
        with transaction.atomic():
            locked.save()
    except IntegrityError as error:
        raise ArchiveRefused("lent") from error
    file.save(update_fields=["state"])
    words = {"unit": locked.unit.name, "kind": locked.get_kind_display()}
    note(file, "out", _("%(unit)s%(kind)s") % words, by=by, told=False)
    note_access(file.person, what=_("人事档案"), purpose=_("%(unit)s%(kind)s") % words, by=by)
    record("archive.out", subject_type="consultation", subject_id=locked.pk, by=by)
    return locked


def most_days(file: PersonnelFile) -> int:
    """Calendar days a file may be lent at most; our own value, told to nobody as law."""
    region = file.agency.region_id if file.agency else "510000"
    return int(law.value("archives.borrow_days", on=clock.today(), region=region))


@verb
def take_back(row: Consultation, *, pages: int, by: Actor) -> Consultation:
    """归还: pages are counted again, the file goes back. Raises NotAllowed, ArchiveRefused («moved», «kinds»)."""
    locked, file = _locked(row, by)
    if locked.state != S.OUT:
        raise ArchiveRefused("moved")
    counted = sum(file.items.values_list("pages", flat=True))
    if counted and pages != counted:
        raise ArchiveRefused("kinds", str(counted))
    locked.state, locked.back_at, locked.taken_back_by_id = S.RETURNED, clock.now(), int(by.id)
    locked.save(update_fields=["state", "back_at", "taken_back_by"])
    file.state = F.KEPT
    file.save(update_fields=["state"])
    note(file, "back", _("已归还,清点%(n)s页") % {"n": pages}, by=by, told=False)
    record("archive.back", subject_type="consultation", subject_id=locked.pk, by=by)
    return locked


@verb
def remind_unit(row: Consultation, *, by: Actor) -> bool:
    """Ask a unit once a day at most to bring back what is overdue; whether it was asked."""
    locked = (
        Consultation.objects.select_for_update(of=("self",)).select_related("unit", "case").get(pk=row.pk)
    )
    today = clock.today()
    if locked.state != S.OUT or locked.due_back >= today or locked.reminded_on == today:
        return False
    locked.reminded_on = today
    locked.save(update_fields=["reminded_on"])
    words = {"day": day_text(locked.due_back), "number": locked.case.number}
    body = _("%(number)s借出的档案应在%(day)s归还,已经过期。请马上送还存档机构。") % words
    link = reverse("registration:unit_archives", args=[locked.unit_id])
    key = f"archive-back-{locked.pk}-{today:%Y%m%d}"
    tell_members(locked.unit, key=key, kind="archive", title=_("请归还档案"), body=body, link=link)
    return True
