"""Reminded once, ended kindly, rated fairly; my page, the desk and the export."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jobs.models import Employer
from jobs.services import applications as services
from jobs.tasks.applications import count_answer_rates, lapse_applications, remind_employers
from portal.accounts import actors
from portal.accounts.services.exporting import export_person
from portal.kernel import clock
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from portal.rules.queries import lookup
from tests.access.entering import client_of, role_clients
from tests.cast_jobs import Employers

pytestmark = pytest.mark.django_db


@pytest.fixture
def vacancy(cast):
    return Employers(cast).open()


def sent(cast, vacancy, person=None):
    one = person or cast.xiaomei
    return services.apply(vacancy, one, by=actors.of_person(one))[0]


def later(**span):
    return clock.at(clock.now() + timedelta(**span))


@pytest.mark.parametrize(
    "key", ["application.reminder_days", "application.closing_days", "report.hides_from"]
)
def test_what_the_house_promises_is_no_law(db, key):
    found = lookup(key, on=clock.today(), region="510000")
    assert (found.confidence, found.instrument) == ("D", "")


def test_the_unit_is_reminded_once_on_the_fifteenth_day(cast, vacancy):
    row = sent(cast, vacancy)
    with later(days=14, hours=23):
        assert remind_employers() == 0
    with later(days=15):
        assert remind_employers() == 1
        assert remind_employers() == 0
    with later(days=16):
        assert remind_employers() == 0
    message = Message.objects.get(person=cast.jianguo, key__startswith="application-remind-")
    assert message.title.startswith("1份投递在等答复")
    row.refresh_from_db()
    assert row.reminded_at


def test_answered_nobody_is_reminded_and_nothing_ends(cast, vacancy):
    row = sent(cast, vacancy)
    services.invite(row, by=cast.liufang_actor)
    with later(days=31):
        assert remind_employers() == lapse_applications() == 0


def test_unanswered_it_ends_kindly_on_the_thirtieth_day(cast, vacancy):
    row = services.see(sent(cast, vacancy), by=cast.liufang_actor)
    with later(days=29, hours=23):
        assert lapse_applications() == 0
    with later(days=30):
        assert lapse_applications() == 1
        assert lapse_applications() == 0
    row.refresh_from_db()
    assert row.state == "lapsed"
    message = Message.objects.get(person=cast.xiaomei, key=f"application-{row.pk}-lapsed")
    assert "这不说明您不合适" in plaintext(message.body)
    page = client_of(cast.xiaomei.user).get(reverse("jobs:application", args=[row.pk])).content.decode()
    assert "单位一直没有答复" in page


def test_the_rate_is_shown_once_five_had_their_time(cast, vacancy):
    people = [cast.xiaomei] + [
        cast.person(name, phone=f"1380000010{n}")
        for n, name in enumerate(("吉克·阿呷", "张磊", "王秀兰"), start=1)
    ]
    rows = [sent(cast, vacancy, one) for one in people]
    for row in rows[:3]:
        services.invite(row, by=cast.liufang_actor)
    page = reverse("jobs:vacancy", args=[vacancy.number])
    with later(days=15):
        assert count_answer_rates() == 0  # four only
    sent(cast, vacancy, cast.jianguo)
    with later(days=14):
        assert count_answer_rates() == 0
    with later(days=15):
        assert count_answer_rates() == 1
        assert count_answer_rates() == 0
    assert Employer.objects.get(pk=vacancy.employer_id).answer_rate == 60
    assert "回复率60%" in Client().get(page).content.decode()
    assert "回复率60%" in Client().get(reverse("jobs:search")).content.decode()


def test_my_page_the_desk_and_the_export_show_it(cast, vacancy):
    my = reverse("site:my")
    client = client_of(cast.xiaomei.user)
    assert "看全部投递" not in client.get(my).content.decode()
    row = sent(cast, vacancy)
    services.reject(row, reason="time", text="夜班要到十一点", by=cast.liufang_actor)
    page = client.get(my).content.decode()
    assert "看全部投递" in page
    assert vacancy.title in page
    desk = role_clients(cast)["clerk"]
    person = reverse("site:person", args=[cast.xiaomei.pk])
    desk.post(person, {"purpose": "来电咨询"})
    text = desk.get(person).content.decode()
    assert "panel-seeking" in text
    assert vacancy.title in text
    assert "夜班要到十一点" not in text
    with zipfile.ZipFile(io.BytesIO(export_person(cast.xiaomei, by=actors.of_person(cast.xiaomei)))) as held:
        told = json.loads(held.read("投递.json"))
        assert json.loads(held.read("岗位举报.json")) == []
    assert [each["岗位编号"] for each in told] == [vacancy.number]
    assert told[0]["单位的补充说明"] == "夜班要到十一点"
    assert [step["状态"] for step in told[0]["经过"]] == ["已投递", "未录用"]
