"""The life of a case drawn from `casework.steps.STEPS`, whole or as one item's path takes it.

States stand in one column; an arrow between neighbours runs straight down, any other turns into a lane beside the
column: downwards on the right, upwards on the left. Arrows of one step to one state share a lane.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.casework.steps import STEPS, State, Step

S = State
ORDER = [
    "", S.SUBMITTED, S.ACCEPTED, S.REVIEWED, S.RECHECKED, S.PUBLICISED, S.GRANTED, S.CLOSED, S.REVOKED,
    S.RETURNED, S.SUSPENDED, S.DECLINED, S.REFUSED, S.WITHDRAWN, S.LAPSED,
]  # fmt: skip
CHOSEN = {Step.REVIEW: S.REVIEWED, Step.RECHECK: S.RECHECKED, Step.PUBLICISE: S.PUBLICISED}
NODE, GAP, LANE, SLOT, GUTTER, PAD = 108, 34, 18, 14, 84, 10


@dataclass(frozen=True, order=True)
class Arrow:
    """One lawful move."""

    step: str
    start: str
    end: str


def arrows() -> list[Arrow]:
    """Every move of the table."""
    return [Arrow(step, start, move.to) for step, move in STEPS.items() for start in sorted(move.froms)]


def arrows_of(path: Iterable[str]) -> list[Arrow]:
    """The moves an item's path leaves: its steps in their order, and decisions only after the last of them.

    A grant straight from «submitted» stays: it is the one the system takes by rule. A refusal need not be publicised.
    """
    steps = [Step(each) for each in path]
    passed: list[str] = [S.ACCEPTED, *(CHOSEN[step] for step in steps)]
    gone = set(CHOSEN.values()) - set(passed)
    before = steps.index(Step.PUBLICISE) if Step.PUBLICISE in steps else len(steps)
    decided_from = {Step.GRANT: {S.SUBMITTED, passed[-1]}, Step.REFUSE: {passed[-1], passed[before]}}
    kept = []
    for arrow in arrows():
        if arrow.start in gone or arrow.end in gone:
            continue
        if arrow.step in CHOSEN and passed.index(arrow.start) + 1 != passed.index(arrow.end):
            continue
        if arrow.step in decided_from and arrow.start not in decided_from[Step(arrow.step)]:
            continue
        kept.append(arrow)
    return kept


def word(state: str) -> str:
    """A state as people read it; "" is before there is a case."""
    return str(State(state).label) if state else _("填写申请")


def as_list(moves: list[Arrow]) -> list[dict[str, str]]:
    """The same content in words, in the table's order."""
    return [
        {"step": str(STEPS[Step(move.step)].title), "start": word(move.start), "end": word(move.end)}
        for move in moves
    ]


@dataclass
class Lane:
    """Arrows of one step into one state that do not run straight down."""

    step: str
    end: str
    starts: list[str] = field(default_factory=list)
    left: bool = False
    place: int = 0


@dataclass
class Plan:
    """Where everything stands."""

    states: list[str]
    straight: list[Arrow]
    lanes: list[Lane]
    slots: dict[tuple[str, bool], list[tuple[str, str]]] = field(default_factory=dict)
    top: dict[str, int] = field(default_factory=dict)
    height: dict[str, int] = field(default_factory=dict)

    @property
    def left_edge(self) -> int:
        many = 1 + max((lane.place for lane in self.lanes if lane.left), default=-1)
        return PAD + (GUTTER + many * LANE if many else 0)

    @property
    def right_edge(self) -> int:
        return self.left_edge + NODE

    @property
    def width(self) -> int:
        many = 1 + max((lane.place for lane in self.lanes if not lane.left), default=-1)
        return self.right_edge + PAD + GUTTER + many * LANE

    def y(self, state: str, lane: Lane) -> int:
        """The height at which a lane touches a state."""
        slots = self.slots[state, lane.left]
        return self.top[state] + self.height[state] * (2 * slots.index((lane.step, lane.end)) + 1) // (
            2 * len(slots)
        )

    def x(self, lane: Lane) -> int:
        away = GUTTER + lane.place * LANE
        return self.left_edge - away if lane.left else self.right_edge + away


def plan(moves: list[Arrow]) -> Plan:
    """Lay the moves out."""
    used = {move.start for move in moves} | {move.end for move in moves}
    states = [str(state) for state in ORDER if state in used]
    rank = {state: place for place, state in enumerate(states)}
    straight = [move for move in moves if rank[move.end] == rank[move.start] + 1]
    lanes: dict[tuple[str, str, bool], Lane] = {}
    for move in moves:
        if move not in straight:
            left = rank[move.end] < rank[move.start]
            lane = lanes.setdefault((move.step, move.end, left), Lane(move.step, move.end, left=left))
            lane.starts.append(move.start)
    made = Plan(states, straight, list(lanes.values()))
    _give_places(made.lanes, rank)
    _give_heights(made, rank)
    return made


def _span(lane: Lane, rank: dict[str, int]) -> tuple[int, int]:
    ends = [rank[state] for state in (*lane.starts, lane.end)]
    return min(ends), max(ends)


def _give_places(lanes: list[Lane], rank: dict[str, int]) -> None:
    """The shortest lanes innermost; two share a place only where they do not meet."""
    taken: dict[tuple[bool, int], list[tuple[int, int]]] = {}
    for lane in sorted(lanes, key=lambda each: (_span(each, rank)[1] - _span(each, rank)[0], each.step)):
        low, high = _span(lane, rank)
        place = 0
        while any(low <= b and a <= high for a, b in taken.get((lane.left, place), [])):
            place += 1
        lane.place = place
        taken.setdefault((lane.left, place), []).append((low, high))


def _give_heights(made: Plan, rank: dict[str, int]) -> None:
    for lane in sorted(made.lanes, key=lambda each: each.place):
        for state in (*lane.starts, lane.end):
            made.slots.setdefault((state, lane.left), []).append((lane.step, lane.end))
    y = PAD
    for state in made.states:
        most = max(len(made.slots.get((state, side), ())) for side in (True, False))
        made.top[state], made.height[state] = y, max(40, SLOT * most + 12)
        y += made.height[state] + GAP


def draw(moves: list[Arrow], title: str) -> SafeString:
    """The picture as SVG; each arrow says its step, start and end in data attributes."""
    made = plan(moves)
    last = made.states[-1]
    parts = [_straight(made, move) for move in made.straight]
    parts += [_bent(made, lane) for lane in made.lanes]
    parts += [_node(made, state) for state in made.states]
    return format_html(
        '<svg class="flow" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">'
        '<defs><marker id="flow-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto-start-reverse"><path class="flow__tip" d="M0 0 8 4 0 8Z"/></marker></defs>{}</svg>',
        title,
        made.width,
        made.top[last] + made.height[last] + PAD,
        made.width,
        made.top[last] + made.height[last] + PAD,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _line(move: Arrow, path: str) -> SafeString:
    return format_html(
        '<path class="flow__line" data-step="{}" data-from="{}" data-to="{}" d="{}" marker-end="url(#flow-tip)"/>',
        move.step,
        move.start,
        move.end,
        path,
    )


def _label(step: str, x: int, y: int, anchor: str) -> SafeString:
    return format_html(
        '<text class="flow__word" x="{}" y="{}" text-anchor="{}">{}</text>',
        x,
        y,
        anchor,
        STEPS[Step(step)].title,
    )


def _straight(made: Plan, move: Arrow) -> SafeString:
    x = made.left_edge + NODE // 2
    begin, end = made.top[move.start] + made.height[move.start], made.top[move.end]
    return _line(move, f"M{x} {begin}V{end - 1}") + _label(move.step, x + 8, (begin + end) // 2 + 5, "start")


def _bent(made: Plan, lane: Lane) -> SafeString:
    edge = made.left_edge if lane.left else made.right_edge
    x, into = made.x(lane), made.y(lane.end, lane)
    away = -1 if lane.left else 1
    lines = [
        _line(Arrow(lane.step, start, lane.end), f"M{edge} {made.y(start, lane)}H{x}V{into}H{edge + away}")
        for start in lane.starts
    ]
    word_x, anchor = edge + away * 10, "end" if lane.left else "start"
    return format_html_join("", "{}", ((line,) for line in lines)) + _label(
        lane.step, word_x, into - 3, anchor
    )


def _node(made: Plan, state: str) -> SafeString:
    top, height = made.top[state], made.height[state]
    return format_html(
        '<g class="flow__state"><rect x="{}" y="{}" width="{}" height="{}" rx="6"/>'
        '<text x="{}" y="{}" text-anchor="middle">{}</text></g>',
        made.left_edge,
        top,
        NODE,
        height,
        made.left_edge + NODE // 2,
        top + height // 2 + 5,
        word(state),
    )
