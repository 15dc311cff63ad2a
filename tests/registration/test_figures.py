"""Figures of a month: begun, ended by ground, standing, summed to the province; again, closed and corrected."""

from datetime import date

import pytest

from portal.agencies.models import Agency, Region
from portal.casework.services import NotAllowed
from portal.kernel import clock
from portal.kernel.actor import system
from registration.models import FigureMonth, RegisterFigure, Spell
from registration.queries.figures import Sums, grounds, newest, sums
from registration.services import figures
from registration.tasks.figures import count_figures
from tests.cast import JINJIANG, QINGYANG, SICHUAN

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)
BY = system("test")


@pytest.fixture
def people(cast):
    return [
        cast.person(name, verified=True, phone=f"1380000002{n}") for n, name in enumerate(["王秀兰", "张磊"])
    ]


def _spell(person, kind, begins, ends=None, ending="", region=JINJIANG):
    return Spell.objects.create(
        person=person,
        kind=kind,
        exclusive=kind != "flexible",
        period=(begins, ends),
        agency=Agency.objects.get(region_id=region),
        ending=ending,
        registered_at=clock.now(),
    )


def _sums(region=SICHUAN, month=OCTOBER):
    return sums(newest(month), Region.objects.get(pk=region))


def test_edges_of_a_month(people):
    """The last day of a month is in it, the first day of the next is not."""
    one, two = people
    _spell(one, "employment", date(2026, 1, 1), date(2026, 10, 1), "left")  # last day 30 September
    _spell(one, "unemployment", date(2026, 10, 1), date(2026, 11, 1), "hired")  # last day 31 October
    _spell(two, "employment", date(2026, 10, 31), region=QINGYANG)
    _spell(two, "unemployment", date(2026, 5, 1), date(2026, 10, 31), "hired", region=QINGYANG)
    figures.count_month(OCTOBER, by=BY)
    assert _sums() == {"unemployment": Sums(1, 2, 0), "employment": Sums(1, 0, 1)}
    assert _sums(JINJIANG) == {"unemployment": Sums(1, 1, 0)}
    assert _sums("510100") == _sums()
    assert grounds(newest(OCTOBER), Region.objects.get(pk=SICHUAN), "unemployment") == {"hired": 2}


def test_standing_follows_from_the_month_before(people):
    one, two = people
    _spell(one, "unemployment", date(2026, 8, 3), date(2026, 10, 6), "no_contact")
    _spell(two, "unemployment", date(2026, 10, 20))
    for month in (date(2026, 9, 1), OCTOBER):
        figures.count_month(month, by=BY)
    before, after = (_sums(month=month)["unemployment"] for month in (date(2026, 9, 1), OCTOBER))
    assert before.standing == 1
    assert after.standing == before.standing + after.begun - after.ended == 1


def test_sex_and_age_are_of_the_person(people):
    _spell(people[1], "flexible", OCTOBER)  # 张磊, born 1990-11-25: 35 at the end of October
    figures.count_month(OCTOBER, by=BY)
    row = RegisterFigure.objects.get(count=newest(OCTOBER))
    assert (row.sex, row.band, row.standing) == (people[1].sex, "35-44", 1)


def test_again_changes_nothing_and_what_is_gone_becomes_nought(people):
    spell = _spell(people[0], "flexible", OCTOBER)
    assert figures.count_month(OCTOBER, by=BY) == 1
    assert figures.count_month(OCTOBER, by=BY) == 0
    spell.period = (date(2026, 11, 1), None)
    spell.save(update_fields=["period"])
    assert figures.count_month(OCTOBER, by=BY) == 1
    assert _sums() == {}


def test_closed_is_closed_and_a_correction_is_a_version(people, cast):
    figures.close_month(OCTOBER, by=BY)
    with pytest.raises(figures.MonthClosed):
        figures.count_month(OCTOBER, by=BY)
    _spell(people[0], "flexible", OCTOBER)
    row = figures.correct(OCTOBER, "用人单位补报", by=cast.chentao_actor)
    assert (row.version, row.reason) == (2, "用人单位补报")
    assert _sums() == {"flexible": Sums(1, 0, 1)}
    first = FigureMonth.objects.get(month=OCTOBER, version=1)
    assert sums(first, Region.objects.get(pk=SICHUAN)) == {}


def test_who_may_and_when(people, cast):
    with pytest.raises(figures.MonthClosed):
        figures.close_month(clock.today(), by=BY)
    with pytest.raises(NotAllowed):
        figures.count_month(OCTOBER, by=cast.liufang_actor)
    with pytest.raises(figures.MonthClosed):
        figures.correct(OCTOBER, "原因", by=cast.chentao_actor)
    figures.close_month(OCTOBER, by=BY)
    with pytest.raises(NotAllowed):
        figures.correct(OCTOBER, "原因", by=BY)


def test_the_task_closes_the_month_before(people):
    _spell(people[0], "flexible", OCTOBER)
    with clock.at(date(2026, 11, 9)):
        count_figures()
        assert newest(OCTOBER).closed_at is None
    with clock.at(date(2026, 11, 10)):
        count_figures()
        assert newest(OCTOBER).closed_at
        assert count_figures() == 0
