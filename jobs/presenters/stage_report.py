"""The report of stages in words."""

from typing import Any

from django.utils.translation import gettext as _

from portal.kernel.dates import month_text
from portal.oversight.registry import Month

from ..models import Stage, StageTransition
from ..models.stage import CATEGORIES
from .stages import stage_text

MONTHS = 24
Counts = dict[tuple[int, str], int]


def cells(standing: Counts) -> list[list[Any]]:
    """A table with its head and its sums: categories down, stages across."""
    head = [_("类别"), *(str(Stage(stage).label) for stage in Stage.values), _("合计")]
    rows = []
    for category, word in CATEGORIES:
        numbers = [standing.get((stage, category), 0) for stage in Stage.values]
        if any(numbers):
            rows.append([str(word), *numbers, sum(numbers)])
    sums = [sum(row[place] for row in rows) for place in range(1, len(head))]
    return [head, *rows, [_("合计"), *sums]]


def _labelled(head: list[str], row: list[Any]) -> list[tuple[str, str]]:
    """Each cell with its column's name, for cards on phones."""
    words = [row[0], *(f"{each:,}" for each in row[1:])]
    return list(zip(head, words, strict=True))


def _months(asked: Month) -> list[tuple[str, str, bool]]:
    """The last two years, and the month asked for if it is older; the newest first."""
    count = asked.today.year * 12 + asked.today.month - 1
    codes = [f"{month // 12}-{month % 12 + 1:02d}" for month in range(count, count - MONTHS, -1)]
    codes += [] if asked.code in codes else [asked.code]
    return [(code, month_text(code), code == asked.code) for code in codes]


def context(standing: Counts, changes: list[tuple[int, int, str, int]], asked: Month) -> dict[str, Any]:
    """The page: counts by stage and category, then what moved."""
    head, *rows = cells(standing)
    moves = [
        {
            "way": _("%(old)s → %(new)s") % {"old": stage_text(before), "new": stage_text(after)},
            "reason": str(StageTransition.Reason(reason).label),
            "count": f"{count:,}",
        }
        for before, after, reason, count in changes
    ]
    return {
        "month": asked.code,
        "title": month_text(asked.code),
        "head": head,
        "rows": [_labelled(head, row) for row in rows],
        "months": _months(asked),
        "moves": moves,
    }
