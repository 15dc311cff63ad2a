"""公示 and 异议: what is about to be decided stands before the public for some working days, the name masked."""

from django.utils.translation import gettext as _

from portal.accounts.models import Clerk
from portal.casework import policy
from portal.casework.models import Case, Objection, Publicity
from portal.casework.steps import State, Step
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor, system
from portal.kernel.ids import in_use, public_number
from portal.rules import queries as rules

from . import clocks
from .stepping import NotAllowed, stepping


class StillPublic(Exception):
    """The notice still runs, or an objection waits for its answer: no decision yet."""


def publicise(case: Case, *, shown: str = "", by: Actor) -> Case:
    """Put a case before the public; its promise stands still until the notice is over."""
    with stepping(case, Step.PUBLICISE, by=by, text=shown) as locked:
        days = locked.version.publicity_days if locked.version_id else locked.item.publicity_days
        today = clock.today()
        clocks.stop(locked, today)
        Publicity.objects.create(
            case=locked,
            begins=today,
            ends=rules.due_day(today, max(days, 1)).day,
            shown_name=locked.person.name.masked() if locked.person_id else locked.organisation.name,
            shown=shown,
        )
    return locked


@verb
def object_to(publicity: Publicity, *, text: str, contact: str, by: Actor) -> Objection:
    """Anybody may object while a notice runs. Raises StillPublic's opposite, NotAllowed, when it is over."""
    running = Publicity.objects.select_for_update(of=("self",)).get(pk=publicity.pk)
    if running.over_at or clock.today() > running.ends:
        raise NotAllowed("the notice is over")
    objection = Objection.objects.create(
        number=public_number("YY", clock.today(), taken=in_use(Objection)),
        publicity=running,
        text=text[:2000],
        contact=contact[:200] or None,
        made_at=clock.now(),
    )
    record("objection.made", subject_type="objection", subject_id=objection.pk, by=by)
    return objection


@verb
def answer_objection(objection: Objection, *, upheld: bool, answer: str, by: Actor) -> Objection:
    """A named clerk answers with reasons; an objection that holds sends the case back to be looked at anew."""
    locked = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("publicity__case")
        .get(pk=objection.pk)
    )
    case = locked.publicity.case
    if not policy.may_organise(by, case):
        raise NotAllowed("answer an objection")
    if locked.outcome != Objection.Outcome.OPEN or not answer.strip():
        raise ValueError("an objection is answered once, with reasons")
    locked.outcome = Objection.Outcome.UPHELD if upheld else Objection.Outcome.REJECTED
    locked.answer, locked.answered_at = answer.strip(), clock.now()
    locked.answered_by = Clerk.objects.get(pk=by.id)
    locked.save(update_fields=["outcome", "answer", "answered_at", "answered_by"])
    if upheld and case.state == State.PUBLICISED:
        with stepping(case, Step.OBJECT, by=by, text=_("公示期间的异议成立,重新核对。")) as again:
            _over(again)
            clocks.go_on(again, clock.today())
    return locked


def may_end(publicity: Publicity) -> bool:
    """Past its last day and no objection open."""
    return (
        clock.today() > publicity.ends
        and not publicity.objections.filter(outcome=Objection.Outcome.OPEN).exists()
    )


def _over(case: Case) -> None:
    case.publicities.filter(over_at__isnull=True).update(over_at=clock.now())


def ensure_over(case: Case) -> None:
    """Called by a grant of a publicised case: the notice must have run out unopposed. Raises StillPublic."""
    running = case.publicities.filter(over_at__isnull=True).first()
    if running is None:
        return
    if not may_end(running):
        raise StillPublic
    _over(case)
    clocks.go_on(case, clock.today())


def end_publicities() -> int:
    """Nightly: notices that ran out unopposed are over, and the promise goes on; returns how many."""
    count = 0
    running = Publicity.objects.filter(over_at__isnull=True, ends__lt=clock.today()).select_related("case")
    for publicity in running:
        count += _end(publicity, by=system("publicity"))
    return count


@verb
def _end(publicity: Publicity, *, by: Actor) -> int:
    from .stepping import lock, write_event

    case = lock(publicity.case)
    fresh = Publicity.objects.select_for_update(of=("self",)).get(pk=publicity.pk)
    if fresh.over_at or not may_end(fresh):
        return 0
    fresh.over_at = clock.now()
    fresh.save(update_fields=["over_at"])
    clocks.go_on(case, clock.today())
    case.save(update_fields=clocks.CLOCK_FIELDS)
    write_event(case, "publicity_over", by=by, before=case.state, text=_("公示结束,没有成立的异议。"))
    return 1
