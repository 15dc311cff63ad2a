"""Monthly figures of the register as a snapshot for the provincial system: a closed month, each version of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as lazy

from portal.exchange import registry
from portal.kernel.dates import month_of, months_later

from ..models import RegisterFigure, Spell
from ..queries.figures import DATASET, last_closed

COUNT = {"type": "integer", "minimum": 0}
TEXT = {"type": "string", "maxLength": 20}
MEASURES = ("begun", "ended", "standing")
ROW = {
    "type": "object",
    "required": ["month", "version", "region", "kind", "sex", "band", "ground", *MEASURES],
    "additionalProperties": False,
    "properties": {
        "month": {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
        "version": {"type": "integer", "minimum": 1},
        "region": {"type": "string", "pattern": "^[0-9]{6}$"},
        "kind": {"enum": list(Spell.Kind.values)},
        "sex": {"enum": ["", "female", "male"]},
        "band": TEXT,
        "ground": TEXT,
        **dict.fromkeys(MEASURES, COUNT),
    },
}
KEY = ("region_id", "kind", "sex", "band", "ground")


def closed_day(on: date) -> date | None:
    """The last day of the newest closed month that was over on a day."""
    count = last_closed(on)
    return months_later(count.month, 1) - timedelta(1) if count else None


def figures(on: date) -> Iterator[dict[str, Any]]:
    """The figures of the month that a day ends, in its newest closed version; noughts are left out."""
    count = last_closed(on)
    if count is None or count.month != month_of(on):
        return
    rows = RegisterFigure.objects.filter(count=count).order_by(*KEY)
    for region, kind, sex, band, ground, *numbers in rows.values_list(*KEY, *MEASURES).iterator(2000):
        if any(numbers):
            yield {
                "month": f"{count.month:%Y-%m}",
                "version": count.version,
                "region": region,
                "kind": kind,
                "sex": sex,
                "band": band,
                "ground": ground,
                **dict(zip(MEASURES, numbers, strict=True)),
            }


def numbers(row: dict[str, Any]) -> tuple[str, dict[str, int]]:
    """What both sides add up for each region and kind."""
    return row["kind"], {measure: row[measure] for measure in MEASURES}


registry.dataset(
    DATASET,
    1,
    ROW,
    title=lazy("就业失业登记月度统计"),
    source=lazy("公共就业服务机构"),
    give=figures,
    day=closed_day,
    sums=numbers,
    words={
        **dict(Spell.Kind.choices),
        "begun": lazy("本月开始"),
        "ended": lazy("本月终止"),
        "standing": lazy("月末在册"),
    },
)
