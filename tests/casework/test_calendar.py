"""A year's calendar is entered: open promises that reach into it are counted anew, with notice; decided ones stay."""

from datetime import date

import pytest

from portal.casework import services
from portal.casework.models import Case
from portal.events.services import drain
from portal.kernel import clock
from portal.kernel.actor import system
from portal.notices.models import Message
from portal.rules.forms import CalendarForm
from portal.rules.models import CalendarDay
from portal.rules.services import enter_calendar
from tests.cast import Cast

pytestmark = pytest.mark.django_db
REST = {date(2027, 1, 1): "元旦", date(2027, 1, 4): "元旦"}
WORKED = {date(2027, 1, 9): "补班"}


def at_the_new_year(cast: Cast) -> Case:
    with clock.at("2026-12-30T10:00:00+08:00"):
        case = cast.case(cast.xiaomei)
        drain()
    return Case.objects.get(pk=case.pk)


def test_an_open_promise_moves_and_its_owner_is_told(cast: Cast):
    case = at_the_new_year(cast)
    assert case.due_provisional
    before = case.due
    with clock.at("2026-12-30T12:00:00+08:00"):
        enter_calendar(2027, rest=REST, worked=WORKED, by=system("test"))
        drain()
        moved = Case.objects.get(pk=case.pk)
        assert not moved.due_provisional
        assert moved.due != before
        assert moved.events.filter(step="clock").count() == 1
        drain()
    told = Message.objects.filter(person=cast.xiaomei, title__contains="期限有变")
    assert told.count() == 1
    assert CalendarDay.objects.get(day=date(2027, 1, 9)).working
    assert not CalendarDay.objects.get(day=date(2027, 1, 4)).working
    assert CalendarDay.objects.filter(day__year=2027).count() == 365


def test_a_closed_case_stays_as_it_was(cast: Cast):
    case = at_the_new_year(cast)
    with clock.at("2026-12-30T11:00:00+08:00"):
        services.decline(case, reasons=cast.reasons("decline"), by=cast.liufang_actor)
        before = Case.objects.get(pk=case.pk).due
        enter_calendar(2027, rest=REST, worked=WORKED, by=system("test"))
        drain()
    assert Case.objects.get(pk=case.pk).due == before


def test_a_promise_that_does_not_reach_the_year_is_not_touched(cast: Cast):
    case = cast.case(cast.xiaomei)
    enter_calendar(2027, rest=REST, worked=WORKED, by=system("test"))
    drain()
    assert not case.events.filter(step="clock").exists()


@pytest.mark.parametrize(
    ("rest", "worked", "field", "told"),
    [
        ("2027-13-01 元旦", "", "rest", "看不懂"),
        ("2026-01-01 元旦", "", "rest", "不在这一年"),
        ("2027-01-09 元旦", "2027-01-09 补班", "worked", "又放假又上班"),
        ("2027-01-01 元旦", "2027-01-06 补班", "worked", "不是周末"),
    ],
)
def test_a_wrong_line_is_named_at_its_field(rest: str, worked: str, field: str, told: str):
    form = CalendarForm({"year": "2027", "rest": rest, "worked": worked})
    assert not form.is_valid()
    assert told in str(form.errors[field])
