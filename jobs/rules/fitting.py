"""How well a seeker and an opening fit: a sum of named parts, in whole points, 100 at most. Pure.

Only what stands in the two narrow rows counts. Never an input: sex, age, 户籍, photo, what somebody clicked.
Both must be of one group of occupations (小类) and agree on the form of work; everything else only adds points.
Places are whole millionths of a degree, so that every way of computing gives the same number.
"""

from dataclasses import dataclass

MILLION = 1_000_000
NARROWER = 861_600  # a degree of longitude against one of latitude at 30.5° north, in millionths
NEAR = ((3, 10), (10, 6), (25, 3))  # kilometres, points
DEGREE = 111.2  # kilometres of one degree of latitude
LIMITS = tuple(int((far / DEGREE * MILLION) ** 2) for far, _points in NEAR)
PARTS = {"pay": 25, "place": 25, "distance": 10, "education": 15, "experience": 10, "skills": 15}
SAME_PREFECTURE = 12
NOTHING_ASKED = 10  # points for skills where the opening asks for none
NOWHERE = 2**31 - 1  # a place that is not known


@dataclass(frozen=True)
class SeekerFacts:
    """A row of Seeker: groups and counties up to three each; places in millionths of a degree."""

    groups: tuple[int, ...]
    counties: tuple[int, ...]
    pay: int
    education: int
    experience: int
    kinds: int
    skills: int
    latitude: int = NOWHERE
    longitude: int = NOWHERE


@dataclass(frozen=True)
class OpeningFacts:
    """A row of Opening: group of the occupation, kind as the number of its bit."""

    group: int
    county: int
    pay: int
    education: int
    experience: int
    kind: int
    skills: int
    latitude: int = NOWHERE
    longitude: int = NOWHERE


def suits(seeker: SeekerFacts, opening: OpeningFacts) -> bool:
    """Whether the two are compared at all."""
    return opening.group in seeker.groups and bool(seeker.kinds >> opening.kind & 1)


def place_points(wished: int, county: int) -> int:
    """A wished county, prefecture (…00) or province (…0000) against a county."""
    if wished % 10_000 == 0:
        return PARTS["place"] if wished // 10_000 == county // 10_000 else 0
    if wished % 100 == 0:
        return PARTS["place"] if wished // 100 == county // 100 else 0
    if wished == county:
        return PARTS["place"]
    return SAME_PREFECTURE if wished // 100 == county // 100 else 0


def distance_points(seeker: SeekerFacts, opening: OpeningFacts) -> int:
    """More for nearer; nothing where either place is unknown."""
    if NOWHERE in (seeker.latitude, opening.latitude):
        return 0
    north = seeker.latitude - opening.latitude
    east = (seeker.longitude - opening.longitude) * NARROWER // MILLION
    square = north * north + east * east
    return next((points for (_far, points), limit in zip(NEAR, LIMITS, strict=True) if square <= limit), 0)


def parts(seeker: SeekerFacts, opening: OpeningFacts) -> dict[str, int]:
    """Points by name, in the order of PARTS."""
    short = max(seeker.pay - opening.pay, 0)
    asked = opening.skills.bit_count()
    held = (opening.skills & seeker.skills).bit_count()
    lacking = max(opening.experience - seeker.experience, 0)
    return {
        "pay": max(PARTS["pay"] - 50 * short // max(seeker.pay, 1), 0),
        "place": max((place_points(each, opening.county) for each in seeker.counties), default=0),
        "distance": distance_points(seeker, opening),
        "education": PARTS["education"] if seeker.education >= opening.education else 0,
        "experience": max(PARTS["experience"] - 4 * lacking, 0),
        "skills": PARTS["skills"] * held // asked if asked else NOTHING_ASKED,
    }


def score(seeker: SeekerFacts, opening: OpeningFacts) -> int:
    """The sum of the parts."""
    return sum(parts(seeker, opening).values())


def qualifies(seeker: SeekerFacts, opening: OpeningFacts) -> bool:
    """Whether everything the opening asks for is there: education, experience, every skill."""
    return (
        seeker.education >= opening.education
        and seeker.experience >= opening.experience
        and opening.skills & ~seeker.skills == 0
    )
