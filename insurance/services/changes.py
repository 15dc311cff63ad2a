"""停发, 暂停, 终止 and back: each with a ground of the law, its article, a letter, the months kept or not.

Source: 社会保险法 第四十六条, 第五十一条; 社会保险经办条例 第二十五条. What is adverse and not the person's own word
has a named clerk, a reason and the way to appeal.
"""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from portal.accounts.models import Clerk
from portal.agencies.models import Agency
from portal.casework.models import Task
from portal.casework.services import open_task
from portal.casework.services.stepping import NotAllowed
from portal.casework.services.tasks import hand_on
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor, system
from portal.kernel.locking import held
from portal.rules import queries as law
from registration.models import Spell
from registration.queries import spell_on
from registration.services import end_spell

from ..models import ChangeReport, Claim, Inquiry, Interruption, MonthEntry
from ..queries import changes as queries
from ..queries import claims
from ..rules import changes as rules
from . import change_letters, overpayments
from .change_rights import SUPERVISORS, at_place, may_decide, may_report
from .claims import first_month

State, Kind = Claim.State, Interruption.Kind
EXHAUSTED = "EXHAUSTED"  # the code of an end by the term itself (领满): no ground of stopping
RUNNING = (State.DRAWING, State.SUSPENDED)
MAY_BECOME = {
    Kind.STOPPED: RUNNING,
    Kind.SUSPENDED: (State.DRAWING,),
    Kind.ENDED: (*RUNNING, State.STOPPED),
}


class WrongState(Exception):
    """The claim is not in a state from which this may happen; somebody may have been quicker."""


class WrongDay(ValueError):
    """The day lies before the claim began, or too far ahead."""


class NotHeard(Exception):
    """The person has not been heard yet; `until` is the day to wait for."""

    def __init__(self, until: date | None = None) -> None:
        super().__init__(until)
        self.until = until


class NotRegistered(Exception):
    """The register does not say that the person is out of work."""


def locked(claim: Claim) -> Claim:
    """The row as it stands now, held until the transaction ends."""
    return held(Claim.objects.select_related(*queries.RELATED), claim.pk)


@verb
def look_after(claim: Claim, agency: Agency, *, by: Actor) -> Claim:
    """Another agency looks after the claim now, with what is still to be done about it; nothing is decided anew."""
    row = locked(claim)
    row.agency = agency
    row.save(update_fields=["agency"])
    hand_on(row.case, agency)
    return row


def clerk_of(by: Actor) -> Clerk | None:
    """Who decided, where it was a clerk."""
    return Clerk.objects.get(pk=by.id) if by.kind == "clerk" else None


@verb
def report(
    claim: Claim, *, kind: str, since: date | None = None, employer: str = "", by: Actor
) -> ChangeReport:
    """What the person says has changed. Work, pension, army, abroad stop the claim from that day, by their own word.

    kind: ChangeReport.Kind; since: the day it happened, may lie ahead by `ui.report_ahead_days`. Never a
    condition of payment. Raises NotAllowed, WrongDay.
    """
    row = locked(claim)
    if not may_report(by, row):
        raise NotAllowed(f"{by.id} does not report for {row.pk}")
    code = rules.GROUND_OF.get(kind)
    if code:
        _check_day(row, since)
    made = ChangeReport.objects.create(
        claim=row, kind=kind, since=since if code else None, employer=employer.strip(), at=clock.now()
    )
    record("claim.change_reported", subject_type="claim", subject_id=row.pk, by=by)
    if code and row.state == State.ASKED:
        _tell_decider(row, made)
    elif code:
        ground = queries.ground(code, row, clock.today())
        if row.state in MAY_BECOME[Kind(ground.state)]:
            text = _("您报告:%(what)s。") % {"what": f"{made.get_kind_display()} {made.employer}".strip()}
            _apply(row, ground, state=ground.state, since=since, text=text, by=by)
            _close_matches(row, since, by)
    return made


def _close_matches(row: Claim, since: date, by: Actor) -> None:
    """The person said it themselves: matches from that day on need no answer any more; an earlier one stays open."""
    told = [Inquiry.Source.EMPLOYER, Inquiry.Source.CONTRIBUTION]
    rows = row.inquiries.filter(source__in=told, outcome=Inquiry.Outcome.OPEN, since__gte=since)
    for each in rows.select_for_update():
        each.outcome, each.decision = Inquiry.Outcome.CONFIRMED, _("本人已经报告。")
        each.ended_at, each.held_month = clock.now(), None
        each.save(update_fields=["outcome", "decision", "ended_at", "held_month"])
        record("inquiry.confirmed", subject_type="inquiry", subject_id=each.pk, by=by)


@verb
def stop_as_reported(claim: Claim, *, since: date, by: Actor) -> Interruption | None:
    """The person reported work and the register now says so too: their word holds. Nothing for who draws no more."""
    row = locked(claim)
    said = row.reports.filter(kind=ChangeReport.Kind.WORK, since=since).exists()
    if not said or row.state not in RUNNING:
        return None
    ground = queries.ground(rules.REEMPLOYED, row, clock.today())
    made = _apply(row, ground, state=ground.state, since=since, text=_("您报告过找到工作。"), by=by)
    _close_matches(row, since, by)
    return made


def _check_day(row: Claim, since: date | None) -> None:
    days = law.value("ui.report_ahead_days", on=clock.today(), region=queries.region_of(row))
    if since is None or since > clock.today() + timedelta(days=days):
        raise WrongDay(since)
    if since < row.case.received_on:
        raise WrongDay(since)


def _survivors(row: Claim) -> None:
    """The family is called by a clerk; what they are due is told at the window (sums are not published)."""
    note = _("%(number)s 领金人员去世:联系遗属办丧葬补助金和抚恤金,金额以窗口答复为准") % {
        "number": row.case.number
    }
    _contact(row, note)


def _tell_decider(row: Claim, made: ChangeReport) -> None:
    """A change before the decision is for the clerk who decides."""
    note = _("%(number)s:申请人报告“%(what)s”,审核时请看") % {
        "number": row.case.number,
        "what": made.get_kind_display(),
    }
    _contact(row, note)


def _contact(row: Claim, note: str) -> None:
    due = law.due_day(clock.today(), 3).day
    facts = {"agency": row.agency, "case": row.case, "by": system("insurance.report")}
    open_task(Task.Kind.CONTACT, note=note, due=due, **facts)


@verb
def stop(
    claim: Claim, *, code: str, since: date, text: str, inquiry: Inquiry | None = None, by: Actor
) -> Interruption:
    """停发 or 终止, as the law's ground says, from a day. A named clerk decides; a refused job only after a hearing.

    Work that somebody else reported is decided in an inquiry. Raises NotAllowed, WrongState, WrongDay, NotHeard,
    NoGround; ValueError without facts.
    """
    row = locked(claim)
    if not may_decide(by, row, code):
        raise NotAllowed(f"{by.id} does not stop {row.pk}")
    if not text.strip():
        raise ValueError("facts are needed")
    if code in (rules.HEARD, rules.REEMPLOYED):
        _need_hearing(code, inquiry)
    _check_day(row, since)
    ground = queries.ground(code, row, clock.today())
    return _apply(row, ground, state=ground.state, since=since, text=text.strip(), by=by, inquiry=inquiry)


def _need_hearing(code: str, inquiry: Inquiry | None) -> None:
    """The offer or the match is on record, and the person answered or let the day pass."""
    if inquiry is None or (code == rules.HEARD) != (inquiry.source == Inquiry.Source.REFUSED):
        raise NotHeard
    if not heard(inquiry):
        raise NotHeard(inquiry.answer_until)


def heard(inquiry: Inquiry) -> bool:
    """Whether the person answered, or the last day to answer is over."""
    over = inquiry.answer_until is not None and clock.today() > inquiry.answer_until
    return inquiry.answered_at is not None or over


@verb
def suspend(
    claim: Claim, *, code: str, since: date, text: str, inquiry: Inquiry | None = None, by: Actor
) -> Interruption:
    """暂停: nothing is paid while a ground of the law is being settled; every month is kept and paid when lifted.

    Decided by the second pair of eyes, because it waits longer than one held instalment. Raises as `stop`.
    """
    row = locked(claim)
    if not at_place(by, row) or not by.roles & SUPERVISORS:
        raise NotAllowed(f"{by.id} does not suspend {row.pk}")
    if not text.strip():
        raise ValueError("facts are needed")
    _check_day(row, since)
    ground = queries.ground(code, row, clock.today())
    return _apply(row, ground, state=Kind.SUSPENDED, since=since, text=text.strip(), by=by, inquiry=inquiry)


@verb
def end(claim: Claim, *, code: str, since: date, text: str, by: Actor) -> Interruption:
    """终止 of a claim that runs or was stopped; only on a ground that ends (pension, death). Raises as `stop`."""
    ground = queries.ground(code, claim, clock.today())
    if ground.state != Kind.ENDED:
        raise rules.NoGround(code)
    return stop(claim, code=code, since=since, text=text, by=by)


def _apply(
    row: Claim,
    ground: rules.Ground,
    *,
    state: str,
    since: date,
    text: str,
    by: Actor,
    inquiry: Inquiry | None = None,
) -> Interruption:
    """Change state, months, register; write the letter; find what was paid too much."""
    kind, first = Kind(state), None
    if row.state not in MAY_BECOME[kind]:
        raise WrongState(row.state)
    row.interruptions.filter(lifted_on__isnull=True).update(lifted_on=clock.today())
    made = Interruption(claim=row, kind=kind, code=ground.code, article=ground.article, from_day=since)
    if kind != Kind.SUSPENDED:
        rule = law.value("ui.month_of_stop", on=clock.today(), region=queries.region_of(row))
        first = made.unpaid_from = rules.unpaid_from(since, rule)
        made.set_aside = _set_aside(row, ground, first)
        row.ended_on = since
    made.text, made.inquiry, made.decided_by, made.made_at = text[:300], inquiry, clerk_of(by), clock.now()
    made.save()
    row.state = State(kind.value)
    row.save(update_fields=["state", "ended_on"])
    if first:
        row.inquiries.filter(outcome=Inquiry.Outcome.OPEN, held_month__gte=first).update(held_month=None)
        _leave_register(row, ground, since, by)
    if ground.code == rules.DECEASED:
        _survivors(row)
    made.letter = change_letters.interrupted(made, by=by)
    made.save(update_fields=["letter"])
    record(f"claim.{kind}", subject_type="claim", subject_id=row.pk, by=by, payload={"code": ground.code})
    if first:
        overpayments.found_by_stop(made, by=by)
    return made


def _set_aside(row: Claim, ground: rules.Ground, first: date) -> int:
    """Freeze or forfeit what is left; months that were due before and are not paid stay with the person."""
    months = claims.balance(row)
    rest = months.left - min(queries.owed_before(row, first), months.left)
    frozen = ground.months == MonthEntry.Kind.FROZEN
    if not frozen and months.frozen:
        entry(row, MonthEntry.Kind.THAWED, months.frozen, ground.text)
        rest += months.frozen
    if rest:
        entry(row, MonthEntry.Kind.FROZEN if frozen else MonthEntry.Kind.FORFEITED, rest, ground.text)
    return rest


def entry(row: Claim, kind: str, months: int, reason: str) -> None:
    """A line of the account of months; nothing for no months."""
    if months:
        MonthEntry.objects.create(claim=row, kind=kind, months=months, reason=reason[:120], at=clock.now())


def _leave_register(row: Claim, ground: rules.Ground, since: date, by: Actor) -> None:
    """The unemployment spell ends with the same event, where it stands still open."""
    ending = rules.ENDINGS.get(ground.code)
    spell = Spell.objects.filter(pk=row.spell_id, period__endswith__isnull=True).first()
    if ending and spell and spell.kind == Spell.Kind.UNEMPLOYMENT:
        end_spell(spell, on=since, ending=ending, by=by)


@verb
def resume(claim: Claim, *, on: date, by: Actor) -> Claim:
    """Pay again: a suspension is lifted, or a stopped claim goes on after the person lost work again (再失业).

    A stopped claim needs a registration of unemployment that stands on that day; its frozen months thaw. Raises
    NotAllowed, WrongState, NotRegistered.
    """
    row = locked(claim)
    if not may_decide(by, row):
        raise NotAllowed(f"{by.id} does not resume {row.pk}")
    standing = row.interruptions.select_for_update().filter(lifted_on__isnull=True).first()
    if row.state not in (State.SUSPENDED, State.STOPPED) or standing is None:
        raise WrongState(row.state)
    month = row.first_month
    if row.state == State.STOPPED:
        month = _unemployed_again(row, standing, on)
    standing.lifted_on = on
    standing.save(update_fields=["lifted_on", "paid_again_from"])
    row.state, row.ended_on = State.DRAWING, None
    row.save(update_fields=["state", "ended_on", "spell"])
    record("claim.resumed", subject_type="claim", subject_id=row.pk, by=by)
    due = claims.unpaid_months(row, clock.today())
    change_letters.resumed(row, due[0] if due else max(month, clock.today().replace(day=1)), by=by)
    return row


def _unemployed_again(row: Claim, standing: Interruption, on: date) -> date:
    """Thaw what a stop froze; the first month paid again, as for a new claim."""
    others = Claim.objects.filter(person_id__in=row.person.all_ids, state__in=RUNNING)
    frozen = claims.balance(row).frozen
    if others.exists() or not frozen:
        raise WrongState(row.state)
    spell = spell_on(row.person, on)
    if spell is None or spell.kind != Spell.Kind.UNEMPLOYMENT:
        raise NotRegistered
    month = max(first_month(on, queries.region_of(row), clock.today()), standing.unpaid_from)
    standing.paid_again_from = month
    entry(row, MonthEntry.Kind.THAWED, frozen, _("再失业,恢复领取"))
    row.spell = spell
    return month


@verb
def take_back(claim: Claim, *, text: str, by: Actor) -> Claim:
    """The standing stop was wrong: as if it had never been. Months come back, every month between is paid.

    Only by the second pair of eyes. Raises NotAllowed, WrongState; ValueError without a reason.
    """
    row = locked(claim)
    if not at_place(by, row) or not by.roles & SUPERVISORS:
        raise NotAllowed(f"{by.id} does not take back a stop of {row.pk}")
    if not text.strip():
        raise ValueError("a reason is needed")
    standing = row.interruptions.select_for_update().filter(lifted_on__isnull=True).first()
    others = Claim.objects.filter(person_id__in=row.person.all_ids, state__in=RUNNING).exclude(pk=row.pk)
    if standing is None or row.state not in (State.STOPPED, State.ENDED) or others.exists():
        raise WrongState(row.state)
    if standing.code == EXHAUSTED:
        raise WrongState("nothing was taken")
    if row.next.exclude(state=State.ASKED).exists():
        raise WrongState("its months went into the next claim")
    forfeited = standing.kind == Kind.ENDED
    back = MonthEntry.Kind.REOPENED if forfeited else MonthEntry.Kind.THAWED
    entry(row, back, standing.set_aside, _("停发撤回:%(why)s") % {"why": text.strip()})
    standing.lifted_on, standing.paid_again_from = clock.today(), standing.unpaid_from
    standing.save(update_fields=["lifted_on", "paid_again_from"])
    row.state, row.ended_on = State.DRAWING, None
    row.save(update_fields=["state", "ended_on"])
    overpayments.drop_for(standing, text=text.strip(), by=by)
    record("claim.stop_taken_back", subject_type="claim", subject_id=row.pk, by=by)
    change_letters.resumed(row, standing.unpaid_from, by=by)
    return row
