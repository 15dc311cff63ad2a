"""A vacancy only thought of: its pay against guidance, whom it would reach, what a change would do. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from statistics import median

from django.utils.translation import gettext as _

from .explaining import Opens, opening_opens
from .fitting import OpeningFacts, SeekerFacts, place_points, qualifies, suits

FLOOR = 5  # fewer people than this are never told, nor a change smaller than this
LIKELY = 20  # of 100: an occupation less alike to the title than this is no help
RAISES = (Decimal("1.1"), Decimal("1.2"))
STEP = 100  # yuan a month, to which a raise is rounded up


@dataclass(frozen=True)
class Reach:
    """How many wish for this work, meet every condition, would also work there, would also take the pay."""

    wish: int
    able: int
    near: int
    all: int


@dataclass(frozen=True)
class Points:
    """A month's pay of the lower quarter, the middle and the upper quarter, in yuan."""

    p25: Decimal
    p50: Decimal
    p75: Decimal


def would_come(seeker: SeekerFacts, opening: OpeningFacts) -> bool:
    """Meets every condition, wishes to work in that county or prefecture, and asks for no more pay."""
    return qualifies(seeker, opening) and _near(seeker, opening) and seeker.pay <= opening.pay


def _near(seeker: SeekerFacts, opening: OpeningFacts) -> bool:
    return any(place_points(each, opening.county) for each in seeker.counties)


def reach(opening: OpeningFacts, seekers: Iterable[SeekerFacts]) -> Reach:
    """Each number counts part of the one before it."""
    wish = [each for each in seekers if suits(each, opening)]
    able = [each for each in wish if qualifies(each, opening)]
    near = [each for each in able if _near(each, opening)]
    return Reach(len(wish), len(able), len(near), sum(each.pay <= opening.pay for each in near))


def effects(opening: OpeningFacts, seekers: list[SeekerFacts], educations: dict[int, str]) -> list[Opens]:
    """What each single change would do to how many would come, the most first; raises of pay included."""
    before, found = opening_opens(opening, seekers, educations, fits=would_come)
    suited = [each for each in seekers if suits(each, opening)]
    for factor in RAISES:
        pay = -(-int(opening.pay * factor) // STEP) * STEP
        after = sum(would_come(each, replace(opening, pay=pay)) for each in suited)
        if pay > opening.pay and after > before:
            words = {"pay": f"{pay:,}"}
            found.append(Opens(_("最低月薪提到%(pay)s元") % words, before, after, "pay"))
    return sorted(found, key=lambda each: -each.after)


def tellable(found: Iterable[Opens]) -> list[Opens]:
    """Changes worth telling: one of few people would point at them, a further one that adds nobody says nothing."""
    seen: set[tuple[str, int]] = set()
    out = []
    for each in found:
        if each.after - each.before >= FLOOR and (each.kind, each.after) not in seen:
            seen.add((each.kind, each.after))
            out.append(each)
    return out


def people(count: int) -> str:
    """«57人»; few are not told exactly."""
    return _("%(n)s人") % {"n": count} if count >= FLOOR else _("不到%(n)s人") % {"n": FLOOR}


def against(low: Decimal, high: Decimal, points: Points) -> tuple[str, str]:
    """Where a month's pay from low to high lies: a tone (risk, wait, good) and a sentence."""
    if high < points.p25:
        return "risk", _("您写的最高薪资也低于大多数同行,会很难招到人。")
    if low < points.p25:
        return "wait", _("您写的最低薪资低于大多数同行,有的人看到最低数就不投了。")
    if low < points.p50:
        return "good", _("您写的薪资在中间水平。")
    if low < points.p75:
        return "good", _("您写的薪资高于一半同行,比较有吸引力。")
    return "good", _("您写的薪资高于大多数同行。")


def usual_wait(waits: list[timedelta]) -> timedelta | None:
    """The middle of the times to a first application; None where fewer than FLOOR are known."""
    return median(waits) if len(waits) >= FLOOR else None


def wait_text(wait: timedelta) -> str:
    """«不到1天», «约3天»."""
    days = round(wait / timedelta(days=1))
    return _("约%(n)s天") % {"n": days} if days >= 1 else _("不到1天")
