"""Many persons at once, as a unit or a school names them: declared, not confirmed, written by COPY."""

import functools
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.accounts.models import Assurance, Document, Person
from portal.accounts.queries import name_index, number_index
from portal.kernel import clock, identity
from portal.kernel.copying import Pattern, sealer, stream_in, text
from portal.kernel.ids import uuid7
from portal.kernel.sealing import blind_index

PERSON = ("id", "name", "name_index", "name_prefix1", "name_prefix2", "sex", "birth")
DOCUMENT = ("id", "person_id", "kind", "number", "namespace", "number_index")


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
    stream_in(*_lines(Pattern(person, PERSON), _person, known))
    stream_in(*_lines(Pattern(Document(seen_at=now), DOCUMENT), _document, known))
    return len(known)


def _lines(pattern: Pattern, told: Any, known: list[Declared]) -> tuple[Pattern, Iterator[str]]:
    seal = sealer(pattern.model, "name" if pattern.model is Person else "number")
    return pattern, (pattern.line(told(each, seal)) for each in known)


def _person(one: Declared, seal: Callable[[uuid.UUID, str], str]) -> dict[str, str]:
    return {
        "id": str(one.key),
        "name": seal(one.key, one.name),
        "name_index": text(one.name_index or name_index(one.name)),
        "name_prefix1": _beginning("name1", one.name[:1]),
        "name_prefix2": _beginning("name2", one.name[:2]),
        "sex": one.sex,
        "birth": text(one.birth),
    }


@functools.lru_cache(maxsize=4096)
def _beginning(kind: str, begins: str) -> str:
    """The index of how names begin: a few hundred surnames stand for nearly everybody."""
    return text(blind_index(kind, begins))


def _document(one: Declared, seal: Callable[[uuid.UUID, str], str]) -> dict[str, str]:
    key, namespace = uuid7(), identity.namespace(one.kind)
    return {
        "id": str(key),
        "person_id": str(one.key),
        "kind": text(one.kind),
        "number": seal(key, one.number),
        "namespace": namespace,
        "number_index": text(one.number_index or number_index(namespace, one.number)),
    }
