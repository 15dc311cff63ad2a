"""Work of one's own for the tests."""

import json
from typing import Any

from portal.accounts import actors
from portal.accounts.models import Person
from portal.agencies.models import Region
from portal.casework import services
from portal.casework.models import Case, Commitment, ServiceItem
from portal.casework.services.submitting import Signature, current_text
from registration.models import FLEXIBLE
from tests.cast import JINJIANG

LICENCE = "92519999MA6XN0038T"


def at_home(person: Person) -> Person:
    """Somebody whose home is known."""
    person.residence_region = Region.objects.get(pk=JINJIANG)
    person.save(update_fields=["residence_region"])
    return person


def work_answers(**changed: str) -> dict[str, dict[str, list[str]]]:
    """What a rider would answer; keywords replace fields."""
    work = {"kind": "platform", "content": "美团外卖", "licence": "", "band": "above", "since": "2026-11-02"}
    return {"work": {name: [value] for name, value in (work | changed).items()}, "ending": {"agree": ["yes"]}}


def work_case(person: Person, **changed: str) -> Case:
    """A case handed in and, where the rule lets it, granted."""
    by = actors.of_person(person)
    draft = services.open_draft(ServiceItem.objects.get(pk=FLEXIBLE), person, by=by)
    draft.answers = json.dumps(work_answers(**changed), ensure_ascii=False)
    draft.save(update_fields=["answers"])
    text: Any = current_text(FLEXIBLE)
    signature = Signature(Commitment.Method.TICK, text.pk if text else 0)
    case = services.submit(draft, signature=signature, by=by)
    services.grant_by_rule(case)
    case.refresh_from_db()
    return case
