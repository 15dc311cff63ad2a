"""One counting rule per person and year, against cases anybody can read."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
import yaml

from registration.rules.indicators import Time, counted, is_difficult

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
