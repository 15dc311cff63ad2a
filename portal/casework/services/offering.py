"""政策找人: the rules of every benefit over everybody's held data, at night; a card on my page for each yes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection
from psycopg2.extras import execute_values

from portal.accounts.models import Person
from portal.casework.models import Offer
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.rules.queries import from_memory
from portal.rules.registry import Benefit, benefits, facts_of_many
from portal.rules.verdict import Verdict

from .stepping import NotAllowed

CHUNK = 5000
PROVINCE = "510000"
WRITE = """
INSERT INTO casework_offer
    (person_id, benefit, item_id, state, months, monthly, amount, article, found_on, seen_on)
VALUES %s
ON CONFLICT (person_id, benefit) WHERE NOT state = 'gone' DO UPDATE
SET months = excluded.months, monthly = excluded.monthly, amount = excluded.amount,
    article = excluded.article, seen_on = excluded.seen_on
"""


def find_offers(chunk: int = CHUNK) -> dict[str, int]:
    """Ask for everybody; write what is new, renew what stands, end what no longer holds. Returns counts.

    Each chunk of persons costs a few queries and one statement. Nothing adverse ever follows from it.
    """
    on, counts = clock.today(), {"persons": 0, "offers": 0}
    asked = [benefit for benefit in benefits() if benefit.needs]
    with from_memory():
        for keys in _chunks(chunk):
            rows = list(_found(keys, asked, on))
            if rows:
                with connection.cursor() as cursor:
                    execute_values(cursor.cursor, WRITE, rows, page_size=len(rows))
            counts["persons"] += len(keys)
            counts["offers"] += len(rows)
    stale = Offer.objects.filter(state=Offer.State.OPEN, seen_on__lt=on)
    counts["gone"] = stale.update(state=Offer.State.GONE)
    return counts


def _chunks(size: int) -> Iterator[list[Any]]:
    """Keys of everybody who is not merged into another, in order."""
    last = None
    while True:
        rows = Person.objects.filter(merged_into__isnull=True).order_by("pk")
        if last:
            rows = rows.filter(pk__gt=last)
        keys = list(rows.values_list("pk", flat=True)[:size])
        if not keys:
            return
        yield keys
        last = keys[-1]


def _found(keys: list[Any], asked: list[Benefit], on: date) -> Iterator[tuple]:
    facts = facts_of_many(keys, on)
    for benefit in asked:
        could = [key for key in keys if all(facts[key].get(name) is not None for name in benefit.needs)]
        have = benefit.have(could) if benefit.have and could else set()
        for key in could:
            if key in have:
                continue
            known = facts[key]
            verdict = benefit.judge(known, on, known.get("region") or PROVINCE)
            if verdict.yes:
                yield _row(key, benefit, verdict, on)


def _row(key: Any, benefit: Benefit, verdict: Verdict, on: date) -> tuple:
    article = next((finding.article for finding in verdict.findings if finding.met), "")
    return (
        str(key),
        benefit.code,
        benefit.item,
        Offer.State.OPEN,
        verdict.months,
        verdict.monthly,
        verdict.amount,
        article[:300],
        on,
        on,
    )


@verb
def answer_offer(offer: Offer, *, taken: bool, by: Actor) -> Offer:
    """The person takes an offer up, or does not want it: a dismissed one is not shown again. Raises NotAllowed."""
    locked = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if by.kind != "person" or str(locked.person_id) != by.id:
        raise NotAllowed(f"{by.kind} {by.id}: offer {locked.pk}")
    if locked.state == Offer.State.OPEN:
        locked.state = Offer.State.TAKEN if taken else Offer.State.DISMISSED
        locked.save(update_fields=["state"])
        record(f"offer.{locked.state}", subject_type="offer", subject_id=locked.pk, by=by)
    return locked


def open_offers(person: Person) -> list[Offer]:
    """What a person's page shows."""
    rows = Offer.objects.filter(person_id__in=person.all_ids, state=Offer.State.OPEN)
    return list(rows.select_related("item").order_by("pk"))
