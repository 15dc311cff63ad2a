"""Files as units really hand them in: encodings, merged cells, formulas, days in every form, old numbers."""

import csv
import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from portal.agencies.queries import known_county_codes
from portal.exchange import sheets
from registration.models import Contract, Spell
from registration.rules import roster
from registration.services import filings
from tests.cast_registers import Units, hire_cells, name_of, number_of, sheet

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)


@pytest.fixture
def units(cast):
    return Units(cast)


def as_csv(rows, columns=roster.HIRE_COLUMNS):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([[row.get(column, "") for column in columns] for row in rows])
    return out.getvalue()


def read(**changed):
    return roster.read_hire(hire_cells(1, **changed), known=known_county_codes(), today=TODAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_in_any_encoding_of_the_office(units, encoding):
    data = as_csv([hire_cells(1, 岗位="𠮷野家店长" if encoding != "utf-8" else "店长")]).encode(encoding)
    filing = filings.stage(units.unit, "hire", "名单.csv", data, region=units.county, by=units.by)
    assert (filing.total, filing.bad) == (1, 0)
    units.sent(filing)
    assert "店长" in Contract.objects.get().post


@pytest.mark.parametrize(
    "text",
    ["2026-11-02", "2026/11/2", "2026.11.02", "2026年11月2日", "20261102", "46328", "2026-11-02 00:00:00"],
)
def test_a_day_however_it_is_written(text):
    assert read(入职日期=text, 合同开始日期=text).day == date(2026, 11, 2)


@pytest.mark.parametrize("text", ["2026-02-30", "昨天", "11月2日", "2026-13-01", "1", "=TODAY()"])
def test_what_is_no_day_is_told_with_what_stood_there(text):
    line = read(入职日期=text)
    assert line.column == "入职日期"
    assert text[:8] in line.problem


def test_real_dates_numbers_and_formulas_of_a_workbook(units):
    book = Workbook()
    page = book.active
    page.append(list(roster.HIRE_COLUMNS))
    cells = hire_cells(1)
    page.append(
        [
            cells["姓名"],
            cells["证件号码"],
            "",
            datetime(2026, 11, 2),
            "收银员",
            "固定期限",
            "",
            date(2028, 11, 1),
        ]
    )
    page.append([name_of(2), int(number_of(2).replace("X", "1")), "", "=A2", "收银员", "无固定期限"])
    out = io.BytesIO()
    book.save(out)
    filing = filings.stage(units.unit, "hire", "名单.xlsx", out.getvalue(), region=units.county, by=units.by)
    assert (filing.fresh, filing.bad) == (1, 1)  # an 18-digit number kept as a number has lost its end
    assert filing.lines.get(line=2).ends == date(2028, 11, 1)


def test_merged_cells_leave_lines_whose_gap_is_told(units):
    book = Workbook()
    page = book.active
    page.append(list(roster.HIRE_COLUMNS))
    for index in (1, 2):
        cells = hire_cells(index)
        page.append([cells.get(column, "") for column in roster.HIRE_COLUMNS])
    page.merge_cells("E2:E3")
    out = io.BytesIO()
    book.save(out)
    filing = filings.stage(units.unit, "hire", "名单.xlsx", out.getvalue(), region=units.county, by=units.by)
    assert (filing.fresh, filing.bad) == (1, 1)
    assert filing.lines.get(line=3).problem == "请填写岗位。"


def test_a_number_of_fifteen_digits_is_told_where_to_find_the_new_one():
    assert "15位" in read(证件号码="519999900101001").problem


def test_no_valid_number_is_refused_for_its_county():
    from portal.kernel.identity import check_digit

    for region in ("519999", "510101", "440399", "110119"):
        stem = f"{region}19900101001"
        assert read(证件号码=stem + check_digit(stem)).problem == ""


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"入职日期": "2027-01-01"}, "入职日期"),
        ({"合同开始日期": "2026-11-01"}, "合同开始日期"),
        ({"合同结束日期": "2026-11-01"}, "合同结束日期"),
        ({"合同结束日期": ""}, "合同结束日期"),
        ({"合同类型": "临时"}, "合同类型"),
        ({"岗位": " "}, "岗位"),
        ({"试用期至": "2027-05-02"}, "试用期至"),
        ({"合同类型": "非全日制", "试用期至": "2026-11-20"}, "试用期至"),
        ({"合同结束日期": "2027-01-01", "试用期至": "2026-11-20"}, "试用期至"),
    ],
)
def test_a_contract_against_the_law_is_told_at_its_column(changed, column):
    line = read(**changed)
    assert (line.column, bool(line.problem)) == (column, True)


def test_a_trial_as_long_as_the_law_lets_it_be():
    assert read(试用期至="2027-01-01").problem == ""
    assert read(合同结束日期="2029-11-01", 试用期至="2027-05-01").problem == ""


def test_a_child_is_not_hired():
    line = read(证件号码=number_of(1, date(2010, 11, 3)))
    assert "16周岁" in line.problem
    assert read(证件号码=number_of(1, date(2010, 11, 2))).problem == ""


def test_a_file_without_a_needed_column_is_refused_as_a_whole(units):
    data = sheet([hire_cells(1)], [c for c in roster.HIRE_COLUMNS if c != "岗位"])
    with pytest.raises(sheets.BadSheet, match="岗位"):
        filings.stage(units.unit, "hire", "名单.xlsx", data, region=units.county, by=units.by)
    assert not Spell.objects.exists()


def test_a_big_file_is_read_in_the_background_and_its_missing_column_told(units, monkeypatch):
    monkeypatch.setattr(filings, "READ_AT_ONCE", 100)
    columns = [c for c in roster.HIRE_COLUMNS if c != "岗位"]
    bad = filings.stage(
        units.unit, "hire", "名单.xlsx", sheet([hire_cells(1)], columns), region=units.county, by=units.by
    )
    good = filings.stage(
        units.unit, "hire", "名单.xlsx", sheet([hire_cells(1)]), region=units.county, by=units.by
    )
    assert {bad.state, good.state} == {"reading"}
    for each in (bad, good):
        filings.read_staged(each.pk, by=filings.BY)
        each.refresh_from_db()
    assert (bad.state, bad.bad, good.fresh) == ("read", 1, 1)
    assert "岗位" in bad.lines.get().problem


def test_wrong_lines_come_back_as_they_were_with_what_to_mend(units):
    from registration.services import filings_wrong

    data = as_csv([hire_cells(1), hire_cells(2, 入职日期="=1+1")]).encode()
    filing = filings.stage(units.unit, "hire", "名单.csv", data, region=units.county, by=units.by)
    rows = list(filings_wrong.rows(filing))
    assert rows[0][-1] == "要改什么"
    assert len(rows) == 2
    assert rows[1][0] == name_of(2)
    assert rows[1][3] == "'=1+1"
