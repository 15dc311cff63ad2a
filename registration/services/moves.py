"""Moving to another county as one act (跨区域转移): register, cases, benefit, tag and file change hands together.

Nothing is decided anew: months, sums, promised days and clocks stay as they were. It is taken back only by moving
back. Source of the service: checklist (十九), 全省通办.
"""

import json

from django.utils.translation import gettext as _

from portal.accounts.models import Clerk, Person, Role
from portal.accounts.services import note_access, update_person
from portal.agencies.models import Agency, Region
from portal.agencies.queries import agency_for, county_of
from portal.casework.models import Case, ServiceItem
from portal.casework.policy import DESK_ROLES
from portal.casework.services import NotAllowed, open_draft, submit
from portal.casework.services.submitting import Signature
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.kernel.locking import held
from portal.notices.services import tell
from portal.rules import queries as law

from ..models import MovedThing, PersonMove
from ..models.archives import TRANSFER_IN
from ..moving import Place, things_of
from ..queries.moves import may_call_file

RECEIVE = "registration.receive_move_wd"


class NotNow(ValueError):
    """Why this cannot be done now, in words."""


@verb
def move(person: Person, *, to: Region, file: Signature | None = None, by: Actor) -> PersonMove:
    """The person lives in another county from today; everything that goes along changes hands at once.

    to: a county of the province. file: the promise that goes with calling the personnel file in, or None.
    Raises NotAllowed, NotNow, CommitmentChanged.
    """
    _ensure(person, by)
    # Without select_related: a row that was waited for comes with the region it had before the wait.
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    county, now = county_of(to), clock.now()
    before = county_of(locked.residence_region) if locked.residence_region else None
    if before == county:
        raise NotNow(_("您登记的常住地已经是%(place)s。") % {"place": county.name})
    place = Place(county, agency_for(county))
    PersonMove.objects.filter(person=locked, received_at__isnull=True, passed_on_at__isnull=True).update(
        passed_on_at=now
    )
    row = PersonMove.objects.create(
        person=locked,
        from_region=before,
        to_region=county,
        from_agency=_agency_of(before),
        to_agency=place.agency,
        taken_by=Clerk.objects.get(pk=by.id) if by.kind == "clerk" else None,
        asked_at=now,
        due=law.due_day(clock.today(), law.value(RECEIVE, on=clock.today(), region=county.pk)).day,
    )
    update_person(locked, by=by, residence_region=county)
    _hand_over(row, locked, place, by)
    if file is not None and may_call_file(locked, place.agency):
        row.file_case = _call_file(locked, county, file, by)
        row.save(update_fields=["file_case"])
    record("person.moved", subject_type="person_move", subject_id=row.pk, by=by)
    _tell(row, locked)
    return row


def _ensure(person: Person, by: Actor) -> None:
    """Oneself, or the window of any county with the person in front of it."""
    own = by.kind == "person" and not by.on_behalf_of and by.id in map(str, person.all_ids)
    if own:
        return
    if by.kind != "clerk" or not by.has(Role.WINDOW):
        raise NotAllowed(f"{by.kind} {by.id} moves person {person.pk}")
    note_access(person, what=_("登记和办件"), purpose=_("办理跨区域转移"), by=by)


def _agency_of(region: Region | None) -> Agency | None:
    """The agency of where the person lived; none where that was outside the province."""
    try:
        return agency_for(region) if region else None
    except Agency.DoesNotExist:
        return None


def _hand_over(row: PersonMove, person: Person, place: Place, by: Actor) -> None:
    for mover, thing in things_of(person, place):
        mover.give(thing, place, by=by)
        MovedThing.objects.create(
            move=row,
            kind=thing.kind,
            subject_id=thing.subject_id,
            title=thing.title[:120],
            from_agency=thing.agency,
        )


def _call_file(person: Person, county: Region, promise: Signature, by: Actor) -> Case:
    """档案转入 asked for with what the register knows: one case more, with the clock of its own item."""
    file = person.personnel_files.get()
    draft = open_draft(ServiceItem.objects.get(pk=TRANSFER_IN), person, by=by)
    answers = {
        "keeper": {"county": [county.pk]},
        "group": {"group": [file.group]},
        "cadre": {"cadre": ["yes" if file.ever_cadre else "no"]},
    }
    draft.answers = json.dumps(answers)
    draft.save(update_fields=["answers"])
    return submit(draft, signature=promise, by=by)


def _tell(row: PersonMove, person: Person) -> None:
    words = {"place": row.to_region.name, "agency": row.to_agency.name, "phone": row.to_agency.phone}
    body = _("您的登记和在办的事已经转到%(place)s,以后由%(agency)s(%(phone)s)为您服务,不用再交材料。") % words
    tell(
        person,
        key=f"moved-{row.pk}",
        kind="move",
        title=_("已转到%(place)s") % words,
        body=body,
        link=f"/my/move/{row.pk}/",
    )


@verb
def receive(row: PersonMove, *, note: str, by: Actor) -> PersonMove:
    """接收: the new agency has looked through what came and has taken over. Raises NotAllowed, NotNow."""
    locked = held(PersonMove.objects.select_related("to_agency", "person"), row.pk)
    inside = bool(by.agency_path) and locked.to_agency.path.startswith(by.agency_path)
    if by.kind != "clerk" or not by.roles & DESK_ROLES or not inside:
        raise NotAllowed(f"{by.kind} {by.id} receives move {row.pk}")
    if locked.passed_on_at:
        raise NotNow(_("本人在%(day)s又转走了。") % {"day": full_text(locked.passed_on_at)})
    if locked.received_at:
        raise NotNow(_("已经接收过了。"))
    locked.received_at, locked.received_by = clock.now(), Clerk.objects.get(pk=by.id)
    locked.note = note.strip()[:200]
    locked.save(update_fields=["received_at", "received_by", "note"])
    record("move.received", subject_type="person_move", subject_id=locked.pk, by=by)
    return locked
