"""Facts by name: what benefits read, how each is written, asked and checked. Apps register theirs in `benefits.py`.

One list serves the calculator's form, the API and the rules, so that a name means the same everywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

KINDS = ("integer", "decimal", "date", "bool", "choice", "choices", "spell")
LARGEST = Decimal("9999999999.99")


class BadFact(ValueError):
    """A fact that cannot be read: the message is for the field it stands in."""


@dataclass(frozen=True)
class Fact:
    """One fact. kind: one of KINDS; «spell» is {"entitled": months, "drawn": months}; decimals are strings.

    question: how a citizen is asked. choices: (code, text) pairs, or a function of day and region that gives them.
    least, most: the bounds of a number. who: person | firm, on whose page it is asked.
    """

    name: str
    kind: str
    question: str
    help: str = ""
    choices: Sequence[tuple[str, str]] | Callable[[date, str], Sequence[tuple[str, str]]] = ()
    least: int = 0
    most: int = 10_000_000
    who: str = "person"
    unit: str = ""
    asked: bool = True
    group: str = ""
    position: int = 100
    implies: Callable[[Any], Mapping[str, Any]] | None = None

    def options(self, on: date, region: str) -> list[tuple[str, str]]:
        """The choices on a day at a place."""
        return list(self.choices(on, region) if callable(self.choices) else self.choices)


@dataclass
class _Facts:
    by_name: dict[str, Fact] = field(default_factory=dict)


_facts = _Facts()


def register(*facts: Fact) -> None:
    """Add facts; the same name twice must be the same fact."""
    for fact in facts:
        if fact.kind not in KINDS:
            raise ValueError(f"unknown kind of fact: {fact.kind}")
        if _facts.by_name.setdefault(fact.name, fact) != fact:
            raise ValueError(f"fact {fact.name} is registered twice, differently")


def fact(name: str) -> Fact | None:
    """The fact of a name."""
    return _facts.by_name.get(name)


def facts() -> list[Fact]:
    """All facts in the order they are asked: by position, then as registered."""
    return sorted(_facts.by_name.values(), key=lambda each: each.position)


def read_all(raw: Mapping[str, Any], *, on: date, region: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Python values of JSON facts, and what is wrong by name. A null is a fact not known."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name, given in raw.items():
        known = fact(name)
        if known is None:
            errors[name] = _("没有这一项。")
        elif given is not None:
            try:
                values[name] = read(known, given, on=on, region=region)
            except BadFact as error:
                errors[name] = str(error)
    return with_implied(values), errors


def with_implied(values: dict[str, Any]) -> dict[str, Any]:
    """Facts with those that follow from them; what was said itself wins."""
    implied: dict[str, Any] = {}
    for name, value in values.items():
        known = fact(name)
        if known and known.implies:
            implied |= known.implies(value)
    return {**implied, **values}


def read(known: Fact, given: Any, *, on: date, region: str) -> Any:
    """One fact's value. Raises BadFact."""
    return _READERS[known.kind](known, given, on, region)


def _integer(known: Fact, given: Any, on: date, region: str) -> int:
    text = str(given).strip()
    if isinstance(given, bool | float) or not text.isascii() or not text.isdigit() or len(text) > 12:
        raise BadFact(_("请填整数。"))
    if not known.least <= int(text) <= known.most:
        raise BadFact(_("请填%(least)s到%(most)s之间的数。") % {"least": known.least, "most": known.most})
    return int(text)


def _decimal(known: Fact, given: Any, on: date, region: str) -> Decimal:
    if isinstance(given, bool | float):
        raise BadFact(_('请把数字写成带引号的文字,例如 "6.1"。'))
    try:
        value = Decimal(str(given).strip().replace(",", "").replace(",", ""))
    except InvalidOperation as error:
        raise BadFact(_("请填数字。")) from error
    if not value.is_finite() or not 0 <= value <= LARGEST:
        raise BadFact(_("请填零或更大的数。"))
    return value


def _date(known: Fact, given: Any, on: date, region: str) -> date:
    try:
        value = given if isinstance(given, date) else date.fromisoformat(str(given))
    except ValueError as error:
        raise BadFact(_("日期要写成 2025-03-10 这样。")) from error
    if not 1900 <= value.year <= 2100:
        raise BadFact(_("请核对年份。"))
    return value


def _bool(known: Fact, given: Any, on: date, region: str) -> bool:
    if not isinstance(given, bool):
        raise BadFact(_("请填是或否。"))
    return given


def _choice(known: Fact, given: Any, on: date, region: str) -> str | int:
    for code, _text in known.options(on, region):
        if str(given) == str(code):
            return code
    raise BadFact(_("请从列出的项里选一个。"))


def _choices(known: Fact, given: Any, on: date, region: str) -> frozenset[str]:
    if not isinstance(given, list | tuple | set | frozenset):
        raise BadFact(_("请填一个列表。"))
    return frozenset(_choice(known, each, on, region) for each in given)


def _spell(known: Fact, given: Any, on: date, region: str) -> dict[str, int]:
    if not isinstance(given, Mapping) or set(given) != {"entitled", "drawn"}:
        raise BadFact(_("请填核定月数和已领月数两项。"))
    months = {name: _integer(known, given[name], on, region) for name in ("entitled", "drawn")}
    if months["drawn"] > months["entitled"]:
        raise BadFact(_("已领的月数不能多于核定的月数。"))
    return months


_READERS = {
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
    "bool": _bool,
    "choice": _choice,
    "choices": _choices,
    "spell": _spell,
}
