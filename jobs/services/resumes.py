"""A person writes a CV, section by section; what matching knows follows in the same transaction."""

from typing import Any

from django.db import transaction

from portal.accounts.models import Person
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor

from .. import places
from ..models import Intention, Resume, ResumeEntry
from ..models.resume import MOST_INTENTIONS
from .seekers import index_seeker

DESCRIBED = frozenset(
    [
        "education",
        "experience",
        "skills",
        "intro",
        "region",
        "latitude",
        "longitude",
        "visibility",
        "matching",
    ]
)
WISHED = frozenset(["occupation", "region", "pay_floor", "kind"])


class WishRefused(Exception):
    """The wish cannot be added: `why` is «full» (three already) or «twice» (the same occupation and place)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def _spot(region: str | None) -> dict[str, float | None]:
    """Where distances are counted from: the middle of the county one lives in."""
    latitude, longitude = places.centres().get(region or "", (None, None))
    return {"latitude": latitude, "longitude": longitude}


def _locked(resume: Resume) -> Resume:
    return Resume.objects.select_for_update(of=("self",)).get(pk=resume.pk)


def _changed(resume: Resume, name: str, *, by: Actor) -> Resume:
    """What ends every verb: the time, the row that is matched, the event."""
    resume.changed_at = clock.now()
    resume.save()
    index_seeker(resume)
    record(f"resume.{name}", subject_type="resume", subject_id=resume.pk, by=by)
    return resume


@verb
def resume_of(person: Person, *, by: Actor) -> Resume:
    """One's CV; the first time it is made with what the portal knows already: where one lives."""
    now = clock.now()
    home = person.residence_region_id
    first = {"region_id": home, "made_at": now, "changed_at": now} | _spot(home)
    resume, made = Resume.objects.get_or_create(person=person, defaults=first)
    return _changed(resume, "made", by=by) if made else resume


@verb
def describe(resume: Resume, *, by: Actor, **facts: Any) -> Resume:
    """Write what the CV says of the person, who may see it, whether it is matched. Keys are those of DESCRIBED."""
    if not facts.keys() <= DESCRIBED:
        raise TypeError(f"not of a CV: {sorted(facts.keys() - DESCRIBED)}")
    if "region" in facts and "latitude" not in facts:
        facts |= _spot(facts["region"].pk if facts["region"] else None)
    row = _locked(resume)
    for name, value in facts.items():
        setattr(row, name, value)
    return _changed(row, "described", by=by)


@verb
def add_entry(resume: Resume, *, kind: str, by: Actor, **facts: Any) -> ResumeEntry:
    """A school, a job, a course or a certificate more."""
    row = _locked(resume)
    entry = ResumeEntry.objects.create(resume=row, kind=kind, **facts)
    _changed(row, "entry_added", by=by)
    return entry


@verb
def change_entry(entry: ResumeEntry, *, by: Actor, **facts: Any) -> ResumeEntry:
    """Write an entry anew."""
    row = _locked(entry.resume)
    for name, value in facts.items():
        setattr(entry, name, value)
    entry.save()
    _changed(row, "entry_changed", by=by)
    return entry


@verb
def drop_entry(entry: ResumeEntry, *, by: Actor) -> Resume:
    """Take an entry out."""
    row = _locked(entry.resume)
    entry.delete()
    return _changed(row, "entry_dropped", by=by)


@verb
def set_intentions(resume: Resume, wishes: list[dict[str, Any]], *, by: Actor) -> Resume:
    """Replace every wish, the first the most wanted. Raises WishRefused for more than three or one twice."""
    row = _locked(resume)
    row.intentions.all().delete()
    for wish in wishes:
        _append(row, wish)
    return _changed(row, "wished", by=by)


@verb
def add_intention(resume: Resume, *, by: Actor, **wish: Any) -> Intention:
    """A wish more: occupation, region, pay_floor, kind. Raises WishRefused."""
    row = _locked(resume)
    made = _append(row, wish)
    _changed(row, "wished", by=by)
    return made


@verb
def change_intention(intention: Intention, *, by: Actor, **wish: Any) -> Intention:
    """Write a wish anew at its place. Raises WishRefused when another wish says the same."""
    row = _locked(intention.resume)
    if not wish.keys() <= WISHED:
        raise TypeError(f"not of a wish: {sorted(wish.keys() - WISHED)}")
    changed = row.intentions.get(pk=intention.pk)
    for name, value in wish.items():
        setattr(changed, name, value)
    others = row.intentions.exclude(pk=changed.pk)
    if others.filter(occupation=changed.occupation_id, region=changed.region_id).exists():
        raise WishRefused("twice")
    changed.save()
    _changed(row, "wished", by=by)
    return changed


@verb
def drop_intention(intention: Intention, *, by: Actor) -> Resume:
    """Take a wish out; the ones after it move up."""
    row = _locked(intention.resume)
    row.intentions.filter(pk=intention.pk).delete()
    with transaction.atomic():
        for position, each in enumerate(row.intentions.order_by("position"), start=1):
            if each.position != position:
                each.position = position
                each.save(update_fields=["position"])
    return _changed(row, "wished", by=by)


def _append(resume: Resume, wish: dict[str, Any]) -> Intention:
    """One wish at the end; the CV is locked, so the count holds."""
    standing = list(resume.intentions.all())
    if len(standing) >= MOST_INTENTIONS:
        raise WishRefused("full")
    if not wish.keys() <= WISHED:
        raise TypeError(f"not of a wish: {sorted(wish.keys() - WISHED)}")
    same = (wish["occupation"].pk, wish["region"].pk)
    if any((each.occupation_id, each.region_id) == same for each in standing):
        raise WishRefused("twice")
    return Intention.objects.create(resume=resume, position=len(standing) + 1, **wish)
