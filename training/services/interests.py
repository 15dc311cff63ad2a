"""培训意愿: kept when it is said, answered by a clerk with a class, taken back by its person."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import Clerk
from portal.agencies.models import Agency
from portal.casework.models import Case
from portal.casework.policy import DESK_ROLES
from portal.casework.services import NotAllowed
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.kernel.locking import held
from portal.notices.services import tell

from ..models import TrainingInterest

State = TrainingInterest.State
WITH = ("person__merged_into", "agency")


class NotNow(ValueError):
    """Why this cannot be done now, in words."""


@verb
def keep_interest(case: Case, said: dict[str, Any], *, by: Actor) -> TrainingInterest:
    """Write down what was said in a case; the same case again changes it. One that waited before gives way."""
    before = TrainingInterest.objects.filter(person_id__in=case.person.all_ids, state=State.WAITING)
    before.exclude(case=case).update(state=State.CLOSED, ended_on=clock.today())
    facts = {name: said[name] for name in ("directions", "hours", "remark")}
    row, _made = TrainingInterest.objects.update_or_create(
        case=case,
        defaults=facts | {"person": case.person, "agency": case.responsible, "since": case.received_on},
    )
    record("training.wished", subject_type="training_interest", subject_id=row.pk, by=by)
    return row


def _waiting(row: TrainingInterest) -> TrainingInterest:
    locked = held(TrainingInterest.objects.select_related(*WITH), row.pk)
    if locked.state != State.WAITING:
        raise NotNow(_("现在是“%(state)s”,不能再改。") % {"state": locked.get_state_display()})
    return locked


@verb
def place(row: TrainingInterest, *, course: str, begins: date, place: str, by: Actor) -> TrainingInterest:
    """A class was found: the person is told which, from when and where; nobody has to go. Raises NotAllowed, NotNow."""
    locked = _waiting(row)
    inside = bool(by.agency_path) and locked.agency.path.startswith(by.agency_path)
    if by.kind != "clerk" or not by.roles & DESK_ROLES or not inside:
        raise NotAllowed(f"{by.kind} {by.id}: training interest {row.pk}")
    locked.state, locked.course, locked.begins, locked.place = State.PLACED, course, begins, place
    locked.placed_by, locked.ended_on = Clerk.objects.get(pk=by.id), clock.today()
    locked.save()
    record("training.placed", subject_type="training_interest", subject_id=locked.pk, by=by)
    words = {"course": course, "day": full_text(begins), "place": place}
    tell(
        locked.person.merged_into or locked.person,
        key=f"training-{locked.pk}",
        kind="training",
        title=_("有合适的培训班了"),
        body=_("%(course)s,%(day)s开班,%(place)s。去不去由您决定。") % words,
        link="/my/training/",
    )
    return locked


@verb
def take_back(row: TrainingInterest, *, by: Actor) -> TrainingInterest:
    """The person no longer wants to learn; nothing is held against them. Raises NotAllowed, NotNow."""
    locked = _waiting(row)
    if by.kind != "person" or by.id not in map(str, locked.person.all_ids):
        raise NotAllowed(f"{by.kind} {by.id}: training interest {row.pk}")
    return _closed(locked, by)


@verb
def find_elsewhere(row: TrainingInterest, agency: Agency, *, by: Actor) -> TrainingInterest:
    """Another county finds the class: the person lives there now. Raises NotNow."""
    locked = _waiting(row)
    locked.agency = agency
    locked.save(update_fields=["agency"])
    return locked


@verb
def revoke_interest(case: Case, *, by: Actor) -> None:
    """The case was taken back: nothing waits any more."""
    row = TrainingInterest.objects.select_for_update().filter(case=case, state=State.WAITING).first()
    if row is not None:
        _closed(row, by)


def _closed(row: TrainingInterest, by: Actor) -> TrainingInterest:
    row.state, row.ended_on = State.CLOSED, clock.today()
    row.save(update_fields=["state", "ended_on"])
    record("training.taken_back", subject_type="training_interest", subject_id=row.pk, by=by)
    return row
