"""What the database's statistics know of the openings: how many, how common a word is, how new they are.

The statistics are of the last ANALYZE and read once a minute; they only choose a plan, never what is found.
"""

import time
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

SECONDS = 60
NOT_LISTED = 0.001  # of a word that is not among the common ones, where no list says better
STATISTICS = """
SELECT greatest((SELECT reltuples::bigint FROM pg_class WHERE oid = 'jobs_opening'::regclass), 0),
       (SELECT most_common_elems::text::text[] FROM pg_stats WHERE tablename = 'jobs_opening' AND attname = 'words'),
       (SELECT most_common_elem_freqs FROM pg_stats WHERE tablename = 'jobs_opening' AND attname = 'words'),
       (SELECT array_agg(extract(epoch FROM moment)::float8 ORDER BY moment) FROM pg_stats,
            unnest(histogram_bounds::text::timestamptz[]) moment
        WHERE tablename = 'jobs_opening' AND attname = 'posted')
"""


@dataclass(frozen=True)
class Knowledge:
    """size: openings. words: share of openings by common word; seldom: no other word is more common than that.

    moments: times of posting (seconds) that cut the openings into equal parts, the oldest first.
    """

    size: int = 0
    words: dict[str, float] = field(default_factory=dict)
    seldom: float = NOT_LISTED
    moments: tuple[float, ...] = ()

    def share(self, terms: Sequence[Sequence[str]]) -> float:
        """About this share of the openings has all the terms, one of the alternatives of each.

        Words of a text go together, so the rarest one counts; filters (with a colon) hardly do, so all count.
        """
        texts, filters = [1.0], 1.0
        for term in terms:
            share = self.of(term)
            if ":" in term[0]:
                filters *= share
            else:
                texts.append(share)
        return min(texts) * filters

    def of(self, term: Sequence[str]) -> float:
        """The share of openings that has one of these words."""
        return min(sum(self.words.get(word, self.seldom) for word in term), 1.0)

    def newer(self, moment: float) -> float:
        """The share of openings posted since then."""
        if len(self.moments) < 2:
            return 1.0
        at = bisect_left(self.moments, moment)
        if at == 0:
            return 1.0
        if at == len(self.moments):
            return 0.0
        before, after = self.moments[at - 1], self.moments[at]
        return 1 - (at - 1 + (moment - before) / max(after - before, 1e-6)) / (len(self.moments) - 1)

    def since(self, share: float) -> float:
        """The moment since which this share was posted."""
        parts = len(self.moments) - 1
        at = (1 - min(max(share, 0), 1)) * parts
        whole = min(int(at), parts - 1)
        before, after = self.moments[whole], self.moments[whole + 1]
        return before + (at - whole) * (after - before)


def knowledge() -> Knowledge:
    """As the last ANALYZE left it, at most a minute old in this process."""
    now = time.monotonic()
    if now > _held.until:
        _held.now, _held.until = _read(), now + SECONDS
    return _held.now


def _read() -> Knowledge:
    with connection.cursor() as cursor:
        cursor.execute(STATISTICS)
        size, words, shares, moments = cursor.fetchone()
    if not words:
        return Knowledge(size=size, moments=tuple(moments or ()))
    # after the shares of the words stand the least and the greatest of them
    return Knowledge(size, dict(zip(words, shares, strict=False)), shares[len(words)], tuple(moments or ()))


@dataclass
class _Held:
    now: Knowledge = field(default_factory=Knowledge)
    until: float = 0.0


_held = _Held()
