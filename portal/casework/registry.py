"""What differs between service items: filled from every app's `casework.py`, found by item code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django import forms

from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.rules.verdict import Verdict

from .models import Case, ItemVersion, ServiceItem, Task


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


class Filed:
    """In place of questions, where an organisation files a case from the service's own pages: nothing is asked here."""

    pages: tuple[Page, ...] = ()

    def rows(self, case: Case) -> list[dict[str, str]]:
        """What was filed, for the desk: name and value in words."""
        raise NotImplementedError

    def known(self, person: Any) -> dict[str, Any]:
        """Nothing."""
        return {}

    def standing(self, person: Any) -> str:
        """Nothing."""
        return ""

    def skipped(self, answers: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
        """Nothing."""
        return frozenset()

    def initial(self, page: str, person: Any) -> dict[str, Any]:
        """Nothing."""
        return {}

    def store(self, case: Case, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """Nothing: the service's own rows stand before the case does."""

    def recall(self, case: Case) -> dict[str, dict[str, list[str]]]:
        """What was filed, as the volume of the case keeps it."""
        return {"filed": {row["name"]: [row["value"]] for row in self.rows(case)}}

    def facts(self, case: Case) -> dict[str, Any]:
        """Nothing."""
        return {}


@dataclass(frozen=True)
class Service:
    """An item's handler and questions; `rule_may_grant` lets a clean case of a verified person pass at once.

    `entry` names the page an organisation files from; such an item is not filled in page by page.
    `decided_in(person, answers)` gives the county that decides where it is not that of residence.
    `carried(page, facts)` offers on a page what was said in the calculator.
    `inputs(case)` gives {"benefit", "on", "region", "facts"} in JSON: kept with a decision so that it is replayed.
    """

    item: str
    handler: Handler
    questions: Questions
    rule_may_grant: bool = False
    entry: str = ""
    decided_in: Callable[[Any, Mapping[str, Mapping[str, Any]]], Any] | None = None
    inputs: Callable[[Case], dict[str, Any]] | None = None
    carried: Callable[[str, Mapping[str, Any]], dict[str, Any]] | None = None


_services: dict[str, Service] = {}


def register(service: Service) -> None:
    """Add a service; an item twice is a programming error."""
    if service.item in _services:
        raise ValueError(f"item {service.item} is registered twice")
    _services[service.item] = service


def service_of(item: str) -> Service | None:
    """The service of an item code today, or None where only the guide page exists so far."""
    found = _services.get(item)
    if found:
        return found
    version = version_on(item)
    return _local(version) if version else None


def service_for(case: Case) -> Service:
    """The service of a case: by code, or by the version it began under, so that old cases keep the old rule."""
    return _services.get(case.item_id) or _local(case.version)


def _local(version: ItemVersion) -> Service:
    from .local import service_of_version  # built on this module's own classes

    return service_of_version(version)


def version_on(item: str, day: date | None = None) -> ItemVersion | None:
    """The published version of an item in force on a day (today): the latest that has begun."""
    rows = ItemVersion.objects.filter(
        item_id=item, status=ItemVersion.Status.PUBLISHED, from_day__lte=day or clock.today()
    )
    return rows.select_related("item").order_by("-from_day").first()


def is_open(item: ServiceItem, version: ItemVersion | None) -> bool:
    """Whether an item can be applied for here, told by the version in force: `applyable` without its query."""
    return item.pk in _services or bool(item.owner_id and item.active and version)


def applyable() -> frozenset[str]:
    """Item codes that are filled in page by page here and now: those with code, and a county's own in force."""
    local = ItemVersion.objects.filter(
        item__owner__isnull=False,
        item__active=True,
        status=ItemVersion.Status.PUBLISHED,
        from_day__lte=clock.today(),
    )
    asked = {code for code, service in _services.items() if not service.entry}
    return frozenset(asked) | frozenset(local.values_list("item_id", flat=True))


_task_pages: list[Callable[[Task], str]] = []


def leads_to(page: Callable[[Task], str]) -> Callable[[Task], str]:
    """Register a function that knows where a task of its own room is done; empty for every other task."""
    _task_pages.append(page)
    return page


def page_of_task(task: Task) -> str:
    """Where a task is done that asks for more than an outcome; empty where casework's own page does."""
    return next((found for page in _task_pages if (found := page(task))), "")


_facts: list[Callable[[Any, date], dict[str, Any]]] = []


def tells_of_persons(facts: Callable[[Any, date], dict[str, Any]]) -> Callable[[Any, date], dict[str, Any]]:
    """Register a function that knows facts of a person on a day, for the rules of items without code."""
    _facts.append(facts)
    return facts


def person_facts(person: Any, on: date) -> dict[str, Any]:
    """What all rooms above know of a person on a day."""
    out: dict[str, Any] = {}
    for each in _facts:
        out |= each(person, on)
    return out
