"""Searches somebody keeps: at most twenty, told of each morning, stopped with one tap."""

import secrets
from datetime import datetime

from portal.accounts.models import Person
from portal.events.services import verb
from portal.kernel import clock
from portal.kernel.actor import Actor

from ..models import SavedSearch
from ..models.saved import MOST_SAVED


class TooManySaved(Exception):
    """Twenty searches are kept; one must be stopped first."""


@verb
def save_search(person: Person, query: str, title: str, *, by: Actor) -> SavedSearch:
    """Keep a search; asking again returns the one that stands. Raises TooManySaved."""
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)  # two tabs must not save a twenty-first
    running = SavedSearch.objects.filter(person_id__in=person.all_ids, stopped_at__isnull=True)
    standing = running.filter(query=query).first()
    if standing:
        return standing
    if running.count() >= MOST_SAVED:
        raise TooManySaved
    now = clock.now()
    return SavedSearch.objects.create(
        person=person, query=query, title=title, token=secrets.token_urlsafe(32), made_at=now, seen_until=now
    )


@verb
def stop_search(saved: SavedSearch, *, by: Actor) -> SavedSearch:
    """No more messages from this search; stopping twice does nothing."""
    if saved.stopped_at is None:
        saved.stopped_at = clock.now()
        saved.save(update_fields=["stopped_at"])
    return saved


@verb
def told_until(saved: SavedSearch, moment: datetime, *, by: Actor) -> None:
    """What was posted before this moment has been told."""
    SavedSearch.objects.filter(pk=saved.pk, seen_until__lt=moment).update(seen_until=moment)
