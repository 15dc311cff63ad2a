"""Clock, identifiers, actor, money, dates."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel import clock, dates, ids, money
from portal.kernel.actor import SYSTEM, Actor, system

CLERK = Actor(
    kind="clerk",
    id="7",
    name="锦江区经办岗",
    agency_path="510000/510100/510104/",
    agency_id=3,
    roles=frozenset(("review", "counter")),
    channel="window",
    on_behalf_of="0190",
    user_id=7,
)


@pytest.fixture
def free_clock(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.delenv("SHUYE_CLOCK", raising=False)
    return monkeypatch


def test_the_real_clock_is_aware_and_in_shanghai(free_clock):
    assert abs((datetime.now(UTC) - clock.now()).total_seconds()) < 5
    assert str(clock.now().tzinfo) == "Asia/Shanghai"
    assert clock.today() == clock.now().date()


@pytest.mark.parametrize(
    ("named", "moment"),
    [
        ("2026-11-23T10:00:00", "2026-11-23T10:00:00+08:00"),
        ("2026-11-23T10:00:00+08:00", "2026-11-23T10:00:00+08:00"),
        ("2026-11-23T20:00:00+00:00", "2026-11-24T04:00:00+08:00"),
        ("2026-11-23", "2026-11-23T00:00:00+08:00"),
    ],
)
def test_a_named_moment_holds_in_test_mode(free_clock, named: str, moment: str):
    free_clock.setenv("SHUYE_ENV", "test")
    free_clock.setenv("SHUYE_CLOCK", named)
    assert clock.now().isoformat() == moment


def test_a_file_moves_the_clock_at_each_call(free_clock, tmp_path: Path):
    file = tmp_path / "clock"
    free_clock.setenv("SHUYE_ENV", "test")
    free_clock.setenv("SHUYE_CLOCK", f"@{file}")
    for day in (date(2026, 11, 23), date(2027, 1, 4)):
        file.write_text(f"{day}T10:00:00\n")
        assert clock.today() == day


@pytest.mark.parametrize("mode", ["production", "development", None])
def test_nobody_moves_the_clock_outside_test_mode(free_clock, mode: str | None):
    free_clock.setenv("SHUYE_CLOCK", "1999-01-01T00:00:00")
    free_clock.delenv("SHUYE_ENV", raising=False)
    if mode:
        free_clock.setenv("SHUYE_ENV", mode)
    assert clock.today().year > 2020


def test_a_block_holds_its_own_clock_and_gives_it_back(free_clock):
    before = clock.today()
    with clock.at("2026-11-23T10:00:00"):
        with clock.at(date(2027, 1, 4)):
            assert clock.today() == date(2027, 1, 4)
        assert clock.now().hour == 10
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(clock.today).result() >= before
    assert clock.today() >= before


def test_row_keys_sort_by_time_and_never_meet():
    made = [ids.uuid7() for _ in range(2000)]
    assert {key.version for key in made} == {7}
    assert {key.variant for key in made} == {"specified in RFC 4122"}
    assert len(set(made)) == 2000
    assert made[0].int >> 80 <= made[-1].int >> 80
    milliseconds = made[0].int >> 80
    assert abs(milliseconds / 1000 - datetime.now(UTC).timestamp()) < 60


def test_public_numbers_can_be_read_aloud():
    made: set[str] = set()
    for _ in range(500):
        made.add(ids.public_number("SYDJ", date(2026, 11, 23), taken=made.__contains__))
    assert len(made) == 500
    assert all(re.fullmatch(r"SYDJ-20261123-[2-9A-HJKMNP-TV-Z]{6}", number) for number in made)
    assert not set("01OIL") & set(ids.READABLE)


def test_a_number_in_use_is_drawn_again():
    asked: list[str] = []

    def taken(number: str) -> bool:
        asked.append(number)
        return len(asked) < 3

    assert ids.public_number("SYDJ", date(2026, 11, 23), taken=taken) == asked[2]


def test_an_actor_is_frozen_and_plain_in_json():
    with pytest.raises(FrozenInstanceError):
        CLERK.name = "other"
    assert CLERK.as_json() == {
        "kind": "clerk",
        "id": "7",
        "name": "锦江区经办岗",
        "agency_path": "510000/510100/510104/",
        "agency_id": 3,
        "agency_name": "",
        "roles": ["counter", "review"],
        "channel": "window",
        "on_behalf_of": "0190",
        "user_id": 7,
    }
    assert CLERK.has("review", "finance")
    assert not CLERK.has("finance")


def test_the_system_says_why_it_acts():
    assert system("rule:grant").as_json()["id"] == "rule:grant"
    assert SYSTEM.is_system
    assert not CLERK.is_system


@pytest.mark.parametrize("slip", [{"kind": "robot"}, {"kind": "clerk", "channel": "网上"}, {"channel": ""}])
def test_a_slip_never_becomes_an_actor(slip: dict[str, str]):
    with pytest.raises(ValueError, match="unknown"):
        Actor(**{"kind": "person", "id": "1", "name": "李*梅"} | slip)


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("0.005", "0.01"),
        ("0.004", "0.00"),
        ("2097", "2097.00"),
        ("-0.005", "-0.01"),
        ("-0.001", "0.00"),
        (3, "3.00"),
    ],
)
def test_money_is_rounded_half_up(value: str | int, amount: str):
    assert str(money.money(value)) == amount


@pytest.mark.parametrize(
    ("base", "percent", "amount"),
    [
        ("2330", "90", "2097.00"),
        ("2200", "90", "1980.00"),
        ("1424.05", "50", "712.03"),
        ("0.01", "50", "0.01"),
        ("100", "33.335", "33.34"),
    ],
)
def test_percentages_are_rounded_once(base: str, percent: str, amount: str):
    assert money.percent_of(base, percent) == Decimal(amount)


def test_money_is_written_as_people_read_it():
    assert money.text(Decimal("2097")) == "2,097.00元"
    assert money.text("1234567.891") == "1,234,567.89元"
    assert money.text(-5) == "-5.00元"


@pytest.mark.parametrize("value", [0.1, True, None, date(2026, 1, 1)])
def test_floats_are_no_money(value: object):
    with pytest.raises(TypeError):
        money.money(value)
    with pytest.raises(TypeError):
        money.percent_of(0.1, "90")


@pytest.mark.parametrize("value", ["", "abc", "NaN", "Infinity"])
def test_what_is_no_number_is_no_money(value: str):
    with pytest.raises(ValueError, match="number"):
        money.money(value)


@given(st.decimals(-(10**12), 10**12, places=4))
def test_rounding_moves_by_half_a_cent_at_most(value: Decimal):
    assert abs(money.money(value) - value) <= Decimal("0.005")


def test_days_carry_their_weekday_and_a_year_only_when_it_differs():
    today = date(2026, 11, 23)
    assert dates.day_text(date(2026, 12, 7), today=today) == "12月7日(周一)"
    assert dates.day_text(date(2027, 1, 3), today=today) == "2027年1月3日(周日)"
    assert dates.full_text(date(2026, 12, 7)) == "2026年12月7日"
    assert dates.month_text("2025-02") == "2025年2月"
    with clock.at("2026-11-23T10:00:00"):
        assert dates.day_text(date(2026, 11, 23)) == "11月23日(周一)"


def test_moments_are_told_in_shanghai():
    moment = datetime(2026, 11, 23, 18, 5, tzinfo=UTC)
    assert dates.moment_text(moment, today=date(2026, 1, 1)) == "11月24日(周二) 02:05"
