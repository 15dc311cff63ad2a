"""Reminders before a time somebody holds: a day and two hours before, once each, not what was booked just now."""

from datetime import timedelta

import pytest

from jobs.services import activities, interviews
from jobs.tasks.reminding import remind_of_times
from portal.accounts import actors
from portal.kernel import clock
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from tests.cast_jobs import Employers
from tests.jobs.test_activities import made
from tests.jobs.test_interviews import invited, slots

pytestmark = pytest.mark.django_db


def told(person) -> list[str]:
    return list(Message.objects.filter(person=person, kind="reminder").values_list("title", flat=True))


def before(moment, **span):
    return clock.at(moment - timedelta(**span))


def test_an_interview_is_reminded_of_twice_and_never_again(cast):
    vacancy = Employers(cast).open()
    row = invited(cast, vacancy)
    slot = interviews.book(row, slots(cast, vacancy)[0], by=actors.of_person(cast.xiaomei))
    assert remind_of_times() == 0
    with before(slot.begins, hours=23):
        assert remind_of_times() == 1
        assert remind_of_times() == 0
    with before(slot.begins, minutes=90):
        assert remind_of_times() == 1
        assert remind_of_times() == 0
    with before(slot.begins, minutes=-1):
        assert remind_of_times() == 0
    assert told(cast.xiaomei) == [f"提醒:面试 {vacancy.title}"] * 2
    assert slot.place in plaintext(Message.objects.filter(kind="reminder").first().body)


def test_what_was_given_back_or_called_off_is_silent(cast):
    activity = made(cast, capacity=2, days=3)
    for person in (cast.xiaomei, cast.jianguo):
        activities.book(activity, person, by=actors.of_person(person))
    activities.cancel(activities.bookings_of(cast.jianguo).get(), by=actors.of_person(cast.jianguo))
    with before(activity.begins_at, hours=20):
        assert remind_of_times() == 1
    assert told(cast.xiaomei) == ["提醒:模拟面试"]
    activities.call_off(activity, why="场地停电", by=cast.liufang_actor)
    with before(activity.begins_at, hours=1):
        assert remind_of_times() == 0
    assert told(cast.jianguo) == []


def test_booked_an_hour_before_needs_no_reminder(cast):
    activity = made(cast, days=3)
    with before(activity.begins_at, hours=1):
        activities.book(activity, cast.xiaomei, by=actors.of_person(cast.xiaomei))
        assert remind_of_times() == 0
