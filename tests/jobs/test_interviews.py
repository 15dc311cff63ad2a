"""Interview times: offered, taken once, given back, cancelled; the calendar file."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from jobs.models import Application, InterviewSlot
from jobs.services import applications, interviews
from portal.accounts import actors
from portal.kernel import clock
from portal.notices.models import Message
from tests.access.entering import client_of
from tests.cast_jobs import Employers

pytestmark = pytest.mark.django_db


@pytest.fixture
def employers(cast) -> Employers:
    return Employers(cast)


@pytest.fixture
def vacancy(employers):
    return employers.open()


def invited(cast, vacancy) -> Application:
    row, _new = applications.apply(vacancy, cast.xiaomei, by=actors.of_person(cast.xiaomei))
    return applications.invite(row, by=cast.liufang_actor)


def slots(cast, vacancy, count: int = 2) -> list[InterviewSlot]:
    begins = (clock.now() + timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
    facts = {"begins": begins, "minutes": 20, "count": count, "place": "春熙路1号"}
    return interviews.offer_slots(vacancy, by=cast.liufang_actor, **facts)


def test_the_unit_offers_times_and_twice_is_once(cast, vacancy):
    invited(cast, vacancy)
    client, page = client_of(cast.jianguo.user), reverse("jobs:interviews", args=[vacancy.number])
    assert page in client.get(reverse("jobs:received", args=[vacancy.number])).content.decode()
    day = (clock.today() + timedelta(days=3)).isoformat()
    posted = {"day": day, "time": "14:00", "minutes": "20", "count": "3", "place": "春熙路1号"}
    for _again in range(2):
        assert client.post(page, posted).status_code == 302
    rows = list(InterviewSlot.objects.order_by("begins"))
    assert [f"{row.begins.astimezone(clock.ZONE):%H:%M}" for row in rows] == ["14:00", "14:20", "14:40"]
    assert Message.objects.filter(person=cast.xiaomei, title__startswith="请选面试时间").count() == 1
    answer = client.post(page, posted | {"day": "2020-01-01"})
    assert answer.status_code == 422
    assert "时间要在现在以后" in answer.content.decode()
    assert 'value="2020-01-01"' in answer.content.decode()


def test_one_takes_a_time_changes_it_and_gives_it_back(cast, vacancy):
    row = invited(cast, vacancy)
    first, second = slots(cast, vacancy)
    client = client_of(cast.xiaomei.user)
    page, take = reverse("jobs:application", args=[row.pk]), reverse("jobs:book_interview", args=[row.pk])
    assert "选一个您方便的时间" in client.get(page).content.decode()
    assert client.get(reverse("jobs:interview_ics", args=[row.pk])).status_code == 404
    for slot in (first, second):
        client.post(take, {"slot": str(slot.pk)})
    assert interviews.booked(row) == second
    first.refresh_from_db()
    assert (first.application, first.booked_at) == (None, None)
    shown = client.get(page).content.decode()
    assert "换一个时间" in shown
    assert "春熙路1号" in shown
    assert (
        "李晓梅"
        in client_of(cast.jianguo.user)
        .get(reverse("jobs:interviews", args=[vacancy.number]))
        .content.decode()
    )
    client.post(take, {"cancel": "1"})
    assert interviews.booked(row) is None
    assert Message.objects.filter(person=cast.jianguo, title__startswith="求职者取消了面试").count() == 1
    assert "请先选一个时间" in client.post(take, {"slot": "x"}, follow=True).content.decode()


def test_the_calendar_file_says_when_and_where(cast, vacancy):
    from icalendar import Calendar

    row = invited(cast, vacancy)
    slot = interviews.book(row, slots(cast, vacancy)[0], by=actors.of_person(cast.xiaomei))
    answer = client_of(cast.xiaomei.user).get(reverse("jobs:interview_ics", args=[row.pk]))
    assert answer["Content-Type"].startswith("text/calendar")
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event.decoded("dtstart") == slot.begins
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(minutes=20)
    assert str(event["location"]) == "春熙路1号"


def test_nobody_takes_a_time_who_was_not_invited_or_elsewhere_or_too_late(cast, employers, vacancy):
    by = actors.of_person(cast.xiaomei)
    row, _new = applications.apply(vacancy, cast.xiaomei, by=by)
    slot = slots(cast, vacancy)[0]
    with pytest.raises(interviews.NotInvited):
        interviews.book(row, slot, by=by)
    row = applications.invite(row, by=cast.liufang_actor)
    foreign = slots(cast, employers.open(vacancy.employer, title="理货员"))[0]
    with pytest.raises(interviews.SlotTaken):
        interviews.book(row, foreign, by=by)
    with clock.at(slot.begins), pytest.raises(interviews.SlotTaken):
        interviews.book(row, slot, by=by)
    interviews.book(row, slot, by=by)
    with pytest.raises(IntegrityError), transaction.atomic():
        InterviewSlot.objects.filter(pk=foreign.pk).update(application=row, booked_at=clock.now())


def test_cancelled_by_the_unit_the_person_is_told(cast, vacancy):
    row = invited(cast, vacancy)
    slot = interviews.book(row, slots(cast, vacancy)[0], by=actors.of_person(cast.xiaomei))
    client = client_of(cast.jianguo.user)
    for _again in range(2):
        client.post(reverse("jobs:cancel_interview", args=[slot.pk]))
    assert interviews.booked(row) is None
    assert Message.objects.filter(person=cast.xiaomei, title="面试时间取消了").count() == 1
    with pytest.raises(interviews.SlotTaken):
        interviews.book(row, slot, by=actors.of_person(cast.xiaomei))


def test_an_application_that_ends_frees_its_time(cast, vacancy):
    row = invited(cast, vacancy)
    slot = interviews.book(row, slots(cast, vacancy)[0], by=actors.of_person(cast.xiaomei))
    applications.withdraw(row, by=actors.of_person(cast.xiaomei))
    slot.refresh_from_db()
    assert (slot.application, slot.booked_at, slot.cancelled_at) == (None, None, None)


def test_the_list_of_times_asks_as_often_for_many(cast, vacancy, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    row = invited(cast, vacancy)
    made = slots(cast, vacancy, count=1)
    interviews.book(row, made[0], by=actors.of_person(cast.xiaomei))
    client, page = client_of(cast.jianguo.user), reverse("jobs:interviews", args=[vacancy.number])
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    slots(cast, vacancy, count=8)
    with django_assert_num_queries(len(one)):
        client.get(page)
