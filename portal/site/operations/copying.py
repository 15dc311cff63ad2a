"""Unsaved model instances as COPY text: every column of the model, as save() would have filled it."""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection, models

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
    out, fields = [], None
    for row in rows:
        fields = fields or columns(type(row))
        out.append("\t".join([_text(_value(field, row)) for field in fields]))
    return "\n".join(out) + "\n" if out else ""


def _value(field: models.Field, row: models.Model) -> Any:
    return field.get_db_prep_save(field.pre_save(row, True), connection)


def _text(value: Any) -> str:
    """One value; bytes as hex, JSON and arrays in PostgreSQL's own words."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if hasattr(value, "adapted"):  # psycopg2's wrappers: Binary and Json
        value = value.adapted
        if not isinstance(value, bytes | memoryview):
            return json.dumps(value, ensure_ascii=False).translate(ESCAPES)
    if isinstance(value, bytes | memoryview):
        return "\\\\x" + bytes(value).hex()
    if isinstance(value, list):
        return ("{" + ",".join(json.dumps(each, ensure_ascii=False) for each in value) + "}").translate(
            ESCAPES
        )
    if hasattr(value, "lower_inc"):  # a range
        return f"[{value.lower or ''},{value.upper or ''})"
    return str(value).translate(ESCAPES)
