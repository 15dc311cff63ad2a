"""Spreadsheets as lines of text: what is refused before it is opened, and how lines are read."""

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

MOST_BYTES, MOST_LINES = 20 * 1024 * 1024, 100_000
MOST_UNPACKED, MOST_RATIO, MOST_PARTS = 300 * 1024 * 1024, 200, 2000
RATIO_FROM = 1024 * 1024
MOST_COLUMNS, LONGEST_CELL = 60, 5000
PACKAGE = b"PK\x03\x04"
MACROS = ("vbaproject", "/macrosheets/", "/activex/")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "=", "+", "-", "@")


class BadSheet(ValueError):
    """The file cannot be taken; its text says why and what to do."""


def check(data: bytes) -> None:
    """What can be told without reading the lines. Raises BadSheet."""
    if len(data) > MOST_BYTES:
        raise BadSheet(_("文件超过20MB,请分成几个文件。"))
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise BadSheet(_("这是旧的.xls格式,或者带密码。请另存为.xlsx再上传。"))
    if data[:4] == PACKAGE:
        _check_package(data)


def lines(name: str, data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Lines that are not empty with their numbers, from 1. Raises BadSheet."""
    check(data)
    rows = _workbook(data) if data[:4] == PACKAGE else _csv(data)
    for number, cells in enumerate(rows, 1):
        if number > MOST_LINES + 1:
            raise BadSheet(_("超过100000行,请分成几个文件。"))
        out = [_cell(value) for value in cells[:MOST_COLUMNS]]
        if any(out):
            yield number, out


def _check_package(data: bytes) -> None:
    """Sizes are read from the directory of the package, before anything is unpacked."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile:
        raise BadSheet(_("文件损坏,打不开。请重新保存再上传。")) from None
    names = [part.filename.lower() for part in parts]
    if any(mark in name for name in names for mark in MACROS):
        raise BadSheet(_("文件带宏,不能上传。请另存为.xlsx(不带宏)。"))
    if "[content_types].xml" not in names:
        raise BadSheet(_("这不是表格文件。请上传.xlsx或.csv。"))
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    blown = unpacked > RATIO_FROM and unpacked / packed > MOST_RATIO
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or blown:
        raise BadSheet(_("文件解开后太大,不能上传。请只留要导入的那张表。"))


def _workbook(data: bytes) -> Iterator[list[Any]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        if not book.sheet_names:
            raise BadSheet(_("文件里没有工作表。"))
        sheet = book.get_sheet_by_index(0)
        if sheet.total_height > MOST_LINES + 1:
            raise BadSheet(_("超过100000行,请分成几个文件。"))
        yield from sheet.to_python(skip_empty_area=False)
    except CalamineError:
        raise BadSheet(_("文件打不开。请另存为.xlsx再上传。")) from None


def _csv(data: bytes) -> Iterator[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise BadSheet(_("看不懂文件的编码。请另存为.xlsx,或UTF-8的.csv。"))
    if "\x00" in text:
        raise BadSheet(_("这不是表格文件。请上传.xlsx或.csv。"))
    mark = "\t" if text.split("\n", 1)[0].count("\t") > text.split("\n", 1)[0].count(",") else ","
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    except csv.Error:
        raise BadSheet(_(".csv文件有一格太长,或者引号不成对。")) from None


def _cell(value: Any) -> str:
    if value.__class__ is str and (not value or value.isalnum()):  # most cells: nothing in them to strip
        return value[:LONGEST_CELL]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).replace("\x00", "").strip()[:LONGEST_CELL] if value is not None else ""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text  # as `safe` gave it back


def safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def template(columns: list[str], example: list[str], *, title: str) -> bytes:
    """An XLSX file with a head line and an example."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(columns)
    sheet.append(example)
    for column in sheet.columns:
        sheet.column_dimensions[column[0].column_letter].width = 20
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
