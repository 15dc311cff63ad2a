"""Many persons at once, as a unit or a school names them: declared, not confirmed, written by COPY."""

import functools
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from portal.accounts.models import Assurance, Document, Person
from portal.accounts.queries import name_index, number_index
from portal.kernel import clock, identity
from portal.kernel.copying import copy_in
from portal.kernel.ids import uuid7
from portal.kernel.sealing import blind_index


@dataclass(frozen=True)
class Declared:
    """Somebody new: the key the person shall have, a checked name and number; their blind indexes if known."""

    key: uuid.UUID
    name: str = field(repr=False)
    kind: str
    number: str = field(repr=False)
    birth: date | None = field(default=None, repr=False)
    sex: str = ""
    number_index: bytes | None = field(default=None, repr=False)
    name_index: bytes | None = field(default=None, repr=False)


def enrol_many(people: Iterable[Declared]) -> int:
    """Write persons and their documents; runs inside the caller's verb, which records what it did with them.

    Nobody is confirmed by this: a number claims nothing against anybody else until a clerk or a source says so.
    """
    known = list(people)
    if not known:
        return 0
    now = clock.now()
    person = Person(assurance=Assurance.DECLARED, created_at=now)
    document = Document(seen_at=now)
    copy_in(Person, (_person(person, each) for each in known))
    copy_in(Document, (_document(document, each) for each in known))
    return len(known)


def _person(row: Person, one: Declared) -> Person:
    """One instance, filled anew for everybody: many thousand of them would cost more than the writing."""
    row.__dict__.update(id=one.key, sex=one.sex, birth=one.birth, **_indexes(one))
    row.name = one.name
    return row


@functools.lru_cache(maxsize=4096)
def _beginning(kind: str, text: str) -> bytes:
    """The index of how names begin: a few hundred surnames stand for nearly everybody."""
    return blind_index(kind, text)


def _indexes(one: Declared) -> dict[str, bytes]:
    return {
        "name_index": one.name_index or name_index(one.name),
        "name_prefix1": _beginning("name1", one.name[:1]),
        "name_prefix2": _beginning("name2", one.name[:2]),
    }


def _document(row: Document, one: Declared) -> Document:
    namespace = identity.namespace(one.kind)
    row.__dict__.update(
        id=uuid7(),
        person_id=one.key,
        kind=one.kind,
        namespace=namespace,
        number_index=one.number_index or number_index(namespace, one.number),
    )
    row.number = one.number
    return row
