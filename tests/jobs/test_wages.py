"""Wage guidance: taken in whole or not at all, replaced by year, read by the interface. All figures are 示例."""

import pytest
from django.test import Client
from django.urls import reverse

from jobs.models import WageGuide
from jobs.services import wages
from portal.kernel.actor import system

pytestmark = pytest.mark.django_db
HEAD = ",".join(wages.COLUMNS)
LINE = "2026,510100,4-01-02-04,30000,36000,42000,55000,70000,year,示例"
BY = system("test")


def test_a_file_is_taken_in_read_and_replaced():
    assert wages.load(f"{HEAD}\n{LINE}\n".encode(), by=BY) == 1
    assert wages.load(f"\ufeff{HEAD}\n{LINE.replace('42000', '43000')}\n".encode(), by=BY) == 1
    found = Client().get(reverse("jobs_api:wages"), {"region": "510100", "occupation": "4-01"}).json()
    assert [(row["p50"], row["name"], row["source"]) for row in found["results"]] == [
        ("43000.00", "收银员", "示例")
    ]
    assert Client().get(reverse("jobs_api:wages"), {"year": "1999"}).json()["results"] == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (LINE.replace("36000", "90000"), "从低到高"),
        (LINE.replace("36000", "x"), "数字"),
        (LINE.replace("36000", "NaN"), "从低到高"),
        (LINE.replace("510100", "999999"), "地区"),
        (LINE.replace("4-01-02-04", "9"), "职业"),
        (LINE.replace("示例", ""), "来源"),
        (f"{LINE}\n{LINE}", "重复"),
    ],
)
def test_one_wrong_line_stops_the_file_and_is_named(line: str, told: str):
    with pytest.raises(wages.WageFileWrong) as wrong:
        wages.load(f"{HEAD}\n{line}\n".encode(), by=BY)
    assert told in str(wrong.value)
    assert not WageGuide.objects.exists()
