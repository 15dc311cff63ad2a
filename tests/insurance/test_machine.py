"""Claim, report, hold, stop, resume, merge, pay, return, recover in any order, on the real database.

After every step: every claim is in one legal state it could reach, no month is paid twice, the ledger is at zero and
says what is owed and what left the bank, and the account of months balances. 200 sequences in the normal suite;
SHUYE_LONG=1 runs 10,000, SHUYE_LONG=500 as many as it says.
"""

import os
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from functools import wraps
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from insurance.models import BankFile, Claim, Contribution, Inquiry, Overpayment, Payment, Run
from insurance.queries import claims
from insurance.services import bank, changes, inquiries, overpayments, payments, runs, settling
from portal.accounts import actors
from portal.casework import services
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.dates import month_of, months_from, months_later
from portal.rules import queries as law
from registration.queries import spell_on
from tests.cast import Cast
from tests.cast_changes import drawing
from tests.cast_insurance import granted, pay
from tests.cast_payments import answer

pytestmark = pytest.mark.django_db
REFUSED = (
    changes.WrongState,
    changes.WrongDay,
    changes.NotHeard,
    changes.NotRegistered,
    inquiries.WrongState,
    inquiries.HoldRefused,
    overpayments.WrongState,
    overpayments.NotHeardYet,
    payments.RunRefused,
)
STEPS = 12
CHUNK = 500  # sequences in one transaction
LONG = os.environ.get("SHUYE_LONG", "")
SEQUENCES = (10_000 if LONG == "1" else int(LONG)) if LONG else 200
MAY_BECOME = {
    "drawing": {"drawing", "suspended", "stopped", "ended"},
    "suspended": {"suspended", "drawing", "stopped", "ended"},
    "stopped": {"stopped", "drawing", "ended"},
    "ended": {"ended", "drawing"},  # a stop taken back, an extension to retirement
}
CODES = st.sampled_from(["PENSION", "MILITARY", "EMIGRATED"])
DAYS_BACK = st.integers(0, 70)


ENTRIES = "coalesce((SELECT sum(e.months) FROM insurance_monthentry e WHERE e.claim_id = c.id AND e.kind = '%s'), 0)"
STATES = """
SELECT c.id, c.state, array(SELECT i.kind::text FROM insurance_interruption i WHERE i.claim_id = c.id
  AND i.lifted_on IS NULL) FROM insurance_claim c WHERE c.state <> 'asked' ORDER BY c.id"""
TWICE = """
SELECT claim_id, month FROM insurance_payment WHERE benefit = 'monthly' AND state <> 'cancelled'
GROUP BY 1, 2 HAVING count(*) > 1"""
UNBALANCED = "SELECT payment_id FROM insurance_ledgerentry GROUP BY 1 HAVING sum(amount) <> 0"
ACCOUNTS = "SELECT account, sum(amount) FROM insurance_ledgerentry GROUP BY 1"
PAYMENTS = "SELECT state, sum(amount), sum(kept) FROM insurance_payment GROUP BY 1"
KEPT = """
SELECT p.id FROM insurance_payment p LEFT JOIN insurance_recovery r ON r.payment_id = p.id
WHERE p.state <> 'cancelled' GROUP BY p.id
HAVING p.kept <> coalesce(sum(r.amount), 0) OR bool_or(r.done_at IS NOT NULL) <> (p.state = 'paid' AND p.kept > 0)"""
MONTHS = f"""
SELECT c.id, c.granted + c.merged + {ENTRIES % "extended"},
  (SELECT count(*) FROM insurance_payment p WHERE p.claim_id = c.id AND p.benefit = 'monthly'
     AND p.state <> 'cancelled'),
  {ENTRIES % "frozen"} - {ENTRIES % "thawed"}, {ENTRIES % "moved"},
  {ENTRIES % "forfeited"} - {ENTRIES % "reopened"}, c.state,
  coalesce((SELECT sum(n.merged) FROM insurance_claim n WHERE n.previous_id = c.id), 0)
FROM insurance_claim c WHERE c.state <> 'asked' ORDER BY c.id"""  # noqa: S608 - constants of this file
THERE = """
SELECT 'run ' || state FROM insurance_run UNION SELECT 'inquiry' FROM insurance_inquiry WHERE outcome = 'open'
UNION SELECT 'debt ' || state FROM insurance_overpayment
UNION SELECT 'payment ' || state FROM insurance_payment
UNION (SELECT 'claim ' || state FROM insurance_claim ORDER BY id DESC LIMIT 1)"""


def fetch(statement: str) -> list[tuple[Any, ...]]:
    """Rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def there(*what: str) -> Callable[[Any], Any]:
    """Try a step only where it has something to work on."""
    return precondition(lambda self: not self.there.isdisjoint(what))


def dated(work: Callable[..., None]) -> Callable[..., None]:
    """A step on the machine's day; what a verb refuses is no step."""

    @wraps(work)
    def taken(self: "Life", **said: Any) -> None:
        with clock.at(f"{self.day}T10:00:00"):
            with suppress(*REFUSED):
                work(self, **said)
                type(self).done[work.__name__] += 1
            self.moved = True

    return taken


class Life(RuleBasedStateMachine):
    """One person out of work, one office, one bank. A sequence is undone when it is over."""

    cast: Cast
    first: Claim
    count = 0
    done: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        type(self).count += 1
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.day = date(2026, 6, 16)
        self.by, self.second = self.cast.liufang_actor, self.cast.chentao_actor
        self.own = actors.of_person(self.first.person)
        self.states: dict[int, str] = {}
        self.moved = True
        self.look()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def look(self) -> None:
        """What there is to work on."""
        self.there = {what for (what,) in fetch(THERE)}

    @property
    def claim(self) -> Claim:
        """The claim things happen to: the newest."""
        return Claim.objects.select_related("person", "case__responsible").order_by("-pk").first()

    def back(self, days: int) -> date:
        return self.day - timedelta(days=days)

    @rule(days=st.sampled_from([1, 11, 31]))
    def time_passes(self, days: int) -> None:
        self.day += timedelta(days=days)
        with clock.at(f"{self.day}T03:00:00"):
            self.moved = inquiries.end_holds(by=system("test")) > 0

    @rule(kind=st.sampled_from(["work", "work", "none", "pension"]), days=DAYS_BACK)
    @there("claim drawing", "claim suspended")
    @dated
    def report(self, kind: str, days: int) -> None:
        changes.report(self.claim, kind=kind, since=self.back(days), by=self.own)

    @rule(code=CODES, days=DAYS_BACK)
    @there("claim drawing", "claim suspended", "claim stopped")
    @dated
    def stop(self, code: str, days: int) -> None:
        changes.stop(self.claim, code=code, since=self.back(days), text="名册", by=self.by)

    @rule()
    @there("claim drawing")
    @dated
    def suspend(self) -> None:
        changes.suspend(self.claim, code="IMPRISONED", since=self.day, text="等待", by=self.second)

    @rule()
    @there("claim stopped", "claim suspended")
    @dated
    def resume(self) -> None:
        claim = self.claim
        if claim.state not in ("stopped", "suspended"):
            return
        if spell_on(claim.person, self.day) is None:
            job = {"last_day": [f"{self.back(3)}"], "last_employer": [""]}
            services.grant_by_rule(self.cast.case(claim.person, last_job=job))
        changes.resume(claim, on=self.day, by=self.by)

    @rule(which=st.integers(0, 1))
    @there("claim stopped", "claim ended")
    @dated
    def take_back(self, which: int) -> None:
        rows = Claim.objects.select_related("person").order_by("-pk")
        claim = rows[which : which + 1].first() or self.claim
        changes.take_back(claim, text="错了", by=self.second)

    @rule(months=st.integers(0, 14))
    @there("claim stopped")
    def work_and_claim_again(self, months: int) -> None:
        """So many months of work with contributions, then a second spell: what was left is merged."""
        self.day += timedelta(days=30 * months + 5)
        self.moved = True
        with clock.at(f"{self.day}T10:00:00"):
            claim = self.claim
            last = months_later(month_of(self.day), -1)
            known = Contribution.objects.order_by("-month").values_list("month", flat=True).first()
            if last > known:
                pay(claim.person, min(months, len(months_from(known, last)) - 1), last=last)
            if spell_on(claim.person, self.day) is None and claims.balance(claim).unused:
                job = {"last_day": [f"{self.back(3)}"], "last_employer": ["另一家公司"]}
                granted(claim.person, self.by, last_job=job)
                type(self).done["work_and_claim_again"] += 1

    @rule(key=st.integers(0, 8))
    @dated
    def ask(self, key: int) -> None:
        inquiries.open_inquiry(
            self.claim,
            source="employer",
            key=f"k{key}",
            found="有单位登记。",
            since=self.day,
            by=system("test"),
        )

    def inquiry(self) -> Inquiry:
        found = Inquiry.objects.filter(claim=self.claim, outcome="open").order_by("pk").first()
        if found is None:
            raise inquiries.WrongState
        return found

    @rule()
    @there("inquiry")
    @dated
    def hold(self) -> None:
        inquiries.hold(self.inquiry(), reason="等答复", by=self.by)

    @rule(key=st.integers(0, 8))
    @there("claim drawing")
    @dated
    def ask_and_hold(self, key: int) -> None:
        told = {"source": "employer", "key": f"k{key}", "found": "有单位登记。", "since": self.day}
        made = inquiries.open_inquiry(self.claim, **told, by=system("test"))
        inquiries.hold(made, reason="等答复", by=self.by)

    @rule(works=st.booleans())
    @there("inquiry")
    @dated
    def answer(self, works: bool) -> None:
        inquiries.answer(self.inquiry(), text="说明", works=works, since=self.day, by=self.own)

    @rule(true=st.booleans(), days=DAYS_BACK)
    @there("inquiry")
    @dated
    def decide(self, true: bool, days: int) -> None:
        row = self.inquiry()
        if true:
            inquiries.confirm(row, text="属实", code="REEMPLOYED", since=self.back(days), by=self.by)
        else:
            inquiries.clear(row, text="没有", by=self.by)

    @rule()
    @dated
    def make_run(self) -> None:
        """It pays what the claim's page says is due."""
        due = claims.unpaid_months(self.claim, self.day)
        done = runs.make_run(self.day, agency=self.cast.liufang.agency, by=self.by)
        paid = (
            done.run.payments.filter(claim=self.claim).order_by("month")
            if done.run
            else Payment.objects.none()
        )
        assert list(paid.values_list("month", flat=True)) == due

    def run_in(self, state: str) -> Run:
        found = Run.objects.filter(state=state).order_by("pk").first()
        if found is None:
            raise payments.RunRefused("state", "")
        return found

    @rule()
    @there("run made")
    @dated
    def approve(self) -> None:
        runs.approve_run(self.run_in("made"), by=self.second)

    @rule()
    @there("run made")
    @dated
    def cancel(self) -> None:
        runs.cancel_run(self.run_in("made"), by=self.by)

    @rule()
    @there("run approved")
    @dated
    def send(self) -> None:
        bank.send_run(self.run_in("approved"), by=self.second)

    def returned(self, run: Run, failing: bool) -> None:
        file = BankFile.objects.get(run=run, direction="out")
        bank.take_answer(run, answer(file, failing={1: "04"} if failing else {}), by=self.second)

    @rule(failing=st.booleans())
    @there("run sent")
    @dated
    def bank_answers(self, failing: bool) -> None:
        self.returned(self.run_in("sent"), failing)

    @rule(failing=st.booleans())
    @dated
    def pay(self, failing: bool) -> None:
        """A whole run, from making to the bank's answer."""
        done = runs.make_run(self.day, agency=self.cast.liufang.agency, by=self.by)
        if done.run:
            bank.send_run(runs.approve_run(done.run, by=self.second), by=self.second)
            self.returned(done.run, failing)

    @rule()
    @there("payment failed")
    @dated
    def issue_again(self) -> None:
        failed = list(Payment.objects.filter(state="failed"))
        settling.issue_again(failed, agency=self.cast.liufang.agency, by=self.by)

    @rule(cause=st.sampled_from(["person", "agency"]))
    @there("payment paid")
    @dated
    def find_overpaid(self, cause: str) -> None:
        claim = self.claim
        known = overpayments.months_known(claim)
        rows = claim.payments.filter(state="paid").order_by("-month")
        each = next((row for row in rows if row.month.isoformat() not in known), None)
        if each is None:
            raise overpayments.WrongState
        told = {"cause": cause, "amount": each.amount, "months": [each.month], "text": "查到。"}
        overpayments.find(claim, **told, by=self.by)

    def debt(self) -> Overpayment:
        found = Overpayment.objects.exclude(state__in=["waived", "settled"]).order_by("pk").first()
        if found is None:
            raise overpayments.WrongState
        return found

    @rule(owed=st.booleans(), way=st.sampled_from(["cash", "set_off", ""]))
    @there("debt found")
    @dated
    def decide_debt(self, owed: bool, way: str) -> None:
        debt = self.debt()
        overpayments.answer(debt, text="好", by=self.own)
        overpayments.decide(debt, owed=owed, text="认可", by=self.by)
        if owed and way == "cash":
            overpayments.plan(debt, count=2, by=self.own)
        elif owed and way:
            overpayments.agree_to_set_off(debt, by=self.own)

    @rule()
    @there("debt owed")
    @dated
    def give_back(self) -> None:
        part = self.debt().recoveries.filter(done_at__isnull=True).order_by("due").first()
        if part:
            overpayments.given_back(part, by=self.by)

    @invariant()
    def everything_is_in_order(self) -> None:
        """Asked of the tables themselves, after every step that did something."""
        if not self.moved:
            return
        self.moved = False
        self.no_illegal_state()
        self.no_month_paid_twice()
        self.the_ledger_is_at_zero()
        self.months_balance()
        self.look()

    def no_illegal_state(self) -> None:
        for key, state, standing in fetch(STATES):
            before = self.states.get(key, "drawing")
            assert state in MAY_BECOME[before], f"{before} → {state}"
            self.states[key] = state
            if state != "ended":
                assert standing == [kind for kind in (state,) if kind != "drawing"], (state, standing)
        assert sum(state in ("drawing", "suspended") for state in self.states.values()) <= 1

    def no_month_paid_twice(self) -> None:
        assert fetch(TWICE) == []

    def the_ledger_is_at_zero(self) -> None:
        assert fetch(UNBALANCED) == []
        of, rows, nothing = dict(fetch(ACCOUNTS)), fetch(PAYMENTS), Decimal(0)
        paid = {state: amount for state, amount, _kept in rows}
        kept = {state: part for state, _amount, part in rows}.get("paid", nothing)
        assert sum(of.values(), nothing) == 0
        waiting = sum((paid.get(state, nothing) for state in ("made", "approved", "sent", "failed")), nothing)
        assert -of.get("owed", nothing) == waiting
        assert -of.get("bank", nothing) == paid.get("paid", nothing) - kept
        assert -of.get("back", nothing) == kept
        assert fetch(KEPT) == []

    def months_balance(self) -> None:
        for key, given, drawn, frozen, moved, forfeited, state, taken in fetch(MONTHS):
            left = given - drawn - frozen - moved - forfeited
            told = (key, state, given, drawn, frozen, moved, forfeited)
            assert min(drawn, left, frozen, moved) >= 0, told
            assert moved == taken, told  # what the next claim took over
            if state == "ended":
                assert frozen == 0, told
        claim = self.claim
        had, due = claims.balance(claim), claims.unpaid_months(claim, self.day)
        assert (had.drawn, had.left, had.frozen) == (drawn, left, frozen)
        assert len(due) == len(set(due)) <= left


@pytest.mark.parametrize("chunk", range((SEQUENCES + CHUNK - 1) // CHUNK))
def test_any_order_of_steps_keeps_states_months_and_money(cast: Cast, chunk: int):
    machine = type("Life", (Life,), {"cast": cast, "first": drawing(cast), "done": Counter()})
    _ = cast.liufang_actor, cast.chentao_actor  # made before the first sequence, or it would undo them
    most = min(CHUNK, SEQUENCES - chunk * CHUNK)
    profile = settings(
        max_examples=most,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        derandomize=not LONG,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink] if LONG or os.environ.get("CI") else [Phase.generate],
    )
    with law.from_memory():
        run_state_machine_as_test(seed(chunk)(machine) if LONG else machine, settings=profile)
    print(f"{machine.count} sequences of up to {STEPS} steps: {dict(machine.done)}")
    assert machine.count >= most // 2
