"""Reckoning a decision again (重算) from what was stored with it: the facts, the day, the place, the law's values.

A decision whose item gives `inputs` keeps them with the verdict of that moment. A replay asks the same rule the same
question; any difference means that a value or the program changed what was decided, and that must be seen.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.casework.models import Case
from portal.kernel import clock
from portal.rules import facts as known
from portal.rules import queries as law
from portal.rules.registry import benefit_of
from portal.rules.verdict import Verdict

COMPARED = ("answer", "months", "monthly", "amount")
MOST_FOUND = 200


@dataclass(frozen=True)
class Replay:
    """One decision reckoned again: what it said then, what it says now, and where they differ."""

    number: str
    then: dict[str, Any]
    now: dict[str, Any]
    differs: tuple[str, ...] = ()
    changed_law: tuple[str, ...] = field(default=())

    @property
    def same(self) -> bool:
        return not self.differs and not self.changed_law


def verdict_of(inputs: dict[str, Any]) -> Verdict:
    """The verdict on stored inputs {"benefit", "on", "region", "facts"}. Raises KeyError for a benefit now gone."""
    on, region = date.fromisoformat(inputs["on"]), inputs["region"]
    facts, errors = known.read_all(inputs["facts"], on=on, region=region)
    if errors:
        raise ValueError(f"stored facts that cannot be read: {sorted(errors)}")
    return benefit_of(inputs["benefit"]).judge(facts, on, region)


def replay(case: Case) -> Replay:
    """Reckon a decided case again. Raises KeyError when it kept no inputs."""
    inputs = case.decision["inputs"]
    then, now = inputs["verdict"], verdict_of(inputs).as_json()
    differs = [name for name in COMPARED if then[name] != now[name]]
    if _points(then) != _points(now):
        differs.append("findings")
    return Replay(case.number, then, now, tuple(differs), tuple(_changed(case.decision, inputs)))


def _points(verdict: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(finding["code"], finding["met"]) for finding in verdict["findings"]]


def _changed(decision: dict[str, Any], inputs: dict[str, Any]) -> Iterator[str]:
    """Keys whose value on that day and place is no longer the one the decision used."""
    on = date.fromisoformat(inputs["on"])
    for used in decision.get("law", ()):
        if used["key"] in NOT_OF_THE_DAY:
            continue
        try:
            value = law.lookup(used["key"], on=on, region=used["region"]).as_json()
        except law.LawMissing:
            yield used["key"]
            continue
        if value["value"] != used["value"]:
            yield used["key"]


NOT_OF_THE_DAY = frozenset({"retirement.reform"})  # read as of its own first day, whatever day is asked


def decided() -> Any:
    """Decided cases that kept their inputs."""
    return Case.objects.filter(decision__has_key="inputs")


def in_sample(number: str, percent: float, day: date) -> bool:
    """Whether a case falls into a day's sample: by its number and the day, so that anybody can draw the same."""
    draw = int.from_bytes(hashlib.sha256(f"{day}:{number}".encode()).digest()[:4], "big")
    return draw % 10_000 < percent * 100


def replay_sample(percent: float) -> Iterator[Replay]:
    """Reckon a share of all decisions again; the law of each day is read once."""
    rows, day = decided().only("number", "decision").order_by("pk"), clock.today()
    with law.from_memory():
        for case in rows.iterator(chunk_size=1000):
            if in_sample(case.number, percent, day):
                yield replay(case)


def differing(percent: float = 1) -> list[str]:
    """Numbers of the sample whose decision is not reproduced, at most 200: nobody should ever see one."""
    found = (each for each in replay_sample(percent) if not each.same)
    return [each.number for each, _place in zip(found, range(MOST_FOUND), strict=False)]
