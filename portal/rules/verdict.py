"""What every check of the law returns, whoever asks: calculator, form, clerk, nightly run or replay."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Answer(StrEnum):
    """Three answers: a missing fact is «unknown», never «no»."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """One condition of the law held against the facts.

    met: True, False, or None when a fact is missing, which `needs` names (the finding's own code when empty).
    `confidence` is that of the value used (A–D).
    """

    code: str
    text: str
    article: str
    met: bool | None
    confidence: str = "A"
    needs: str = ""


@dataclass(frozen=True)
class Verdict:
    """The whole answer: findings, an amount in yuan, a term in months, what is missing or provisional.

    `monthly` is the amount of one month where a term is paid; `amount` is then the sum of the term.
    """

    answer: Answer
    findings: tuple[Finding, ...] = ()
    amount: Decimal | None = None
    months: int | None = None
    missing: tuple[str, ...] = ()
    provisional: tuple[str, ...] = ()
    hint: str = ""
    monthly: Decimal | None = None

    @property
    def yes(self) -> bool:
        return self.answer is Answer.YES

    def as_json(self) -> dict[str, Any]:
        """For the decision's record: decimals as strings."""
        data = asdict(self)
        for name in ("amount", "monthly"):
            data[name] = None if data[name] is None else str(data[name])
        return data


def all_of(findings: list[Finding], **rest: Any) -> Verdict:
    """Yes when every finding is met, no when one is not, unknown when a fact is missing and none fails."""
    if any(f.met is False for f in findings):
        answer = Answer.NO
    elif any(f.met is None for f in findings):
        answer = Answer.UNKNOWN
    else:
        answer = Answer.YES
    missing = tuple(dict.fromkeys(f.needs or f.code for f in findings if f.met is None))
    provisional = tuple(f.code for f in findings if f.confidence in "CD")
    return Verdict(answer, tuple(findings), missing=missing, provisional=provisional, **rest)


def any_of(findings: list[Finding], **rest: Any) -> Verdict:
    """Yes when one finding is met, no when none can be, unknown otherwise."""
    if any(f.met for f in findings):
        answer = Answer.YES
    elif any(f.met is None for f in findings):
        answer = Answer.UNKNOWN
    else:
        answer = Answer.NO
    missing = tuple(dict.fromkeys(f.needs or f.code for f in findings if f.met is None))
    provisional = tuple(f.code for f in findings if f.met and f.confidence in "CD")
    return Verdict(answer, tuple(findings), missing=missing, provisional=provisional, **rest)
