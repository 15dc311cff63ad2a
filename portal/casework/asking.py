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
    """A page is not answered or no longer valid; `page` is where to go. Nothing is lost."""

    def __init__(self, page: str) -> None:
        super().__init__(page)
        self.page = page


def read(draft: Draft) -> dict[str, dict[str, list[str]]]:
    """The answers so far: page code → field name → the values as posted."""
    return json.loads(plaintext(draft.answers))


def cleaned(
    service: Service, raw: Mapping[str, Mapping[str, list[str]]], person: Person, *, upto: str = ""
) -> dict[str, dict[str, Any]]:
    """Every page's answers checked anew by its own form, up to the page named (all by default).

    `answers["person"]` holds what is known of the person. Raises Unfinished at the first page that fails.
    """
    answers: dict[str, dict[str, Any]] = {"person": service.questions.known(person)}
    for page in service.questions.pages:
        if page.code == upto:
            break
        if page.code in service.questions.skipped(answers):
            continue
        data = QueryDict(mutable=True)
        for name, values in raw.get(page.code, {}).items():
            data.setlist(name, values)
        form = page.form(data, answers=answers)
        if page.code not in raw or not form.is_valid():
            raise Unfinished(page.code)
        answers[page.code] = form.cleaned_data
    return answers


def pages_to_ask(service: Service, draft: Draft) -> list[Page]:
    """The pages these answers call for, in order."""
    raw = read(draft)
    try:
        answers = cleaned(service, raw, draft.person)
    except Unfinished as unfinished:
        answers = cleaned(service, raw, draft.person, upto=unfinished.page)
    skipped = service.questions.skipped(answers)
    return [page for page in service.questions.pages if page.code not in skipped]


def next_open_page(service: Service, draft: Draft) -> str:
    """The first page that still needs an answer, or the check page."""
    try:
        cleaned(service, read(draft), draft.person)
    except Unfinished as unfinished:
        return unfinished.page
    return CHECK
