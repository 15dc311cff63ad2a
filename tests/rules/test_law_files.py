"""The law files as a lawyer would want them: every value fits, cites, lies somewhere and overlaps nothing."""

import csv
import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from portal.rules import kinds
from portal.rules.retirement import retirement_age

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(
    file
    for app in ("portal/rules", "registration", "assistance", "insurance", "training", "jobs")
    for file in (ROOT / app / "law").glob("*.yaml")
)
LAW = {str(file.relative_to(ROOT)): yaml.safe_load(file.read_text(encoding="utf-8")) for file in FILES}
INSTRUMENTS = {row["code"]: row for law in LAW.values() for row in law["instruments"]}
KEYS = {row["key"]: row for law in LAW.values() for row in law["keys"]}
VALUES = [row | {"file": name} for name, law in LAW.items() for row in law["values"]]
VALUE_FIELDS = {"key", "region", "from", "to", "value", "instrument", "article", "conf", "note", "file"}


def value_on(key: str, region: str, day: date) -> Any:
    """The value of exactly this region on a day."""
    rows = [row for row in VALUES if row["key"] == key and row["region"] == region and row["from"] <= day]
    [row] = [row for row in rows if row["to"] is None or day <= row["to"]]
    return row["value"]


def known_regions() -> set[str]:
    codes = {"100000"}
    for name in ("divisions_national_l1_l3.csv", "functional_areas.csv"):
        with (ROOT / "portal/agencies/data" / name).open(encoding="utf-8", newline="") as file:
            codes |= {row["code"] for row in csv.DictReader(file)}
    return codes


@pytest.fixture(params=VALUES, ids=lambda row: f"{row['key']}@{row['region']}:{row['from']}")
def value(request: pytest.FixtureRequest) -> dict[str, Any]:
    return request.param


def decimals_in(value: Any) -> list[Any]:
    """Floats anywhere inside: YAML makes them of unquoted decimals."""
    if isinstance(value, dict):
        return [found for part in value.values() for found in decimals_in(part)]
    if isinstance(value, list):
        return [found for part in value for found in decimals_in(part)]
    return [value] if isinstance(value, float) else []


def test_a_value_fits_its_kind(value: dict[str, Any]):
    kinds.check(KEYS[value["key"]]["kind"], value["value"])
    assert not decimals_in(value["value"])
    if KEYS[value["key"]]["kind"] == "money":
        assert re.fullmatch(r"\d+\.\d\d", value["value"])


def test_a_value_says_where_when_and_why(value: dict[str, Any]):
    assert set(value) == VALUE_FIELDS
    assert isinstance(value["from"], date)
    assert value["to"] is None or value["from"] <= value["to"]
    assert value["article"]
    assert value["conf"] in ("A", "B", "C", "D")
    assert value["instrument"] is None or value["instrument"] in INSTRUMENTS


def test_an_a_rests_on_an_instrument(value: dict[str, Any]):
    """A means the text was read; 16 years of the Labour Law stood so graded in the source of these files."""
    if value["conf"] == "A":
        assert INSTRUMENTS[value["instrument"]]["read"] or value["instrument"] == "labour-law"


def test_a_draft_or_memory_is_never_an_a():
    drafts = {code for code in INSTRUMENTS if "draft" in code}
    assert {row["conf"] for row in VALUES if row["instrument"] in drafts} == {"B"}


def test_every_region_exists():
    missing = {row["region"] for row in VALUES} - known_regions()
    assert not missing


def test_one_value_for_a_key_a_region_and_a_day():
    rows = defaultdict(list)
    for row in VALUES:
        rows[row["key"], row["region"]].append((row["from"], row["to"] or date.max))
    for place, spans in rows.items():
        spans.sort()
        for (_first, last), (following, _end) in zip(spans, spans[1:], strict=False):
            assert last < following, place


WITHOUT_VALUE = {  # sums of a county or a year that no source gives: an administrator enters them
    "ui.medical_monthly",
    "ui.pension_monthly",
    "ui.price_subsidy_monthly",
    "ui.income_per_head_monthly",
    "ui.dibao_monthly",
}


def test_keys_and_instruments_stand_in_one_file_only():
    for part, name in (("keys", "key"), ("instruments", "code")):
        names = [row[name] for law in LAW.values() for row in law[part]]
        assert len(names) == len(set(names))
    assert set(KEYS) - {row["key"] for row in VALUES} == WITHOUT_VALUE


def test_keys_and_instruments_are_complete_and_fit_their_columns():
    choices = dict(kinds.CHOICES)
    for row in KEYS.values():
        assert set(row) == {"key", "kind", "unit", "title"}
        assert row["kind"] in choices
        assert len(row["key"]) <= 80
        assert row["title"]
    for row in INSTRUMENTS.values():
        assert set(row) == {"code", "number", "title", "issuer", "in_force", "read"}
        assert re.fullmatch(r"[a-z0-9-]{3,80}", row["code"])
        assert row["title"]
        assert row["issuer"]
        assert not isinstance(row["in_force"], str)


def test_every_instrument_is_cited():
    cited = {row["instrument"] for row in VALUES}
    reference = {"sichuan-public-posts-2021", "unemployment-registration-standard"}
    assert set(INSTRUMENTS) - cited <= reference


@pytest.mark.parametrize("row", [row for row in VALUES if KEYS[row["key"]]["kind"] == "grid"])
def test_steps_of_a_grid_follow_each_other(row: dict[str, Any]):
    steps = [step for step in row["value"] if "min_months" in step]
    for lower, upper in zip(steps, steps[1:], strict=False):
        assert lower["max_excl"] == upper["min_months"]
        assert lower.get("months", lower.get("cap")) < upper.get("months", upper.get("cap"))
    assert not steps or steps[-1]["max_excl"] is None


def test_provinces_stay_under_the_national_caps():
    caps = value_on("ui.duration_caps", "100000", date(2026, 11, 23))
    for region in ("510000", "500000"):
        for step in value_on("ui.duration", region, date(2026, 11, 23)):
            [cap] = [
                row["cap"]
                for row in caps
                if row["min_months"] <= step["min_months"] and step["min_months"] < (row["max_excl"] or 10**6)
            ]
            assert step["months"] <= cap


def test_every_county_of_sichuan_has_a_tier_of_the_minimum_wage():
    day = date(2026, 11, 23)
    tiers = {row["region"]: row["value"] for row in VALUES if row["key"] == "minimum_wage.tier"}
    named = {row["tier"] for row in value_on("minimum_wage.standard", "510000", day)}
    assert set(tiers.values()) <= named
    counties = [c for c in known_regions() if c.startswith("51") and not c.endswith("00")]
    assert len(counties) == 183 + 3
    missing = [c for c in counties if c not in tiers and f"{c[:4]}00" not in tiers]
    assert not missing


@pytest.mark.parametrize(
    ("region", "tier"),
    [
        ("510104", "t1"),
        ("510191", "t1"),
        ("510185", "t2"),
        ("510400", "t1"),
        ("513333", "t1"),
        ("513300", "t2"),
    ],
)
def test_tiers_of_places(region: str, tier: str):
    assert value_on("minimum_wage.tier", region, date(2026, 11, 23)) == tier


def test_the_benefit_in_jinjiang_today_is_2097():
    day = date(2026, 11, 23)
    wages = {row["tier"]: row["monthly"] for row in value_on("minimum_wage.standard", "510000", day)}
    percent = Decimal(value_on("ui.benefit_percent", "510000", day))
    assert Decimal(wages["t1"]) * percent / 100 == Decimal("2097.00")


def test_retirement_by_the_law_on_file():
    params = value_on("retirement.reform", "100000", date(2026, 11, 23))
    age = retirement_age(date(1965, 1, 31), "male", params)
    assert (age.age_years, age.age_months, age.month) == (60, 1, "2025-02")
    before = value_on("retirement.before_reform", "100000", date(2024, 12, 31))
    assert before == {kind: rule["age"] for kind, rule in params.items()}


@pytest.mark.parametrize(
    ("key", "region", "last_day", "first_day"),
    [
        ("minimum_wage.standard", "510000", date(2024, 12, 31), date(2025, 1, 1)),
        ("ui.benefit_percent", "510000", date(2023, 6, 30), date(2023, 7, 1)),
        ("skill_subsidy.min_contribution_months", "100000", date(2018, 12, 31), date(2019, 1, 1)),
        ("startup_loan.person_max", "510000", date(2025, 3, 31), date(2025, 4, 1)),
        ("pension.min_months", "100000", date(2029, 12, 31), date(2030, 1, 1)),
    ],
)
def test_a_new_value_follows_the_old_without_a_gap(key: str, region: str, last_day: date, first_day: date):
    assert value_on(key, region, last_day) != value_on(key, region, first_day)


def test_pension_months_rise_by_six_a_year_to_twenty_years():
    months = [value_on("pension.min_months", "100000", date(year, 6, 1)) for year in range(2029, 2042)]
    assert months == [180, 186, 192, 198, 204, 210, 216, 222, 228, 234, 240, 240, 240]


def test_limits_name_service_items():
    items = {key.removeprefix("limit.") for key in KEYS if key.startswith("limit.")}
    assert {KEYS[f"limit.{item}"]["kind"] for item in items} <= {"workdays", "days"}
    assert all(re.fullmatch(r"[a-z-]+", item) for item in items)


def test_files_stay_readable():
    for file in FILES:
        text = file.read_text(encoding="utf-8")
        assert text.count("\n") <= 500
        assert text.startswith("# ")
