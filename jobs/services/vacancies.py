"""The life of a vacancy: one table, one function for each move."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from portal.casework.models import Case
from portal.casework.services import Signature, file_case, filed, refile
from portal.casework.steps import State
from portal.events.services import record, record_many, transaction_by, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.ids import in_use, public_number

from ..models import Employer, Vacancy, VacancyState
from ..models.vacancy import ENDED, PUBLICATION
from ..rules import readiness
from ..rules.screening import as_json, screen
from . import openings

S = VacancyState
MOVES: dict[str, tuple[frozenset[str], str]] = {
    "send": (frozenset({S.DRAFT, S.RETURNED}), S.SUBMITTED),
    "send_back": (frozenset({S.SUBMITTED}), S.RETURNED),
    "refuse": (frozenset({S.SUBMITTED}), S.REFUSED),
    "withdraw": (frozenset({S.SUBMITTED, S.RETURNED}), S.DRAFT),
    "publish": (frozenset({S.SUBMITTED}), S.OPEN),
    "pause": (frozenset({S.OPEN}), S.PAUSED),
    "reopen": (frozenset({S.PAUSED}), S.OPEN),
    "extend": (frozenset({S.OPEN}), S.OPEN),
    "close": (frozenset({S.OPEN, S.PAUSED}), S.CLOSED),
    "expire": (frozenset({S.OPEN, S.PAUSED}), S.EXPIRED),
    "remove": (frozenset({S.OPEN, S.PAUSED}), S.REMOVED),
    "restore": (frozenset({S.REMOVED}), S.OPEN),
}
EDITABLE = frozenset({S.DRAFT, S.RETURNED})
LIFE = timedelta(days=30)
MOST_EXTENSIONS = 2


AT_ONCE = 1000


class VacancyMoved(Exception):
    """The vacancy is no longer where this move may begin."""

    def __init__(self, vacancy: Vacancy, move: str) -> None:
        super().__init__(f"{vacancy.number} is {vacancy.state}: no {move}")
        self.vacancy, self.move = vacancy, move


class NotReady(Exception):
    """Something must be mended before the vacancy can be sent; `problems` names it in words."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@contextmanager
def moving(vacancy: Vacancy, move: str, *, by: Actor) -> Iterator[Vacancy]:
    """Take one move of MOVES; the body changes the locked row. Raises VacancyMoved. The search row follows."""
    with transaction_by(by):
        rows = Vacancy.objects.select_related("employer__organisation", "occupation", "region")
        locked = rows.select_for_update(of=("self",)).get(pk=vacancy.pk)
        begins, ends = MOVES[move]
        if locked.state not in begins:
            raise VacancyMoved(locked, move)
        locked.state = ends
        if ends in ENDED:
            locked.ended_at = clock.now()
        yield locked
        locked.save()
        openings.index(locked)
        record(f"vacancy.{move}", subject_type="vacancy", subject_id=locked.pk, by=by)


@verb
def save_vacancy(employer: Employer, vacancy: Vacancy | None, *, by: Actor, **facts: Any) -> Vacancy:
    """Write a draft, new or old, with what its wording was found to say. Raises VacancyMoved once it was sent."""
    if vacancy is None:
        number = public_number("GW", clock.today(), taken=in_use(Vacancy))
        row = Vacancy(employer=employer, number=number, made_at=clock.now())
    else:
        row = Vacancy.objects.select_for_update(of=("self",)).get(pk=vacancy.pk)
        if row.state not in EDITABLE:
            raise VacancyMoved(row, "save")
    for name, value in facts.items():
        setattr(row, name, value)
    row.screening = as_json(screen(f"{row.title}\n{row.description}"))
    row.save()
    return row


@verb
def copy(vacancy: Vacancy, *, by: Actor) -> Vacancy:
    """A new draft with the same words, valid for thirty days from today."""
    facts = {name: getattr(vacancy, name) for name in readiness.WRITTEN}
    facts["valid_until"] = clock.today() + LIFE
    facts["occupation_suggested"] = vacancy.occupation_suggested
    return save_vacancy(vacancy.employer, None, by=by, **facts)


def recognised(employer: Employer) -> bool:
    """Whether the unit is a 见习单位 now, and may post internships."""
    return employer.bases.filter(ended_on__isnull=True).exists()


def send(vacancy: Vacancy, *, signature: Signature | None, by: Actor) -> Case:
    """Hand a draft in for review, or a corrected one again. Raises NotReady with everything to mend, VacancyMoved."""
    with moving(vacancy, "send", by=by) as locked:
        problems = readiness.problems(
            locked, locked.employer, on=clock.today(), recognised=recognised(locked.employer)
        )
        if problems:
            raise NotReady(problems)
        locked.by_promise = locked.employer.basis == Employer.Basis.PROMISE
        organisation = locked.employer.organisation
        standing = filed(PUBLICATION, organisation, str(locked.pk))
        if standing and standing.state == State.RETURNED:
            return refile(standing, by=by)
        return file_case(
            PUBLICATION,
            organisation,
            subject_key=str(locked.pk),
            region=locked.region,
            signature=signature,
            by=by,
        )


def publish(vacancy: Vacancy, *, by: Actor) -> Vacancy:
    """Open it to the public; runs inside the grant of its case."""
    with moving(vacancy, "publish", by=by) as locked:
        locked.opened_at, locked.confirmed_on = clock.now(), clock.today()
    return locked


def pause(vacancy: Vacancy, *, by: Actor) -> Vacancy:
    """Take it out of the search for a while."""
    with moving(vacancy, "pause", by=by) as locked:
        pass
    return locked


def reopen(vacancy: Vacancy, *, by: Actor) -> Vacancy:
    """Show it again; the employer has confirmed it today."""
    with moving(vacancy, "reopen", by=by) as locked:
        locked.confirmed_on = clock.today()
    return locked


def extend(vacancy: Vacancy, *, by: Actor) -> Vacancy:
    """Thirty days more, from the last day it held; twice at most. Raises VacancyMoved beyond that."""
    with moving(vacancy, "extend", by=by) as locked:
        if locked.extended >= MOST_EXTENSIONS:
            raise VacancyMoved(locked, "extend")
        locked.extended += 1
        locked.valid_until += LIFE
        locked.confirmed_on = clock.today()
    return locked


def close(vacancy: Vacancy, *, by: Actor) -> Vacancy:
    """The employer has found somebody, or no longer looks."""
    with moving(vacancy, "close", by=by) as locked:
        pass
    return locked


def remove(vacancy: Vacancy, *, by: Actor) -> Vacancy:
    """Taken down by the agency; who applied is told."""
    with moving(vacancy, "remove", by=by) as locked:
        pass
    return locked


def restore(vacancy: Vacancy, *, by: Actor) -> Vacancy:
    """Open again what was taken down wrongly; who may ask for that is the caller's to know."""
    with moving(vacancy, "restore", by=by) as locked:
        locked.ended_at, locked.confirmed_on = None, clock.today()
    return locked


def expire_due(*, by: Actor) -> int:
    """End what no longer holds; returns how many. A thousand in a transaction, in a fixed number of statements."""
    count = 0
    while some := _expire_some(by=by):
        count += some
    return count


@verb
def _expire_some(*, by: Actor) -> int:
    rows = Vacancy.objects.filter(state__in=MOVES["expire"][0], valid_until__lt=clock.today())
    locked = rows.order_by("valid_until", "pk").select_for_update(of=("self",), skip_locked=True)
    due = list(locked.values_list("pk", flat=True)[:AT_ONCE])
    Vacancy.objects.filter(pk__in=due).update(state=MOVES["expire"][1], ended_at=clock.now())
    openings.take_away(due)
    record_many("vacancy.expire", subject_type="vacancy", subject_ids=due, by=by)
    return len(due)
