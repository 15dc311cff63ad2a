"""Pay, education and experience as people write them."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from jobs.rules.pay import Pay
from jobs.rules.paytext import read_education, read_experience, read_pay

with Path(__file__).with_name("pay_texts.csv").open(encoding="utf-8", newline="") as file:
    LABELLED = [tuple(row) for row in csv.reader(file)][1:]


def test_there_are_enough_labelled_strings():
    assert len({text for text, *_rest in LABELLED}) >= 200


@pytest.mark.parametrize(("text", "low", "high", "unit"), LABELLED)
def test_pay_is_understood_exactly_or_refused_in_words(text: str, low: str, high: str, unit: str):
    found = read_pay(text)
    if not low:
        assert isinstance(found, str), found
        assert found.endswith("。")
    else:
        assert found == Pay(Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize("text", ["9" * 500, "1-" * 300, "🙂元/月", "\x00", "１" * 90])
def test_odd_pay_never_raises(text: str):
    assert read_pay(text) is not None


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("不限", 0), ("初中", 1), ("初中及以下", 0), ("中专/中技", 2), ("高中", 3), ("大专及以上", 4), ("本科", 5),
        ("硕士研究生", 6), ("博士", 7), ("3-5年大专", 4), ("不限本科", 5), ("大专或本科", 4), ("英语精通", None),
        ("", None),
    ],
)  # fmt: skip
def test_education_is_read_also_out_of_another_column(text: str, level: int | None):
    assert read_education(text) == level


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("3-4年工作经验", 3), ("无工作经验", 0), ("经验1-3年", 1), ("10年以上", 10), ("1年以下", 0), ("不限", 0),
        ("在校/应届大专", 0), ("3", 3), ("一年以上", 1), ("两年", 2), ("4天/周6个月大专", 0), ("英语精通", None),
    ],
)  # fmt: skip
def test_years_of_experience_are_read(text: str, years: int | None):
    assert read_experience(text) == years
