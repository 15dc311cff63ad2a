"""Lines of COPY made from a pattern, and written while they are made."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from portal.accounts.models import Document, Person
from portal.accounts.queries import name_index
from portal.accounts.services import Declared, enrol_many
from portal.agencies.models import Region
from portal.kernel import clock
from portal.kernel.copying import Pattern, lines, sealer, stream_in, text
from portal.kernel.fields import plaintext
from portal.kernel.ids import uuid7

pytestmark = pytest.mark.django_db
VARYING = ("id", "name", "name_index", "birth")


def pattern() -> Pattern:
    return Pattern(Person(assurance="declared", sex="female", created_at=clock.now()), VARYING)


def values(name: str, birth: date | None = None) -> dict[str, str]:
    key = uuid7()
    return {
        "id": str(key),
        "name": sealer(Person, "name")(key, name),
        "name_index": text(name_index(name)),
        "birth": text(birth),
    }


def test_a_line_of_a_pattern_is_the_line_of_the_instance() -> None:
    day = date(1990, 1, 2)
    row = Person(
        id=uuid7(), name="李小梅", name_index=b"\x01\x02", sex="female", birth=day, created_at=clock.now()
    )
    [whole] = lines([row]).splitlines()
    varied = {
        "id": str(row.pk),
        "name": whole.split("\t")[2],
        "name_index": text(row.name_index),
        "birth": text(row.birth),
    }
    assert Pattern(row, VARYING).line(varied) == whole


def test_what_is_streamed_is_read_back_with_everything_that_needs_care() -> None:
    made = pattern()
    said = [values(f"甲{index}") for index in range(450)]  # more than are made at once
    stream_in(made, (made.line(each) for each in said))
    rows = Person.objects.filter(pk__in=[each["id"] for each in said])
    assert {plaintext(row.name) for row in rows} == {f"甲{index}" for index in range(450)}
    assert {(row.sex, row.birth, row.user_id) for row in rows} == {("female", None, None)}


def test_tabs_line_ends_and_percent_signs_stay_what_they_are() -> None:
    odd = "一\t二\n三\\四%s%%\r"
    region = Region(code="519999", name=odd, level=3, path="/51/519999")
    made = Pattern(region, ("code",))
    assert made.line({"code": "519999"}) == lines([region]).rstrip("\n")


def test_an_error_while_lines_are_made_comes_out_and_the_transaction_goes_on() -> None:
    made = pattern()

    def found() -> Iterator[str]:
        yield made.line(values("甲"))
        raise ValueError("half a file")

    before = Person.objects.count()
    with transaction.atomic():
        with pytest.raises(ValueError, match="half a file"):
            stream_in(made, found())
        assert Person.objects.count() == before + 1  # the caller decides what becomes of it


def test_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(LookupError):
        Pattern(Person(created_at=clock.now()), ("nickname",))


def test_people_enrolled_together_open_in_their_own_rows() -> None:
    told: list[dict[str, Any]] = [
        {"name": "李小梅", "number": "519999198303122642", "birth": date(1983, 3, 12), "sex": "female"},
        {"name": "O'Brien Ann", "number": "H12345678", "kind": "hm_travel_permit"},
    ]
    keys = [uuid7(), uuid7()]
    enrol_many(
        Declared(key, kind=each.pop("kind", "resident_id"), **each)
        for key, each in zip(keys, told, strict=True)
    )
    first, second = (Person.objects.get(pk=key) for key in keys)
    assert (plaintext(first.name), first.birth, first.sex) == ("李小梅", date(1983, 3, 12), "female")
    assert (plaintext(second.name), second.birth, second.sex) == ("O'Brien Ann", None, "")
    document = Document.objects.get(person=second)
    assert (document.kind, document.namespace, plaintext(document.number), document.confirmed) == (
        "hm_travel_permit", "hm_travel_permit", "H12345678", False,
    )  # fmt: skip
