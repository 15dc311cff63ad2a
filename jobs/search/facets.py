"""How many vacancies each further filter would leave: the same number as the list shows when it is chosen."""

# ruff: noqa: S608 — as in plans.py

from dataclasses import dataclass

from portal.kernel import clock

from .asked import PAYS, Asked, conditions
from .plans import MOST_COUNTED, NEWEST, Page, looked_at, matching, rows, sampled, where

DAYS = (1, 3, 7, 30)
SAMPLE = 300  # hits that a count is scaled up from, about
COUNTED = """
SELECT 'kind', kind, count(*) FROM s GROUP BY 2
UNION ALL SELECT 'county', county::text, count(*) FROM s GROUP BY 2
UNION ALL SELECT 'prefecture', (county / 100 * 100)::text, count(*) FROM s GROUP BY 2
UNION ALL SELECT 'occupation', left(occupation, 4), count(*) FROM s WHERE occupation <> '' GROUP BY 2
UNION ALL SELECT 'pay', v::text, count(*) FROM s JOIN unnest(%s::int[]) v ON s.pay >= v GROUP BY 2
UNION ALL SELECT 'education', v::text, count(*) FROM s JOIN generate_series(1, 7) v ON s.education <= v GROUP BY 2
UNION ALL SELECT 'days', v::text, count(*) FROM s
    JOIN unnest(%s::int[]) v ON s.posted >= %s::timestamptz - v * interval '1 day' GROUP BY 2
UNION ALL SELECT 'novice', '1', count(*) FROM s WHERE experience = 0
UNION ALL SELECT 'urgent', '1', count(*) FROM s WHERE urgent
"""


@dataclass(frozen=True)
class Facets:
    """counts: filter → value as it stands in an address → how many; exact: False where they are «about»."""

    counts: dict[str, dict[str, int]]
    exact: bool


def facets(asked: Asked, page: Page) -> Facets:
    """Counts for every further filter: of all hits where there are 1,000 at most, else scaled up from the newest."""
    known = conditions(asked)
    if known is None or page.total == 0:
        return Facets({}, True)
    columns = "o.kind, o.county, o.occupation, o.pay, o.education, o.posted, o.experience, o.urgent"
    whole = page.exact and page.total <= MOST_COUNTED
    parts = matching(known) if whole else sampled(known, SAMPLE)
    narrowed, values = where(*(looked_at(known) if parts is None else parts))
    source = "jobs_opening o"
    if parts is None:
        source = f"(SELECT * FROM jobs_opening o ORDER BY o.posted DESC, o.id DESC LIMIT {NEWEST}) o"
    found = rows(
        f"WITH s AS MATERIALIZED (SELECT {columns} FROM {source} {narrowed}) {COUNTED}"
        f"UNION ALL SELECT 'all', '', count(*) FROM s",
        [*values, list(PAYS), list(DAYS), clock.now()],
    )
    hits = next((count for name, _value, count in found if name == "all"), 0)
    scale = 1 if whole or page.exact else page.total / max(hits, 1)
    counts: dict[str, dict[str, int]] = {}
    for name, value, count in found:
        counts.setdefault(name, {})[value] = round(count * scale)
    return Facets(counts, scale == 1)
