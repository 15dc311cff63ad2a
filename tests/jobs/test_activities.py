"""Places of an activity: never oversold, given back, come to by a signed code."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from jobs.models import Activity, Booking
from jobs.services import activities
from portal.accounts import actors
from portal.accounts.registry import exports
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from tests.access.entering import client_of, role_clients
from tests.faults.conftest import Race
from tests.jobs.test_applications_race import person

SEATS, PEOPLE = 7, 50


def made(cast, capacity: int = 1, days: int = 1, **more) -> Activity:
    begins = clock.now() + timedelta(days=days)
    facts = {
        "kind": "mock",
        "title": "模拟面试",
        "about": "练一次面试",
        "place": "春熙路1号",
        "begins_at": begins,
        "ends_at": begins + timedelta(hours=2),
        "capacity": capacity,
    }
    return activities.make(cast.liufang, by=cast.liufang_actor, **(facts | more))


def typed(**more) -> dict[str, str]:
    begins = clock.now() + timedelta(days=3)
    return {
        "kind": "visit",
        "title": "看车间",
        "about": "看一看装配车间",
        "place": "某某路2号3楼",
        "begins_at": f"{begins:%Y-%m-%dT%H:%M}",
        "ends_at": f"{begins + timedelta(hours=1):%Y-%m-%dT%H:%M}",
        "capacity": "2",
        **more,
    }


@pytest.mark.django_db
def test_a_place_is_taken_once_and_given_back(cast):
    activity, by = made(cast), system("test")
    first = activities.book(activity, cast.xiaomei, by=by)
    assert activities.book(activity, cast.xiaomei, by=by) == first
    with pytest.raises(activities.ActivityRefused, match="full"):
        activities.book(activity, cast.jianguo, by=by)
    activities.cancel(first, by=by)
    activities.cancel(first, by=by)
    activity.refresh_from_db()
    assert activity.taken == 0
    assert activities.book(activity, cast.jianguo, by=by)


@pytest.mark.django_db
def test_nothing_is_booked_or_cancelled_after_the_beginning(cast):
    activity, by = made(cast, 5), system("test")
    booking = activities.book(activity, cast.xiaomei, by=by)
    with clock.at(activity.begins_at):
        with pytest.raises(activities.ActivityRefused, match="begun"):
            activities.book(activity, cast.jianguo, by=by)
        with pytest.raises(activities.ActivityRefused, match="begun"):
            activities.cancel(booking, by=by)


@pytest.mark.django_db
def test_a_forged_code_another_activitys_or_another_agencys_is_refused(cast):
    activity, other = made(cast), made(cast, title="另一场")
    booking = activities.book(activity, cast.xiaomei, by=system("test"))
    token = activities.token_of(booking)
    with pytest.raises(activities.ActivityRefused, match="absent"):
        activities.rate(booking, rating=5, words="", by=system("test"))
    for wrong, door in ((token[:-1] + "?", activity), (str(booking.pk), activity), (token, other)):
        with pytest.raises(activities.ActivityRefused, match="forged"):
            activities.booking_by(wrong, activity=door)
    found = activities.booking_by(f" {token}\n", activity=activity)
    with pytest.raises(activities.ActivityRefused, match="early"):
        activities.attend(found, by=cast.liufang_actor)
    with clock.at(activity.begins_at):
        for wrong in (cast.hejing_actor, actors.of_person(cast.xiaomei)):
            with pytest.raises(activities.ActivityRefused, match="forged"):
                activities.attend(found, by=wrong)
        first = activities.attend(found, by=cast.liufang_actor).attended_at
    assert first
    with clock.at(activity.ends_at):
        assert activities.attend(found, by=cast.liufang_actor).attended_at == first
        with pytest.raises(activities.ActivityRefused, match="came"):
            activities.cancel(booking, by=system("test"))
    assert activities.rate(booking, rating=4, words="有用", by=system("test")).rating == 4


@pytest.mark.django_db
def test_the_database_holds_the_rules_by_itself(cast):
    activity = made(cast, 2)
    booking = activities.book(activity, cast.xiaomei, by=system("test"))
    wrong = [
        (Activity, activity.pk, {"taken": 3}),
        (Activity, activity.pk, {"capacity": 0}),
        (Activity, activity.pk, {"ends_at": activity.begins_at}),
        (Activity, activity.pk, {"called_off_at": clock.now()}),
        (Booking, booking.pk, {"rating": 3}),
        (Booking, booking.pk, {"attended_at": clock.now(), "cancelled_at": clock.now()}),
    ]
    for model, pk, values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(pk=pk).update(**values)


@pytest.mark.django_db
def test_a_clerk_makes_changes_and_calls_off(cast):
    clients = role_clients(cast)
    desk, mine = clients["clerk"], client_of(cast.xiaomei.user)
    answer = desk.post("/desk/activities/new/", typed(ends_at="2020-01-01T10:00"))
    assert answer.status_code == 422
    assert "结束要晚于开始" in answer.content.decode()
    assert 'value="看车间"' in answer.content.decode()
    assert desk.post("/desk/activities/new/", typed()).status_code == 302
    row = Activity.objects.get()
    assert "看车间" in mine.get("/activities/").content.decode()
    mine.post(f"/activities/{row.pk}/book/")
    clients["stranger"].post(f"/activities/{row.pk}/book/")
    answer = desk.post(f"/desk/activities/{row.pk}/edit/", typed(capacity="1"))
    assert answer.status_code == 422
    assert "名额不能少于已经约出的人数。" in answer.content.decode()
    assert desk.post(f"/desk/activities/{row.pk}/edit/", typed(place="另一处")).status_code == 302
    moved = Message.objects.get(person=cast.xiaomei, title__startswith="活动改了时间或地点")
    assert "另一处" in plaintext(moved.body)
    text = desk.get(f"/desk/activities/{row.pk}/").content.decode()
    assert cast.xiaomei.name.masked() in text
    assert "李晓梅" not in text
    assert desk.post(f"/desk/activities/{row.pk}/call-off/", {"why": ""}).status_code == 422
    assert desk.post(f"/desk/activities/{row.pk}/call-off/", {"why": "场地停电"}).status_code == 302
    told = Message.objects.filter(title="活动取消了:看车间")
    assert told.count() == 2
    assert "场地停电" in plaintext(told.first().body)
    assert "看车间" not in mine.get("/activities/").content.decode()
    assert "场地停电" in mine.get(f"/activities/{row.pk}/").content.decode()


@pytest.mark.django_db
def test_a_person_books_comes_and_says_how_it_was(cast):
    row, mine, desk = made(cast, 3), client_of(cast.xiaomei.user), role_clients(cast)["clerk"]
    answer = mine.post(f"/activities/{row.pk}/book/", follow=True)
    booking = Booking.objects.get()
    text = answer.content.decode()
    assert "到场时出示" in text
    assert "data:image/svg+xml" in text
    assert "您已经约好了" in mine.get(f"/activities/{row.pk}/").content.decode()
    scan = f"/desk/activities/{row.pk}/scan/"
    answer = desk.post(scan, {"code": "乱写的"})
    assert answer.status_code == 422
    assert "不是这场活动的预约码" in answer.content.decode()
    token = activities.token_of(booking)
    assert "活动当天才能签到。" in desk.post(scan, {"code": token}).content.decode()
    Activity.objects.update(begins_at=clock.now(), ends_at=clock.now() + timedelta(hours=1))
    assert desk.post(scan, {"code": token}).status_code == 302
    assert mine.post(f"/my/activities/{booking.pk}/rate/", {}).status_code == 422
    mine.post(f"/my/activities/{booking.pk}/rate/", {"rating": "5", "words": "老师讲得细"})
    text = desk.get(f"/desk/activities/{row.pk}/").content.decode()
    assert "老师讲得细" in text
    assert "平均5.0分" in text
    told = exports["活动预约"](cast.xiaomei)[0]
    assert (told["活动"], told["状态"], told["想说的"]) == ("模拟面试", "参加了", "老师讲得细")


@pytest.mark.django_db
def test_who_has_no_phone_is_ticked_off_the_list(cast):
    row, desk = made(cast, 3), role_clients(cast)["clerk"]
    booking = activities.book(row, cast.xiaomei, by=system("test"))
    Activity.objects.update(begins_at=clock.now(), ends_at=clock.now() + timedelta(hours=1))
    assert desk.post(f"/desk/activities/bookings/{booking.pk}/came/").status_code == 302
    booking.refresh_from_db()
    assert booking.attended_at


@pytest.mark.django_db
def test_the_lists_page_on_and_ask_as_often_however_long_they_are(cast, client):
    for n in range(23):
        made(cast, 5, title=f"第{n}场")
    counts = []
    for kept in (1, 22):
        Activity.objects.update(called_off_at=clock.now(), called_off_why="停")
        some = Activity.objects.order_by("begins_at", "pk").values("pk")[:kept]
        Activity.objects.filter(pk__in=some).update(called_off_at=None, called_off_why="")
        client.get("/activities/")
        with CaptureQueriesContext(connection) as asked:
            text = client.get("/activities/").content.decode()
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert "第19场" in text
    assert "第20场" not in text
    more = text.split('href="?after=')[1].split('"')[0]
    text = client.get(f"/activities/?after={more}").content.decode()
    assert "第20场" in text
    assert "第19场" not in text
    assert client.get("/activities/?after=x").status_code == 200


def test_fifty_at_once_get_exactly_the_places_there_are(race: Race, racers):
    activity = made(racers, SEATS)
    people = [person(order) for order in range(1, PEOPLE + 1)]
    results = race.run(lambda n: activities.book(activity, people[n], by=system("test")), PEOPLE)
    refused = [each for each in results if isinstance(each, Exception)]
    assert {str(each) for each in refused} == {"full"}
    assert len(refused) == PEOPLE - SEATS
    activity.refresh_from_db()
    assert activity.taken == Booking.objects.count() == SEATS


def test_one_person_at_once_takes_one_place_and_gives_it_back_once(race: Race, racers):
    activity, one = made(racers, SEATS), racers.xiaomei
    results = race.run(lambda _n: activities.book(activity, one, by=system("test")).pk, 20)
    assert len(set(results)) == Booking.objects.count() == 1
    activity.refresh_from_db()
    assert activity.taken == 1
    booking = Booking.objects.get()
    race.run(lambda _n: activities.cancel(booking, by=system("test")), 20)
    activity.refresh_from_db()
    assert activity.taken == 0
