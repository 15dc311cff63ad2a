"""Figures of the register in words: by kind and region of a month, and the indicators of a year."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from portal.agencies.models import Level, Region
from portal.exchange import presenters as exchange
from portal.kernel.dates import months_later

from ..models import FigureMonth, Spell
from ..queries import figures as queries
from ..queries import indicators

TITLES = {
    "new": lazy("城镇新增就业"),
    "again": lazy("失业人员再就业"),
    "difficult": lazy("就业困难人员就业"),
    "unemployed": lazy("登记失业人数"),
}


def month_rows(count: FigureMonth | None, region: Region) -> list[dict[str, Any]]:
    """A row a kind: begun, ended, standing."""
    if count is None:
        return []
    return [
        {
            "name": str(Spell.Kind(kind).label),
            "begun": one.begun,
            "ended": one.ended,
            "standing": one.standing,
        }
        for kind, one in queries.sums(count, region).items()
    ]


def sent(count: FigureMonth | None) -> dict[str, Any] | None:
    """How the report of a closed month to the provincial system stands; None while it is open."""
    if count is None or count.closed_at is None:
        return None
    day = months_later(count.month, 1) - timedelta(1)
    return exchange.last_sent(queries.DATASET, day) or {"word": _("还没有上报"), "tone": "info"}


def ground_rows(count: FigureMonth | None, region: Region) -> list[dict[str, Any]]:
    """On which grounds unemployment ended in the month."""
    if count is None:
        return []
    found = queries.grounds(count, region, Spell.Kind.UNEMPLOYMENT)
    return [
        {"name": str(Spell.Ending(code).label), "value": _("%(n)s人") % {"n": n}} for code, n in found.items()
    ]


def below(region: Region) -> list[Region]:
    """The regions one level down, where figures are still told apart."""
    if region.level >= Level.COUNTY:
        return []
    return list(Region.objects.filter(parent=region, active=True).order_by("code"))


def year_rows(year: int, day: date, region: Region) -> list[dict[str, Any]]:
    """A row an indicator: the sum here, the way to who stands behind it."""
    found = indicators.counts(year, day, region)
    return [
        {
            "code": name,
            "title": str(TITLES[name]),
            "count": sum(found[name].values()),
            "url": reverse("registration:indicator", args=[name]) + f"?year={year}&region={region.pk}",
            "places": found[name],
        }
        for name in indicators.NAMES
    ]
