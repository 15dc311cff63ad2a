"""Facts of persons as another department told them: the newest word counts, nobody unknown is kept.

个人信息保护法 第六条 (no more than is needed): of somebody who has not proved to us who they are, nothing is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _

from portal.accounts.models import Document, Person
from portal.accounts.queries import name_index, number_index
from portal.casework.services import NotAllowed
from portal.events.services import record_many, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.fields import plaintext

from ..models import HeldFact

CHUNK = 1000
WRITTEN = ("value", "source", "as_of", "valid_until", "ended", "held_at")


@dataclass(frozen=True)
class Told:
    """One line: whom it is about, what holds, until when. Name and a citizen's number are normalised."""

    line: int
    name: str = field(repr=False)
    number: str = field(repr=False)
    value: str = field(repr=False)
    valid_until: date | None = None
    ended: bool = False


@dataclass
class Kept:
    """How many were written, how many changed nothing, and lines that were not taken with the reason."""

    taken: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


@verb
def hold(kind: str, told: Iterable[Told], *, source: str, as_of: date, by: Actor) -> Kept:
    """Keep what a department told of persons we know by a confirmed number; older words change nothing.

    kind: a HeldFact.Kind. Raises NotAllowed for anybody but a system, ValueError for a day to come.
    """
    if not by.is_system:
        raise NotAllowed(f"{by.kind} {by.id}: held facts")
    if as_of > clock.today():
        raise ValueError("a fact is of a day that has been")
    with (
        connection.cursor() as cursor
    ):  # deliveries one after another: what an earlier one wrote is known to the next
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('held-facts', 0))")
    out, rows = Kept(), list(told)
    for start in range(0, len(rows), CHUNK):
        _chunk(kind, rows[start : start + CHUNK], source, as_of, out, by)
    return out


def _chunk(kind: str, rows: list[Told], source: str, as_of: date, out: Kept, by: Actor) -> None:
    """A fixed number of statements."""
    people = _people(rows)
    known = HeldFact.objects.select_for_update().filter(kind=kind, person__in={p.pk for p in people.values()})
    held = {row.person_id: row for row in known}
    written: dict[object, HeldFact] = {}
    for one in rows:
        person = people.get(_index(one.number))
        if person is None:
            out.unchanged += 1  # nobody of ours: nothing is kept
        elif bytes(person.name_index) != name_index(one.name):
            out.refused.append((one.line, _("姓名和证件号码对不上")))
        elif person.pk in written:
            out.refused.append((one.line, _("同一个人重复")))
        elif row := _row(kind, one, person, held.get(person.pk), source, as_of):
            written[person.pk] = row
            out.taken += 1
        else:
            out.unchanged += 1
    HeldFact.objects.bulk_create([row for row in written.values() if row._state.adding])
    HeldFact.objects.bulk_update([row for key, row in written.items() if key in held], WRITTEN)
    record_many("fact.held", subject_type="person", subject_ids=list(written), by=by)


def _row(
    kind: str, one: Told, person: Person, row: HeldFact | None, source: str, as_of: date
) -> HeldFact | None:
    """The row to write, new or changed; None where nothing changes."""
    if row and (row.as_of > as_of or _same(row, one, source)):
        return None
    row = row or HeldFact(person=person, kind=kind)
    row.value, row.source, row.as_of, row.valid_until = one.value, source, as_of, one.valid_until
    row.ended, row.held_at = one.ended or _over(one, as_of), clock.now()
    return row


def _over(one: Told, as_of: date) -> bool:
    return one.valid_until is not None and one.valid_until < as_of


def _same(row: HeldFact, one: Told, source: str) -> bool:
    said = (one.value, one.valid_until, one.ended or _over(one, row.as_of), source)
    return (plaintext(row.value), row.valid_until, row.ended, row.source) == said


def _index(number: str) -> bytes:
    return number_index("citizen", number)


def _people(rows: list[Told]) -> dict[bytes, Person]:
    """Whose confirmed number each is; a claimed one is nobody's."""
    keys = [_index(one.number) for one in rows]
    found = Document.objects.filter(
        namespace="citizen", number_index__in=keys, confirmed=True, retired=False
    ).select_related("person__merged_into")
    return {bytes(row.number_index): row.person.merged_into or row.person for row in found}
