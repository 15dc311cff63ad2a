"""接收登记: a graduate reports; what the school filed is found, not doubled. Source: 人力资源市场暂行条例 第十五条."""

from django.db.models import Q

from portal.accounts.models import Person
from portal.casework.models import Case
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor

from ..models import GraduateReception, Graduation, UnemployedGraduate
from ..queries import graduates as queries
from . import graduates as tags
from .graduates_rosters import certificate_index

__all__ = ["certificate_index", "matching", "receive", "revoke"]


def matching(row: GraduateReception) -> Graduation | None:
    """What a school filed of the same person that agrees with what was said: the day, or the certificate."""
    people = [row.person_id, *row.person.all_ids, *queries.twins(row.person)]
    agrees = Q(graduated_on=row.graduated_on, school_kind=row.school_kind)
    if row.certificate_index:
        agrees |= Q(certificate_index=row.certificate_index)
    rows = Graduation.objects.filter(agrees, person__in=people, school__isnull=False)
    return rows.order_by("-graduated_on", "pk").first()


@verb
def receive(case: Case, *, by: Actor) -> GraduateReception:
    """Write the reception: the graduation on record or a new one, and the tag where there is no work yet."""
    rows = GraduateReception.objects.select_for_update(of=("self",)).select_related("person", "residence")
    row = rows.get(case=case)
    tags.adopt(row.person, by=by)
    row.graduation = matching(row) or _said(row)
    row.received_at, row.revoked_at = clock.now(), None
    row.save(update_fields=["graduation", "received_at", "revoked_at"])
    if row.destination == "unemployed":
        tags.open_tag(row.graduation, county=row.residence, wants=row.wants_service, by=by)
    else:
        _ended(row.person, row.destination, by)
    record("graduate.received", subject_type="case", subject_id=case.pk, by=by)
    return row


def _said(row: GraduateReception) -> Graduation:
    """By the graduate's own word, until a school's roster says so."""
    found, _made = Graduation.objects.get_or_create(
        person=row.person,
        school=None,
        school_name=row.school_name,
        graduated_on=row.graduated_on,
        defaults={
            "school_kind": row.school_kind,
            "level": row.level,
            "major": row.major,
            "certificate_index": row.certificate_index,
            "destination": row.destination,
            "unit": row.unit,
            "destination_on": clock.today(),
            "made_at": clock.now(),
        },
    )
    return found


def _ended(person: Person, destination: str, by: Actor) -> None:
    """A tag the school's roster opened ends by what the graduate says now."""
    tag = queries.tag_of(person)
    if tag and not tag.ended_on:
        tags.end_for_destination(tag, destination, by=by)


@verb
def revoke(case: Case, *, by: Actor) -> None:
    """The reception does not stand; a tag that it opened ends, one from a roster stays. History is kept."""
    row = GraduateReception.objects.select_for_update(of=("self",)).get(case=case)
    row.revoked_at = clock.now()
    row.save(update_fields=["revoked_at"])
    rows = UnemployedGraduate.objects.filter(graduation=row.graduation_id, graduation__school__isnull=True)
    for tag in rows.filter(ended_on__isnull=True):
        tags.end_as_mistake(tag, by=by)
    record("graduate.reception_revoked", subject_type="case", subject_id=case.pk, by=by)
