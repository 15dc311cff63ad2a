"""Pushes of stages 1 and 2: what is new, why, how it stops; the same for everybody; a fixed number of statements."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jobs.models import Application, PushMark, PushStop, Resume, Seeker, ServiceStage
from jobs.rules.stages import share_out
from jobs.services import matching, opening_stages, pushing, stages, suggesting
from jobs.tasks.stages import push_best_openings, push_new_openings
from portal.accounts.services import merging
from portal.events.models import Delivery
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from portal.notices.models import Dispatch, Message, Preference
from tests.access.entering import client_of
from tests.cast import JINJIANG, QINGYANG, Cast
from tests.jobs.stage_rows import CASHIER, COOK, crowd, indexed, opened, shop, wishing

pytestmark = pytest.mark.django_db
BY = system("test")
STOP = re.compile(r"/pushes/[^/ ]+/stop/")


@pytest.fixture
def card(cast: Cast):
    return shop(cast)


@pytest.fixture
def jianguo(cast: Cast):
    """王建国 wishes to be a cashier in 锦江 and is in stage 1."""
    wishing(cast.jianguo, (CASHIER, JINJIANG))
    return stages.open_stage(cast.jianguo, reason="resume", by=BY)


def pushes(person) -> list[str]:
    rows = Message.objects.filter(person=person, kind="push").order_by("created_at")
    return [plaintext(row.body) for row in rows]


@pytest.mark.parametrize(
    ("lists", "told"),
    [
        ([], []),
        ([[1, 2]], [[1, 2]]),
        ([[1, 2, 3, 4, 5, 6, 7]], [[1, 2, 3, 4, 5]]),
        ([[1, 2, 3, 4], [5, 6, 7]], [[1, 2, 3], [5, 6]]),
        ([[1, 2, 3], [1, 2, 9]], [[1, 3], [2, 9]]),
        ([[], [4]], [[], [4]]),
    ],
)
def test_five_at_most_one_of_each_wish_in_turn_nothing_twice(lists, told):
    assert share_out(lists) == told


def test_a_push_says_what_is_new_and_why_once_a_day_and_nothing_when_nothing_is_new(cast, card, jianguo):
    assert push_new_openings() == 0
    opened(cast, card, "超市收银员")
    opened(cast, card, "别处的收银员", region=QINGYANG)
    opened(cast, card, "锦江的厨师", code=COOK)
    opened(cast, card, "旧的收银员", posted=clock.now() - timedelta(days=8))
    assert push_new_openings() == 1
    [text] = pushes(cast.jianguo)
    assert text.startswith("因为您想在锦江区做")
    assert "超市收银员" in text
    for other in ("别处", "厨师", "旧的"):
        assert other not in text
    opened(cast, card, "同一天的收银员", posted=clock.now() + timedelta(minutes=1))
    with clock.at(clock.now() + timedelta(hours=1)):
        assert push_new_openings() == 0
    with clock.at(clock.now() + timedelta(days=1)):
        assert push_new_openings() == 1
        assert push_new_openings() == 0
    assert "超市" not in pushes(cast.jianguo)[1]
    assert "同一天的收银员" in pushes(cast.jianguo)[1]
    with clock.at(clock.now() + timedelta(days=2)):
        assert push_new_openings() == 0


def test_five_openings_at_most_and_none_that_one_applied_to(cast, card, jianguo):
    rows = [opened(cast, card, f"收银员{n}号") for n in range(7)]
    Application.objects.create(vacancy=rows[6], person=cast.jianguo, made_at=clock.now(), resume="{}")
    assert push_new_openings() == 1
    [text] = pushes(cast.jianguo)
    assert len(re.findall(r"收银员\d号", text)) == 5
    assert "收银员6号" not in text


def test_the_form_of_work_is_kept_to(cast, card, jianguo):
    intention = Resume.objects.get(person=cast.jianguo).intentions.get()
    intention.kind = "part_time"
    intention.save()
    opened(cast, card, "全职收银员")
    assert push_new_openings() == 0
    opened(cast, card, "小时工收银员", kind="part_time")
    assert push_new_openings() == 1


def test_one_tap_stops_a_topic_without_signing_in_and_the_card_lets_it_come_again(cast, card, jianguo):
    wishing(cast.jianguo, (COOK, JINJIANG))
    opened(cast, card, "超市收银员")
    opened(cast, card, "川菜厨师", code=COOK)
    assert push_new_openings() == 1
    path = STOP.search(pushes(cast.jianguo)[0])[0]
    visitor = Client()
    page = visitor.get(path)
    assert page.status_code == 200
    assert "想在锦江区做" in page.content.decode()
    assert "王" not in page.content.decode().split("<main")[1].split("</main")[0]
    assert not PushStop.objects.exists(), "looking stops nothing"
    assert "不再推送了" in visitor.post(path).content.decode()
    assert visitor.post(path).status_code == 200
    assert PushStop.objects.get().stopped
    opened(cast, card, "夜班收银员", posted=clock.now() + timedelta(hours=2))
    opened(cast, card, "夜班厨师", code=COOK, posted=clock.now() + timedelta(hours=2))
    with clock.at(clock.now() + timedelta(days=1)):
        assert push_new_openings() == 1
        assert "夜班厨师" in pushes(cast.jianguo)[1]
        assert "收银" not in pushes(cast.jianguo)[1]
    mine, topic = client_of(cast.jianguo.user), PushStop.objects.get().topic
    assert "想在锦江区做" in mine.get("/my/profile-card/").content.decode()
    assert mine.post("/my/profile-card/pushes/", {"topic": topic, "on": "1"}).status_code == 302
    assert not PushStop.objects.get().stopped
    assert mine.post("/my/profile-card/pushes/", {"topic": "nonsense", "on": "0"}).status_code == 404


@pytest.mark.parametrize("wrong", ["x", "a.b~c", "~", "👍"])
def test_a_forged_address_is_nothing(cast, jianguo, wrong):
    token = pushing.token_of(cast.jianguo.pk, "all")
    assert Client().post(f"/pushes/{wrong}/stop/").status_code == 404
    forged = token.replace(".all", ".category")
    assert forged != token
    assert Client().post(f"/pushes/{forged}/stop/").status_code == 404
    assert not PushStop.objects.exists()


@pytest.mark.parametrize("kind", ["all", "category"])
def test_a_kind_that_is_off_is_not_pushed(cast, card, jianguo, kind):
    opened(cast, card, "超市收银员")
    pushing.switch(cast.jianguo, kind, on=False, by=BY)
    assert push_new_openings() == 0
    pushing.switch(cast.jianguo, "profile", on=False, by=BY)
    pushing.switch(cast.jianguo, kind, on=True, by=BY)
    assert push_new_openings() == 1


def test_who_switched_matching_off_in_the_cv_gets_nothing(cast, card, jianguo):
    opened(cast, card, "超市收银员")
    wishing(cast.jianguo, matching=False)
    assert push_new_openings() == 0


def test_without_a_wish_openings_for_beginners_where_one_lives(cast, card):
    person = cast.jianguo
    person.residence_region_id = JINJIANG
    person.save()
    stages.open_stage(person, reason="registered", by=BY)
    opened(cast, card, "要经验的厨师", code=COOK, experience=3)
    opened(cast, card, "见习收银员", kind="internship")
    assert push_new_openings() == 0
    opened(cast, card, "洗碗工", code=COOK)
    assert push_new_openings() == 1
    assert pushes(person)[0].startswith("因为您在找工作,住在锦江区:洗碗工")
    ServiceStage.objects.update(category="graduate")
    with clock.at(clock.now() + timedelta(days=1)):
        opened(cast, card, "见习出纳", kind="internship")
        assert push_new_openings() == 1
    assert pushes(person)[1].startswith("因为您是高校毕业生,住在锦江区:见习出纳")


@pytest.mark.parametrize("group", ["hardship", "poverty", "disabled"])
def test_a_message_never_names_a_group_somebody_may_be_ashamed_of(cast, card, group):
    from jobs.services.push_words import of_place

    assert of_place("锦江区", group) == "因为您在找工作,住在锦江区"


SWAPS = (
    {"sex": "female", "birth": "1966-02-03", "household_region_id": QINGYANG},
    {"sex": "male", "birth": "2007-02-03", "household_region_id": JINJIANG},
)


@pytest.mark.parametrize("facts", SWAPS)
def test_swapping_sex_age_and_household_changes_no_push(cast, card, jianguo, facts):
    """The same openings, for the same reasons, whoever somebody is."""
    opened(cast, card, "超市收银员")
    opened(cast, card, "夜班收银员")
    indexed([cast.jianguo])
    matching.match(by=BY)
    told = []
    for swap in (False, True):
        day = clock.now() + timedelta(days=0 if not swap else 3)
        if swap:
            for name, value in facts.items():
                setattr(cast.jianguo, name, value)
            cast.jianguo.save()
            PushMark.objects.update(told_until=None, profile_on=None, told=[])
        with clock.at(day):
            ServiceStage.objects.update(stage=1)
            push_new_openings()
            ServiceStage.objects.update(stage=2)
            push_best_openings()
        told.append([STOP.sub("", text) for text in pushes(cast.jianguo)])
        Message.objects.filter(kind="push").update(kind="swapped")
    assert len(told[0]) == 2
    assert told[0] == told[1]


def test_the_best_of_the_last_match_once_a_week_with_what_speaks_for_it(cast, card, jianguo):
    opened(cast, card, "超市收银员")
    assert push_best_openings() == 0, "nobody is in stage 2, and nobody was matched"
    matching.match(by=BY)
    ServiceStage.objects.update(stage=2)
    assert push_best_openings() == 1
    [text] = pushes(cast.jianguo)
    assert "超市收银员,符合度" in text
    assert "因为:" in text
    assert STOP.search(text)
    opened(cast, card, "夜班收银员")
    matching.match(by=BY)
    with clock.at(clock.now() + timedelta(days=6)):
        assert push_best_openings() == 0
    with clock.at(clock.now() + timedelta(days=7)):
        assert push_best_openings() == 1
        assert push_best_openings() == 0
    assert "超市" not in pushes(cast.jianguo)[1], "what was told once is not told again"
    with clock.at(clock.now() + timedelta(days=14)):
        assert push_best_openings() == 0


def test_too_few_points_are_not_pushed(cast, card, jianguo):
    opened(cast, card, "博士收银员", education=7, experience=9, region="510703")
    matching.match(by=BY)
    ServiceStage.objects.update(stage=2)
    assert push_best_openings() == 0


def test_everything_off_is_not_shown_to_employers_either(cast, jianguo):
    wishing(cast.jianguo, visibility="employers")
    seeker = Seeker.objects.get(person=cast.jianguo)
    assert suggesting.shown_to_employers([seeker.pk])
    pushing.switch(cast.jianguo, "category", on=False, by=BY)
    assert suggesting.shown_to_employers([seeker.pk]), "a kind alone says nothing to employers"
    pushing.switch(cast.jianguo, "all", on=False, by=BY)
    assert not suggesting.shown_to_employers([seeker.pk])
    pushing.switch(cast.jianguo, "all", on=True, by=BY)
    assert suggesting.shown_to_employers([seeker.pk])


def test_a_stop_holds_after_two_records_became_one(cast, card, jianguo):
    topic = pushing.topic_of_wish(Resume.objects.get(person=cast.jianguo).intentions.get()).code
    pushing.switch(cast.xiaomei, topic, on=False, by=BY)
    pushing.switch(cast.jianguo, topic, on=True, by=BY)
    PushStop.objects.create(person=cast.jianguo, topic=topic, stopped=False, changed_at=clock.now())
    cast.xiaomei.merged_into = cast.jianguo
    cast.xiaomei.save()
    opened(cast, card, "超市收银员")
    assert push_new_openings() == 0
    assert merging.Column(PushStop, PushStop._meta.get_field("person")).same == ("topic",)


def test_text_messages_follow_the_persons_own_wish(cast, card, jianguo):
    Preference.objects.create(person=cast.jianguo, sms=False)
    opened(cast, card, "超市收银员")
    before = Dispatch.objects.count()
    assert push_new_openings() == 1
    assert Dispatch.objects.count() == before


def queries_of(run) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        run()
    return [each["sql"] for each in asked.captured_queries]


def test_five_hundred_people_cost_as_many_statements_as_five(cast, card):
    """18 by category, 22 by profile, savepoints counted; a hundred thousand people are two hundred such batches."""
    for n in range(6):
        opened(cast, card, f"收银员{n}号")
        opened(cast, card, f"厨师{n}号", code=COOK)
    counts = {}
    for size in (5, 500):
        crowd(size)
        assert opening_stages.open_missing(by=BY) == size
        run = pushing.begin()
        told = []
        counts["category", size] = len(
            queries_of(lambda: told.append(pushing.push_by_category(None, run, by=BY)[1]))  # noqa: B023
        )
        assert told == [size]
        ServiceStage.objects.update(closed_at=clock.now())
    assert Message.objects.filter(kind="push").count() == 505
    assert Delivery.objects.filter(event__name="dispatch.made").count() >= 505
    for size in (5, 500):
        people = crowd(size)
        indexed(people)
        opening_stages.open_missing(by=BY)
        ServiceStage.objects.filter(closed_at__isnull=True).update(stage=2)
        matching.match(by=BY)
        counts["profile", size] = len(queries_of(lambda: pushing.push_by_profile(None, clock.today(), by=BY)))
        ServiceStage.objects.update(closed_at=clock.now())
    assert counts["category", 5] == counts["category", 500] == 18
    assert counts["profile", 5] == counts["profile", 500] == 22


def test_the_inbox_links_our_own_addresses_and_nobody_elses(cast, card, jianguo):
    opened(cast, card, "超市收银员 http://evil.example/x/")
    assert push_new_openings() == 1
    message = Message.objects.get(kind="push")
    page = client_of(cast.jianguo.user).get(f"/my/messages/{message.pk}/").content.decode()
    assert re.search(r'<a href="/pushes/[^"]+/stop/">', page)
    assert 'href="http://evil' not in page
