"""The five distinctions (五分) and the four stages as rules. Pure.

Source: 四川省实施意见 第十七条. Where a number decides, it comes in as an argument (jobs/law/stages.yaml).
Never an input of a push: sex, age, 户籍, photo, what somebody clicked, and the grade itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

PUSHED, PROFILED, GUIDED, EXPERT = 1, 2, 3, 4
GENERAL = "general"
GROUPS = ("hardship", "disabled", "poverty", "laid_off", "graduate", "veteran", "migrant")
HARD_GROUPS, HARDER_GROUPS = frozenset({"hardship", "disabled"}), frozenset({"poverty", "laid_off"})
HELPS = {
    "information": "vacancies",
    "distance": "vacancies",
    "pay": "guidance",
    "skill": "training",
    "experience": "training",
    "care": "support",
    "health": "support",
}
DIMENSIONS = ("vacancies", "guidance", "training", "support")
MANY_BARRIERS = 3
MOST_PUSHED = 5
T = TypeVar("T")


def category(groups: Iterable[str]) -> str:
    """服务对象分类别: the first standing key group in the order of GROUPS, else «general»."""
    standing = set(groups)
    return next((each for each in GROUPS if each in standing), GENERAL)


def grade(category: str, barriers: Iterable[str], stage: int) -> int:
    """就业难度分等级, 1–3, from recognised groups, what the person named as hard, and the stage reached.

    Age named as a barrier counts nothing: it is never an input here.
    """
    named = {each for each in barriers if each in HELPS}
    if category in HARD_GROUPS or len(named) >= MANY_BARRIERS:
        return 3
    return 2 if category in HARDER_GROUPS or named or stage >= GUIDED else 1


def dimensions(barriers: Iterable[str]) -> list[str]:
    """服务项目分维度: what helps against what was named as hard; vacancies help everybody."""
    wanted = {"vacancies", *(HELPS[each] for each in barriers if each in HELPS)}
    return [each for each in DIMENSIONS if each in wanted]


@dataclass(frozen=True)
class Steps:
    """Facts since counting began. An application counts once: after an interview it counts as an interview."""

    rejected: int = 0
    lapsed: int = 0
    interviews: int = 0
    weeks: int = 0

    @property
    def failed(self) -> int:
        """Steps the person took that led to no work; pushes that nobody answered are none."""
        return self.rejected + self.lapsed + self.interviews


@dataclass(frozen=True)
class Limits:
    """From how many failed steps, or after how many weeks, a stage is proposed."""

    failed: int
    weeks: int


def proposed(stage: int, steps: Steps, limits: dict[int, Limits]) -> int | None:
    """The stage to propose to a clerk, or None. From the first two stages to guidance, from there to experts."""
    to = {PUSHED: GUIDED, PROFILED: GUIDED, GUIDED: EXPERT}.get(stage)
    if to is None:
        return None
    enough = steps.failed >= limits[to].failed or steps.weeks >= limits[to].weeks
    return to if enough else None


@dataclass(frozen=True)
class Topic:
    """One kind of push («此类»): a group of occupations at a place, or everything open to beginners there.

    group: 小类 as a number, 0 for any; first, last: the counties; kinds: bits of the forms of work; because: the
    reason in words. `code` is what a person stops.
    """

    code: str
    group: int
    first: int
    last: int
    kinds: int
    because: str


def share_out(lists: Sequence[Sequence[T]], most: int = MOST_PUSHED) -> list[list[T]]:
    """At most `most` of all lists together, one from each in turn, nothing twice; the order of each is kept."""
    out: list[list[T]] = [[] for _each in lists]
    seen: set[T] = set()
    waiting = [list(each) for each in lists]
    while len(seen) < most and any(waiting):
        for place, rows in enumerate(waiting):
            while rows and rows[0] in seen:
                rows.pop(0)
            if rows and len(seen) < most:
                seen.add(rows[0])
                out[place].append(rows.pop(0))
    return out


def stars(hires: int, two: int, three: int) -> int:
    """可投递单位: one star for any hire, two and three from the given numbers on."""
    return 3 if hires >= three else 2 if hires >= two else 1
