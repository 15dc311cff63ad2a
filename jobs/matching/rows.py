"""Seekers and openings as whole-number arrays, cut into blocks of one group and one prefecture."""

# ruff: noqa: S608 — the parts put together are constants of this file

import io
from dataclasses import dataclass
from typing import Any

from django.db import connection

from ..models import Kind
from ..rules.fitting import MILLION, NOWHERE

SEEKERS = f"""
SELECT id, coalesce(occupations[1], -1), coalesce(occupations[2], -1), coalesce(occupations[3], -1),
       coalesce(counties[1], 0), coalesce(counties[2], 0), coalesce(counties[3], 0), pay, education, experience, kinds,
       skills, coalesce(round(latitude * {MILLION})::int, {NOWHERE}),
       coalesce(round(longitude * {MILLION})::int, {NOWHERE})
FROM jobs_seeker {{where}} ORDER BY id {{limit}}
"""
OPENINGS = f"""
SELECT id, CASE WHEN occupation = '' THEN 0 ELSE replace(left(occupation, 7), '-', '')::int END, county, pay,
       education, experience, array_position(ARRAY[{", ".join(repr(str(each)) for each in Kind.values)}], kind) - 1,
       skills, coalesce(round(latitude * {MILLION})::int, {NOWHERE}),
       coalesce(round(longitude * {MILLION})::int, {NOWHERE}), least(applied / greatest(headcount, 1), 50)
FROM jobs_opening ORDER BY id {{limit}}
"""


@dataclass(frozen=True)
class Blocks:
    """Rows start–end of each block, its prefecture (four digits), and the blocks of each group."""

    starts: Any
    ends: Any
    places: Any
    of_group: Any


@dataclass(frozen=True)
class Side:
    """keys: primary keys by row; columns: what the kernel reads, one int64 row each."""

    keys: Any
    columns: Any


def read(sql: str, width: int) -> Any:
    """The rows of a statement as an int64 matrix, by COPY."""
    import numpy as np

    text = io.BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({sql}) TO STDOUT (FORMAT csv)", text)
    flat = np.fromstring(text.getvalue().replace(b"\n", b","), dtype=np.int64, sep=",")
    return flat.reshape(-1, width)


def groups_of(openings: Any) -> Any:
    """The groups that have openings, sorted; a group's row in every table is its place here."""
    import numpy as np

    found = np.unique(openings[:, 1])
    return found[found > 0]


def rows_of_groups(values: Any, groups: Any) -> Any:
    """Group numbers as rows of `groups`; -1 for those without openings."""
    import numpy as np

    if len(groups) == 0:
        return np.full(values.shape, -1, np.int64)
    at = np.clip(np.searchsorted(groups, values), 0, len(groups) - 1)
    return np.where(groups[at] == values, at, -1).astype(np.int64)


def openings_side(raw: Any, groups: Any, day: int) -> tuple[Side, Blocks, Any]:
    """Openings by block; `turns`: few applications for their places first, then a shuffle that is new each day."""
    import numpy as np

    group = rows_of_groups(raw[:, 1], groups)
    place = raw[:, 2] // 100
    dice = np.random.default_rng(day).permutation(len(raw))
    order = np.lexsort((raw[:, 0], place, group))
    order = order[group[order] >= 0]
    raw, group, place, dice = raw[order], group[order], place[order], dice[order]
    turns = np.empty(len(raw), np.int64)
    turns[np.lexsort((dice, raw[:, 10]))] = np.arange(len(raw))
    columns = np.ascontiguousarray(np.column_stack([raw[:, 1:10], group]), dtype=np.int64)
    return Side(np.ascontiguousarray(raw[:, 0]), columns), _blocks(group, place, len(groups)), turns


def seekers_side(raw: Any, groups: Any) -> Side:
    """Seekers in the order of their keys, group numbers as rows of `groups`."""
    import numpy as np

    columns = raw[:, 1:].copy()
    for column in range(3):
        columns[:, column] = rows_of_groups(raw[:, 1 + column], groups)
        for before in range(column):  # a group named twice is looked through once
            columns[columns[:, column] == columns[:, before], column] = -1
    return Side(np.ascontiguousarray(raw[:, 0]), np.ascontiguousarray(columns))


def seeker_blocks(side: Side, groups: Any) -> tuple[Any, Blocks]:
    """Rows of seekers listed once for every group and prefecture they wish for; a province is prefecture …00."""
    import numpy as np

    parts = []
    for g in range(3):
        for c in range(3, 6):
            group, county = side.columns[:, g], side.columns[:, c]
            wanted = np.nonzero((group >= 0) & (county > 0))[0]
            parts.append(np.column_stack([group[wanted], county[wanted] // 100, wanted]))
    listed = np.unique(np.concatenate(parts), axis=0)
    return np.ascontiguousarray(listed[:, 2]), _blocks(listed[:, 0], listed[:, 1], len(groups))


def _blocks(group: Any, place: Any, groups: int) -> Blocks:
    """Blocks of rows that are sorted by group and place."""
    import numpy as np

    new = np.ones(len(group), bool)
    new[1:] = (group[1:] != group[:-1]) | (place[1:] != place[:-1])
    starts = np.nonzero(new)[0]
    ends = np.append(starts[1:], len(group))[: len(starts)]
    first = np.searchsorted(group[starts], np.arange(groups), "left")
    last = np.searchsorted(group[starts], np.arange(groups), "right")
    of_group = np.column_stack([first, last]).astype(np.int64)
    return Blocks(starts.astype(np.int64), ends.astype(np.int64), place[starts].astype(np.int64), of_group)
