"""«不对?改»: one says what is wrong, the body that keeps the fact looks, a named clerk answers.

个人信息保护法 第四十六条 (correction) and 第五十条 (a refusal says why, and may be taken to court).
"""

from typing import Any

from django.db import IntegrityError, transaction

from portal.accounts.models import Clerk, Person
from portal.agencies.models import Agency
from portal.agencies.queries import agency_for
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor

from .. import policy, registry
from ..models import Correction
from ..queries import corrections_of

MOST_OPEN = 20
State = Correction.State


class CorrectionRefused(Exception):
    """`why`: unknown | again | many | rights | answered."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@verb
def ask(person: Person, fact: str, text: str, *, by: Actor, about: str = "") -> Correction:
    """Say that a fact about a person is wrong. fact: its registered code; about: which one, as "2026-10".

    Raises CorrectionRefused: unknown fact, the same one open already, twenty open ones.
    """
    found = registry.find_fact(fact)
    if found is None:
        raise CorrectionRefused("unknown")
    if corrections_of(person).filter(state=State.OPEN).count() >= MOST_OPEN:
        raise CorrectionRefused("many")
    try:
        with transaction.atomic():
            made = Correction.objects.create(
                person=person,
                fact=fact,
                about=about[:60],
                title=str(found.title),
                origin=str(found.origin),
                owner=str(found.owner),
                agency=_agency(person),
                text=text,
                asked_at=clock.now(),
            )
    except IntegrityError:
        raise CorrectionRefused("again") from None
    record("correction.asked", subject_type="correction", subject_id=made.pk, by=by, payload={"fact": fact})
    return made


def _agency(person: Person) -> Agency | None:
    """The agency of where somebody lives; None (the province) when that is not known or outside."""
    if person.residence_region is None:
        return None
    try:
        return agency_for(person.residence_region)
    except Agency.DoesNotExist:
        return None


@verb
def decide(correction: Correction, *, state: str, answer: str, clerk: Clerk, by: Actor) -> Correction:
    """Answer a correction: corrected, or kept as it is with the reason. Raises CorrectionRefused, ValueError."""
    if not policy.answers(by) or not policy.corrections_for(by).filter(pk=correction.pk).exists():
        raise CorrectionRefused("rights")
    row = Correction.objects.select_for_update(of=("self",)).get(pk=correction.pk)
    if row.state != State.OPEN:
        raise CorrectionRefused("answered")
    if state not in (State.CORRECTED, State.KEPT) or not answer.strip():
        raise ValueError("an answer and its words are needed")
    row.state, row.answer = state, answer.strip()
    row.decided_at, row.decided_by = clock.now(), clerk
    row.save()
    payload: dict[str, Any] = {"fact": row.fact, "state": state}
    record("correction.decided", subject_type="correction", subject_id=row.pk, by=by, payload=payload)
    return row
