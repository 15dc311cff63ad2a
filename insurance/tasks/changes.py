"""Each night: holds that ran out, contributions of units, shared accounts, claims at their end."""

from celery import shared_task

from portal.kernel.actor import system

from ..services import finding, inquiries

BY = system("insurance.changes")


@shared_task
def end_holds() -> int:
    """A held month is payable again after its cycle; returns how many."""
    return inquiries.end_holds(by=BY)


@shared_task
def look_for_matches() -> int:
    """Open inquiries for humans; returns how many."""
    found = finding.contributions_of_units(by=BY) + finding.shared_by_many(by=BY)
    return found + finding.paid_after_a_stop(by=BY)


@shared_task
def end_paid_up_claims() -> int:
    """Claims whose months are all paid; returns how many."""
    return finding.claims_at_their_end(by=BY)
