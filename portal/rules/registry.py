"""Benefits that apps offer, each with one function over facts: filled from every app's `benefits.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .queries import LawMissing
from .verdict import Finding, Verdict, all_of


@dataclass(frozen=True)
class Benefit:
    """A right somebody may have.

    `facts` names what `verdict(facts, on, region)` reads; `item` is the service item that grants it. `needs` are
    facts without which nothing can be said of somebody: a nightly run does not ask about who lacks one.
    `have(keys)` gives those of many persons who have it, or asked for it, already.
    """

    code: str
    title: str
    item: str
    facts: tuple[str, ...]
    verdict: Callable[[Mapping[str, Any], date, str], Verdict]
    needs: tuple[str, ...] = ()
    have: Callable[[list[Any]], set[Any]] | None = None

    def judge(self, facts: Mapping[str, Any], on: date, region: str) -> Verdict:
        """The verdict; where no value of the law holds on that day nobody can say, and the key is named."""
        try:
            return self.verdict(facts, on, region)
        except LawMissing as error:
            return all_of([Finding("law", "", "", None, "D", error.key)])


_benefits: dict[str, Benefit] = {}


def register(benefit: Benefit) -> None:
    """Add a benefit; a code twice is a programming error."""
    if benefit.code in _benefits:
        raise ValueError(f"benefit {benefit.code} is registered twice")
    _benefits[benefit.code] = benefit


def benefits() -> list[Benefit]:
    """All benefits in code order."""
    return [_benefits[code] for code in sorted(_benefits)]


Known = Callable[[list[Any], date], dict[Any, dict[str, Any]]]
_known: list[Known] = []


def knows_many(facts: Known) -> Known:
    """Register a function from person keys and a day to facts by key: a few queries for thousands of persons."""
    _known.append(facts)
    return facts


def facts_of_many(keys: list[Any], on: date) -> dict[Any, dict[str, Any]]:
    """What all apps know of these persons on a day; «region» among the facts is the place whose law holds."""
    out: dict[Any, dict[str, Any]] = {key: {} for key in keys}
    for each in _known:
        for key, facts in each(keys, on).items():
            out[key].update(facts)
    return out


def benefit_of(code: str) -> Benefit:
    """The benefit of a code. Raises KeyError."""
    return _benefits[code]


def hints(
    facts: Mapping[str, Any], *, on: date, region: str, leave_out: str = ""
) -> list[tuple[Benefit, Verdict]]:
    """Benefits these facts may entitle to: a yes is worth telling, an unknown or a no is not."""
    out = []
    for benefit in benefits():
        if benefit.item == leave_out:
            continue
        verdict = benefit.judge(facts, on, region)
        if verdict.yes:
            out.append((benefit, verdict))
    return out
