"""Facts of other departments in words, with where they are from and the way to «不对?改»."""

from collections.abc import Sequence
from typing import Any

from portal.exchange import presenters as exchange
from portal.kernel.dates import full_text
from portal.kernel.fields import plaintext

from ..models import HeldFact, UnemploymentRegistration

Kind = HeldFact.Kind
CATEGORY_OF = {
    Kind.DISABLED: UnemploymentRegistration.Category.DISABLED,
    Kind.MINIMUM_LIVING: UnemploymentRegistration.Category.LOW_INCOME,
}


def fact_row(fact: HeldFact) -> dict[str, Any]:
    """One fact for its owner's eyes."""
    origin = exchange.origin_of(f"registration.{fact.kind}", fact.as_of) | {"source": fact.source}
    origin["title"] = fact.get_kind_display()
    until = full_text(fact.valid_until) if fact.valid_until else ""
    return {
        "title": fact.get_kind_display(),
        "value": plaintext(fact.value),
        "until": until,
        "origin": origin,
    }


def origin_of(facts: Sequence[HeldFact]) -> dict[str, Any]:
    """Where all of these are from, in one line; the oldest day, and the way to question the first."""
    sources = "、".join(dict.fromkeys(fact.source for fact in facts))
    day = min(fact.as_of for fact in facts)
    return exchange.origin_of(f"registration.{facts[0].kind}", day) | {"source": sources}
