"""What happens to a claim in any order: after every step the account of months balances and there is one state."""

import random
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from insurance.models import Claim, Inquiry, Overpayment
from insurance.queries import claims
from insurance.services import changes, inquiries, overpayments
from portal.accounts import actors
from portal.casework import services
from portal.kernel import clock
from portal.kernel.actor import system
from registration.queries import spell_on
from tests.cast import Cast
from tests.cast_changes import drawing, paid, sums

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
)
STEPS, SEEDS = 14, 12


class Walk:
    """A claim, the day, and what may be tried next."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.dice = cast, random.Random(seed)
        self.claim, self.day = drawing(cast), date(2026, 6, 16)
        self.by, self.second = cast.liufang_actor, cast.chentao_actor
        self.own = actors.of_person(self.claim.person)

    def steps(self) -> list[Callable[[], object]]:
        return [
            self.pay,
            self.pay,
            self.report,
            self.stop,
            self.suspend,
            self.resume,
            self.take_back,
            self.ask,
            self.hold,
            self.answer,
            self.decide,
            self.owe,
        ]

    def pay(self) -> None:
        due = claims.unpaid_months(Claim.objects.get(pk=self.claim.pk), self.day)
        if due and due[0] == self.next_in_row():
            paid(self.claim, 1)

    def next_in_row(self) -> date | None:
        had = claims.balance(self.claim).drawn
        year, month = divmod(self.claim.first_month.month - 1 + had, 12)
        return date(self.claim.first_month.year + year, month + 1, 1)

    def back(self) -> date:
        return self.day - timedelta(days=self.dice.randrange(0, 70))

    def report(self) -> None:
        changes.report(
            self.claim, kind=self.dice.choice(["work", "none", "pension"]), since=self.back(), by=self.own
        )

    def stop(self) -> None:
        code = self.dice.choice(["PENSION", "MILITARY"])
        changes.stop(self.claim, code=code, since=self.back(), text="名册", by=self.by)

    def suspend(self) -> None:
        changes.suspend(self.claim, code="IMPRISONED", since=self.day, text="等待", by=self.second)

    def resume(self) -> None:
        person = self.claim.person
        if spell_on(person, self.day) is None:
            job = {"last_day": ["2026-05-31"], "last_employer": [""]}
            services.grant_by_rule(self.cast.case(person, last_job=job))
        changes.resume(self.claim, on=self.day, by=self.by)

    def take_back(self) -> None:
        changes.take_back(self.claim, text="错了", by=self.second)

    def ask(self) -> None:
        key = f"k{self.dice.randrange(9)}"
        inquiries.open_inquiry(
            self.claim, source="employer", key=key, found="有单位登记。", since=self.day, by=system("test")
        )

    def inquiry(self) -> Inquiry:
        found = self.claim.inquiries.filter(outcome="open").first()
        if found is None:
            raise inquiries.WrongState
        return found

    def hold(self) -> None:
        inquiries.hold(self.inquiry(), reason="等答复", by=self.by)

    def answer(self) -> None:
        works = self.dice.random() < 0.4
        inquiries.answer(self.inquiry(), text="说明", works=works, since=self.day, by=self.own)

    def decide(self) -> None:
        row = self.inquiry()
        if self.dice.random() < 0.5:
            inquiries.clear(row, text="没有", by=self.by)
        else:
            inquiries.confirm(row, text="属实", code="REEMPLOYED", since=self.back(), by=self.by)

    def owe(self) -> None:
        debt = Overpayment.objects.filter(claim=self.claim).exclude(state__in=["waived", "settled"]).first()
        if debt is None:
            raise overpayments.WrongState
        overpayments.answer(debt, text="好", by=self.own)
        overpayments.decide(debt, owed=True, text="认可", by=self.by)
        overpayments.plan(debt, count=1, by=self.own)
        overpayments.given_back(debt.recoveries.get(), by=self.by)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_any_order_of_steps_keeps_the_account(cast: Cast, seed: int):
    walk, done = Walk(cast, seed), []
    for _turn in range(STEPS):
        walk.day += timedelta(days=walk.dice.randrange(1, 25))
        step = walk.dice.choice(walk.steps())
        with clock.at(f"{walk.day}T10:00:00"):
            inquiries.end_holds(by=system("test"))
            try:
                step()
            except REFUSED:
                continue
            finally:
                told = f"seed {seed}: {done} {step.__name__}"
                assert sums(walk.claim), told
                due = claims.unpaid_months(walk.claim, walk.day)
                assert len(due) == len(set(due)) <= claims.balance(walk.claim).left, told
        done.append(step.__name__)
    assert len(done) > 2
