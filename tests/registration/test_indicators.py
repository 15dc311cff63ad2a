"""One counting rule per person and year, against cases anybody can read."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
import yaml

from portal.agencies.models import Agency, Region
from portal.kernel import clock
from registration.models import Spell, UnemploymentRegistration
from registration.queries import indicators
from registration.rules.indicators import Time, counted, is_difficult
from tests.cast import JINJIANG, QINGYANG

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "indicators.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_counted(case):
    times = [Time(*row[:3], revoked="revoked" in row) for row in case["times"]]
    day = case.get("day", date(2026, 12, 31))
    found = counted(times, first=date(2026, 1, 1), day=day, difficult=case.get("difficult", False))
    assert {name for name, yes in asdict(found).items() if yes} == set(case["gives"])


def test_difficulty_is_a_held_fact():
    assert is_difficult(["graduate", "disabled"])
    assert not is_difficult(["graduate", "veteran"])
    assert not is_difficult([])


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_statement_says_what_the_rule_says(case, cast):
    person = cast.xiaomei
    agency = Agency.objects.get(region_id=JINJIANG)
    for row in case["times"]:
        kind, begins, to = row[0], row[1], row[2] if len(row) > 2 else None
        ending = "revoked" if "revoked" in row else "other_law" if to else ""
        Spell.objects.create(
            person=person,
            kind=kind,
            exclusive=kind == "unemployment",
            period=(begins, to),
            agency=agency,
            ending=ending,
            registered_at=clock.now(),
        )
    if case.get("difficult"):
        cast.case(person)  # with its row of answers
        assert UnemploymentRegistration.objects.filter(person=person).update(categories=["disabled"]) == 1
    day, county = case.get("day", date(2026, 12, 31)), Region.objects.get(pk=JINJIANG)
    found = indicators.counts(2026, day, county)
    assert {name for name, places in found.items() if places} == set(case["gives"])
    for name in case["gives"]:
        assert found[name] == {JINJIANG: 1}
        assert indicators.people(name, 2026, day, county) == [person.pk]
    elsewhere = Region.objects.get(pk=QINGYANG)
    assert not any(indicators.counts(2026, day, elsewhere).values())
