"""Whom matching shows: read from the last run, or computed now for one person or one opening."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from portal.accounts.models import Person
from portal.events.services import verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import moment_text
from portal.notices.services import tell

from ..models import Kind, Opening, OpeningMatch, PushStop, Resume, Seeker, SeekerMatch, Vacancy
from ..rules.fitting import MILLION, NOWHERE, OpeningFacts, SeekerFacts, score, suits
from ..rules.groups import group_of, prefix_of
from .matching import last_run

MOST_READ, BEST = 3000, 10
OPENING_COLUMNS = (
    "id", "occupation", "county", "pay", "education", "experience", "kind", "skills", "latitude", "longitude",
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """Keys in order with their points; `as_of` says when they were computed."""

    keys: list[int]
    scores: list[int]
    as_of: str


def _millionths(value: float | None) -> int:
    return NOWHERE if value is None else round(value * MILLION)


def seeker_facts(row: Seeker) -> SeekerFacts:
    """A row as the rules read it."""
    return SeekerFacts(
        tuple(row.occupations), tuple(row.counties), row.pay, row.education, row.experience, row.kinds, row.skills,
        _millionths(row.latitude), _millionths(row.longitude),
    )  # fmt: skip


def opening_facts(row: Any) -> OpeningFacts:
    """A row, or an object with its columns, as the rules read it."""
    return OpeningFacts(
        group_of(row.occupation), row.county, row.pay, row.education, row.experience, Kind.values.index(row.kind),
        row.skills, _millionths(row.latitude), _millionths(row.longitude),
    )  # fmt: skip


def openings_of_groups(seeker: Seeker) -> list[Opening]:
    """The newest openings of the groups somebody wishes for."""
    wished = Q()
    for group in seeker.occupations:
        wished |= Q(occupation__startswith=prefix_of(group))
    rows = Opening.objects.filter(wished) if seeker.occupations else Opening.objects.none()
    return list(rows.only(*OPENING_COLUMNS).order_by("-posted", "-id")[:MOST_READ])


def for_seeker(seeker: Seeker) -> Shown:
    """The best openings of one person: of the last run, or computed now when the CV has changed since."""
    run = last_run()
    found = run and SeekerMatch.objects.filter(seeker_id=seeker.pk, run_id=run.pk).first()
    resume = Resume.objects.filter(person=seeker.person_id).only("changed_at").first()
    if found and (resume is None or resume.changed_at <= run.finished_at):
        return Shown(found.openings, found.scores, moment_text(run.finished_at))
    facts = seeker_facts(seeker)
    scored = [
        (score(facts, other), -row.pk)
        for row in openings_of_groups(seeker)
        if suits(facts, other := opening_facts(row))
    ]
    best = sorted(scored, reverse=True)[:BEST]
    return Shown([-key for _points, key in best], [points for points, _key in best], moment_text(clock.now()))


def seekers_of_group(opening: Opening) -> list[Seeker]:
    """Seekers who wish for the opening's group; the first to register first."""
    rows = Seeker.objects.filter(occupations__contains=[group_of(opening.occupation)])
    return list(rows.order_by("id")[:MOST_READ])


def for_opening(opening: Opening) -> Shown:
    """The best seekers of one opening who let verified employers see them."""
    run = last_run()
    found = run and OpeningMatch.objects.filter(opening_id=opening.pk, run_id=run.pk).first()
    if found:
        return Shown(found.seekers, found.scores, moment_text(run.finished_at))
    facts = opening_facts(opening)
    rows = [(row, seeker_facts(row)) for row in seekers_of_group(opening)]
    scored = sorted(
        ((score(mine, facts), -row.pk) for row, mine in rows if suits(mine, facts)), reverse=True
    )[:BEST]
    return Shown(
        [-key for _points, key in scored], [points for points, _key in scored], moment_text(clock.now())
    )


def shown_to_employers(seekers: list[int]) -> dict[int, Seeker]:
    """Of these seekers, those whose CV is open to verified employers and who did not switch everything off."""
    rows = Seeker.objects.filter(pk__in=seekers, person__resume__visibility=Resume.Visibility.EMPLOYERS)
    own = Q(person=OuterRef("person")) | Q(person__merged_into=OuterRef("person"))
    stops = PushStop.objects.filter(own, topic=PushStop.ALL, stopped=True)
    rows = rows.exclude(Exists(stops))
    return {row.pk: row for row in rows.select_related("person__resume")}


@verb
def invite(vacancy: Vacancy, person: Person, *, title: str, body: str, link: str, by: Actor) -> None:
    """An employer asks somebody whom matching showed to look at a vacancy; once for each vacancy and person."""
    tell(person, key=f"invited-{vacancy.pk}-{person.pk}", kind="vacancy", title=title, body=body, link=link)
