"""What a file says for a certificate, looked up by two people; hand-overs of 党员组织关系."""

from datetime import date

from django.utils.translation import gettext as _

from portal.casework.policy import visible_to
from portal.casework.services.stepping import NotAllowed
from portal.casework.steps import OPEN_STATES
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor

from ..models import CertificateAsk, PartyHandover, PersonnelFile
from ..queries import archives as queries
from .archives_rights import ArchiveRefused, colleague, ensure_keeper, ensure_not_own, locked_file, note

Kind = CertificateAsk.Kind


@verb
def look_up(
    ask: CertificateAsk, *, found: bool, statement: str, looked_with: int, by: Actor
) -> CertificateAsk:
    """双人查证: what the file says for this one certificate, or that it says nothing; writing it anew replaces it.

    Raises NotAllowed, ArchiveRefused (own, two, looked: decided already, kinds: found without words).
    """
    row = CertificateAsk.objects.select_for_update(of=("self",)).select_related("person").get(pk=ask.pk)
    case = visible_to(by).select_related("responsible").filter(pk=row.case_id).first()
    if case is None:
        raise NotAllowed(f"{by.id} does not see {row.case_id}")
    ensure_keeper(by, case.responsible, row.person)
    if case.state not in OPEN_STATES:
        raise ArchiveRefused("looked")
    if found and not statement.strip():
        raise ArchiveRefused("kinds")
    other = colleague(looked_with, case.responsible, by)
    row.found, row.statement = found, statement.strip() if found else None
    row.looked_by_id, row.looked_with, row.looked_at = int(by.id), other, clock.now()
    row.save(update_fields=["found", "statement", "looked_by", "looked_with", "looked_at"])
    file = queries.file_of(row.person)
    if file is not None:
        note(file, "looked_up", _("为出具%(kind)s查证") % {"kind": row.get_kind_display()}, by=by, told=False)
    record("archive.looked_up", subject_type="case", subject_id=case.pk, by=by)
    return row


def on_record(ask: CertificateAsk) -> bool | None:
    """Whether there is something to certify: the register knows that a file is kept, the rest is looked up."""
    return True if kept(ask) is not None else ask.found


def kept(ask: CertificateAsk) -> PersonnelFile | None:
    """The file a 存档证明 may name without a look: one that stands on our shelf."""
    file = queries.file_of(ask.person) if ask.kind == Kind.KEPT else None
    return file if file and file.shelf else None


@verb
def hand_over_party(
    file: PersonnelFile,
    *,
    direction: str,
    letter_number: str,
    from_branch: str,
    to_branch: str,
    on: date,
    by: Actor,
) -> PartyHandover:
    """Write down that a letter of introduction (党员组织关系介绍信) was handed over; nothing is decided here.

    Raises NotAllowed, ArchiveRefused («far» for a day ahead).
    """
    row = locked_file(file.pk)
    journey = queries.open_transfer(row)
    agency = row.agency or (journey.to_agency if journey else None)
    ensure_keeper(by, agency, row.person)
    ensure_not_own(by, row.person)
    if on > clock.today():
        raise ArchiveRefused("far")
    made = PartyHandover.objects.create(
        file=row,
        transfer=journey,
        direction=direction,
        letter_number=letter_number,
        from_branch=from_branch,
        to_branch=to_branch,
        on=on,
        clerk_id=int(by.id),
        at=clock.now(),
    )
    note(row, "party", _("党员组织关系交接已记录"), by=by, transfer=journey)
    return made
