"""登记统计 at the desk: the numbers of a place, who stands behind them, and that a look is written down."""

from datetime import date

import pytest

from portal.agencies.models import Region
from portal.events.models import Event
from portal.kernel import clock
from portal.kernel.actor import system
from registration.services import figures
from tests.access.entering import role_clients
from tests.cast import JINJIANG, QINGYANG
from tests.cast_registers import Units

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(cast):
    return Units(cast)


@pytest.fixture
def desk(cast):
    return role_clients(cast)["clerk"]


def test_a_county_reads_its_month_and_year_and_goes_down_to_the_people(units, desk):
    units.hired(*range(17))
    figures.count_month(clock.today(), by=system("test"))
    page = desk.get("/desk/register/figures/").content.decode()
    assert ">17<span" in page
    assert "就业" in page
    behind = desk.get(f"/desk/register/figures/new/?year=2026&region={JINJIANG}").content.decode()
    assert behind.count('<li><a href="/desk/people/') == 17
    assert Event.objects.filter(name="indicator.looked_into").count() == 1
    told = desk.get("/desk/register/figures/indicators.csv").content.decode("utf-8-sig")
    assert f"{JINJIANG},{Region.objects.get(pk=JINJIANG).full_name},17,0,0,0" in told


def test_another_county_is_not_there(desk):
    assert desk.get(f"/desk/register/figures/?region={QINGYANG}").status_code == 404
    assert desk.get(f"/desk/register/figures/new/?region={QINGYANG}").status_code == 404
    assert desk.get("/desk/register/figures/nothing/").status_code == 404


def test_two_hirings_of_one_person_count_once(units, desk):
    units.hired(1, 合同结束日期="2027-11-01")
    units.hired(1, 入职日期="2026-11-03", 合同类型="非全日制", 合同结束日期="2027-11-02")
    page = desk.get(f"/desk/register/figures/?year={date(2026, 1, 1).year}").content.decode()
    assert ">1<span" in page
