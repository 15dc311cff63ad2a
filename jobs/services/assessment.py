"""Taking the assessment: begin, answer page by page, finish with the last answer."""

import json

from portal.accounts.models import Person
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.fields import plaintext

from ..models import Assessment
from ..rules import riasec


def standing(person: Person) -> Assessment | None:
    """The run that is not finished."""
    return Assessment.objects.filter(person=person, finished_at__isnull=True).first()


def latest(person: Person) -> Assessment | None:
    """The last finished run."""
    rows = Assessment.objects.filter(person=person, finished_at__isnull=False)
    return rows.order_by("-finished_at", "-pk").first()


def answers_of(assessment: Assessment) -> dict[int, int]:
    """The answers by number, opened: shown to the person alone."""
    return {int(number): points for number, points in json.loads(plaintext(assessment.answers)).items()}


@verb
def begin(person: Person, *, by: Actor) -> Assessment:
    """The run that stands open, or a new one."""
    made, _new = Assessment.objects.get_or_create(
        person=person, finished_at=None, defaults={"answers": "{}", "begun_at": clock.now()}
    )
    return made


@verb
def answer(assessment: Assessment, points: dict[int, int], *, by: Actor) -> Assessment:
    """Keep the answers of a page; the last one finishes the run. A finished run stays as it is."""
    row = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if row.finished_at:
        return row
    known = answers_of(row) | points
    row.answers = json.dumps(known)
    if riasec.first_open(known) is None:
        row.finished_at = clock.now()
        record("assessment.finished", subject_type="assessment", subject_id=row.pk, by=by)
    row.save()
    return row
