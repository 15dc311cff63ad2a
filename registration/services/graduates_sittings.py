"""集中办理: one sitting at a school or a factory, the list of persons, one signature sheet, every act recorded."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.accounts.models import Clerk, Organisation, Person
from portal.casework.policy import DESK_ROLES
from portal.casework.services import NotAllowed
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor

from ..models import GraduateSitting, SittingEntry, UnemployedGraduate
from ..queries import graduates as queries
from .graduates import NotNow, count

Act = GraduateSitting.Act


def _clerk(by: Actor) -> None:
    if by.kind != "clerk" or not by.roles & DESK_ROLES or not by.agency_path:
        raise NotAllowed(f"{by.kind} {by.id}: sittings")


def _locked(sitting: GraduateSitting, by: Actor) -> GraduateSitting:
    _clerk(by)
    rows = GraduateSitting.objects.select_for_update(of=("self",)).select_related("organisation", "agency")
    locked = rows.get(pk=sitting.pk)
    if not locked.agency.path.startswith(by.agency_path):
        raise NotAllowed(f"{by.id}: sitting {sitting.pk}")
    if locked.closed_at:
        raise NotNow(_("这次集中办理已经结束。"))
    return locked


@verb
def begin(
    organisation: Organisation, *, clerk: Clerk, act: str, held_on: date, place: str, about: str, by: Actor
) -> GraduateSitting:
    """Open a sitting for a school or unit of one's own region. Raises NotAllowed, NotNow."""
    _clerk(by)
    if not queries.places_for(by).filter(pk=organisation.pk).exists():
        raise NotAllowed(f"{by.id}: sitting at {organisation.pk}")
    if held_on > clock.today():
        raise NotNow(_("那天还没有到,到了再记。"))
    made = GraduateSitting.objects.create(
        organisation=organisation,
        agency=clerk.agency,
        clerk=clerk,
        act=act,
        held_on=held_on,
        place=place.strip(),
        about=about.strip(),
        opened_at=clock.now(),
    )
    record("sitting.begun", subject_type="sitting", subject_id=made.pk, by=by)
    return made


@verb
def enter(
    sitting: GraduateSitting, person: Person, *, sheet_line: int, consented: bool, note: str, by: Actor
) -> SittingEntry:
    """One person and the line of the sheet they signed; a signed act counts in the chain of a tagged graduate.

    Raises NotAllowed, NotNow for somebody not of that place, or a line or person written before.
    """
    locked = _locked(sitting, by)
    if not queries.people_of_sitting(locked).filter(pk=person.pk).exists():
        raise NotAllowed(f"{by.id}: {person.pk} at sitting {sitting.pk}")
    try:
        with transaction.atomic():
            made = SittingEntry.objects.create(
                sitting=locked,
                person=person,
                sheet_line=sheet_line,
                consented=consented,
                note=note.strip(),
                at=clock.now(),
            )
    except IntegrityError as error:
        twice = "sittingentry_person_once" in str(error)
        text = _("这个人已经记过。") if twice else _("签字表的这一行已经记了另一个人。")
        raise NotNow(text) from error
    record("sitting.entered", subject_type="sitting", subject_id=locked.pk, by=by)
    rows = UnemployedGraduate.objects.select_for_update(of=("self",)).select_related("graduation")
    tag = rows.filter(person=person, ended_on__isnull=True).first()
    if consented and tag and locked.act != Act.OTHER:
        source = f"sitting:{locked.pk}"
        count(tag, kind=locked.act, day=locked.held_on, source=source, clerk=locked.clerk, by=by)
    return made


@verb
def close(sitting: GraduateSitting, *, sheet_pages: int, sheet_place: str, by: Actor) -> GraduateSitting:
    """The sheet is filed: how many pages, where it is kept; nothing is written after that. Raises NotNow."""
    locked = _locked(sitting, by)
    if not locked.entries.exists():
        raise NotNow(_("还没有记一个人。"))
    locked.sheet_pages, locked.sheet_place = sheet_pages, sheet_place.strip()
    locked.closed_at = clock.now()
    locked.save()
    record("sitting.closed", subject_type="sitting", subject_id=locked.pk, by=by)
    return locked
