"""Who should be served and is not yet: CVs with wishes from before there were stages, or copied in by the thousand."""

from uuid import UUID

from django.db.models import Exists, OuterRef

from portal.accounts.models import Person
from portal.agencies.models import Agency, Level
from portal.agencies.queries import SICHUAN
from portal.events.services import verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from registration.models import Spell

from ..models import Intention, KeyGroup, ServiceStage, StageTransition
from ..rules import stages as rules
from .stages import BATCH, LEVELS, R, noted


def open_missing(*, by: Actor) -> int:
    """Open stage 1 for everybody with a wish or a registration and no row, 500 at a time; returns how many."""
    agencies, after, made = _agencies(), None, 0
    while True:
        after, some = _open_some(after, agencies, by=by)
        made += some
        if after is None:
            return made


def _agencies() -> dict[str, Agency]:
    """The agency of each county, prefecture and the province by its region."""
    rows = Agency.objects.filter(level__lte=Level.COUNTY, active=True).order_by("level", "-code")
    return {agency.region_id: agency for agency in rows}


@verb
def _open_some(after: UUID | None, agencies: dict[str, Agency], *, by: Actor) -> tuple[UUID | None, int]:
    """The next 500 after a key, so that nobody is looked at twice: (the last key or None at the end, how many)."""
    wished = Intention.objects.filter(resume__person=OuterRef("pk"), resume__matching=True)
    registered = Spell.objects.filter(
        person=OuterRef("pk"), kind=Spell.Kind.UNEMPLOYMENT, period__contains=clock.today()
    )
    people = Person.objects.filter(
        Exists(wished) | Exists(registered), service_stage__isnull=True, merged_into__isnull=True
    ).select_related("residence_region", "resume__region")
    if after:
        people = people.filter(pk__gt=after)
    found = list(people.order_by("pk")[:BATCH])
    if not found:
        return None, 0
    groups = _groups([person.pk for person in found])
    now, rows = clock.now(), []
    for person in found:
        resume = getattr(person, "resume", None)
        home = person.residence_region or (resume and resume.region)
        codes = reversed(home.path.split("/")) if home else ()
        agency = next((agencies[code] for code in codes if code in agencies), agencies[SICHUAN])
        category = rules.category(groups.get(person.pk, ()))
        rows.append(
            ServiceStage(
                person=person, agency=agency, stage=rules.PUSHED, level=LEVELS[1], category=category,
                grade=rules.grade(category, (), rules.PUSHED), dimensions=rules.dimensions(()),
                opened_at=now, stage_since=now, counted_from=now,
            )
        )  # fmt: skip
    ServiceStage.objects.bulk_create(rows)
    StageTransition.objects.bulk_create([noted(row, 0, rules.PUSHED, _why(row), by=by) for row in rows])
    return found[-1].pk, len(rows)


def _why(row: ServiceStage) -> str:
    return R.RESUME if hasattr(row.person, "resume") else R.REGISTERED


def _groups(people: list[UUID]) -> dict[UUID, list[str]]:
    out: dict[UUID, list[str]] = {}
    rows = KeyGroup.objects.filter(person_id__in=people, ends__isnull=True)
    for person, group in rows.values_list("person_id", "group"):
        out.setdefault(person, []).append(group)
    return out
