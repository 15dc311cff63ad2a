"""Taking a grant back: announced with reasons, answered, then decided by a second person (撤销 · 陈述申辩)."""

from datetime import timedelta

from django.utils.translation import gettext as _

from portal.accounts.models import Clerk, Role
from portal.casework import policy
from portal.casework.models import Case, ReasonCode, RevocationNotice
from portal.casework.registry import service_for
from portal.casework.steps import Step, may_move
from portal.documents import services as documents
from portal.events.services import verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import day_text
from portal.rules import queries as rules

from . import letters
from .reasons import need, told
from .stepping import NotAllowed, StepRefused, lock, stepping, write_event

MAY_ANNOUNCE = frozenset({Role.REVIEW, Role.RECHECK})


class NotAnnounced(Exception):
    """A grant is taken back only after the holder was told why and could answer; `until` is the day to wait for."""

    def __init__(self, until=None) -> None:
        super().__init__(until)
        self.until = until


@verb
def give_notice(case: Case, *, reasons: list[ReasonCode], text: str = "", by: Actor) -> RevocationNotice:
    """Tell the holder that the grant may be taken back, why, and until when to answer. One open notice a case."""
    need(reasons, case, ReasonCode.Use.REVOKE)
    locked = lock(case)
    if not may_move(Step.REVOKE, locked.state):
        raise StepRefused(locked, Step.REVOKE)
    if not policy.may_organise(by, locked) or not by.roles & MAY_ANNOUNCE:
        raise NotAllowed(f"{by.id} announces a revocation of {locked.number}")
    days = rules.value("revocation.answer_days", on=clock.today(), region=locked.responsible.region_id)
    until = clock.today() + timedelta(days=days)
    notice = RevocationNotice.objects.create(
        case=locked,
        reason=reasons[0],
        text=text.strip(),
        given_at=clock.now(),
        given_by=Clerk.objects.get(pk=by.id),
        answer_until=until,
    )
    words = _("请在%(day)s前说明情况:可以在网上回复,也可以到窗口。") % {"day": day_text(until)}
    letters.write("revoke_notice", locked, reasons=reasons, text=text, until=words, by=by)
    detail = {"reasons": [r.code for r in reasons], "until": until.isoformat()}
    write_event(locked, "revoke_notice", by=by, before=locked.state, text=told(reasons, text), detail=detail)
    return notice


@verb
def answer_notice(notice: RevocationNotice, text: str, *, by: Actor) -> RevocationNotice:
    """The holder's side (陈述申辩); until the day named, once, kept word for word."""
    locked = RevocationNotice.objects.select_for_update(of=("self",)).select_related("case").get(pk=notice.pk)
    if locked.closed_at or clock.today() > locked.answer_until or not policy.is_applicant(by, locked.case):
        raise NotAllowed("the notice is closed, its day is over, or it concerns somebody else")
    if not text.strip():
        raise ValueError("an empty answer")
    locked.answer, locked.answered_at = text.strip()[:2000], clock.now()
    locked.save(update_fields=["answer", "answered_at"])
    write_event(locked.case, "answered", by=by, before=locked.case.state)
    return locked


@verb
def drop_notice(notice: RevocationNotice, text: str, *, by: Actor) -> RevocationNotice:
    """Leave the grant as it is; the holder is told."""
    locked = RevocationNotice.objects.select_for_update(of=("self",)).select_related("case").get(pk=notice.pk)
    if locked.closed_at or not policy.may_organise(by, locked.case) or not by.roles & MAY_ANNOUNCE:
        raise NotAllowed("drop a revocation notice")
    locked.closed_at, locked.dropped = clock.now(), True
    locked.save(update_fields=["closed_at", "dropped"])
    write_event(locked.case, "revoke_dropped", by=by, before=locked.case.state, text=text.strip())
    return locked


def revoke(case: Case, *, reasons: list[ReasonCode], text: str = "", by: Actor) -> Case:
    """Take a grant back (撤销), undo its register rows and its certificate.

    Raises NotAnnounced before the holder answered or the day to answer has passed; NotAllowed for who announced it.
    """
    need(reasons, case, ReasonCode.Use.REVOKE)
    with stepping(case, Step.REVOKE, by=by, text=told(reasons, text)) as locked:
        notice = (
            locked.revocation_notices.select_for_update(of=("self",)).filter(closed_at__isnull=True).first()
        )
        if notice is None:
            raise NotAnnounced
        if notice.answered_at is None and clock.today() <= notice.answer_until:
            raise NotAnnounced(notice.answer_until)
        if str(notice.given_by_id) == by.id:
            raise NotAllowed("who announced a revocation does not decide it")
        notice.closed_at = clock.now()
        notice.save(update_fields=["closed_at"])
        locked.reason = reasons[0]
        locked.decided_by, locked.by_rule = Clerk.objects.get(pk=by.id), False
        service_for(locked).handler.revoke(locked, by=by)
        documents.revoke_for("case", locked.pk, reason=reasons[0].text, by=by)
        letters.write("revoke", locked, reasons=reasons, text=text, by=by)
    return locked
