"""The fused kernel: the ten best of the other side for every row, the same points as rules.fitting.

Blocks are (group, prefecture). A seeker's own prefectures are looked through first; others can give 75 points at
most (nothing for the place), so they are left out once the tenth best stands above that. Numba is imported here only:
import this module inside functions.
"""

import os

import numpy as np
from django.conf import settings

from ..rules.fitting import LIMITS, MILLION, NARROWER, NEAR, NOTHING_ASKED, NOWHERE, PARTS, SAME_PREFECTURE

os.environ.setdefault(
    "NUMBA_CACHE_DIR", str(settings.VAR_DIR / "numba")
)  # compiled once, kept between starts
import numba  # noqa: E402 - reads the variable while it is imported

BEST = 10
PAY, PLACE, EDUCATION, EXPERIENCE, SKILLS = (
    PARTS[name] for name in ("pay", "place", "education", "experience", "skills")
)
LIMIT_0, LIMIT_1, LIMIT_2 = LIMITS
POINTS_0, POINTS_1, POINTS_2 = (points for _far, points in NEAR)
ELSEWHERE = sum(PARTS.values()) - PARTS["place"]


@numba.njit(inline="always")
def _bits(number):
    number = number - ((number >> 1) & 0x5555555555555555)
    number = (number & 0x3333333333333333) + ((number >> 2) & 0x3333333333333333)
    number = (number + (number >> 4)) & 0x0F0F0F0F0F0F0F0F
    return (number * 0x0101010101010101) >> 56 & 0x7F


@numba.njit(inline="always")
def _place(wished, county):
    if wished % 10_000 == 0:
        return PLACE if wished // 10_000 == county // 10_000 else 0
    if wished % 100 == 0:
        return PLACE if wished // 100 == county // 100 else 0
    if wished == county:
        return PLACE
    return SAME_PREFECTURE if wished // 100 == county // 100 else 0


@numba.njit(inline="always")
def _points(s_counties, s_pay, s_edu, s_exp, s_skills, s_lat, s_lng, county, pay, edu, exp, skills, lat, lng):
    total = 0
    short = s_pay - pay
    if short <= 0:
        total += PAY
    else:
        total += max(PAY - 50 * short // max(s_pay, 1), 0)
    place = 0
    for wished in s_counties:
        if wished:
            place = max(place, _place(wished, county))
    total += place
    if s_lat != NOWHERE and lat != NOWHERE:
        north = s_lat - lat
        east = (s_lng - lng) * NARROWER // MILLION
        square = north * north + east * east
        if square <= LIMIT_0:
            total += POINTS_0
        elif square <= LIMIT_1:
            total += POINTS_1
        elif square <= LIMIT_2:
            total += POINTS_2
    if s_edu >= edu:
        total += EDUCATION
    lacking = exp - s_exp
    total += EXPERIENCE if lacking <= 0 else max(EXPERIENCE - 4 * lacking, 0)
    if skills == 0:
        total += NOTHING_ASKED
    else:
        total += SKILLS * _bits(skills & s_skills) // _bits(skills)
    return total


@numba.njit(inline="always")
def _keep(best, scores, held, row, points, turns):
    """Put a row among the best so far: higher points first, then its turn. Returns how many are held."""
    if held == BEST:
        last = scores[BEST - 1]
        if points < last or (points == last and turns[row] > turns[best[BEST - 1]]):
            return held
        at = BEST - 1
    else:
        at = held
        held += 1
    while at > 0 and (
        points > scores[at - 1] or (points == scores[at - 1] and turns[row] < turns[best[at - 1]])
    ):
        best[at], scores[at] = best[at - 1], scores[at - 1]
        at -= 1
    best[at], scores[at] = row, points
    return held


@numba.njit(cache=True, nogil=True)
def seekers_best(  # noqa: C901 - one fused loop is the point
    seekers, openings, starts, ends, places, block_of_group, turns, first, last
):
    """For seekers [first, last): (rows of openings, points), both (n, 10), -1 where there are fewer.

    seekers, openings: int64 columns as matching.rows makes them, openings sorted by block. starts, ends, places: rows
    and prefecture of each block; block_of_group: (group row, 2) → first and last block. turns: whose turn at a tie.
    """
    count = last - first
    best = np.full((count, BEST), -1, np.int64)
    scores = np.full((count, BEST), -1, np.int16)
    for n in range(count):
        one = seekers[first + n]
        wished = one[3:6]
        held = 0
        for phase in range(2):
            if phase == 1 and held == BEST and scores[n, BEST - 1] > ELSEWHERE:
                break
            for g in range(3):
                group = one[g]
                if group < 0:
                    continue
                for block in range(block_of_group[group, 0], block_of_group[group, 1]):
                    own = False
                    for county in wished:
                        if county and (county // 100 == places[block] or county % 10_000 == 0):
                            own = True
                    if own != (phase == 0):
                        continue
                    for row in range(starts[block], ends[block]):
                        other = openings[row]
                        if not (one[9] >> other[5]) & 1:
                            continue
                        points = _points(
                            wished, one[6], one[7], one[8], one[10], one[11], one[12],
                            other[1], other[2], other[3], other[4], other[6], other[7], other[8],
                        )  # fmt: skip
                        held = _keep(best[n], scores[n], held, row, points, turns)
    return best, scores


@numba.njit(cache=True, nogil=True)
def openings_best(  # noqa: C901
    openings, seekers, starts, ends, places, block_of_group, order, turns, first, last
):
    """For openings [first, last): rows of seekers and points. Blocks are of seekers here; `order` lists seekers by
    block, once for every group and prefecture they wish for, so a seeker met again in another block counts once."""
    count = last - first
    best = np.full((count, BEST), -1, np.int64)
    scores = np.full((count, BEST), -1, np.int16)
    for n in range(count):
        one = openings[first + n]
        group, held = one[9], 0
        if group < 0:
            continue
        for phase in range(2):
            if phase == 1 and held == BEST and scores[n, BEST - 1] > ELSEWHERE:
                break
            for block in range(block_of_group[group, 0], block_of_group[group, 1]):
                own = places[block] == one[1] // 100 or places[block] % 100 == 0
                if own != (phase == 0):
                    continue
                for at in range(starts[block], ends[block]):
                    row = order[at]
                    other = seekers[row]
                    if not (other[9] >> one[5]) & 1:
                        continue
                    again = False
                    for k in range(held):
                        if best[n, k] == row:
                            again = True
                    if again:
                        continue
                    points = _points(
                        other[3:6], other[6], other[7], other[8], other[10], other[11], other[12],
                        one[1], one[2], one[3], one[4], one[6], one[7], one[8],
                    )  # fmt: skip
                    held = _keep(best[n], scores[n], held, row, points, turns)
    return best, scores
