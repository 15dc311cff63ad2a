"""Results of referrals asked for."""

from celery import shared_task

from portal.kernel.actor import system

from ..services import referrals


@shared_task
def ask_results() -> int:
    """Ask both sides of every referral that is old enough; returns how many. Each in a transaction of its own."""
    return sum(referrals.ask(row, by=system("jobs.referrals")) for row in referrals.due())
