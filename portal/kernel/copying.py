"""Unsaved model instances as COPY text: every column of the model, as save() would have filled it."""

import io
import json
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.ranges import RangeField
from django.db import connection, models

from portal.kernel.fields import SealedField

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
    if isinstance(value, str):
        return value.translate(ESCAPES) if not value.isalnum() else value
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    return str(value)  # numbers, keys, days, moments with their zone, truth


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).translate(ESCAPES)


def _array(value: list[str]) -> str:
    return ("{" + ",".join(json.dumps(each, ensure_ascii=False) for each in value) + "}").translate(ESCAPES)


def _range(value: tuple[Any, Any]) -> str:
    return f"[{value[0] or ''},{value[1] or ''})"
