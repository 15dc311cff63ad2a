"""A hall's day: many clean cases in one go, contacts written down, the shift added up."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time

from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from portal.accounts.models import Assurance, Clerk, Person
from portal.casework import policy
from portal.casework.models import Case, CaseEvent, Contact
from portal.casework.registry import service_for
from portal.casework.steps import State
from portal.events.services import verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.rules.queries import LawMissing

from . import deciding
from .publicising import StillPublic
from .stepping import NotAllowed, StepRefused

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Passed:
    """What came of one case of a batch: empty `why` means it was granted."""

    number: str
    why: str = ""


def pass_clean(cases: list[Case], *, by: Actor) -> list[Passed]:
    """批量通过: grant each case without findings, each in its own transaction and its own history row."""
    return [Passed(case.number, _pass(case, by)) for case in cases[:MOST_AT_ONCE]]


def _pass(case: Case, by: Actor) -> str:
    """Why a case was left, or '' when it is granted."""
    if case.person_id is None or case.person.assurance != Assurance.VERIFIED:
        return _("身份还没有核验")
    try:
        if not service_for(case).handler.problems(case).yes:
            return _("有不满足或缺事实的条件,请打开看")
        if case.state == State.SUBMITTED and not policy.path_of(case):
            case = deciding.accept(case, by=by)
        deciding.grant(case, by=by)
    except LawMissing:
        return _("缺少法规参数")
    except StillPublic:
        return _("公示没有结束")
    except StepRefused:
        return _("同事已经办了")
    except NotAllowed:
        return _("还有前面的环节,或要由别人决定")
    return ""


@verb
def write_contact(
    *, kind: str, text: str, person: Person | None = None, case: Case | None = None, by: Actor
) -> Contact:
    """来电来访记录: who, how, what about; shown on the person's page and to the person."""
    clerk = Clerk.objects.select_related("agency").get(pk=by.id)
    return Contact.objects.create(
        person=person,
        case=case,
        agency=clerk.agency,
        clerk=clerk,
        kind=kind,
        text=text[:1000],
        at=clock.now(),
    )


def shift_of(by: Actor, day=None) -> list[tuple[str, int]]:
    """What a clerk did on a day, counted from the log itself: [(step, how often)], most first."""
    day = day or clock.today()
    begins, ends = (make_aware(datetime.combine(day, t)) for t in (time.min, time.max))
    rows = CaseEvent.objects.filter(actor_kind="clerk", actor_id=by.id, at__range=(begins, ends))
    counts = Counter(rows.values_list("step", flat=True))
    contacts = Contact.objects.filter(clerk_id=by.id, at__range=(begins, ends)).count()
    if contacts:
        counts["contact"] = contacts
    return counts.most_common()
