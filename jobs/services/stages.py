"""四阶段递进式服务: a person's row is opened, moved and closed here; every change writes a transition."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Clerk, Person
from portal.agencies.models import Agency, Level, Region
from portal.agencies.queries import SICHUAN
from portal.casework.policy import at_desk
from portal.casework.services.stepping import NotAllowed
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import moment_text
from portal.notices.services import tell
from portal.rules import queries as law

from ..models import (
    ExpertConference,
    Intention,
    Interview,
    KeyGroup,
    Seeker,
    ServiceStage,
    Stage,
    StageProposal,
    StageTransition,
)
from ..rules import stages as rules

BATCH = 500
R = StageTransition.Reason
LEVELS = {1: Level.PROVINCE, 2: Level.PROVINCE, 3: Level.COUNTY, 4: Level.COUNTY}
STEPS = """
SELECT s.id,
       count(e.id) FILTER (WHERE e.state = 'rejected' AND NOT m.met),
       count(e.id) FILTER (WHERE e.state = 'lapsed' AND NOT m.met),
       count(e.id) FILTER (WHERE m.met)
FROM jobs_servicestage s
JOIN jobs_application a ON a.person_id = s.person_id
JOIN jobs_applicationevent e
  ON e.application_id = a.id AND e.state IN ('rejected', 'lapsed') AND e.at >= s.counted_from
CROSS JOIN LATERAL (
  SELECT EXISTS (SELECT 1 FROM jobs_applicationevent i WHERE i.application_id = a.id AND i.state = 'interview') AS met
) m
WHERE s.id = ANY(%s) GROUP BY s.id
"""


class StageMoved(Exception):
    """The row or the proposal is no longer where this step may begin."""


def stages_for(actor: Actor) -> QuerySet[ServiceStage]:
    """Rows of the clerk's agency and below; of nobody for anybody else. A merged record's row is not found."""
    if not at_desk(actor):
        return ServiceStage.objects.none()
    rows = ServiceStage.objects.filter(
        agency__path__startswith=actor.agency_path, person__merged_into__isnull=True
    )
    return rows.select_related("person", "agency")


def of_person(person: Person) -> ServiceStage | None:
    """A person's row, also an ended one."""
    return ServiceStage.objects.filter(person=person).select_related("agency").first()


def agency_of(region: Region | None) -> Agency:
    """Who serves: the agency of the county, else the nearest above it, else the province's."""
    codes = region.path.split("/") if region else []
    rows = Agency.objects.filter(
        region_id__in=[*codes, SICHUAN], level__lte=Level.COUNTY, active=True
    ).order_by("-level", "code")
    return rows[0]


def _place(person: Person) -> Region | None:
    """Where somebody lives; of whom we do not know it, where they want to work. Never where they are registered."""
    if person.residence_region:
        return person.residence_region
    wish = Intention.objects.filter(resume__person=person).select_related("region").order_by("position")
    first = wish.first()
    return first.region if first else None


def five(person: Person, stage: int) -> dict[str, Any]:
    """Category, grade and dimensions as the facts say them now."""
    groups = KeyGroup.objects.filter(person_id__in=person.all_ids, ends__isnull=True)
    talk = Interview.objects.filter(person_id__in=person.all_ids).order_by("-held_at", "-pk").first()
    barriers = talk.barriers if talk else []
    category = rules.category(groups.values_list("group", flat=True))
    return {
        "category": category,
        "grade": rules.grade(category, barriers, stage),
        "dimensions": rules.dimensions(barriers),
    }


def noted(
    row: ServiceStage, before: int, after: int, reason: str, *, by: Actor, text: str = ""
) -> StageTransition:
    """The transition of a change, unsaved."""
    return StageTransition(
        service=row,
        at=clock.now(),
        from_stage=before,
        to_stage=after,
        category=row.category,
        grade=row.grade,
        reason=reason,
        by_kind=by.kind,
        by_name=by.name[:60],
        text=text or None,
    )


def moved(
    row: ServiceStage, to: int, reason: str, *, by: Actor, level: int | None = None, text: str = ""
) -> None:
    """Put a locked row to a stage; counting begins anew."""
    before, now = row.stage, clock.now()
    row.stage, row.stage_since, row.counted_from = to, now, now
    row.level = level or LEVELS[to]
    for name, value in five(row.person, to).items():
        setattr(row, name, value)
    row.save()
    noted(row, before, to, reason, by=by, text=text).save()
    payload = {"from": before, "to": to, "reason": reason}
    record("service_stage.moved", subject_type="service_stage", subject_id=row.pk, by=by, payload=payload)


def _locked(row: ServiceStage) -> ServiceStage:
    rows = ServiceStage.objects.select_related("person", "agency")
    return rows.select_for_update(of=("self",)).get(pk=row.pk)


@verb
def open_stage(person: Person, *, reason: str, by: Actor) -> ServiceStage:
    """Begin to serve from stage 1, again after an end; who is served already stays where they are.

    reason: RESUME or REGISTERED.
    """
    Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    row = ServiceStage.objects.filter(person=person).first()
    if row and row.closed_at is None:
        return row
    now = clock.now()
    row = row or ServiceStage(person=person)
    row.agency, row.stage, row.level = agency_of(_place(person)), Stage.PUSHED, LEVELS[1]
    row.opened_at = row.stage_since = row.counted_from = now
    row.closed_at = None
    for name, value in five(person, Stage.PUSHED).items():
        setattr(row, name, value)
    row.save()
    noted(row, 0, Stage.PUSHED, reason, by=by).save()
    record("service_stage.opened", subject_type="service_stage", subject_id=row.pk, by=by)
    return row


@verb
def regrade(person: Person, *, by: Actor) -> ServiceStage | None:
    """Read category, grade and dimensions anew; writes a transition only when something changed."""
    row = ServiceStage.objects.select_for_update(of=("self",)).filter(person=person).first()
    if row is None or row.closed_at:
        return row
    facts = five(person, row.stage)
    if all(getattr(row, name) == value for name, value in facts.items()):
        return row
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    noted(row, row.stage, row.stage, R.REGRADED, by=by).save()
    return row


@verb
def close_stage(person: Person, *, reason: str, by: Actor) -> ServiceStage | None:
    """The service ends: the person found work, or asked for none. What still waits goes with it.

    reason: HIRED or ENDED.
    """
    row = ServiceStage.objects.select_for_update(of=("self",)).filter(person=person).first()
    if row is None or row.closed_at:
        return row
    row.closed_at = clock.now()
    row.save(update_fields=["closed_at"])
    noted(row, row.stage, 0, reason, by=by).save()
    drop_waiting(row, by=by)
    record("service_stage.closed", subject_type="service_stage", subject_id=row.pk, by=by)
    return row


def drop_waiting(row: ServiceStage, *, by: Actor) -> None:
    """A proposal that waits and a conference to come are no longer needed."""
    now = clock.now()
    row.proposals.filter(state=StageProposal.State.OPEN).update(
        state=StageProposal.State.GONE, decided_at=now
    )
    coming = ExpertConference.objects.filter(service=row, held_at__isnull=True, cancelled_at__isnull=True)
    for found in coming.select_for_update(of=("self",)):
        take_off(found, row.person, by=by)


def take_off(conference: ExpertConference, person: Person, *, by: Actor) -> None:
    """A locked conference does not take place; the person is told, as it may stand in their calendar."""
    conference.cancelled_at = clock.now()
    conference.save(update_fields=["cancelled_at"])
    record("conference.cancelled", subject_type="conference", subject_id=conference.pk, by=by)
    tell(
        person,
        key=f"conference-off-{conference.pk}",
        kind="stage",
        title=_("专家面谈取消了"),
        body=_("%(when)s的面谈取消了,请不要前往。") % {"when": moment_text(conference.begins_at)},
        link=reverse("jobs:profile_card"),
    )


def steps_of(rows: list[ServiceStage]) -> dict[Any, rules.Steps]:
    """Failed steps of many rows since their counting began; one query."""
    with connection.cursor() as cursor:
        cursor.execute(STEPS, [[row.pk for row in rows]])
        found = {pk: counts for pk, *counts in cursor.fetchall()}
    now = clock.now()
    return {
        row.pk: rules.Steps(*found.get(row.pk, (0, 0, 0)), weeks=(now - row.counted_from).days // 7)
        for row in rows
    }


def limits() -> dict[int, rules.Limits]:
    """From when a stage is proposed, as the house does it today."""
    on = clock.today()

    def read(key: str) -> int:
        return int(law.value(key, on=on, region=SICHUAN))

    return {
        stage: rules.Limits(read(f"stages.failed_steps.{name}"), read(f"stages.weeks.{name}"))
        for stage, name in ((rules.GUIDED, "guided"), (rules.EXPERT, "expert"))
    }


@verb
def propose_some(after: Any, held: dict[int, rules.Limits], *, by: Actor) -> tuple[Any, int]:
    """Propose for the next rows after a key: (the last key or None at the end, how many). Four queries for 500."""
    waiting = StageProposal.objects.filter(service=OuterRef("pk"), state=StageProposal.State.OPEN)
    rows = ServiceStage.objects.filter(closed_at__isnull=True, stage__lt=Stage.EXPERT).exclude(
        Exists(waiting)
    )
    rows = rows.filter(person__merged_into__isnull=True, **({"pk__gt": after} if after else {}))
    found = list(rows.order_by("pk")[:BATCH])
    if not found:
        return None, 0
    steps, now = steps_of(found), clock.now()
    made = [
        StageProposal(
            service=row, to_stage=to, made_at=now, rejected=each.rejected, lapsed=each.lapsed,
            interviews=each.interviews, weeks=each.weeks,
        )
        for row in found
        if (to := rules.proposed(row.stage, each := steps[row.pk], held))
    ]  # fmt: skip
    StageProposal.objects.bulk_create(made, ignore_conflicts=True)
    return found[-1].pk, len(made)


@verb
def profile_some(*, by: Actor) -> int:
    """Move up to 500 from stage 1 to 2: who has been there long enough and lets matching know of them."""
    days = int(law.value("stages.first_days", on=clock.today(), region=SICHUAN))
    now = clock.now()
    rows = ServiceStage.objects.filter(
        Exists(Seeker.objects.filter(person=OuterRef("person"))),
        closed_at__isnull=True,
        stage=Stage.PUSHED,
        stage_since__lte=now - timedelta(days=days),
        person__merged_into__isnull=True,
    )
    found = list(rows.order_by("pk").select_for_update(of=("self",), skip_locked=True)[:BATCH])
    for row in found:
        row.stage, row.stage_since, row.counted_from = Stage.PROFILED, now, now
    ServiceStage.objects.bulk_update(found, ["stage", "stage_since", "counted_from"])
    StageTransition.objects.bulk_create(
        [noted(row, Stage.PUSHED, Stage.PROFILED, R.PROFILE, by=by) for row in found]
    )
    return len(found)


def _allowed(row: ServiceStage, by: Actor) -> None:
    if not stages_for(by).filter(pk=row.pk).exists():
        raise NotAllowed(f"{by.id} does not serve {row.pk}")


def _waiting(row: ServiceStage, proposal: StageProposal) -> StageProposal:
    found = row.proposals.select_for_update(of=("self",)).get(pk=proposal.pk)
    if found.state != StageProposal.State.OPEN or row.closed_at:
        raise StageMoved(str(found.pk))
    return found


@verb
def accept(proposal: StageProposal, *, clerk: Clerk, by: Actor) -> ServiceStage:
    """Move the person up and tell them kindly what it means. Raises NotAllowed, StageMoved."""
    row = _locked(proposal.service)
    _allowed(row, by)
    found = _waiting(row, proposal)
    found.state, found.decided_at, found.clerk = StageProposal.State.ACCEPTED, clock.now(), clerk
    found.save(update_fields=["state", "decided_at", "clerk"])
    moved(row, found.to_stage, R.ACCEPTED, by=by, level=clerk.agency.level)
    words = {"agency": clerk.agency.name, "clerk": clerk.name, "phone": clerk.agency.phone}
    if found.to_stage == Stage.GUIDED:
        title = _("我们想一对一帮您找工作")
        body = _("%(agency)s的%(clerk)s会和您一起看看哪里可以帮忙:改简历、练面试、找培训。") % words
    else:
        title = _("我们想请专家帮您看看")
        body = _("%(agency)s的%(clerk)s会约几位专家和您面谈,一起想办法。") % words
    body += _("这是免费的服务。电话%(phone)s。") % words
    body += _("不需要的,在“我的画像和推送”里点“不用了”。不算拒绝服务,别的服务照旧。")
    key = f"stage-{found.pk}"
    tell(row.person, key=key, kind="stage", title=title, body=body, link=reverse("jobs:profile_card"))
    return row


@verb
def decline(proposal: StageProposal, *, clerk: Clerk, reason: str, by: Actor) -> ServiceStage:
    """Leave the person where they are, with a reason they can read; counting begins anew.

    Raises NotAllowed, StageMoved, ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("a reason is needed")
    row = _locked(proposal.service)
    _allowed(row, by)
    found = _waiting(row, proposal)
    found.state, found.decided_at, found.clerk = StageProposal.State.DECLINED, clock.now(), clerk
    found.save(update_fields=["state", "decided_at", "clerk"])
    row.counted_from = clock.now()
    row.save(update_fields=["counted_from"])
    noted(row, row.stage, row.stage, R.DECLINED, by=by, text=reason).save()
    record("stage_proposal.declined", subject_type="service_stage", subject_id=row.pk, by=by)
    return row


@verb
def refuse(person: Person, *, by: Actor) -> ServiceStage | None:
    """The person does not want guidance or experts: back to pushes; nothing else follows from it."""
    row = ServiceStage.objects.select_for_update(of=("self",)).filter(person=person).first()
    if row is None or row.closed_at or row.stage < Stage.GUIDED:
        return row
    drop_waiting(row, by=by)
    moved(row, Stage.PROFILED, R.REFUSED, by=by)
    return row
