"""What the worker says of an employment, and how an objection is settled."""

from datetime import date

import pytest

from portal.accounts import actors
from portal.casework.models import Task
from portal.casework.services import NotAllowed
from portal.events.services import drain
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from registration.models import Separation, Spell
from registration.services import employment
from tests.access.entering import client_of
from tests.cast_registers import Units, hire_cells, number_of

pytestmark = pytest.mark.django_db
ZHANGLEI = {"姓名": "张磊", "证件号码": "519999199011254330"}


@pytest.fixture
def units(cast):
    return Units(cast)


@pytest.fixture
def zhanglei(cast):
    return cast.person("张磊", verified=True, phone="13800000022")


@pytest.fixture
def spell(units, zhanglei):
    units.sent(units.staged([hire_cells(1, **ZHANGLEI)]))
    return Spell.objects.get(person=zhanglei)


def _left(units, ground="劳动者提前通知辞职"):
    units.sent(units.staged([ZHANGLEI | {"最后工作日": "2026-11-20", "离职原因": ground}], "leave"))


def test_hire_and_ending_are_told_to_the_person(units, spell, zhanglei):
    _left(units)
    drain()
    told = {each.title: each for each in Message.objects.filter(person=zhanglei, kind="employment")}
    assert set(told) == {"单位为您办了就业登记", "单位申报您已离职"}
    assert "劳动者提前通知辞职" in plaintext(told["单位申报您已离职"].body)


def test_who_left_says_so_and_the_unit_is_told(units, spell, zhanglei, cast):
    by = actors.of_person(zhanglei)
    employment.say_left(spell, last_day=date(2026, 11, 20), ground="LCL38", by=by)
    spell.refresh_from_db()
    assert (spell.period.upper, spell.ending, spell.separation.said_by) == (
        date(2026, 11, 21),
        "left",
        "worker",
    )
    assert Message.objects.filter(person=cast.jianguo, title="有员工申报已经离职").count() == 1
    with pytest.raises(employment.NotNow):
        employment.say_left(spell, last_day=date(2026, 11, 20), ground="LCL38", by=by)


def test_after_i_said_that_i_left_another_unit_may_hire_me(units, spell, zhanglei, cast):
    employment.say_left(spell, last_day=date(2026, 11, 20), ground="LCL37", by=actors.of_person(zhanglei))
    unit = units.employers.organisation(
        cast.person("王秀兰", verified=True, phone="13800000044"), "92519999MA6XN0038T", "云码"
    )
    filing = units.staged(
        [hire_cells(1, **ZHANGLEI, 入职日期="2026-11-21", 合同结束日期="2027-11-20")], unit=unit
    )
    assert filing.fresh == 1


def test_an_objection_is_settled_by_a_named_clerk_with_reasons(units, spell, zhanglei, cast):
    _left(units)
    by = actors.of_person(zhanglei)
    employment.object_to(spell, text="是单位通知我不用来了", by=by)
    assert Task.objects.filter(kind="investigate", note__contains="离职原因").count() == 1
    with pytest.raises(employment.NotNow):
        employment.object_to(spell, text="再说一次", by=by)
    said = employment.settle(
        spell,
        ground="LCL36_EMPLOYER",
        last_day=date(2026, 11, 19),
        text="双方确认是单位提出的",
        by=cast.liufang_actor,
    )
    spell.refresh_from_db()
    assert (said.ground, said.settled_by_id, spell.period.upper) == (
        "LCL36_EMPLOYER",
        cast.liufang.pk,
        date(2026, 11, 20),
    )
    assert Message.objects.filter(title="离职原因已核实").count() == 2


def test_nobody_speaks_for_another(units, spell, cast):
    with pytest.raises(NotAllowed):
        employment.say_left(
            spell, last_day=date(2026, 11, 20), ground="LCL37", by=actors.of_person(cast.xiaomei)
        )


def test_a_clerk_of_another_county_settles_nothing(units, spell, zhanglei, cast):
    _left(units)
    employment.object_to(spell, text="不是我辞职", by=actors.of_person(zhanglei))
    with pytest.raises(NotAllowed):
        employment.settle(spell, ground="LCL37", last_day=date(2026, 11, 20), text="x", by=cast.hejing_actor)
    assert Separation.objects.get().settled_at is None


def test_the_roster_asks_the_same_number_of_questions_whatever_its_length(
    units, client, cast, django_assert_max_num_queries
):
    units.hired(*range(2, 40))
    client.force_login(cast.jianguo.user)
    client.get(f"/units/{units.unit.pk}/staff/")
    with django_assert_max_num_queries(14) as few:
        page = client.get(f"/units/{units.unit.pk}/staff/")
    assert f"…{number_of(2)[-4:]}" in page.content.decode()
    units.hired(*range(40, 60))
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(f"/units/{units.unit.pk}/staff/")


def test_my_page_says_where_i_work_since_when(units, spell, zhanglei):
    page = client_of(zhanglei.user).get("/my/").content.decode()
    assert "就业 · 成都蜀味人家餐饮管理有限公司" in page
    assert "2026年11月2日起" in page
    page = client_of(zhanglei.user).get("/my/work/").content.decode()
    assert "我已经离开这家单位" in page
