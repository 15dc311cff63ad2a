"""The worker's side of the exchange."""

import logging

from celery import shared_task

from portal.kernel import clock
from portal.kernel.actor import system

from . import registry
from .models import Job, Partner
from .queries import receiver_of
from .services import files, outgoing, requests, snapshots

log = logging.getLogger(__name__)
BY, OUT = system("exchange.fetch"), system("exchange.snapshot")


@shared_task
def send_deliveries() -> int:
    """Send what waits for other departments. Woken after commits and once a minute by beat."""
    return outgoing.send_due()


@shared_task
def fetch_files() -> int:
    """Look through the drop folders of every department; one that is down keeps no other waiting."""
    found = 0
    for partner in Partner.objects.filter(active=True).exclude(address="").exclude(sends=[]):
        try:
            found += len(files.fetch(partner, by=BY))
        except Exception as error:
            log.warning("%s not reached: %s", partner.code, type(error).__name__)
    return found


@shared_task
def send_snapshots() -> int:
    """Send today's snapshot of every dataset that is given out and received by somebody."""
    sent = 0
    for each in registry.everything():
        newest = each.give and registry.newest(each.code) == each
        if newest and receiver_of(each.code) and each.day(clock.today()):
            sent += snapshots.snapshot(each.code, clock.today(), by=OUT).state == Job.State.DONE
    return sent


@shared_task
def send_waiting_snapshots() -> int:
    """Send again the snapshots that did not arrive."""
    return snapshots.send_waiting(by=OUT)


@shared_task
def forget_nonces() -> int:
    """Drop requests too old to be replayed."""
    return requests.forget_nonces()
