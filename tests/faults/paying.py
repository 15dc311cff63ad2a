"""What a worker does that makes a month's run and sees it through to the bank's answer; it may be killed anywhere."""

import sys

from insurance.models import BankAccount, BankFile, Run
from insurance.queries import runs as queries
from insurance.services import bank, runs
from portal.accounts import actors
from portal.accounts.models import Clerk
from portal.kernel import clock
from portal.kernel.actor import Actor
from tests.cast_insurance import CARD
from tests.cast_payments import agency_of, answer

queries.CHUNK = 100  # many statements a run, so that a kill finds one under way


def by(login: str) -> Actor:
    """A clerk as actor."""
    return actors.of_clerk(Clerk.objects.select_related("agency").get(user__username=login))


def go() -> None:
    """Make the run, then move every run one step after the other until all are settled."""
    queries.plan(clock.today().replace(day=1), agency_of())  # everything is loaded before the killer is told
    sys.stdout.write("begin\n")
    sys.stdout.flush()
    runs.make_run(clock.today(), agency=agency_of(), by=by("liufang"))
    for run in Run.objects.filter(state=Run.State.MADE):
        runs.approve_run(run, by=by("chentao"))
    for run in Run.objects.filter(state=Run.State.APPROVED):
        bank.send_run(run, by=by("chentao"))
    for run in Run.objects.filter(state=Run.State.SENT):
        for file in run.files.filter(direction=BankFile.Direction.OUT, lines__answer="waiting").distinct():
            bank.take_answer(run, answer(file), by=by("chentao"))


def seal_accounts() -> None:
    """Twins of a claim hold bytes sealed for another row: give each account its own."""
    rows = list(BankAccount.objects.only("pk"))
    for row in rows:
        row.number, row.holder = CARD, "李晓梅"
    BankAccount.objects.bulk_update(rows, ["number", "holder"], batch_size=1000)
