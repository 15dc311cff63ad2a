"""Many persons at once, as a unit or a school names them: declared, not confirmed, written by COPY."""

import io
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection
from django.db.models import Model

from portal.accounts.models import Assurance, Document, Person
from portal.accounts.queries import name_indexes, number_index
from portal.kernel import clock, identity
from portal.kernel.copying import copy_statement, lines
from portal.kernel.ids import uuid7


@dataclass(frozen=True)
class Declared:
    """Somebody new: the key the person shall have, a checked name and a checked number."""

    key: uuid.UUID
    name: str = field(repr=False)
    kind: str
    number: str = field(repr=False)
    birth: date | None = field(default=None, repr=False)
    sex: str = ""


def enrol_many(people: Iterable[Declared]) -> int:
    """Write persons and their documents; runs inside the caller's verb, which records what it did with them.

    Nobody is confirmed by this: a number claims nothing against anybody else until a clerk or a source says so.
    """
    known = list(people)
    if not known:
        return 0
    now = clock.now()
    _copy(Person, (_person(each, now) for each in known))
    _copy(Document, (_document(each, now) for each in known))
    return len(known)


def _person(one: Declared, now: datetime) -> Person:
    return Person(
        id=one.key,
        name=one.name,
        **name_indexes(one.name),
        sex=one.sex,
        birth=one.birth,
        assurance=Assurance.DECLARED,
        created_at=now,
    )


def _document(one: Declared, now: datetime) -> Document:
    namespace = identity.namespace(one.kind)
    return Document(
        id=uuid7(),
        person_id=one.key,
        kind=one.kind,
        namespace=namespace,
        number=one.number,
        number_index=number_index(namespace, one.number),
        seen_at=now,
    )


def _copy(model: type[Model], rows: Iterable[Model]) -> None:
    text = io.StringIO(lines(rows))
    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(copy_statement(model), text)
