"""What a taken filing tells social insurance: its people by the five hundred, and how each part stands there."""

import itertools
from collections.abc import Iterator
from typing import Any

from portal.exchange.services.outgoing import push
from portal.kernel.actor import system
from portal.kernel.fields import plaintext

from ..models import Filing, FilingLine

DATASET, PART = "social-insurance-registration", 500
BY = system("registration.social_insurance")
E = FilingLine.Effect
NEWS = (E.NEW, E.RENEWED, E.CHANGED, E.ENDED)


def push_filing(filing: Filing) -> int:
    """Write the messages; how many. The same filing again writes none."""
    made = 0
    for part, people in enumerate(_parts(filing), 1):
        payload = {
            "unit": filing.organisation.uscc,
            "filing": filing.case.number,
            "kind": filing.kind,
            "part": part,
            "people": people,
        }
        push(DATASET, subject_type="filing", subject_id=filing.pk, payload=payload, by=BY)
        made += 1
    return made


def _parts(filing: Filing) -> Iterator[list[dict[str, Any]]]:
    lines = filing.lines.filter(done=True, effect__in=NEWS).order_by("line")
    people = lines.select_related("person").prefetch_related("person__documents").iterator(PART)
    told = (_person(line) for line in people)
    while part := list(itertools.islice(told, PART)):
        yield part


def _person(line: FilingLine) -> dict[str, Any]:
    index = bytes(line.number_index)
    paper = next(each for each in line.person.documents.all() if bytes(each.number_index) == index)
    told: dict[str, Any] = {
        "name": plaintext(line.person.name),
        "document_kind": line.document_kind,
        "number": plaintext(paper.number),
        "day": line.day.isoformat(),
    }
    if line.ground:
        return told | {"ground": line.ground}
    return told | {
        "post": line.post,
        "contract": line.contract,
        "begins": line.begins.isoformat(),
        "ends": line.ends.isoformat() if line.ends else None,
    }
