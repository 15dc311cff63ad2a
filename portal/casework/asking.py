"""Reading a draft: which pages it calls for, which is open, what its answers say when checked anew."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from portal.accounts.models import Person
from portal.kernel.fields import plaintext

from .models import Draft
from .registry import Page, Service

CHECK = "check"


class Unfinished(Exception):
    """A page is not answered or no longer valid; `page` is where to go, `answers` what holds before it."""

    def __init__(self, page: str, answers: dict[str, dict[str, Any]]) -> None:
        super().__init__(page)
        self.page, self.answers = page, answers


def read(draft: Draft) -> dict[str, dict[str, list[str]]]:
    """The answers so far: page code → field name → the values as posted."""
    return json.loads(plaintext(draft.answers))


def cleaned(
    service: Service,
    raw: Mapping[str, Mapping[str, list[str]]],
    person: Person,
    *,
    upto: str = "",
    known: Mapping[str, Any] | None = None,
) -> dict[str, dict[str, Any]]:
    """Every page's answers checked anew by its own form, up to the page named (all by default).

    `answers["person"]` holds what is known of the person: `known` where it was asked already. Raises Unfinished at
    the first page that fails.
    """
    answers: dict[str, dict[str, Any]] = {
        "person": service.questions.known(person) if known is None else dict(known)
    }
    for page in service.questions.pages:
        if page.code == upto:
            break
        if page.code in service.questions.skipped(answers):
            continue
        if page.code not in raw:  # before its form is made: lists of places are asked of the database
            raise Unfinished(page.code, answers)
        data = QueryDict(mutable=True)
        for name, values in raw.get(page.code, {}).items():
            data.setlist(name, values)
        form = page.form(data, answers=answers)
        if not form.is_valid():
            raise Unfinished(page.code, answers)
        answers[page.code] = form.cleaned_data
    return answers


def known_for(service: Service, draft: Draft) -> dict[str, Any]:
    """What is known of the person of a draft, asked of the registers once while the draft is in hand."""
    if "_known" not in draft.__dict__:
        draft._known = service.questions.known(draft.person)
    return draft._known


def pages_to_ask(service: Service, draft: Draft) -> list[Page]:
    """The pages these answers call for, in order."""
    raw, known = read(draft), known_for(service, draft)
    try:
        answers = cleaned(service, raw, draft.person, known=known)
    except Unfinished as unfinished:
        answers = unfinished.answers
    skipped = service.questions.skipped(answers)
    return [page for page in service.questions.pages if page.code not in skipped]


def next_open_page(service: Service, draft: Draft) -> str:
    """The first page that still needs an answer, or the check page."""
    try:
        cleaned(service, read(draft), draft.person, known=known_for(service, draft))
    except Unfinished as unfinished:
        return unfinished.page
    return CHECK
