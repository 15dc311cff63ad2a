"""The boards: figures worked out by hand, small counts hidden, pages that ask little and show snapshots alone."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from portal.accounts import actors
from portal.accounts.models import Document
from portal.agencies.models import Agency
from portal.casework import services
from portal.casework.models import Case, Rating
from portal.kernel import clock
from portal.oversight.models import Snapshot
from portal.oversight.registry import Column, boards
from portal.oversight.services import compute_boards, month_of
from portal.oversight.suppression import hidden, share
from portal.oversight.views import written
from tests.cast import ITEM, NUMBERS, Cast

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
OTHERS = ("王建国", "王秀兰", "吉克·阿呷", "张磊")


def compute(today: date = date(2026, 11, 30)) -> None:
    compute_boards(month_of(NOVEMBER, today=today))


def figures(board: str, **key) -> dict:
    return Snapshot.objects.get(board=board, period="2026-11", **key).figures


@pytest.fixture
def made(cast: Cast) -> Case:
    """Sent on Monday 2 November, sent back on Wednesday, resubmitted on Friday, granted on Tuesday 10."""
    with clock.at("2026-11-02T10:00:00+08:00"):
        case = cast.case(cast.xiaomei)
    with clock.at("2026-11-04T10:00:00+08:00"):
        services.send_back(case, reasons=cast.reasons("send_back"), by=cast.liufang_actor)
    with clock.at("2026-11-06T10:00:00+08:00"):
        services.reopen_for_correction(case, by=actors.of_person(cast.xiaomei))
        case = services.resubmit(case, by=actors.of_person(cast.xiaomei))
    with clock.at("2026-11-09T10:00:00+08:00"):
        services.accept(case, by=cast.liufang_actor)
        services.confirm_identity(case, method="window", by=cast.liufang_actor)
    with clock.at("2026-11-10T10:00:00+08:00"):
        services.grant(case, by=cast.liufang_actor)
    return Case.objects.get(pk=case.pk)


def test_the_days_of_correction_are_not_counted(made: Case):
    """2 to 10 November is six working days after the first; two of them stood still."""
    compute()
    told = figures("promise", item_id=ITEM, agency_id=made.responsible_id)
    assert (told["done"], told["median"], told["p90"], told["on_time"]) == (1, 4.0, 4.0, 1.0)


def test_online_with_one_walk_for_the_identity(made: Case):
    compute()
    told = figures("online", item_id=ITEM, region_id=made.responsible.region_id)
    assert (told["done"], told["online"], told["at_once"], told["wholly_online"], told["visits"]) == (
        1,
        1,
        0,
        0,
        1,
    )


def test_open_and_overdue_are_those_of_today(cast: Cast):
    with clock.at("2026-11-02T10:00:00+08:00"):
        case = cast.case(cast.xiaomei)
    compute(today=case.due)
    assert figures("promise", item_id=ITEM)["overdue"] == 0
    compute(today=case.due + timedelta(days=1))
    told = figures("promise", item_id=ITEM)
    assert (told["open"], told["overdue"], told["done"], told["median"]) == (1, 1, 0, None)


def granted_to(cast: Cast, name: str) -> Case:
    """Another person's case at the same office, sent and granted in the same days."""
    with clock.at("2026-11-09T10:00:00+08:00"):
        person = cast.person(name, verified=True)
        man = int(NUMBERS[name][-2]) % 2
        case = cast.case(person, **({"retirement": {}} if man else {}))
        services.accept(case, by=cast.liufang_actor)
        return services.grant(case, by=cast.liufang_actor)


def test_a_single_rating_is_counted_and_not_told(made: Case):
    """An office with one case this month: the level would be that person's own."""
    Rating.objects.create(case=made, level=4, at=clock.now())
    compute()
    told = figures("ratings", agency_id=made.responsible_id)
    assert (told.pop("done"), told.pop("rated")) == (1, 1)
    assert set(told.values()) == {None}


def test_ratings_by_office_from_five_on(made: Case, cast: Cast):
    people = [made, *(granted_to(cast, name) for name in OTHERS)]
    for case, level in zip(people, (5, 5, 4, 4, 1), strict=True):
        Rating.objects.create(case=case, level=level, at=clock.now())
    compute()
    told = figures("ratings", agency_id=made.responsible_id)
    assert (told["rated"], told["level5"], told["level4"], told["level1"], told["average"]) == (
        5,
        2,
        2,
        1,
        3.8,
    )


def test_small_groups_are_hidden_with_one_more():
    assert hidden({"a": 100, "b": 40, "c": 3}) == {"c", "b"}
    assert hidden({"a": 100, "b": 40}) == set()
    assert hidden({"a": 100, "b": 2}) == {"a", "b"}
    assert hidden({"a": 50, "b": 1, "c": 1}) == {"a", "b", "c"}
    assert hidden({"a": 50, "b": 3, "c": 4, "d": 0}) == {"b", "c"}
    assert hidden({"a": 3}) == {"a"}


def test_what_is_hidden_cannot_be_subtracted():
    """Over many partitions: hidden cells number two or more and add up to FLOOR, unless all are hidden."""
    for a in range(8):
        for b in range(8):
            for c in (0, 3, 5, 9):
                counts = {"a": a, "b": b, "c": c}
                gone = hidden(counts)
                shown = {key for key in counts if key not in gone and counts[key]}
                assert not [key for key in shown if counts[key] < 5]
                if gone and shown:
                    assert len(gone) >= 2
                    assert sum(counts[key] for key in gone) >= 5


def test_a_share_never_tells_of_the_few():
    assert share(97, 100) is None
    assert share(2, 100) is None
    assert share(100, 100) == 1
    assert share(0, 100) == 0
    assert share(60, 100) == 0.6
    assert share(0, 0) is None


def test_one_person_is_nowhere_on_the_board_of_equal_treatment(made: Case):
    compute()
    rows = Snapshot.objects.filter(board="equal", item_id=ITEM)
    assert {row.cut.split(":")[0] for row in rows} == {"sex", "age", "household"}
    assert all(set(row.figures.values()) == {None} for row in rows)


def test_people_from_hong_kong_macao_and_taiwan_are_a_group_of_their_own(made: Case, monkeypatch):
    monkeypatch.setattr("portal.oversight.suppression.FLOOR", 0)
    Document.objects.filter(person=made.person).update(kind="hm_travel_permit")
    compute()
    cuts = set(
        Snapshot.objects.filter(board="equal", cut__startswith="household").values_list("cut", flat=True)
    )
    assert cuts == {"household:hmt"}
    assert figures("equal", cut="household:hmt")["done"] == 1


def test_computing_twice_leaves_one_set(made: Case):
    compute()
    many = Snapshot.objects.count()
    compute()
    assert Snapshot.objects.count() == many > 0


def test_the_command_and_its_mistake(made: Case, capsys):
    call_command("compute_boards", "--month", "2026-11")
    assert "promise 1" in capsys.readouterr().out
    with pytest.raises(Exception, match="like 2026-11"):
        call_command("compute_boards", "--month", "november")


def test_pages_ask_four_queries_at_most_and_no_sign_in(made: Case, django_assert_max_num_queries):
    compute()
    client, filled = Client(), set(Snapshot.objects.values_list("board", flat=True))
    assert {"promise", "online", "equal"} <= filled
    for board in boards():
        with django_assert_max_num_queries(4):
            html = client.get(f"/boards/{board.code}/").content.decode()
        assert ("2026-11" in html) == (board.code in filled), board.code
        assert "李" not in html
        assert made.number not in html


def test_pages_read_snapshots_and_never_cases(made: Case, django_assert_max_num_queries):
    compute()
    before = Client().get("/boards/promise/").content
    Case.objects.update(due=date(2020, 1, 1))
    assert Client().get("/boards/promise/").content == before


def test_csv_has_every_row(made: Case):
    compute()
    answer = Client().get("/boards/promise.csv?month=2026-11")
    lines = answer.content.decode("utf-8-sig").strip().splitlines()
    assert answer["Content-Type"].startswith("text/csv")
    assert lines[0].startswith("月份,事项,机构,承诺")
    assert len(lines) == 1 + Snapshot.objects.filter(board="promise").count()


def test_an_empty_board_says_when_the_first_figures_come():
    assert "还没有数据" in Client().get("/boards/ratings/").content.decode()
    assert Client().get("/boards/nothing/").status_code == 404


def test_filters_take_only_what_is_there(made: Case):
    compute()
    html = Client().get("/boards/promise/?month=1999-01&item=<b>").content.decode()
    assert "<b>" not in html
    assert "2026-11" in html


def test_how_figures_are_written():
    assert written(None, Column("a", "a")) == "—"
    assert written(0.834, Column("a", "a", "share")) == "83%"
    assert written(4.0, Column("a", "a", "days")) == "4"
    assert written(1234, Column("a", "a")) == "1,234"


def test_every_board_has_offices_by_name(made: Case):
    compute()
    assert (
        Agency.objects.get(pk=made.responsible_id).name in Client().get("/boards/ratings/").content.decode()
    )
