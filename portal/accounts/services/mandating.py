"""Mandates: given by the principal, accepted by the agent signed in, ended by either side."""

from datetime import date

from portal.accounts.models import Mandate, Membership, Organisation, Person
from portal.accounts.models.mandate import LONGEST
from portal.accounts.queries import live_mandates, mandates_to_accept, number_index
from portal.events.services import record, verb
from portal.kernel import clock, identity
from portal.kernel.actor import Actor
from portal.rules.queries import lookup

MOST_KEY, REGION = "mandate.max_principals", "510000"
USCC = "uscc"


class MandateRefused(Exception):
    """A mandate cannot be given, accepted or ended like this; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@verb
def give_mandate(
    principal: Person,
    *,
    name: str,
    kind: str,
    number: str,
    items: list[str],
    begins: date,
    ends: date,
    by: Actor,
) -> Mandate:
    """Name an agent by name and checked number; a kind of «uscc» names an organisation.

    Whether anybody here has that number is not looked at, so nothing is disclosed. Raises MandateRefused with
    past, order, too_long, self or items.
    """
    space = USCC if kind == USCC else identity.namespace(kind)
    index = number_index(space, number)
    own = principal.documents.filter(namespace=space, number_index=index).exists()
    refused = _refusal(items, begins, ends, own)
    if refused:
        raise MandateRefused(refused)
    mandate = Mandate.objects.create(
        principal=principal,
        agent_name=name,
        agent_index=index,
        items=sorted(set(items)),
        begins=begins,
        ends=ends,
        consented_at=clock.now(),
    )
    record("mandate.given", subject_type="mandate", subject_id=mandate.pk, by=by)
    return mandate


def _refusal(items: list[str], begins: date, ends: date, own: bool) -> str:
    if not items:
        return "items"
    if ends < begins:
        return "order"
    if ends < clock.today():
        return "past"
    if (ends - begins).days > LONGEST:
        return "too_long"
    return "self" if own else ""


@verb
def accept_mandate(mandate: Mandate, agent: Person, *, by: Actor) -> Mandate:
    """The agent named by number takes the mandate on. Raises MandateRefused: not_yours, self or too_many."""
    agent = Person.objects.select_for_update(of=("self",)).get(
        pk=agent.pk
    )  # two acceptances count one by one
    mandate = _open(mandates_to_accept(agent).filter(pk=mandate.pk))
    if mandate.principal_id in agent.all_ids:
        raise MandateRefused("self")
    principals = set(live_mandates(agent).values_list("principal_id", flat=True)) | {mandate.principal_id}
    if len(principals) > most_principals():
        raise MandateRefused("too_many")
    mandate.agent, mandate.accepted_at = agent, clock.now()
    mandate.save(update_fields=["agent", "accepted_at"])
    record("mandate.accepted", subject_type="mandate", subject_id=mandate.pk, by=by)
    return mandate


@verb
def accept_for_organisation(mandate: Mandate, organisation: Organisation, *, by: Actor) -> Mandate:
    """An administrator of the confirmed organisation named by its code takes the mandate on for it."""
    admin = Membership.objects.filter(
        user_id=by.user_id, organisation=organisation, role=Membership.Role.ADMIN, active=True
    )
    if not organisation.confirmed_at or not admin.exists():
        raise MandateRefused("not_yours")
    rows = Mandate.objects.filter(
        agent_index=number_index(USCC, organisation.uscc), accepted_at__isnull=True, ended_at__isnull=True
    )
    mandate = _open(rows.filter(pk=mandate.pk))
    mandate.agent_organisation, mandate.accepted_at = organisation, clock.now()
    mandate.save(update_fields=["agent_organisation", "accepted_at"])
    record("mandate.accepted", subject_type="mandate", subject_id=mandate.pk, by=by)
    return mandate


def _open(rows) -> Mandate:
    """The one row of these, locked; MandateRefused when it is not among them any more."""
    mandate = rows.select_for_update(of=("self",)).first()
    if mandate is None:
        raise MandateRefused("not_yours")
    return mandate


@verb
def end_mandate(mandate: Mandate, person: Person, *, by: Actor) -> Mandate:
    """Either side ends it, at once; one that has ended is left as it is. Raises MandateRefused to a third."""
    locked = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    ids = person.all_ids
    sides = {"principal": locked.principal_id, "agent": locked.agent_id}
    side = next((name for name, key in sides.items() if key in ids), None)
    if side is None and mandates_to_accept(person).filter(pk=mandate.pk).exists():
        side = "agent"  # named, and declining
    if side is None:
        raise MandateRefused("not_yours")
    if locked.ended_at is None:
        locked.ended_at, locked.ended_by = clock.now(), side
        locked.save(update_fields=["ended_at", "ended_by"])
        record("mandate.ended", subject_type="mandate", subject_id=locked.pk, by=by, payload={"side": side})
    return locked


def most_principals() -> int:
    """For how many people one agent may act at a time."""
    return int(lookup(MOST_KEY, on=clock.today(), region=REGION).value)
