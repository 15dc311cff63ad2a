"""Filling in: every page is saved when it is answered, and can be gone on with on another device."""

import json
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from portal.accounts.models import Person
from portal.casework.asking import read
from portal.casework.models import Case, Draft, ServiceItem
from portal.casework.registry import service_for
from portal.events.services import verb
from portal.kernel import clock
from portal.kernel.actor import Actor

KEPT_DAYS = 30


@verb
def open_draft(item: ServiceItem, person: Person, *, by: Actor) -> Draft:
    """The person's draft of an item, new if there is none; a clerk at the window gets a draft of their own."""
    now = clock.now()
    draft, _made = Draft.objects.get_or_create(
        item=item,
        person=person,
        clerk_id=int(by.id) if by.kind == "clerk" else None,
        defaults={
            "answers": json.dumps({}),
            "saved_at": now,
            "expires_at": now + timedelta(days=KEPT_DAYS),
        },
    )
    return draft


@verb
def save_page(draft: Draft, page: str, data: Mapping[str, list[str]], *, by: Actor) -> Draft:
    """Keep one page's answers as they were typed. The last save of a page wins; other pages are untouched.

    Raises Draft.DoesNotExist when the draft was submitted meanwhile.
    """
    locked = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    answers = read(locked)
    answers[page] = {name: list(values) for name, values in data.items()}
    locked.answers = json.dumps(answers, ensure_ascii=False)
    locked.page, locked.version = page, locked.version + 1
    locked.saved_at = clock.now()
    locked.expires_at = locked.saved_at + timedelta(days=KEPT_DAYS)
    locked.save(update_fields=["answers", "page", "version", "saved_at", "expires_at"])
    return locked


@transaction.atomic
def reopen_for_correction(case: Case, *, by: Actor) -> Draft:
    """A draft of a returned case, filled with what was sent before."""
    draft = Draft.objects.filter(returned_case=case).first()
    if draft:
        return draft
    draft = open_draft(case.item, case.person, by=by)
    draft.returned_case = case
    recalled = service_for(case).questions.recall(case)
    draft.answers = json.dumps({**recalled, **read(draft)}, ensure_ascii=False)
    draft.save(update_fields=["returned_case", "answers"])
    return draft
