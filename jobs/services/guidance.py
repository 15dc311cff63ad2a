"""Guidance at the desk: who is looked after by whom, when somebody was last spoken to, what was planned."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.accounts.models import Clerk, Person
from portal.agencies.models import Agency
from portal.casework import policy
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.rules import queries as law

from ..models import (
    CareerPlan,
    Interview,
    KeyGroup,
    PlanStep,
    ServiceStage,
    Stage,
    StageProposal,
)


def people_for(actor: Actor) -> QuerySet[Person]:
    """Whom a clerk may guide: who lives in the region of the agency, has a case there, or is guided there already."""
    if not policy.at_desk(actor):
        return Person.objects.none()
    region = Agency.objects.values_list("region__path", flat=True).get(pk=actor.agency_id)
    here = {"agency__path__startswith": actor.agency_path}
    return Person.objects.filter(merged_into__isnull=True).filter(
        Q(residence_region__path__startswith=region)
        | Q(pk__in=policy.visible_to(actor).values("person_id"))
        | Q(pk__in=KeyGroup.objects.filter(**here).values("person_id"))
        | Q(pk__in=Interview.objects.filter(**here).values("person_id"))
        | Q(pk__in=_proposed_or_guided(here).values("person_id"))
    )


def _proposed_or_guided(here: dict[str, str]) -> QuerySet[ServiceStage]:
    """Who is served one to one there, or waits for somebody to look (四阶段递进式服务)."""
    rows = ServiceStage.objects.filter(closed_at__isnull=True, **here)
    waiting = StageProposal.objects.filter(service=OuterRef("pk"), state=StageProposal.State.OPEN)
    return rows.filter(Q(stage__gte=Stage.GUIDED) | Exists(waiting))


def overdue(actor: Actor, *, on: date) -> QuerySet[KeyGroup]:
    """Contacts that are past their day in the subtree of the clerk's agency, the longest first."""
    rows = KeyGroup.objects.filter(
        ends__isnull=True, next_contact__lt=on, agency__path__startswith=actor.agency_path
    )
    return rows.select_related("person", "agency").order_by("next_contact", "pk")


def steps_for(actor: Actor) -> QuerySet[PlanStep]:
    """Steps an actor may tick: of one's own plans, for a clerk of the plans of whom they may guide."""
    if actor.kind == "person":
        return PlanStep.objects.filter(plan__person_id=actor.id)
    return PlanStep.objects.filter(plan__person__in=people_for(actor))


def next_day(group: str, *, after: date, agency: Agency) -> date:
    """When somebody of a group is to be spoken to again."""
    days = law.value(f"guidance.contact_days.{group}", on=after, region=agency.region_id)
    return after + timedelta(days=int(days))


@verb
def interview(
    person: Person, *, clerk: Clerk, cause: str, barriers: list[str], wishes: str, next_on: date, by: Actor
) -> Interview:
    """Keep an interview; it counts as a contact."""
    made = Interview.objects.create(
        person=person,
        agency=clerk.agency,
        clerk=clerk,
        held_at=clock.now(),
        cause=cause,
        barriers=barriers,
        wishes=wishes,
        next_on=next_on,
    )
    record("guidance.interviewed", subject_type="person", subject_id=person.pk, by=by)
    contacted(person, by=by)
    return made


@verb
def set_group(person: Person, *, clerk: Clerk, group: str, evidence: str, source: str, by: Actor) -> KeyGroup:
    """Put a person into a key group from today; who is in it already stays as written."""
    today = clock.today()
    facts = {"agency": clerk.agency, "begins": today, "evidence": evidence, "source": source, "set_by": clerk}
    facts["next_contact"] = next_day(group, after=today, agency=clerk.agency)
    made, new = KeyGroup.objects.get_or_create(person=person, group=group, ends=None, defaults=facts)
    if new:
        record("key_group.set", subject_type="person", subject_id=person.pk, by=by, payload={"group": group})
    return made


@verb
def end_group(tag: KeyGroup, *, by: Actor) -> KeyGroup:
    """The person no longer belongs to the group from today."""
    row = KeyGroup.objects.select_for_update(of=("self",)).get(pk=tag.pk)
    if row.ends is None:
        row.ends = clock.today()
        row.save(update_fields=["ends"])
        record(
            "key_group.ended",
            subject_type="person",
            subject_id=row.person_id,
            by=by,
            payload={"group": row.group},
        )
    return row


@verb
def contacted(person: Person, *, by: Actor) -> int:
    """Spoken to today: every standing group of the person gets its next day; returns how many."""
    today = clock.today()
    rows = KeyGroup.objects.filter(person=person, ends__isnull=True).select_related("agency")
    tags = list(rows.select_for_update(of=("self",)).order_by("pk"))
    for tag in tags:
        tag.last_contact, tag.next_contact = today, next_day(tag.group, after=today, agency=tag.agency)
        tag.save(update_fields=["last_contact", "next_contact"])
    record("guidance.contacted", subject_type="person", subject_id=person.pk, by=by)
    return len(tags)


@verb
def plan(person: Person, *, clerk: Clerk, goal: str, steps: list[tuple[str, date]], by: Actor) -> CareerPlan:
    """Write a plan, signed by the clerk's name; the person signs it online."""
    made = CareerPlan.objects.create(
        person=person, agency=clerk.agency, clerk=clerk, goal=goal, clerk_signed_at=clock.now()
    )
    for position, (text, due) in enumerate(steps, start=1):
        PlanStep.objects.create(plan=made, position=position, text=text, due=due)
    record("career_plan.made", subject_type="career_plan", subject_id=made.pk, by=by)
    return made


@verb
def sign_plan(found: CareerPlan, *, by: Actor) -> CareerPlan:
    """The person agrees; signing twice keeps the first time."""
    row = CareerPlan.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if row.person_signed_at is None:
        row.person_signed_at = clock.now()
        row.save(update_fields=["person_signed_at"])
        record("career_plan.signed", subject_type="career_plan", subject_id=row.pk, by=by)
    return row


@verb
def step_done(step: PlanStep, *, done: bool, by: Actor) -> PlanStep:
    """Tick a step, or take the tick back; ticking twice keeps the first time and who ticked."""
    row = PlanStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if done == (row.done_at is not None):
        return row
    row.done_at = clock.now() if done else None
    row.done_by = "" if not done else PlanStep.DoneBy.CLERK if by.kind == "clerk" else PlanStep.DoneBy.PERSON
    row.save(update_fields=["done_at", "done_by"])
    name = "plan_step.done" if done else "plan_step.reopened"
    record(name, subject_type="career_plan", subject_id=row.plan_id, by=by, payload={"step": row.position})
    return row
