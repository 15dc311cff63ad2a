"""Guidance at the desk: scoped to the clerk's subtree, dated by the law, signed by both."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from jobs.models import CareerPlan, Interview, KeyGroup
from jobs.presenters.guidance import guarded
from jobs.services import guidance
from portal.accounts.models import Person
from portal.accounts.registry import exports
from portal.kernel import clock
from portal.kernel.fields import plaintext
from portal.rules import queries as law
from tests.access.entering import client_of, role_clients
from tests.cast import JINJIANG
from tests.documents.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def xiaomei(cast) -> Person:
    cast.xiaomei.residence_region_id = JINJIANG
    cast.xiaomei.save()
    return cast.xiaomei


def tagged(cast, group="disabled", evidence="残疾人证") -> KeyGroup:
    facts = {"group": group, "evidence": evidence, "source": "paper"}
    return guidance.set_group(cast.xiaomei, clerk=cast.liufang, by=cast.liufang_actor, **facts)


def test_every_group_has_a_dated_interval_never_told_as_fact():
    for group in KeyGroup.Group.values:
        found = law.lookup(f"guidance.contact_days.{group}", on=clock.today(), region=JINJIANG)
        assert found.value > 0
        assert found.confidence == "D"


def test_a_group_is_set_once_and_its_next_day_follows_the_law(cast, xiaomei):
    tag = tagged(cast)
    assert tagged(cast) == tag
    days = law.value("guidance.contact_days.disabled", on=clock.today(), region=JINJIANG)
    assert tag.next_contact == clock.today() + timedelta(days=int(days))
    guidance.end_group(tag, by=cast.liufang_actor)
    assert tagged(cast) != tag


def test_overdue_is_seen_in_the_own_subtree_until_somebody_calls(cast, xiaomei):
    tag = tagged(cast)
    later = tag.next_contact + timedelta(days=1)
    assert not guidance.overdue(cast.liufang_actor, on=tag.next_contact)
    assert list(guidance.overdue(cast.liufang_actor, on=later)) == [tag]
    assert not guidance.overdue(cast.hejing_actor, on=later)
    with clock.at(later):
        assert guidance.contacted(xiaomei, by=cast.liufang_actor) == 1
    assert not guidance.overdue(cast.liufang_actor, on=later)
    tag.refresh_from_db()
    assert tag.last_contact == later


def test_the_list_masks_names_and_guards_cells(cast, xiaomei):
    tag = tagged(cast)
    KeyGroup.objects.filter(pk=tag.pk).update(begins="2020-01-01", next_contact="2020-02-01")
    client = role_clients(cast)["clerk"]
    text = client.get("/desk/seekers/").content.decode()
    assert "残疾人" in text
    assert "李晓梅" not in text
    answer = client.get("/desk/seekers/?csv=1")
    assert answer["Content-Type"].startswith("text/csv")
    assert "残疾人" in answer.content.decode("utf-8-sig")
    assert [guarded(each) for each in ("=1+1", "+1", "-1", "@a", "张")] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@a",
        "张",
    ]


def test_the_list_asks_as_often_however_long_it_is(cast, xiaomei):
    from django.db import connection

    client = role_clients(cast)["clerk"]
    for group in ("disabled", "migrant", "veteran"):
        tagged(cast, group)
    counts = []
    for shown in (1, 3):
        pks = list(KeyGroup.objects.order_by("pk").values_list("pk", flat=True))[:shown]
        KeyGroup.objects.filter(pk__in=pks).update(next_contact="2020-02-01")
        client.get("/desk/seekers/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/seekers/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_only_clerks_of_the_place_guide(cast, xiaomei):
    clients = role_clients(cast)
    path = f"/desk/seekers/{xiaomei.pk}/"
    assert clients["clerk"].get(path).status_code == 200
    assert clients["elsewhere"].get(path).status_code == 404
    assert clients["stranger"].get(path).status_code == 404
    tag = tagged(cast)
    assert clients["elsewhere"].post(f"/desk/key-groups/{tag.pk}/end/").status_code == 404


def test_an_interview_is_written_and_counts_as_a_contact(cast, xiaomei):
    tag = tagged(cast)
    client, path = role_clients(cast)["clerk"], f"/desk/seekers/{xiaomei.pk}/interview/"
    typed = {"cause": "family", "barriers": ["care", "skill"], "wishes": "白天的收银工作"}
    answer = client.post(path, typed | {"next_on": "2020-01-01"})
    assert answer.status_code == 422
    assert "日期要在今天和两年之内。" in answer.content.decode()
    assert client.post(path, typed | {"next_on": str(clock.today())}).status_code == 302
    row = Interview.objects.get()
    assert (row.cause, row.barriers, plaintext(row.wishes)) == ("family", ["care", "skill"], "白天的收银工作")
    tag.refresh_from_db()
    assert tag.last_contact == clock.today()


def test_a_plan_is_signed_by_both_and_printed(cast, xiaomei):
    clerk = role_clients(cast)["clerk"]
    typed = {"goal": "当收银员", "text1": "学收银", "due1": str(clock.today()), "text2": "投三份简历"}
    assert clerk.post(f"/desk/seekers/{xiaomei.pk}/plan/", typed).status_code == 422
    typed["due2"] = str(clock.today() + timedelta(days=9))
    assert clerk.post(f"/desk/seekers/{xiaomei.pk}/plan/", typed).status_code == 302
    plan, client = CareerPlan.objects.get(), client_of(xiaomei.user)
    assert plan.person_signed_at is None
    client.post(f"/my/plans/{plan.pk}/sign/")
    plan.refresh_from_db()
    assert plan.person_signed_at is None
    client.post(f"/my/plans/{plan.pk}/sign/", {"agree": "1"})
    plan.refresh_from_db()
    assert plan.person_signed_at
    text = text_of(client.get(f"/my/plans/{plan.pk}/pdf/").content)
    assert "投三份简历" in text
    assert "刘芳" in text
    assert "学收银" in client.get("/my/").content.decode()
    assert client_of(cast.jianguo.user).get(f"/my/plans/{plan.pk}/pdf/").status_code == 404


def test_a_step_is_ticked_by_the_person_or_the_clerk_and_taken_back(cast, xiaomei):
    steps = [("学收银", clock.today()), ("投简历", clock.today())]
    plan = guidance.plan(xiaomei, clerk=cast.liufang, goal="当收银员", steps=steps, by=cast.liufang_actor)
    first, second = plan.steps.all()
    mine, clients = client_of(xiaomei.user), role_clients(cast)
    assert client_of(cast.jianguo.user).post(f"/my/plans/steps/{first.pk}/done/").status_code == 404
    assert clients["elsewhere"].post(f"/desk/plan-steps/{first.pk}/done/").status_code == 404
    assert mine.post(f"/my/plans/steps/{first.pk}/done/", {"done": "1"}).status_code == 302
    assert clients["clerk"].post(f"/desk/plan-steps/{second.pk}/done/", {"done": "1"}).status_code == 302
    kept = first.__class__.objects.get(pk=first.pk).done_at
    clients["clerk"].post(f"/desk/plan-steps/{first.pk}/done/", {"done": "1"})
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.done_by, second.done_by, first.done_at) == ("person", "clerk", kept)
    assert "本人记:" in mine.get("/my/plans/").content.decode()
    mine.post(f"/my/plans/steps/{first.pk}/done/", {"done": "0"})
    first.refresh_from_db()
    assert (first.done_at, first.done_by) == (None, "")


def test_a_plan_has_up_to_eight_steps(cast, xiaomei):
    client, path = role_clients(cast)["clerk"], f"/desk/seekers/{xiaomei.pk}/plan/"
    typed = {"goal": "当收银员"}
    for n in range(1, 9):
        typed |= {f"text{n}": f"第{n}件事", f"due{n}": str(clock.today())}
    answer = client.post(path, typed | {"text7": ""})
    assert answer.status_code == 422
    assert "还没有写这一步做什么" in answer.content.decode()
    assert '<details class="more" open>' in answer.content.decode()
    assert client.post(path, typed).status_code == 302
    assert CareerPlan.objects.get().steps.count() == 8


def test_who_has_no_role_of_the_desk_sees_no_list(cast, xiaomei):
    clerk = cast.clerk("wuhao", "吴昊", JINJIANG, "finance")
    assert client_of(clerk.user, method="mfa").get("/desk/seekers/").status_code == 404


def test_the_file_has_a_cap_that_the_page_tells(cast, xiaomei, monkeypatch):
    from jobs.views import guidance as views

    monkeypatch.setattr(views, "MOST_EXPORTED", 1)
    for group in ("disabled", "migrant"):
        tagged(cast, group)
    KeyGroup.objects.update(begins="2020-01-01", next_contact="2020-02-01")
    client = role_clients(cast)["clerk"]
    assert "CSV最多导出1条" in client.get("/desk/seekers/").content.decode()
    rows = client.get("/desk/seekers/?csv=1").content.decode("utf-8-sig").strip().splitlines()
    assert len(rows) == 2


def test_my_page_leads_to_the_search_and_names_the_officer(cast, xiaomei):
    client = client_of(xiaomei.user)
    text = client.get("/my/").content.decode()
    for path in ("/my/cv/", "/my/applications/", "/my/searches/", "/my/assessment/", "/my/activities/"):
        assert f'href="{path}"' in text
    assert "在帮您找工作" not in text
    tag = tagged(cast)
    assert "刘芳在帮您找工作" in client.get("/my/").content.decode()
    guidance.end_group(tag, by=cast.liufang_actor)
    assert "在帮您找工作" not in client.get("/my/").content.decode()
    facts = {"cause": "family", "barriers": [], "wishes": "收银", "next_on": clock.today()}
    guidance.interview(xiaomei, clerk=cast.chentao, by=cast.chentao_actor, **facts)
    assert "陈涛在帮您找工作" in client.get("/my/").content.decode()


def test_what_was_said_and_planned_goes_along_in_the_copy(cast, xiaomei):
    tagged(cast)
    facts = {"cause": "family", "barriers": ["care"], "wishes": "白天的工作", "next_on": clock.today()}
    guidance.interview(xiaomei, clerk=cast.liufang, by=cast.liufang_actor, **facts)
    steps = [("学收银", clock.today())]
    guidance.plan(xiaomei, clerk=cast.liufang, goal="当收银员", steps=steps, by=cast.liufang_actor)
    told = exports["就业指导"](xiaomei)
    assert told["求职意愿调查"][0]["想做什么"] == "白天的工作"
    assert told["重点群体"][0]["依据"] == "残疾人证"
    assert told["职业规划"][0]["步骤"][0]["做什么"] == "学收银"
