"""Telling many people at once: each a message of their own, in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from portal.accounts.models import Person
from portal.events.services import record_many
from portal.kernel import clock

from .models import Dispatch, Message, Preference
from .services import NOTICES, ways


@dataclass(frozen=True)
class Note:
    """One message to one person; `key` makes it one message only, as in `tell`."""

    person: Person
    key: str
    kind: str
    title: str
    body: str
    link: str = ""


@transaction.atomic
def tell_many(notes: Sequence[Note]) -> int:
    """Put each note in its person's inbox and on its way; returns how many were new.

    Six statements for any number of notes. Whoever calls keeps two runs apart, so that no key is written twice.
    """
    by_key = {note.key: note for note in notes}
    for key in Message.objects.filter(key__in=list(by_key)).values_list("key", flat=True):
        del by_key[key]
    if not by_key:
        return 0
    now, new = clock.now(), list(by_key.values())
    messages = Message.objects.bulk_create(
        [
            Message(
                person=note.person, key=note.key, kind=note.kind, title=note.title[:80], body=note.body,
                link=note.link, created_at=now,
            )
            for note in new
        ]
    )  # fmt: skip
    wishes = {
        wish.person_id: wish for wish in Preference.objects.filter(person__in=[note.person for note in new])
    }
    rows = [
        Dispatch(message=message, channel=channel, address=address)
        for note, message in zip(new, messages, strict=True)
        for channel, address in ways(note.person, wishes.get(note.person.pk))
    ]
    if rows:
        made = Dispatch.objects.bulk_create(rows)
        record_many(
            "dispatch.made", subject_type="dispatch", subject_ids=[row.pk for row in made], by=NOTICES
        )
    return len(new)
