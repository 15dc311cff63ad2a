"""Unsaved model instances as COPY text: every column of the model, as save() would have filled it."""

import io
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.ranges import RangeField
from django.db import connection, models

from portal.kernel.fields import SealedField
from portal.kernel.sealing import seal

AT_ONCE = 200  # lines made while the database writes those before
NULL = "\\N"
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def columns(model: type[models.Model]) -> list[models.Field]:
    """The columns we give: all but a key the database makes."""
    return [f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField)]


def copy_statement(model: type[models.Model]) -> str:
    """COPY … FROM STDIN for `lines`."""
    names = ", ".join(f'"{field.column}"' for field in columns(model))
    return f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'


def lines(rows: Iterable[models.Model]) -> str:
    """The rows of one model in COPY's text format."""
    out: list[str] = []
    writers: list[Callable[[models.Model], str]] = []
    for row in rows:
        writers = writers or [_writer(field) for field in columns(type(row))]
        out.append("\t".join([write(row) for write in writers]))
    return "\n".join(out) + "\n" if out else ""


def copy_in(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Write unsaved rows of one model by COPY; nothing for no rows."""
    text = lines(rows)
    if text:
        with connection.cursor() as cursor:
            cursor.copy_expert(copy_statement(model), io.StringIO(text))


class Pattern:
    """Lines of one model that differ in a few columns only: the others are written out once, as `row` has them.

    Many thousand rows of thirty columns cost more as instances than the database takes to write them.
    """

    def __init__(self, row: models.Model, varying: Iterable[str]) -> None:
        self.model, names = type(row), set(varying)
        self._line = "\t".join(
            f"%({field.attname})s" if field.attname in names else _writer(field)(row).replace("%", "%%")
            for field in columns(self.model)
        )
        if missing := names - {field.attname for field in columns(self.model)}:
            raise LookupError(f"{self.model.__name__} has no {sorted(missing)}")

    def line(self, values: dict[str, str]) -> str:
        """One line; values: every varying column by its name, as COPY reads it (see `text`, `sealer`)."""
        return self._line % values


def text(value: Any) -> str:
    """One value as COPY reads it."""
    return NULL if value is None else _text(value)


def sealer(model: type[models.Model], name: str) -> Callable[[UUID, str], str]:
    """A function that seals a text for one field of the row of a key, as COPY reads it."""
    label = model._meta.get_field(name).seal_label
    return lambda pk, plain: "\\\\x" + seal(plain, label=label, pk=pk).hex()


def stream_in(pattern: Pattern, found: Iterable[str]) -> None:
    """Write lines by one COPY while they are still being made: `found` must not ask the database anything.

    What `found` raises is raised here; the lines before it are then written, in the caller's transaction.
    """
    source = _Source(found)
    with connection.cursor() as cursor:
        cursor.copy_expert(copy_statement(pattern.model), source)
    if source.error:
        raise source.error


class _Source:
    """A file of lines that are made as they are read. An error ends it: raised from here, it would spoil the
    connection's transaction, which the caller may want to go on with."""

    def __init__(self, found: Iterable[str]) -> None:
        self._found: Iterator[str] = iter(found)
        self.error: Exception | None = None

    def read(self, _size: int = -1) -> str:
        some: list[str] = []
        try:
            some.extend(itertools.islice(self._found, AT_ONCE))
        except Exception as error:
            self.error, self._found = error, iter(())
        return "\n".join(some) + "\n" if some else ""


def _writer(field: models.Field) -> Callable[[models.Model], str]:
    """How this column of a row is written; chosen once, as a million rows go through it."""
    if isinstance(field, SealedField):
        return lambda row: _sealed(field, row)
    convert = _text
    for kind, own in ((models.JSONField, _json), (ArrayField, _array), (RangeField, _range)):
        if isinstance(field, kind):
            convert = own
    name = field.attname
    return lambda row: NULL if row.__dict__[name] is None else convert(row.__dict__[name])


def _sealed(field: SealedField, row: models.Model) -> str:
    value = field.pre_save(row, True)
    return NULL if value is None else "\\\\x" + value._seal().hex()


def _text(value: Any) -> str:
    if isinstance(value, str):  # what is only letters and digits has nothing to escape
        return value if not value or value.isalnum() else value.translate(ESCAPES)
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    return str(value)  # numbers, keys, days, moments with their zone, truth


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).translate(ESCAPES)


def _array(value: list[str]) -> str:
    return ("{" + ",".join(json.dumps(each, ensure_ascii=False) for each in value) + "}").translate(ESCAPES)


def _range(value: tuple[Any, Any]) -> str:
    return f"[{value[0] or ''},{value[1] or ''})"
