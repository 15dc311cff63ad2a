"""阶段1 分类智能推送 and 阶段2 画像精准推送: what is pushed to whom, why, and how one stops it.

Read by the 500 people, in a fixed number of statements. Never read here: sex, birth, 户籍, clicks, grade.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import connection
from django.db.models import F, Prefetch, Q

from portal.accounts.models import Person
from portal.agencies.models import Region
from portal.agencies.queries import SICHUAN
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.notices.many import tell_many
from portal.rules import queries as law

from ..models import (
    Application,
    Intention,
    Kind,
    Opening,
    PushMark,
    PushStop,
    Resume,
    SeekerMatch,
    ServiceStage,
    Stage,
)
from ..rules.groups import group_of, prefix_of
from ..rules.stages import MOST_PUSHED, Topic, share_out
from ..search.asked import region_range
from . import push_words as words
from .matching import last_run
from .seekers import ALL_KINDS

BATCH, LOOKED_AT = 500, 20
ALL, BY_CATEGORY, BY_PROFILE = PushStop.ALL, "category", "profile"
KINDS = (ALL, BY_CATEGORY, BY_PROFILE)
SALT = "jobs.push"
INTERNSHIP = 1 << Kind.values.index(Kind.INTERNSHIP)
NEWEST = f"""
SELECT t.code, t.kinds, o.id, o.vacancy_id, o.posted, v.title
FROM unnest(%s::text[], %s::text[], %s::int[], %s::int[], %s::int[]) AS t(code, prefix, low, high, kinds)
CROSS JOIN LATERAL (
  SELECT id, vacancy_id, posted FROM jobs_opening
  WHERE {{where}} AND county BETWEEN t.low AND t.high AND posted > %s AND posted <= %s
    AND t.kinds >> (array_position(ARRAY[{", ".join(repr(str(each)) for each in Kind.values)}], kind) - 1) & 1 = 1
  ORDER BY posted DESC, id DESC LIMIT {LOOKED_AT}
) o JOIN jobs_vacancy v ON v.id = o.vacancy_id
ORDER BY t.code, o.posted DESC, o.id DESC
"""  # noqa: S608 - the parts are constants of this file
OF_GROUP = "occupation ~>=~ t.prefix AND occupation ~<~ (t.prefix || '~')"
FOR_BEGINNERS = "experience = 0"
READ = (
    "id",
    "occupation",
    "county",
    "pay",
    "education",
    "experience",
    "kind",
    "skills",
    "latitude",
    "longitude",
)


@dataclass(frozen=True)
class Found:
    """A new opening of a topic."""

    opening: int
    vacancy: UUID
    posted: datetime
    title: str


Key = tuple[str, int]


@dataclass
class Run:
    """What one night's run keeps between its batches: the openings of each topic are asked for once."""

    now: datetime
    floor: datetime
    held: dict[Key, list[Found]] = field(default_factory=dict)


def token_of(person: UUID, topic: str) -> str:
    """What stops a topic without sign-in; signed, it names the person only by key and can do nothing else."""
    return signing.Signer(salt=SALT).sign(f"{person.hex}.{topic}").replace(":", "~")


def read_token(token: str) -> tuple[Person, str]:
    """Whose topic a token stops; a merged record's is that of the record that stays. Raises Person.DoesNotExist."""
    try:
        key, topic = signing.Signer(salt=SALT).unsign(token.replace("~", ":")).split(".", 1)
    except (signing.BadSignature, ValueError) as error:
        raise Person.DoesNotExist(token) from error
    person = Person.objects.select_related("merged_into").get(pk=UUID(key))
    return person.merged_into or person, topic


@verb
def switch(person: Person, topic: str, *, on: bool, by: Actor) -> None:
    """Stop a topic, a kind of push or all of them, or let them come again; twice is once."""
    now = clock.now()
    rows = PushStop.objects.filter(person_id__in=person.all_ids, topic=topic)
    if on:
        changed = rows.filter(stopped=True).update(stopped=False, changed_at=now)
    else:
        row, made = PushStop.objects.get_or_create(
            person=person, topic=topic, defaults={"changed_at": now, "stopped": True}
        )
        changed = made or not row.stopped
        if changed:
            row.stopped, row.changed_at = True, now
            row.save(update_fields=["stopped", "changed_at"])
    if changed:
        name = "push.resumed" if on else "push.stopped"
        record(name, subject_type="person", subject_id=person.pk, by=by, payload={"topic": topic})


def stopped_of(person: Person) -> set[str]:
    """What one person does not want."""
    rows = PushStop.objects.filter(person_id__in=person.all_ids, stopped=True)
    return set(rows.values_list("topic", flat=True))


def _stops(people: list[UUID]) -> dict[UUID, set[str]]:
    """What these people do not want, said by them or by a record merged into theirs."""
    out: dict[UUID, set[str]] = defaultdict(set)
    rows = PushStop.objects.filter(
        Q(person_id__in=people) | Q(person__merged_into_id__in=people), stopped=True
    )
    for person, merged, topic in rows.values_list("person_id", "person__merged_into_id", "topic"):
        out[merged or person].add(topic)
    return out


def topic_of_wish(wish: Intention) -> Topic:
    """A wish as a topic: the group of its occupation at its place."""
    low, high = region_range(wish.region_id[:6])
    group = group_of(wish.occupation_id)
    kinds = 1 << Kind.values.index(wish.kind) if wish.kind else ALL_KINDS
    because = words.of_wish(wish.region.name, wish.occupation.name)
    return Topic(f"{group}-{wish.region_id[:6]}", group, low, high, kinds, because)


def topic_of_place(region: Region, category: str) -> Topic:
    """For whom we know no wish: what is open to beginners where they live, by key group."""
    low, high = region_range(region.code[:6])
    because = words.of_place(region.name, category)
    kinds = ALL_KINDS if category == "graduate" else ALL_KINDS & ~INTERNSHIP  # 就业见习 is for graduates
    return Topic(f"{category}-{region.code[:6]}", 0, low, high, kinds, because)


def _topics(rows: list[ServiceStage]) -> dict[UUID, list[Topic]]:
    """The topics of these people, their wishes in order; nothing for who switched matching off. One query."""
    out: dict[UUID, list[Topic]] = {}
    people = [row.person_id for row in rows]
    wished = Intention.objects.select_related("occupation", "region").order_by("position")
    resumes = Resume.objects.filter(person_id__in=people).prefetch_related(Prefetch("intentions", wished))
    known = {resume.person_id: resume for resume in resumes}
    for row in rows:
        resume = known.get(row.person_id)
        wishes = list(resume.intentions.all()) if resume else []
        if resume and not resume.matching:
            out[row.person_id] = []
        elif wishes:
            out[row.person_id] = list({topic.code: topic for topic in map(topic_of_wish, wishes)}.values())
        else:
            home = row.person.residence_region
            out[row.person_id] = [topic_of_place(home, row.category)] if home else []
    return out


def _look(topics: Iterable[Topic], run: Run) -> None:
    """Ask for the newest openings of topics not asked for in this run: two statements at most."""
    new = {(topic.code, topic.kinds): topic for topic in topics if (topic.code, topic.kinds) not in run.held}
    run.held.update({key: [] for key in new})
    for where, some in (
        (OF_GROUP, [topic for topic in new.values() if topic.group]),
        (FOR_BEGINNERS, [topic for topic in new.values() if not topic.group]),
    ):
        if not some:
            continue
        columns = [
            [topic.code for topic in some],
            [prefix_of(topic.group) if topic.group else "" for topic in some],
            [topic.first for topic in some],
            [topic.last for topic in some],
            [topic.kinds for topic in some],
        ]
        with connection.cursor() as cursor:
            cursor.execute(NEWEST.format(where=where), [*columns, run.floor, run.now])
            for code, kinds, *rest in cursor.fetchall():
                run.held[code, kinds].append(Found(*rest))


def begin() -> Run:
    """A run of today: nothing older than the days the house looks back is called new."""
    now = clock.now()
    days = int(law.value("stages.new_days", on=now.date(), region=SICHUAN))
    return Run(now, now - timedelta(days=days))


def _pushed_to(stage: Q, after: Any, due: Q) -> list[ServiceStage]:
    """The next 500 rows after a key, locked; another worker's are left alone."""
    rows = ServiceStage.objects.filter(
        stage, due, closed_at__isnull=True, person__merged_into__isnull=True, **({"pk__gt": after} if after else {})
    )  # fmt: skip
    rows = rows.select_related("person__residence_region", "person__seeker", "mark").order_by("pk")
    return list(rows.select_for_update(of=("self",), skip_locked=True)[:BATCH])


def _applied(rows: list[ServiceStage], vacancies: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """(person, vacancy) of what these people applied to among these."""
    people = [row.person_id for row in rows]
    sent = Application.objects.filter(person_id__in=people, vacancy_id__in=list(vacancies))
    return set(sent.values_list("person_id", "vacancy_id"))


def _mark(row: ServiceStage) -> PushMark:
    return getattr(row, "mark", None) or PushMark(service=row)


@verb
def push_by_category(after: Any, run: Run, *, by: Actor) -> tuple[Any, int]:
    """Stage 1, the next 500 people after a key: (the last key or None at the end, how many were told).

    At most five openings each, only those posted since the last push, once a day.
    """
    day = datetime.combine(run.now.date(), datetime.min.time(), clock.ZONE)
    due = Q(mark__told_until__isnull=True) | Q(mark__told_until__lt=day)
    rows = _pushed_to(Q(stage=Stage.PUSHED), after, due)
    if not rows:
        return None, 0
    wanted = _wanted(rows)
    _look((topic for each in wanted.values() for topic in each), run)
    news = {row.pk: [(topic, _new(row, topic, run)) for topic in wanted[row.person_id]] for row in rows}
    named = {found.vacancy for each in news.values() for _topic, some in each for found in some}
    applied = _applied(rows, named)
    notes, marks = [], []
    for row in rows:
        parts = _parts(row, news[row.pk], applied)
        if parts:
            mark = _mark(row)
            mark.told_until = run.now
            marks.append(mark)
            notes.append(words.by_category(row.person, parts, token_of, run.now.date()))
    _keep(marks, ["told_until"])
    return rows[-1].pk, tell_many(notes)


def _wanted(rows: list[ServiceStage]) -> dict[UUID, list[Topic]]:
    """The topics of these people that they did not stop."""
    stops, wanted = _stops([row.person_id for row in rows]), _topics(rows)
    for person, off in stops.items():
        kept = [topic for topic in wanted[person] if topic.code not in off]
        wanted[person] = [] if off & {ALL, BY_CATEGORY} else kept
    return wanted


def _parts(
    row: ServiceStage, news: list[tuple[Topic, list[Found]]], applied: set[tuple[UUID, UUID]]
) -> list[tuple[Topic, list[Found]]]:
    """What is told of each topic: five openings of all together, none that the person applied to."""
    lists = [
        [found for found in some if (row.person_id, found.vacancy) not in applied] for _topic, some in news
    ]
    shown = share_out(lists, MOST_PUSHED)
    return [(topic, some) for (topic, _news), some in zip(news, shown, strict=True) if some]


def _new(row: ServiceStage, topic: Topic, run: Run) -> list[Found]:
    since = _mark(row).told_until or run.floor
    return [found for found in run.held[topic.code, topic.kinds] if found.posted > since]


def _keep(marks: list[PushMark], fields: list[str]) -> None:
    if marks:
        PushMark.objects.bulk_create(
            marks, update_conflicts=True, unique_fields=["service"], update_fields=fields
        )


@verb
def push_by_profile(after: Any, today: date, *, by: Actor) -> tuple[Any, int]:
    """Stages 2 to 4, the next 500 people: the best openings of the newest match run, once a week.

    At most five each, of enough points, none told before, none applied to.
    """
    days = int(law.value("stages.profile_days", on=today, region=SICHUAN))
    points = int(law.value("stages.profile_points", on=today, region=SICHUAN))
    matched = last_run()
    last = today - timedelta(days=days)
    due = Q(mark__profile_on__isnull=True) | Q(mark__profile_on__lte=last)
    rows = (
        _pushed_to(Q(stage__gte=Stage.PROFILED, person__seeker__isnull=False), after, due) if matched else []
    )
    if not rows:
        return None, 0
    stops = _stops([row.person_id for row in rows])
    best = _best(rows, matched.pk, points)
    openings = {
        row.pk: row
        for row in Opening.objects.filter(pk__in={key for keys in best.values() for key, _points in keys})
        .annotate(title=F("vacancy__title"))
        .only(*READ, "vacancy_id")
    }
    applied = _applied(rows, {row.vacancy_id for row in openings.values()})
    notes, marks = [], []
    for row in rows:
        if stops[row.person_id] & {ALL, BY_PROFILE}:
            continue
        mark = _mark(row)
        shown = [
            (openings[key], each)
            for key, each in best.get(row.person.seeker.pk, [])
            if key in openings
            and key not in mark.told
            and (row.person_id, openings[key].vacancy_id) not in applied
        ][:MOST_PUSHED]
        if shown:
            mark.profile_on = today
            mark.told = [*(opening.pk for opening, _each in shown), *mark.told][:50]
            marks.append(mark)
            notes.append(words.by_profile(row.person, shown, token_of(row.person_id, BY_PROFILE), today))
    _keep(marks, ["profile_on", "told"])
    return rows[-1].pk, tell_many(notes)


def _best(rows: list[ServiceStage], run: int, least: int) -> dict[int, list[tuple[int, int]]]:
    """Openings with their points by seeker, the best first, of enough points."""
    seekers = [row.person.seeker.pk for row in rows]
    found = SeekerMatch.objects.filter(run_id=run, seeker_id__in=seekers)
    return {
        match.seeker_id: [
            (key, points) for key, points in zip(match.openings, match.scores, strict=True) if points >= least
        ]
        for match in found
    }
