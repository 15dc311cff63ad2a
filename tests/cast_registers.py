"""Units that file their people, and files with as many made-up people of region 519999 as asked for."""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from openpyxl import Workbook

from portal.accounts.models import Organisation
from portal.agencies.models import Region
from portal.casework.models import Commitment
from portal.casework.services import Signature
from portal.casework.services.submitting import current_text
from portal.kernel.identity import check_digit
from registration.models import Filing
from registration.rules import roster
from registration.services import filings
from tests.cast import JINJIANG, Cast
from tests.cast_jobs import RESTAURANT, Employers

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚"


def number_of(index: int, birth: date = date(1990, 1, 1)) -> str:
    """A number of region 519999; `index` tells people of one birthday apart, then days go on."""
    day = date.fromordinal(birth.toordinal() + index // 1000)
    stem = f"519999{day:%Y%m%d}{index % 1000:03d}"
    return stem + check_digit(stem)


def name_of(index: int) -> str:
    """A made-up name."""
    return SURNAMES[index % 20] + GIVEN[index // 20 % 20] + GIVEN[index // 400 % 20]


def hire_cells(index: int, **changed: str) -> dict[str, str]:
    """A line of hiring with nothing wrong in it."""
    return {
        "姓名": name_of(index),
        "证件号码": number_of(index),
        "入职日期": "2026-11-02",
        "岗位": "收银员",
        "合同类型": "固定期限",
        "合同结束日期": "2028-11-01",
    } | changed


def sheet(rows: Iterable[dict[str, Any]], columns: Iterable[str] = roster.HIRE_COLUMNS) -> bytes:
    """The rows as an XLSX file."""
    heads = list(columns)
    book = Workbook(write_only=True)
    page = book.create_sheet("人员")
    page.append(heads)
    for row in rows:
        page.append([row.get(head, "") for head in heads])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


class Units:
    """成都蜀味人家, confirmed; 王建国 is its administrator."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.employers = cast, Employers(cast)
        self.unit = self.employers.organisation(cast.jianguo, RESTAURANT, "成都蜀味人家餐饮管理有限公司")
        self.by = self.employers.actor(self.unit)
        self.county = Region.objects.get(pk=JINJIANG)

    def staged(
        self, rows: Iterable[dict[str, Any]], kind: str = "hire", unit: Organisation | None = None
    ) -> Filing:
        """A file read and shown."""
        columns = roster.HIRE_COLUMNS if kind == "hire" else roster.LEAVE_COLUMNS
        data = sheet(rows, columns)
        by = self.employers.actor(unit) if unit else self.by
        return filings.stage(unit or self.unit, kind, "名单.xlsx", data, region=self.county, by=by)

    def signature(self, kind: str = "hire") -> Signature | None:
        """The promise in force, ticked."""
        text = current_text(filings.ITEM[kind])
        return Signature(Commitment.Method.TICK, text.pk) if text else None

    def sent(self, filing: Filing) -> Filing:
        """Handed in under the promise."""
        by = self.employers.actor(filing.organisation)
        return filings.send(filing, signature=self.signature(filing.kind), by=by)

    def hired(self, *indexes: int, **changed: str) -> Filing:
        """These people filed and taken."""
        return self.sent(self.staged([hire_cells(index, **changed) for index in indexes]))
