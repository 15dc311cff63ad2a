"""Campaigns of a year; fairs: one booth once, signed codes at the door, what was agreed, the result."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from jobs.models import Booth, Campaign, Employer, FairPass, JobFair
from jobs.services import fairs
from jobs.tasks.fairs import ask_fair_results, roll_over_campaigns
from portal.accounts import actors
from portal.accounts.models import Organisation
from portal.accounts.registry import exports
from portal.kernel import clock
from portal.kernel.actor import system
from portal.notices.models import Message
from tests.access.entering import client_of, role_clients, zhaomin
from tests.cast_jobs import Employers
from tests.faults.conftest import Race

BY = system("test")
NAMED = (
    "就业援助月",
    "春风行动",
    "民营企业招聘周",
    "高校毕业生服务月",
    "金秋招聘月",
    "就业扶贫行动日",
    "人力资源市场高校毕业生就业服务周",
)


def made(cast, booths: int = 3, **more) -> JobFair:
    begins = clock.now() + timedelta(days=2)
    facts = {"title": "春熙路招聘会", "about": "四十家单位", "place": "春熙路1号", "booths": booths}
    facts |= {"begins_at": begins, "ends_at": begins + timedelta(hours=4), "agency": cast.liufang.agency}
    return JobFair.objects.create(**(facts | more))


def employers_of(cast, count: int) -> list[Employer]:
    """Verified employers, made by the row: only the booths are looked at."""
    region, out = cast.liufang.agency.region, []
    for n in range(count):
        facts = {"uscc": f"9151999900000{n:04d}X", "name": f"第{n}家单位", "region": region}
        unit = Organisation.objects.create(created_at=clock.now(), **facts)
        facts = {"ownership": "private", "address": "春熙路1号", "contact_phone": "13800000010"}
        facts |= {"verified_on": clock.today(), "verified_until": clock.today() + timedelta(days=180)}
        out.append(Employer.objects.create(organisation=unit, basis="documents", **facts))
    return out


@pytest.mark.django_db
def test_the_seven_campaigns_are_rolled_over_once_a_year(client):
    with clock.at("2027-01-10"):
        assert roll_over_campaigns() == 14
        assert roll_over_campaigns() == 0
        rows = Campaign.objects.filter(year=2027)
        assert {each.title for each in rows} == {f"2027年{name}" for name in NAMED}
        assert all(each.begins.year == each.ends.year == 2027 for each in rows)
        rows.filter(code="aid-month").update(about="另写的话")
        fairs.roll_over(2027, by=BY)
        text = client.get("/campaigns/aid-month-2027/").content.decode()
    assert "另写的话" in text
    assert "正在进行" in text
    assert client.get("/campaigns/nothing-2027/").status_code == 404


@pytest.mark.django_db
def test_a_booth_is_for_verified_employers_and_taken_once(cast):
    fair, restaurant = made(cast, 1), Employers(cast).restaurant
    booth = fairs.take_booth(fair, restaurant, by=BY)
    assert fairs.take_booth(fair, restaurant, by=BY) == booth
    (other,) = employers_of(cast, 1)
    with pytest.raises(fairs.FairRefused, match="full"):
        fairs.take_booth(fair, other, by=BY)
    fairs.leave_booth(booth, by=BY)
    days = {
        "verified_on": clock.today() - timedelta(days=9),
        "verified_until": clock.today() - timedelta(days=1),
    }
    Employer.objects.filter(pk=other.pk).update(**days)
    other.refresh_from_db()
    with pytest.raises(fairs.FairRefused, match="unverified"):
        fairs.take_booth(fair, other, by=BY)
    assert fairs.take_booth(fair, restaurant, by=BY).number == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Booth.objects.create(fair=fair, employer=other, number=1, taken_at=clock.now())


@pytest.mark.django_db
def test_the_day_of_a_fair_from_the_door_to_the_result(cast):
    fair, restaurant = made(cast), Employers(cast).restaurant
    clients, mine = role_clients(cast), client_of(cast.xiaomei.user)
    unit = clients["stranger"]  # 王建国 administers the restaurant
    assert mine.post(f"/fairs/{fair.pk}/booth/", {"organisation": restaurant.pk}).status_code == 404
    answer = unit.post(f"/fairs/{fair.pk}/booth/", {"organisation": restaurant.pk}, follow=True)
    assert "展位1" in answer.content.decode()
    answer = mine.post(f"/fairs/{fair.pk}/pass/", follow=True)
    booth, entry = Booth.objects.get(), FairPass.objects.get()
    assert entry.number in answer.content.decode()
    assert mine.get(f"/booths/{booth.pk}/").status_code == 404
    door, desk = f"/desk/fairs/{fair.pk}/", clients["clerk"]
    codes = [fairs.booth_token(booth), fairs.pass_token(entry)]
    assert "当天才能签到" in desk.post(door, {"code": codes[0]}).content.decode()
    talk = {"number": entry.number, "kind": "offer"}
    assert unit.post(f"/booths/{booth.pk}/intend/", talk).status_code == 422
    JobFair.objects.update(begins_at=clock.now(), ends_at=clock.now() + timedelta(hours=1))
    for wrong in ("乱写", str(entry.pk), codes[1][:-1] + "?"):
        assert desk.post(door, {"code": wrong}).status_code == 422
    assert clients["elsewhere"].post(door, {"code": codes[0]}).status_code == 404
    for code in codes * 2:
        assert desk.post(door, {"code": code}).status_code == 302
    answer = unit.post(f"/booths/{booth.pk}/intend/", talk | {"number": "x"})
    assert "没有这个入场号" in answer.content.decode()
    for kind in ("talked", "offer"):
        assert unit.post(f"/booths/{booth.pk}/intend/", talk | {"kind": kind}).status_code == 302
    text = unit.get(f"/booths/{booth.pk}/").content.decode()
    assert "当场录用" in text
    assert "李" not in text.split("<main")[1]
    fair.refresh_from_db()
    counted = {"taken": 1, "here": 1, "passes": 1, "came": 1, "intentions": 1, "offers": 1}
    assert fairs.counts(fair) == counted
    with clock.at(fair.ends_at + timedelta(days=6)):
        assert ask_fair_results() == 0
    with clock.at(fair.ends_at + timedelta(days=7)):
        assert ask_fair_results() == 1
        assert ask_fair_results() == 0
    told = Message.objects.get(person=cast.jianguo, title__startswith="招聘会招到人了吗")
    assert told.link == f"/booths/{booth.pk}/"
    assert unit.post(f"/booths/{booth.pk}/result/", {"hired": "-1"}).status_code == 422
    assert unit.post(f"/booths/{booth.pk}/result/", {"hired": "0"}).status_code == 302
    booth.refresh_from_db()
    assert booth.hired == 0
    assert booth.told_at
    (taken,) = exports["招聘会"](cast.xiaomei)
    assert taken["意向"] == [{"单位": restaurant.organisation.name, "谈成": "当场录用"}]


@pytest.mark.django_db
def test_another_fairs_code_is_forged(cast):
    fair, other = made(cast), made(cast, title="另一场")
    entry = fairs.take_pass(fair, cast.xiaomei, by=BY)
    assert fairs.take_pass(fair, cast.xiaomei, by=BY) == entry
    with clock.at(fair.begins_at):
        with pytest.raises(fairs.FairRefused, match="forged"):
            fairs.sign_in(other, fairs.pass_token(entry), by=cast.liufang_actor)
        with pytest.raises(fairs.FairRefused, match="forged"):
            fairs.sign_in(fair, fairs.pass_token(entry), by=actors.of_person(cast.xiaomei))
    with clock.at(fair.ends_at), pytest.raises(fairs.FairRefused, match="over"):
        fairs.take_pass(fair, cast.jianguo, by=BY)


@pytest.mark.django_db
def test_a_fair_says_itself_to_machines(cast, client):
    fair = made(cast, title="招聘会</script>")
    text = client.get(f"/fairs/{fair.pk}/").content.decode()
    said = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert said["@type"] == "BusinessEvent"
    assert said["name"] == "招聘会</script>"
    answer = client.get(f"/fairs/{fair.pk}/fair.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in answer.content.decode()


@pytest.mark.django_db
def test_the_page_asks_as_often_however_many_booths_there_are(cast, client):
    fair, counts = made(cast, 9), []
    some = employers_of(cast, 6)
    for upto in (1, 6):
        for each in some[:upto]:
            fairs.take_booth(fair, each, by=BY)
        client.get(f"/fairs/{fair.pk}/")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/fairs/{fair.pk}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_a_fair_is_made_in_the_admin(cast):
    admin = client_of(zhaomin(cast), method="mfa")
    typed = {"title": "锦江招聘会", "agency": cast.liufang.agency_id, "about": "", "place": "春熙路1号"}
    typed |= {"begins_at_0": "2027-03-01", "begins_at_1": "09:00", "booths": "20", "campaign": ""}
    answer = admin.post("/admin/jobs/jobfair/add/", typed | {"ends_at_0": "2027-03-01", "ends_at_1": "08:00"})
    assert "结束要晚于开始。" in answer.content.decode()
    admin.post("/admin/jobs/jobfair/add/", typed | {"ends_at_0": "2027-03-01", "ends_at_1": "16:00"})
    assert JobFair.objects.get().booths == 20
    assert admin.get("/admin/jobs/campaign/add/").status_code == 200


def test_employers_at_once_never_share_a_booth(race: Race, racers):
    fair, some = made(racers, 5), employers_of(racers, 20)
    results = race.run(lambda n: fairs.take_booth(fair, some[n], by=BY), 20)
    refused = [each for each in results if isinstance(each, Exception)]
    assert {str(each) for each in refused} == {"full"}
    assert len(refused) == 15
    assert sorted(Booth.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
