"""Where a personnel file is and how it travels: one table of steps, both ends share one journey and one clock.

Source: 流动人员人事档案管理服务规定 (人社部发〔2021〕112号); the table itself is rules.archives.steps.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.agencies.models import Agency
from portal.agencies.queries import agency_for
from portal.casework.models import Case
from portal.casework.services.stepping import NotAllowed
from portal.events.services import record, transaction_by, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.ids import in_use, public_number

from ..models import (
    Dispatch,
    FileItem,
    FileRequest,
    PersonnelFile,
    Transfer,
    TransferLetter,
    TransferOutAsk,
)
from ..queries import archives as queries
from ..rules import archives as rules
from . import archives_letters as letters
from .archives_rights import (
    DECIDERS,
    KEEPERS,
    ArchiveRefused,
    colleague,
    ensure_keeper,
    ensure_not_own,
    locked_file,
    locked_human,
    note,
)
from .archives_telling import tell_owner

S, F, Move = Transfer.State, PersonnelFile.State, rules.Move


def _new_file(person: Person, **facts: object) -> PersonnelFile:
    """The one file of a human being. Raises ArchiveRefused: exists, twin, shelf."""
    human = locked_human(person)
    if queries.file_of(human) is not None:
        raise ArchiveRefused("exists")
    if queries.twin_with_file(human):
        raise ArchiveRefused("twin")
    today = clock.today()
    number = public_number("CD", today, taken=in_use(PersonnelFile))
    try:
        with transaction.atomic():
            return PersonnelFile.objects.create(number=number, person=human, opened_at=clock.now(), **facts)
    except IntegrityError as error:
        raise ArchiveRefused(_which(error)) from error


def _which(error: IntegrityError) -> str:
    """The constraint that stood against it, as a reason; what is none of ours goes on."""
    for name, why in REASONS.items():
        if name in str(error):
            return why
    raise error


REASONS = {
    "personnelfile_one_per_person": "exists",
    "personnelfile_shelf_once": "shelf",
    "transfer_one_open": "travelling",
    "dispatch_no_ems_for_cadres": "way",
}


@verb
def take_stock(
    person: Person, *, agency: Agency, group: str, ever_cadre: bool, shelf: str, by: Actor
) -> PersonnelFile:
    """Write down a file that stands here already. Raises NotAllowed, ArchiveRefused (exists, twin, shelf, own)."""
    ensure_keeper(by, agency, person)
    facts = {"group": group, "ever_cadre": ever_cadre, "agency": agency, "shelf": shelf, "state": F.KEPT}
    made = _new_file(person, **facts)
    note(made, "stock", _("清点建账,架位%(shelf)s") % {"shelf": shelf}, by=by)
    record("archive.stocked", subject_type="personnel_file", subject_id=made.pk, by=by)
    return made


@verb
def count_items(
    file: PersonnelFile, *, pages: dict[str, int], missing: list[str], by: Actor
) -> PersonnelFile:
    """Write down which kinds of papers are there with how many pages, and which are missing; replaces the last count.

    Raises NotAllowed, ArchiveRefused («kinds» where one kind is both or kind eight is called missing).
    """
    row = locked_file(file.pk)
    ensure_keeper(by, row.agency, row.person)
    _count(row, pages, missing)
    note(row, "count", _("清点材料:%(n)s类") % {"n": len(pages)}, by=by, told=False)
    return row


def _count(row: PersonnelFile, pages: dict[str, int], missing: list[str]) -> None:
    if set(pages) & set(missing) or rules.NEVER_TOLD & set(missing):
        raise ArchiveRefused("kinds")
    now = clock.now()
    for material, number in [*pages.items(), *((each, 0) for each in missing)]:
        facts = {"pages": number, "present": material in pages, "counted_at": now}
        FileItem.objects.update_or_create(file=row, material=material, defaults=facts)


def call_in(request: FileRequest, *, by: Actor) -> Transfer:
    """Open the journey of a file to the agency that decided; runs inside the grant of its case.

    A 调档函 goes to whoever keeps the file: an agency of this portal reads it here, an outside body gets the paper.
    Raises ArchiveRefused (twin, same, lent, travelling).
    """
    case, to = request.case, request.case.responsible
    ensure_not_own(by, request.person)
    file = queries.file_of(locked_human(request.person))
    sender = file.agency if file and file.state not in (F.LEFT, F.EXPECTED) else None
    if sender is None and request.from_county_id:
        sender = agency_for(request.from_county)
    outside = "" if sender else request.from_outside or _("原存档单位")
    if sender and sender.pk == to.pk:
        raise ArchiveRefused("same")
    file = _expected(request, file, sender, outside)
    return _begin(file, case=case, sender=sender, sender_name=outside, to=to, by=by)


def _expected(
    request: FileRequest, file: PersonnelFile | None, sender: Agency | None, outside: str
) -> PersonnelFile:
    """The file as it waits to come: a new row, or the one the person has."""
    facts = {"group": request.group, "ever_cadre": request.ever_cadre}
    if file is None:
        return _new_file(request.person, agency=sender, outside=outside, state=F.EXPECTED, **facts)
    row = locked_file(file.pk)
    if row.state == F.LENT:
        raise ArchiveRefused("lent")
    row.group, row.ever_cadre = request.group, row.ever_cadre or request.ever_cadre
    if row.state in (F.LEFT, F.EXPECTED):
        row.state, row.agency, row.outside = F.EXPECTED, sender, outside
    row.save()
    return row


def _begin(
    file: PersonnelFile,
    *,
    case: Case | None,
    sender: Agency | None,
    sender_name: str,
    to: Agency | None,
    to_name: str = "",
    by: Actor,
) -> Transfer:
    today = clock.today()
    region = (sender or to).region_id
    try:
        with transaction.atomic():
            made = Transfer.objects.create(
                number=public_number("DA", today, taken=in_use(Transfer)),
                file=file,
                state=S.CALLED,
                from_agency=sender,
                from_outside=sender_name,
                to_agency=to,
                to_outside=to_name,
                case=case,
                due=queries.due_after(S.CALLED, region, today),
                begun_at=clock.now(),
            )
    except IntegrityError as error:
        raise ArchiveRefused(_which(error)) from error
    if to is not None:
        paper = letters.call(made, by=by)
        facts = {"number": paper.official_number, "issued_on": today, "seen_on": today, "paper": paper}
        TransferLetter.objects.create(transfer=made, **facts)
    words = {"from": made.sender_name, "to": made.receiver_name}
    note(file, "called", _("%(to)s向%(from)s调档") % words, by=by, transfer=made)
    record("archive.called", subject_type="archive_transfer", subject_id=made.pk, by=by)
    tell_owner(made, "called")
    return made


def called_by_unit(ask: TransferOutAsk, *, by: Actor) -> Transfer:
    """The letter of a unit that may keep files opens the journey out; runs inside the grant of its case."""
    facts = {"number": ask.letter_number, "issued_on": ask.issued_on, "valid_until": ask.valid_until}
    if ask.file is None:
        raise ArchiveRefused("none")
    return _call_out(ask.file, to_name=ask.unit.name, case=ask.case, by=by, **facts)


@verb
def call_out(
    file: PersonnelFile, *, to_name: str, number: str, issued_on: date, valid_until: date | None, by: Actor
) -> Transfer:
    """Register a 调档函 that came on paper from an outside body; its 15 working days run from today.

    Raises NotAllowed, ArchiveRefused (not_kept, valid, lent, travelling, own).
    """
    facts = {"number": number, "issued_on": issued_on, "valid_until": valid_until}
    return _call_out(file, to_name=to_name, case=None, by=by, **facts)


def _call_out(
    file: PersonnelFile,
    *,
    to_name: str,
    case: Case | None,
    number: str,
    issued_on: date,
    valid_until: date | None,
    by: Actor,
) -> Transfer:
    row, today = locked_file(file.pk), clock.today()
    ensure_keeper(by, row.agency, row.person)
    if row.state == F.LENT:
        raise ArchiveRefused("lent")
    if row.state != F.KEPT:
        raise ArchiveRefused("not_kept")
    if issued_on > today or (valid_until and valid_until < today):
        raise ArchiveRefused("valid")
    made = _begin(row, case=case, sender=row.agency, sender_name="", to=None, to_name=to_name, by=by)
    facts = {"number": number, "issued_on": issued_on, "valid_until": valid_until, "seen_on": today}
    TransferLetter.objects.create(transfer=made, **facts)
    return made


def side_agency(row: Transfer, side: rules.Side) -> Agency | None:
    """The agency of one end; None where an outside body stands there."""
    return row.from_agency if side == rules.Side.SENDER else row.to_agency


@contextmanager
def moving(row: Transfer, move: rules.Move, *, by: Actor) -> Iterator[tuple[Transfer, PersonnelFile, list]]:
    """Take one step of the table: right, lock, state, change, history, event, the next day of the clock.

    Gives the locked journey, the locked file and a list for the words of the history; raises NotAllowed,
    ArchiveRefused («moved» where the step may not be taken now).
    """
    with transaction_by(by):
        rows = Transfer.objects.select_related("from_agency", "to_agency", "case")
        locked = rows.select_for_update(of=("self",)).get(pk=row.pk)
        locked.file = file = locked_file(locked.file_id)
        known = rules.steps(locked.ends).get(move)
        if known is None:
            raise NotAllowed(f"{move} is no step of {locked.number}")
        roles = DECIDERS if move in (Move.REVIEW, Move.DECLINE) else KEEPERS
        ensure_keeper(by, side_agency(locked, known.side), file.person, roles)
        step = rules.step_of(move, rules.State(locked.state), locked.ends)
        if step is None:
            raise ArchiveRefused("moved")
        words: list[str] = []
        yield locked, file, words
        locked.state = step.ends.value
        _clock(locked)
        try:
            with transaction.atomic():
                file.save()
        except IntegrityError as error:
            raise ArchiveRefused(_which(error)) from error
        locked.save()
        note(file, locked.state, " ".join(words) or locked.get_state_display(), by=by, transfer=locked)
        record(f"archive.{locked.state}", subject_type="archive_transfer", subject_id=locked.pk, by=by)
        tell_owner(locked, locked.state)


def _clock(row: Transfer) -> None:
    """The day of the next step; both ends read the same one."""
    if row.state in rules.ENDED:
        row.due, row.ended_at = None, clock.now()
    elif row.state not in queries.KEEPS_DAY:
        row.due = queries.due_after(row.state, queries.region_of(row), clock.today())
        row.reminded_on = None


def review(
    row: Transfer, *, shelf: str = "", pages: dict[str, int], missing: list[str], by: Actor
) -> Transfer:
    """转出审核清点: the file is here, its papers are counted. A file not on our books yet gets its shelf first.

    Raises NotAllowed, ArchiveRefused (moved, lent, shelf, kinds).
    """
    with moving(row, Move.REVIEW, by=by) as (locked, file, words):
        if file.state == F.LENT:
            raise ArchiveRefused("lent")
        if file.state == F.EXPECTED:
            if not shelf:
                raise ArchiveRefused("shelf")
            file.state, file.agency, file.shelf, file.outside = F.KEPT, locked.from_agency, shelf, ""
        _count(file, pages, missing)
        words.append(_("转出审核通过,已清点"))
    return locked


def decline(row: Transfer, *, reason: str, by: Actor) -> Transfer:
    """The file cannot be sent on: a named clerk says why, the person gets a letter with the ways to appeal."""
    with moving(row, Move.DECLINE, by=by) as (locked, _file, words):
        locked.reason = reason
        words.append(_("不能转出:%(why)s") % {"why": reason})
        letters.declined(locked, reason, by=by)
    return locked


def cancel(row: Transfer, *, reason: str, by: Actor) -> Transfer:
    """Who asked for the file no longer does; before it is sent only."""
    with moving(row, Move.CANCEL, by=by) as (locked, _file, words):
        locked.reason = reason
        words.append(_("不再调档:%(why)s") % {"why": reason})
    return locked


def send(row: Transfer, *, way: str, tracking: str, sealed_with: int, by: Actor) -> Transfer:
    """双人密封寄出: two clerks seal it; who was a cadre has it carried by 机要 or 专人 only.

    sealed_with: key of the second clerk. Raises NotAllowed, ArchiveRefused (moved, two, way with its article, lent).
    """
    with moving(row, Move.SEND, by=by) as (locked, file, words):
        if file.state != F.KEPT:
            raise ArchiveRefused("lent")
        other = colleague(sealed_with, locked.from_agency, by)
        fault = rules.carriage_fault(
            way, queries.lawful_ways(ever_cadre=file.ever_cadre), ever_cadre=file.ever_cadre
        )
        if fault:
            raise ArchiveRefused("way", fault)
        made = Dispatch.objects.create(
            transfer=locked,
            cadre=file.ever_cadre,
            way=way,
            tracking=tracking,
            sealed_by_id=int(by.id),
            sealed_with=other,
            sent_at=clock.now(),
        )
        file.state, file.shelf = F.TRAVELLING, ""
        words.append(_("已密封寄出,%(way)s") % {"way": made.get_way_display()})
    return locked


def receive(
    row: Transfer, *, received_by: str, way: str = "", tracking: str = "", on: date | None = None, by: Actor
) -> Transfer:
    """签收: the receiving end has it. From or to an outside body it is written down by hand, with the day it was.

    Raises NotAllowed, ArchiveRefused (moved, far for a day ahead or before it was sent).
    """
    with moving(row, Move.RECEIVE, by=by) as (locked, file, words):
        dispatch = Dispatch.objects.filter(transfer=locked).first()
        if dispatch is None:
            dispatch = Dispatch(transfer=locked, cadre=False, way=way or "courier", tracking=tracking)
        dispatch.received_at, dispatch.received_by = _moment(on, dispatch), received_by
        dispatch.save()
        locked.dispatch = dispatch
        file.state, file.agency, file.outside = F.ARRIVED, locked.to_agency, ""
        if locked.to_agency is None:
            file.state, file.outside = F.LEFT, locked.to_outside
        words.append(_("%(to)s已签收") % {"to": locked.receiver_name})
    return locked


def _moment(on: date | None, dispatch: Dispatch) -> object:
    """When it was received: now, or noon of the day that is written on the paper."""
    now = clock.now()
    if on is None or on == clock.today():
        return now
    sent = dispatch.sent_at.astimezone(clock.ZONE).date() if dispatch.sent_at else on
    if on > clock.today() or on < sent:
        raise ArchiveRefused("far")
    return now.astimezone(clock.ZONE).replace(
        year=on.year, month=on.month, day=on.day, hour=12, minute=0, second=0, microsecond=0
    )


def check(row: Transfer, *, pages: dict[str, int], missing: list[str], by: Actor) -> Transfer:
    """核对: what is there is counted; what is missing is told once, all of it in one letter."""
    with moving(row, Move.CHECK, by=by) as (locked, file, words):
        _count(file, pages, missing)
        words.append(_("已拆封核对"))
        if rules.told_missing(missing) and locked.missing_told_at is None:
            locked.missing_told_at = clock.now()
            letters.missing(locked, missing, by=by)
            words.append(_("缺件已一次告知"))
    return locked


def shelve(row: Transfer, *, shelf: str, by: Actor) -> Transfer:
    """入库: the file stands on a shelf of its own. Raises ArchiveRefused («shelf») where another one stands there."""
    with moving(row, Move.SHELVE, by=by) as (locked, file, words):
        file.state, file.shelf = F.KEPT, shelf
        words.append(_("已入库"))
        locked.file = file
    return locked


def acknowledge(row: Transfer, *, receipt: str = "", by: Actor) -> Transfer:
    """回执: the sender learns that it arrived; from an outside receiver its number is written down by hand."""
    with moving(row, Move.ACKNOWLEDGE, by=by) as (locked, _file, words):
        dispatch = Dispatch.objects.select_for_update().get(transfer=locked)
        locked.dispatch = dispatch
        number = letters.receipt(locked, by=by).official_number if locked.to_agency else receipt
        dispatch.receipt, dispatch.receipt_at = number, clock.now()
        dispatch.save(update_fields=["receipt", "receipt_at"])
        words.append(_("回执已核销"))
    return locked
