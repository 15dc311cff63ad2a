"""Vacancies from a file: what is taken, what is told, and one promise for all."""

import csv
import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from jobs.models import ImportJob, Vacancy
from jobs.rules.rows import map_row
from jobs.services import imports
from jobs.tasks.imports import work_imports
from portal.casework.services.submitting import current_text
from portal.events.models import Change
from portal.exchange import sheets
from portal.kernel import clock
from tests.access.entering import client_of
from tests.cast_jobs import Employers

SAMPLES = Path(os.environ.get("SHUYE_SAMPLES", Path(settings.BASE_DIR).parent / "shared/data/samples"))
REAL = SAMPLES / "vacancies_real.jsonl"
HEAD = ["岗位名称", "招聘人数", "薪资", "工作地区", "工作地址", "岗位内容", "学历", "经验"]
GOOD = [
    "收银员",
    2,
    "4000-5500元/月",
    "成都市锦江区",
    "春熙路1号",
    "负责超市收银,每天八小时。",
    "不限",
    "3-5年大专",
]
BAD = [
    "@SUM(A1:A9)",
    "若干",
    "面议",
    "没有这个区",
    "春熙路1号",
    "负责超市收银,每天八小时。",
    "不限",
    "英语",
]


def workbook(*rows: list) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in (HEAD, *rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def text_of(*rows: list) -> str:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in (HEAD, *rows))


@pytest.fixture
def employers(cast) -> Employers:
    return Employers(cast)


def upload(employers: Employers, data: bytes, name: str = "岗位.xlsx"):
    client = client_of(employers.cast.jianguo.user)
    path = reverse("jobs:import", args=[employers.restaurant.pk])
    return client, client.post(path, {"file": SimpleUploadedFile(name, data)})


@pytest.mark.django_db
def test_good_lines_are_sent_together_and_bad_ones_told_and_given_back(employers):
    client, answer = upload(employers, workbook(GOOD, BAD, [], GOOD))
    job = ImportJob.objects.get()
    assert answer["Location"] == reverse("jobs:import_job", args=[job.pk])
    assert "排队中" in client.get(answer["Location"]).content.decode()
    work_imports()
    job.refresh_from_db()
    assert (job.state, job.total, job.good, job.bad) == ("done", 3, 2, 1)
    made = Vacancy.objects.filter(source="批量导入")
    assert {(row.education, row.experience, row.occupation_id) for row in made} == {(4, 3, "4-01-02-04")}
    page = client.get(answer["Location"]).content.decode()
    assert "不能写“若干”" in page
    assert "不能只写“面议”" in page
    given = client.get(reverse("jobs:import_errors", args=[job.pk])).content.decode()
    assert "\n'@SUM" in given
    assert client.post(answer["Location"], {}).status_code == 422
    promise = {"promise": "1", "text": str(current_text("vacancy-publication").pk)}
    assert client.post(answer["Location"], promise).status_code == 302
    work_imports()
    assert {row.state for row in made.all()} == {"submitted"}
    job.refresh_from_db()
    assert job.state == "sent"
    work_imports()
    assert made.count() == 2


@pytest.mark.django_db
def test_what_the_law_forbids_to_write_is_told_by_line_with_its_article(employers):
    unlawful = [*GOOD[:5], "负责收银,限女性,每天八小时。", "不限", "不限"]
    _client, answer = upload(employers, workbook(GOOD, unlawful))
    work_imports()
    job = ImportJob.objects.get()
    assert (job.good, job.bad) == (1, 1)
    errors = job.rows.get(line=3).errors
    assert list(errors) == ["岗位内容"]
    assert "限女性" in errors["岗位内容"]
    assert "就业促进法" in errors["岗位内容"]


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_every_usual_encoding(employers, encoding: str):
    upload(employers, text_of(GOOD).encode(encoding), "岗位.csv")
    work_imports()
    assert Vacancy.objects.get(source="批量导入").title == "收银员"


@pytest.mark.django_db
def test_a_formula_comes_back_as_text_and_is_read_as_it_was_written(employers):
    cells = ['=HYPERLINK(""http://a.test"")', "若干", "4000元/月", "-1区", "=1+1", "+负责收银。", "", ""]
    client, answer = upload(employers, text_of(cells).encode(), "岗位.csv")
    work_imports()
    job = ImportJob.objects.get()
    given = client.get(reverse("jobs:import_errors", args=[job.pk])).content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(given)))
    assert len(lines) == 2
    for cell in lines[1]:
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "=", "+", "-", "@"))
    assert "'=1+1" in lines[1]
    again = [row for _number, row in sheets.lines("errors.csv", given.encode())]
    assert "=1+1" in again[1]
    assert "'=1+1" not in again[1]
    assert answer.status_code == 302


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for name, data in parts.items():
            package.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "told"),
    [
        (packed(**{"xl__vbaProject.bin": b"x"}), "带宏"),
        (packed(**{"xl__sheet.xml": b"0" * 60_000_000}), "太大"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 100, "xls"),
        (b"PK\x03\x04broken", "损坏"),
        (packed(a=b"x"), "打不开"),
        ("岗位名称,薪资\n收银员,4000".encode(), "缺少这些列"),
        (",".join(HEAD).encode(), "只有标题行"),
        (b"\xff\xff\x00\x80", "看不懂文件的编码"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_leaves_nothing(employers, data: bytes, told: str):
    _client, answer = upload(employers, data)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not ImportJob.objects.exists()


def test_too_many_lines_are_refused():
    data = (",".join(HEAD) + "\n" + "a,b\n" * 100_001).encode()
    with pytest.raises(sheets.BadSheet):
        list(sheets.lines("x.csv", data))


@pytest.mark.django_db
def test_the_template_is_good_itself(employers):
    client = client_of(employers.cast.jianguo.user)
    data = client.get(reverse("jobs:import_template", args=[employers.restaurant.pk])).content
    upload(employers, data)
    work_imports()
    assert ImportJob.objects.get().good == 1


@pytest.mark.django_db
def test_ten_thousand_lines_become_ten_thousand_drafts(employers):
    titles = [
        "收银员",
        "服务员",
        "保洁员",
        "电工",
        "月嫂",
        "仓管员",
        "厨师",
        "Java开发工程师",
        "销售代表",
        "叉车司机",
    ]
    lines = [[f"{titles[i % 10]}{i % 50}店", *GOOD[1:]] for i in range(10_000)]
    by = employers.actor(employers.restaurant.organisation)
    job = imports.stage(employers.restaurant, "x.csv", text_of(*lines).encode(), by=by)
    work_imports()
    job.refresh_from_db()
    assert (job.state, job.total, job.good, job.bad) == ("done", 10_000, 10_000, 0)
    made = Vacancy.objects.filter(source="批量导入")
    assert made.values("number").distinct().count() == 10_000
    titles_written = {line[0] for line in lines}
    assert set(made.values_list("title", flat=True)) == titles_written
    facts = ("state", "headcount", "pay_low", "pay_high", "pay_unit", "region_id", "address", "education")
    assert set(made.values_list(*facts)) == {("draft", 2, 4000, 5500, "month", "510104", "春熙路1号", 4)}
    for row in job.rows.select_related("vacancy")[::997]:
        assert (row.done, row.vacancy.title) == (True, row.cells["岗位名称"])
    assert Change.objects.filter(table="jobs_vacancy", op="I").count() >= 10_000


def test_real_postings_are_understood_or_refused_with_a_reason():
    if not REAL.exists():
        assert os.environ.get("CI") != "true", f"{REAL} is missing"
        pytest.skip("no sample of postings here")
    with REAL.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    priced = understood = 0
    for row in rows:
        cells = {
            "岗位名称": row["title"], "招聘人数": row["headcount"], "薪资": row["salary"], "工作地区": row["area"],
            "工作地址": row["area"], "岗位内容": row["description"], "学历": row["education"],
            "经验": row["experience"],
        }  # fmt: skip
        mapped = map_row(cells, place=lambda _text: "510104", known=lambda _code: True, today=clock.today())
        assert all(mapped.errors.values())
        assert mapped.errors or mapped.facts["pay_low"] > 0
        if any(sign.isdigit() for sign in row["salary"]):
            priced += 1
            understood += "pay_low" in mapped.facts or "太宽" in mapped.errors["薪资"]
    print(f"{understood} of {priced} pay strings of {len(rows)} postings")
    assert understood / priced >= 0.95
