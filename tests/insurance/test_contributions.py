"""Contributions from files: shown before they count, corrected, undone; a bad line never takes a good one with it."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from insurance.models import Contribution, ContributionImport
from insurance.queries.contributions import counted_months
from insurance.rules.lines import COLUMNS, read
from insurance.services import contributions as services
from portal.accounts import actors
from portal.accounts.models import Organisation, Person
from portal.accounts.services import merge
from portal.casework.services import NotAllowed
from portal.events.models import Change
from portal.exchange.sheets import BadSheet
from portal.kernel import clock
from portal.kernel.actor import Actor
from tests.access.entering import client_of
from tests.cast import NUMBERS, Cast
from tests.cast_insurance import granted

pytestmark = pytest.mark.django_db
UNIT = "91519999MA6XN00116"


@pytest.fixture
def keeper(cast: Cast) -> Actor:
    return actors.of_clerk(cast.clerk("shuju", "数据员", "510104", "data"))


@pytest.fixture
def person(cast: Cast) -> Person:
    Organisation.objects.create(uscc=UNIT, name="成都蜀味人家", region_id="510104", created_at=clock.now())
    return cast.person("李晓梅", verified=True)


def line(month: str, base: str = "5000", number: str = NUMBERS["李晓梅"], **changes: str) -> list[str]:
    cells = dict(zip(COLUMNS, [number, UNIT, "锦江区", month, base, "30", "20"], strict=True)) | changes
    return [cells[name] for name in COLUMNS]


def sheet(*rows: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([COLUMNS, *rows])
    return out.getvalue().encode()


def staged(keeper: Actor, *rows: list[str], as_of: date = date(2026, 10, 31)) -> ContributionImport:
    return services.stage("缴费.csv", sheet(*rows), source="锦江区税务局", as_of=as_of, by=keeper)


def counts(batch: ContributionImport) -> tuple[int, int, int, int, int]:
    return batch.rows, batch.added, batch.changed, batch.same, batch.refused


def test_it_is_shown_first_and_counts_after(keeper: Actor, person: Person):
    batch = staged(keeper, line("2026-09"), line("2026-10"))
    assert counts(batch) == (2, 2, 0, 0, 0)
    assert batch.effect == {"people": 1, "drawing": 0}
    assert not Contribution.objects.exists()
    services.apply(batch, by=keeper)
    assert counted_months(person, clock.today()) == 2
    row = Contribution.objects.first()
    assert (row.source, row.as_of, row.employer.uscc) == (batch, date(2026, 10, 31), UNIT)
    assert Change.objects.filter(table="insurance_contribution", op="I").count() == 2


def test_the_same_again_changes_nothing(keeper: Actor, person: Person):
    services.apply(staged(keeper, line("2026-09")), by=keeper)
    with pytest.raises(services.NotNow):
        staged(keeper, line("2026-09"))
    again = staged(keeper, line("2026-09"), line("2026-08", base="abc"))
    assert counts(again) == (2, 0, 0, 1, 1)
    services.apply(again, by=keeper)
    assert Contribution.objects.count() == 1
    assert not Change.objects.filter(table="insurance_contribution", op="U").exists()


def test_a_correction_is_undone_to_what_stood_before(keeper: Actor, person: Person):
    first = services.apply(staged(keeper, line("2026-09")), by=keeper)
    second = staged(keeper, line("2026-09", base="6000"), line("2026-10"))
    assert counts(second) == (2, 1, 1, 0, 0)
    services.apply(second, by=keeper)
    assert {str(row.base) for row in Contribution.objects.all()} == {"6000.00", "5000.00"}
    with pytest.raises(services.NotNow, match="后来的导入"):
        services.undo(first, by=keeper)
    services.undo(second, by=keeper)
    row = Contribution.objects.get()
    assert (str(row.base), row.source) == ("5000.00", first)
    services.undo(first, by=keeper)
    assert not Contribution.objects.exists()


def test_what_a_decision_rests_on_is_not_undone(cast: Cast, keeper: Actor, person: Person):
    months = [f"2025-{month:02d}" for month in range(1, 13)]
    batch = services.apply(staged(keeper, *[line(month) for month in months]), by=keeper)
    with clock.at("2026-11-24T10:00:00"):
        claim = granted(person, cast.liufang_actor)
    with pytest.raises(services.NotNow, match=claim.case.number):
        services.undo(batch, by=keeper)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (line("2026-12"), "在以后"),
        (line("二〇二六年"), "看不懂"),
        (line("2026-13"), "看不懂"),
        (line("1985-12"), "1986"),
        (line("2026-09", base="-1"), "不能是负数"),
        (line("2026-09", base="五千"), "不是数字"),
        (line("2026-09", base="NaN"), "不能是负数"),
        (line("2026-09", 参保地="朝阳区"), "没有找到参保地"),
        (line("2026-09", number="519999198303122643"), "校验"),
        (line("2026-09", number="519999199011254330"), "没有这个人"),
        (line("2026-09", 单位统一社会信用代码="91510000MA6CABCD0X"), "没有登记这个单位"),
        (line("2026-09", 单位统一社会信用代码="123"), "18位"),
    ],
)
def test_a_bad_line_says_why_and_the_good_one_is_taken(
    keeper: Actor, person: Person, row: list[str], told: str
):
    batch = staged(keeper, line("2026-08"), row)
    assert counts(batch)[1] == 1
    assert told in batch.lines.exclude(problem="").get().problem
    services.apply(batch, by=keeper)
    assert Contribution.objects.count() == 1
    assert batch.lines.get().line == 3


def test_the_last_of_two_lines_of_a_month_is_taken(keeper: Actor, person: Person):
    batch = staged(keeper, line("2026-09", base="4000"), line("202609", base="5000"))
    assert batch.lines.exclude(problem="").get().problem == "与第3行重复"
    services.apply(batch, by=keeper)
    assert str(Contribution.objects.get().base) == "5000.00"


def test_two_units_in_a_month_count_once(keeper: Actor, person: Person):
    rows = [line("2026-09"), line("2026-09", 单位统一社会信用代码="")]
    services.apply(staged(keeper, *rows), by=keeper)
    assert Contribution.objects.count() == 2
    assert counted_months(person, clock.today()) == 1


def test_a_person_merged_meanwhile_gets_the_months(cast: Cast, keeper: Actor, person: Person):
    other = cast.person("王秀兰", phone="13800000005")
    batch = staged(keeper, line("2026-09", number=NUMBERS["王秀兰"]), line("2026-09"))
    assert batch.added == 2
    merge(person, other, reason="同一个人", by=cast.liufang_actor)
    services.apply(batch, by=keeper)
    assert Contribution.objects.get().person == person


def test_only_who_keeps_data_may_and_only_at_home(cast: Cast, keeper: Actor, person: Person):
    with pytest.raises(NotAllowed):
        staged(cast.liufang_actor, line("2026-09"))
    batch = staged(keeper, line("2026-09"))
    stranger = actors.of_clerk(cast.clerk("qydata", "青羊数据员", "510105", "data"))
    with pytest.raises(NotAllowed):
        services.apply(batch, by=stranger)


@pytest.mark.parametrize("data", [b"", b"\x00\x01", "甲,乙\n1,2\n".encode(), sheet()])
def test_a_file_that_is_none_is_refused_whole(keeper: Actor, person: Person, data: bytes):
    with pytest.raises(BadSheet):
        services.stage("x.csv", data, source="税务", as_of=date(2026, 10, 31), by=keeper)
    assert not ContributionImport.objects.exists()


def test_the_pages(cast: Cast, person: Person):
    clerk = cast.clerk("shuju", "数据员", "510104", "data", "window")
    client = client_of(clerk.user, method="mfa")
    url = "/desk/insurance/imports/"
    wrong = client.post(url, {"source": "", "as_of": "2026-10-31"})
    assert wrong.status_code == 422
    assert {"source", "file"} == set(wrong.context["form"].errors)
    file = SimpleUploadedFile("缴费.csv", sheet(line("2026-09"), line("2026-12")))
    page = client.post(url, {"source": "税务", "as_of": "2026-10-31", "file": file}, follow=True)
    assert "在以后" in page.content.decode()
    batch = ContributionImport.objects.get()
    assert "已生效" in client.post(f"{url}{batch.pk}/apply/", follow=True).content.decode()
    assert "已撤销" in client.post(f"{url}{batch.pk}/undo/", follow=True).content.decode()
    assert "不能这样做" in client.post(f"{url}{batch.pk}/undo/", follow=True).content.decode()
    assert client.get(f"{url}template.xlsx").content[:2] == b"PK"
    assert client_of(cast.liufang.user, method="mfa").get(url).status_code == 404


def test_statements_do_not_grow_with_lines(keeper: Actor, person: Person):
    def asked(*rows: Any) -> int:
        with CaptureQueriesContext(connection) as captured:
            services.apply(staged(keeper, *rows), by=keeper)
        return len(captured)

    few = asked(line("2020-01"))
    assert asked(*[line(f"2021-{month:02d}") for month in range(1, 13)]) <= few


def test_no_valid_number_is_refused_for_its_county_code():
    cells = dict(zip(COLUMNS, line("2026-09"), strict=True))
    found = read(cells, counties={"锦江区": "510104"}, known=frozenset(), today=date(2026, 11, 23))
    assert not found.problem
