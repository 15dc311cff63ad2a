"""The whole life of a case on one screen. The database trigger is generated from this table.

A draft is not a case yet: `submit` makes the case in state «submitted».
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a case stands."""

    SUBMITTED = "submitted", _("已提交")
    RETURNED = "returned", _("待补正")
    ACCEPTED = "accepted", _("已受理")
    DECLINED = "declined", _("不予受理")
    REVIEWED = "reviewed", _("已初审")
    RECHECKED = "rechecked", _("已复核")
    PUBLICISED = "publicised", _("公示中")
    SUSPENDED = "suspended", _("已中止")
    GRANTED = "granted", _("已准予")
    REFUSED = "refused", _("不予准予")
    CLOSED = "closed", _("已办结")
    REVOKED = "revoked", _("已撤销")
    WITHDRAWN = "withdrawn", _("已撤回")
    LAPSED = "lapsed", _("逾期失效")


S = State
OPEN_STATES = frozenset(
    {S.SUBMITTED, S.RETURNED, S.ACCEPTED, S.REVIEWED, S.RECHECKED, S.PUBLICISED, S.SUSPENDED}
)
CLOCK_STOPPED = frozenset({S.RETURNED, S.PUBLICISED, S.SUSPENDED})


class Step(StrEnum):
    """What may be done to a case; the names of verbs, events and URLs."""

    SUBMIT = "submit"
    RESUBMIT = "resubmit"
    SEND_BACK = "send_back"
    ACCEPT = "accept"
    DECLINE = "decline"
    REVIEW = "review"
    RECHECK = "recheck"
    PUBLICISE = "publicise"
    OBJECT = "object"
    GRANT = "grant"
    REFUSE = "refuse"
    SUSPEND = "suspend"
    RESUME = "resume"
    CLOSE = "close"
    REVOKE = "revoke"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"


@dataclass(frozen=True)
class Move:
    """One row of the table."""

    title: str
    froms: frozenset[str]
    to: str


def _move(title: str, froms: set[str] | frozenset[str], to: str) -> Move:
    return Move(title, frozenset(str(f) for f in froms), str(to))


DECIDABLE = {S.ACCEPTED, S.REVIEWED, S.RECHECKED, S.PUBLICISED}
STEPS: dict[Step, Move] = {
    Step.SUBMIT: _move(_("收件"), {""}, S.SUBMITTED),
    Step.RESUBMIT: _move(_("补正后再提交"), {S.RETURNED}, S.SUBMITTED),
    Step.SEND_BACK: _move(_("一次性补正"), {S.SUBMITTED, S.ACCEPTED}, S.RETURNED),
    Step.ACCEPT: _move(_("受理"), {S.SUBMITTED}, S.ACCEPTED),
    Step.DECLINE: _move(_("不予受理"), {S.SUBMITTED}, S.DECLINED),
    Step.REVIEW: _move(_("初审"), {S.ACCEPTED}, S.REVIEWED),
    Step.RECHECK: _move(_("复核"), {S.REVIEWED}, S.RECHECKED),
    Step.PUBLICISE: _move(_("公示"), {S.ACCEPTED, S.REVIEWED, S.RECHECKED}, S.PUBLICISED),
    Step.OBJECT: _move(_("异议成立"), {S.PUBLICISED}, S.ACCEPTED),
    Step.GRANT: _move(_("准予"), {S.SUBMITTED} | DECIDABLE, S.GRANTED),
    Step.REFUSE: _move(_("不予准予"), DECIDABLE, S.REFUSED),
    Step.SUSPEND: _move(_("中止"), {S.ACCEPTED, S.REVIEWED, S.RECHECKED}, S.SUSPENDED),
    Step.RESUME: _move(_("恢复办理"), {S.SUSPENDED}, S.ACCEPTED),
    Step.CLOSE: _move(_("办结"), {S.GRANTED, S.REFUSED, S.DECLINED}, S.CLOSED),
    Step.REVOKE: _move(_("撤销"), {S.GRANTED, S.CLOSED}, S.REVOKED),
    Step.WITHDRAW: _move(_("撤回"), OPEN_STATES, S.WITHDRAWN),
    Step.LAPSE: _move(_("逾期失效"), {S.RETURNED}, S.LAPSED),
}
BY_RULE = Step.GRANT  # the only decision the system may take, and only from «submitted»


def may_move(step: Step, state: str) -> bool:
    """Whether the table lets this step start from this state."""
    return state in STEPS[step].froms


def pairs() -> frozenset[tuple[str, str]]:
    """Every lawful (from, to), as the trigger knows them; '' is «no case yet»."""
    return frozenset((f, move.to) for move in STEPS.values() for f in move.froms)
