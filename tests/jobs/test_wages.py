"""Wage guidance: taken in whole or not at all, replaced by year, read by the interface. All figures are 示例."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jobs.models import WageGuide
from jobs.services import wages
from portal.kernel.actor import system
from tests.access.entering import client_of, zhaomin
from tests.cast import SICHUAN

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


def guides(*regions: str) -> None:
    lines = [LINE.replace("510100", region) for region in regions]
    wages.load("\n".join([HEAD, *lines]).encode(), by=BY)


def test_the_page_shows_figures_as_table_and_picture_and_asks_few_questions():
    path = reverse("jobs:wages")
    assert "还没有价位" in Client().get(path).content.decode()
    guides("510100")
    with CaptureQueriesContext(connection) as few:
        text = Client().get(path).content.decode()
    for name in ("group", "place", "year"):
        assert f'<label for="{name}">' in text
        assert f'id="{name}"' in text
    assert text.count('<th scope="col"') == 7
    assert '<th scope="row"' in text
    assert 'role="img" aria-labelledby="wages-chart"' in text
    assert "查看数据表" in text
    for head, figure in (("低位(10%)", "30,000"), ("中位(50%)", "42,000"), ("高位(90%)", "70,000")):
        assert f'data-label="{head}"><span>{figure}</span>' in text
    assert "来源:示例" in text
    assert "style=" not in text.split("<main")[1].split("</main>")[0]
    guides("510100", "510300", "510400", "510500")
    with CaptureQueriesContext(connection) as many:
        Client().get(path)
    assert len(many) == len(few) <= 6


@pytest.mark.parametrize(
    "query", ["year=1999", "year=%00", "group=x&place=999999", "group=4-01&place=510100"]
)
def test_what_is_not_offered_is_not_asked_for(query: str):
    guides("510100")
    answer = Client().get(f"{reverse('jobs:wages')}?{query}")
    assert "收银员" in answer.content.decode()


def test_what_is_downloaded_can_be_loaded_again():
    guides("510100", "510300")
    answer = Client().get(reverse("jobs:wages_csv"))
    assert answer["Content-Type"].startswith("text/csv")
    assert wages.load(answer.content, by=BY) == 2


def file_of(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("wages.csv", text.encode("gb18030"))


def test_an_administrator_loads_a_file_and_reads_what_is_wrong(cast):
    client, path = client_of(zhaomin(cast), method="mfa"), reverse("jobs:load_wages")
    given = {"year": "2026", "source": "示例"}
    wrong = client.post(path, given | {"file": file_of(f"{HEAD}\n{LINE.replace('36000', 'x')}\n")})
    assert wrong.status_code == 422
    assert "第2行:价位要写数字" in wrong.content.decode()
    other = client.post(path, given | {"year": "2025", "file": file_of(f"{HEAD}\n{LINE}\n")})
    assert "和您填的不一样" in other.content.decode()
    empty = client.post(path, {})
    assert "请选择文件" in empty.content.decode()
    assert not WageGuide.objects.exists()
    short, line = HEAD.replace("year,", "").replace(",source", ""), LINE[5:].replace(",示例", "")
    assert client.post(path, given | {"file": file_of(f"{short}\n{line}\n")}).status_code == 302
    assert WageGuide.objects.get().source == "示例"
    manager = cast.clerk("data", "罗玉", SICHUAN, "data").user
    assert client_of(manager, method="mfa").get(path).status_code == 200
    assert client_of(cast.liufang.user, method="mfa").get(path).status_code == 404


def test_the_command_loads_all_or_nothing(tmp_path):
    file = tmp_path / "wages.csv"
    short, line = HEAD.replace("year,", "").replace(",source", ""), LINE[5:].replace(",示例", "")
    file.write_text(f"{short}\n{line}\n{line.replace('30000', '-1')}\n", encoding="utf-8")
    with pytest.raises(CommandError, match="第3行"):
        call_command("import_wages", file, year=2026, source="示例")
    assert not WageGuide.objects.exists()
    file.write_text(f"{short}\n{line}\n", encoding="utf-8")
    call_command("import_wages", file, year=2026, source="示例", stdout=io.StringIO())
    assert WageGuide.objects.get().year == 2026
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_wages", tmp_path / "none.csv", year=2026, source="示例")
