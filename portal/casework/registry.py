"""What differs between service items: filled from every app's `casework.py`, found by item code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms

from portal.kernel.actor import Actor
from portal.rules.verdict import Verdict

from .models import Case


@dataclass(frozen=True)
class CertificateSpec:
    """What a certificate says: `claims` are short machine names to text, in the order they print."""

    kind: str
    title: str
    prefix: str
    claims: Mapping[str, str]
    subject_type: str
    subject_id: str


class Handler(Protocol):
    """The four things only a service knows. All run inside the verb's transaction."""

    def problems(self, case: Case) -> Verdict:
        """The law held against the case: what is met, not met, missing."""

    def grant(self, case: Case, *, by: Actor) -> None:
        """Write the register rows that a grant means."""

    def revoke(self, case: Case, *, by: Actor) -> None:
        """Undo what the grant wrote, keeping the history."""

    def certificate(self, case: Case) -> CertificateSpec | None:
        """What to print and sign after a grant, or None."""


@dataclass(frozen=True)
class Page:
    """One question page: a form, its heading (the question itself), why we ask."""

    code: str
    title: str
    form: type[forms.Form]
    why: str = ""


class Questions(Protocol):
    """How an item asks and where the answers go. `answers` maps page code to that form's cleaned data."""

    pages: tuple[Page, ...]

    def known(self, person: Any) -> dict[str, Any]:
        """Facts of the person that pages and skipping depend on; stands under answers["person"]."""

    def standing(self, person: Any) -> str:
        """Why this person need not apply now («您已在失业登记期内»), or empty."""

    def skipped(self, answers: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
        """Codes of pages that these answers make needless."""

    def initial(self, page: str, person: Any) -> dict[str, Any]:
        """What we know already, offered on a page."""

    def store(self, case: Case, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """Write or rewrite the service's typed row, in the submit transaction."""

    def recall(self, case: Case) -> dict[str, dict[str, list[str]]]:
        """The stored answers as form data again, when a case is sent back."""

    def facts(self, case: Case) -> dict[str, Any]:
        """Facts for hints about other services."""


@dataclass(frozen=True)
class Service:
    """An item's handler and questions; `rule_may_grant` lets a clean case of a verified person pass at once."""

    item: str
    handler: Handler
    questions: Questions
    rule_may_grant: bool = False


_services: dict[str, Service] = {}


def register(service: Service) -> None:
    """Add a service; an item twice is a programming error."""
    if service.item in _services:
        raise ValueError(f"item {service.item} is registered twice")
    _services[service.item] = service


def service_of(item: str) -> Service | None:
    """The service of an item code, or None where only the guide page exists so far."""
    return _services.get(item)


def applyable() -> frozenset[str]:
    """Item codes that can be applied for here and now."""
    return frozenset(_services)
