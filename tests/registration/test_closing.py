"""«我停业了» and «我要招人»: a unit's two ends."""

from datetime import date

import pytest

from portal.casework.models import Task
from portal.casework.services import NotAllowed
from registration.models import Filing, Separation, Spell
from registration.services import closing, filings
from tests.cast_registers import Units

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(cast):
    return Units(cast)


def test_everybody_on_the_roster_is_filed_in_one_act(units):
    units.hired(1, 2, 3)
    filing = closing.close_unit(units.unit, last_day=date(2026, 11, 20), ground="LCL44_5", by=units.by)
    assert (filing.state, filing.total, filing.bad) == ("read", 3, 0)
    assert Spell.objects.filter(period__endswith__isnull=True).count() == 3  # nothing before it is sent
    units.sent(filing)
    assert set(Separation.objects.values_list("ground", "last_day")) == {("LCL44_5", date(2026, 11, 20))}
    assert not Spell.objects.filter(period__endswith__isnull=True).exists()


def test_who_came_after_the_last_day_ends_on_the_day_they_came(units):
    units.hired(1)
    filing = closing.close_unit(units.unit, last_day=date(2026, 10, 1), ground="LCL44_5", by=units.by)
    assert filing.bad == 0


def test_the_agency_has_one_task_due_in_two_working_days(units):
    closing.close_unit(units.unit, last_day=date(2026, 11, 20), ground="LCL44_4", by=units.by)
    closing.close_unit(units.unit, last_day=date(2026, 11, 20), ground="LCL44_4", by=units.by)
    task = Task.objects.get(kind="contact")
    assert units.unit.uscc in task.note
    assert (task.due - task.created_at.date()).days <= 4


def test_a_unit_without_staff_files_nothing(units):
    assert closing.close_unit(units.unit, last_day=date(2026, 11, 20), ground="LCL44_5", by=units.by) is None
    assert not Filing.objects.exists()


def test_a_day_to_come_and_another_ground_are_refused(units):
    for last_day, ground in ((date(2030, 1, 1), "LCL44_5"), (date(2026, 11, 20), "LCL37")):
        with pytest.raises(filings.NotNow):
            closing.close_unit(units.unit, last_day=last_day, ground=ground, by=units.by)


def test_nobody_closes_anothers_unit(units, cast):
    from portal.accounts import actors

    with pytest.raises(NotAllowed):
        closing.close_unit(
            units.unit, last_day=date(2026, 11, 20), ground="LCL44_5", by=actors.of_person(cast.xiaomei)
        )


def test_from_the_page_to_the_list_of_staff(units, client, cast):
    units.hired(1, 2)
    client.force_login(cast.jianguo.user)
    assert "成都蜀味人家" in client.get("/life/closing/").content.decode()
    address = f"/units/{units.unit.pk}/closing/"
    assert client.post(address, {"last_day": "2030-01-01", "ground": "LCL44_5"}).status_code == 422
    page = client.post(address, {"last_day": "2026-11-20", "ground": "LCL44_5"}, follow=True)
    assert page.redirect_chain[0][0].startswith("/filings/")
    assert (
        page.content.decode().count("最后一天 2026年11月20日") == 2
    )  # who it is about is seen before it is sent


def test_the_path_of_hiring_knows_what_is_done(units, client, cast, django_assert_max_num_queries):
    client.force_login(cast.jianguo.user)
    page = client.get("/life/hiring/")
    steps = page.context["units"][0]["steps"]
    assert [step["stands"].done for step in steps] == [True, False, False, False]
    assert [step["next"] for step in steps] == [False, True, False, False]
    units.hired(1)
    with django_assert_max_num_queries(12):
        page = client.get("/life/hiring/")
    assert "已登记1人" in page.content.decode()


def test_who_has_no_unit_is_led_to_make_one(client, cast):
    client.force_login(cast.xiaomei.user)
    assert "登记一个单位" in client.get("/life/hiring/").content.decode()
