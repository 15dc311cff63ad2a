"""Why two fit and what is missing, and what one change would open. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import skills
from .fitting import OpeningFacts, SeekerFacts, parts, qualifies, suits
from .skills import Skill


@dataclass(frozen=True)
class Reason:
    """A sentence for or against; `part` is the name of its points."""

    part: str
    good: bool
    text: str


def reasons(
    seeker: SeekerFacts, opening: OpeningFacts, *, far: float | None, educations: dict[int, str]
) -> list[Reason]:
    """Both sides in sentences, those for it first. far: kilometres, None where a place is unknown."""
    points = parts(seeker, opening)
    out = [_pay(seeker, opening), *_place(points["place"], far), _education(seeker, opening, educations)]
    if opening.experience:
        enough = seeker.experience >= opening.experience
        words = {"asked": opening.experience, "has": seeker.experience}
        text = _("经验%(has)s年,要求%(asked)s年") % words
        out.append(Reason("experience", enough, text))
    out += [
        Reason(
            "skills",
            bool(seeker.skills >> skill.bit & 1),
            _skill(skill, bool(seeker.skills >> skill.bit & 1)),
        )
        for skill in skills.named(opening.skills)
    ]
    return sorted(out, key=lambda reason: not reason.good)


def _pay(seeker: SeekerFacts, opening: OpeningFacts) -> Reason:
    words = {"pay": f"{opening.pay:,}", "floor": f"{seeker.pay:,}"}
    if opening.pay >= seeker.pay:
        return Reason("pay", True, _("月薪%(pay)s元起,不低于期望的%(floor)s元") % words)
    return Reason("pay", False, _("月薪%(pay)s元起,低于期望的%(floor)s元") % words)


def _place(points: int, far: float | None) -> list[Reason]:
    if far is not None and far <= 25:
        return [Reason("place", True, _("离得近,约%(n)s公里") % {"n": f"{far:.1f}"})]
    if points >= 25:
        return [Reason("place", True, _("在想去的地方"))]
    if points:
        return [Reason("place", False, _("同一个市州,不在想去的县(市、区)"))]
    return [Reason("place", False, _("不在想去的地方"))]


def _education(seeker: SeekerFacts, opening: OpeningFacts, educations: dict[int, str]) -> Reason:
    if opening.education == 0:
        return Reason("education", True, _("学历不限"))
    asked = {"asked": educations[opening.education]}
    if seeker.education >= opening.education:
        return Reason("education", True, _("学历够,要求%(asked)s") % asked)
    return Reason("education", False, _("学历要求%(asked)s") % asked)


def _skill(skill: Skill, has: bool) -> str:
    return (_("会%(name)s") if has else _("还不会%(name)s")) % {"name": skill.name}


@dataclass(frozen=True)
class Opens:
    """One change and how many would qualify before and after it; `kind` names the condition that is changed."""

    what: str
    before: int
    after: int
    kind: str = ""


def seeker_opens(seeker: SeekerFacts, openings: Iterable[OpeningFacts]) -> list[Opens]:
    """Which one skill would open most further openings (of those that suit): three at most, the best first."""
    before, lacking = 0, Counter()
    for opening in openings:
        if not suits(seeker, opening):
            continue
        if qualifies(seeker, opening):
            before += 1
        elif seeker.education >= opening.education and seeker.experience >= opening.experience:
            missing = opening.skills & ~seeker.skills
            if missing.bit_count() == 1:
                lacking[missing] += 1
    best = sorted(lacking.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
    return [Opens(skills.named(bit)[0].name, before, before + count) for bit, count in best]


def opening_opens(
    opening: OpeningFacts,
    seekers: Iterable[SeekerFacts],
    educations: dict[int, str],
    fits: Callable[[SeekerFacts, OpeningFacts], bool] = qualifies,
) -> tuple[int, list[Opens]]:
    """How many seekers fit (qualify) now, and what lowering each single condition would change."""
    suited = [seeker for seeker in seekers if suits(seeker, opening)]
    before = sum(fits(seeker, opening) for seeker in suited)
    changed: list[tuple[str, str, OpeningFacts]] = []
    for lower in reversed(range(opening.education)):
        text = _("学历放宽到%(e)s") % {"e": educations[lower]} if lower else _("不要求学历")
        changed.append(("education", text, _with(opening, education=lower)))
    for years in reversed(range(opening.experience)):
        text = _("经验放宽到%(n)s年") % {"n": years} if years else _("不要求经验")
        changed.append(("experience", text, _with(opening, experience=years)))
    for skill in skills.named(opening.skills):
        text = _("不要求%(name)s") % {"name": skill.name}
        changed.append(
            (f"skill-{skill.bit}", text, _with(opening, skills=opening.skills & ~(1 << skill.bit)))
        )
    out = [
        Opens(text, before, sum(fits(each, other) for each in suited), kind) for kind, text, other in changed
    ]
    return before, sorted((each for each in out if each.after > before), key=lambda each: -each.after)


def _with(opening: OpeningFacts, **facts: int) -> OpeningFacts:
    return OpeningFacts(**{**vars(opening), **facts})
