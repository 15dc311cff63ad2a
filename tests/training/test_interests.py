"""培训意愿: said once, counted for opening classes, answered with a class, taken back by its person only."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.accounts import actors
from portal.casework import services as casework
from portal.casework.models import Case, Commitment, ServiceItem
from portal.casework.registry import service_of
from portal.casework.services import NotAllowed
from portal.casework.services.submitting import Signature, current_text
from portal.kernel import clock
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from registration.services import moves
from tests.access.entering import client_of
from tests.cast import JINJIANG, QINGYANG
from tests.cast_flexible import at_home
from training.forms.interest import InterestForm, PlaceForm
from training.models import ITEM, TrainingInterest
from training.queries import interests as queries
from training.services import interests as services

pytestmark = pytest.mark.django_db
CLASS = {"course": "养老护理员(五级)第12期", "begins": date(2026, 12, 7), "place": "某某学校,028-12345678"}


def wished(person, *directions: str, **learn) -> TrainingInterest:
    by = actors.of_person(person)
    draft = casework.open_draft(ServiceItem.objects.get(pk=ITEM), person, by=by)
    said = {"directions": list(directions or ["elder_care"]), "hours": ["day"], "remark": [""], **learn}
    pages = {"learn": said}
    if person.residence_region_id is None:
        pages["residence"] = {"residence": [JINJIANG]}
    draft.answers = json.dumps(pages)
    draft.save(update_fields=["answers"])
    text = current_text(ITEM)
    promise = Signature(Commitment.Method.TICK, text.pk if text else 0)
    case = casework.submit(draft, signature=promise, by=by)
    casework.grant_by_rule(case)
    return TrainingInterest.objects.get(case=case)


@pytest.fixture
def wang(cast):
    return cast.jianguo


def test_a_wish_is_registered_at_once_where_one_lives(cast, wang):
    row = wished(wang, "elder_care", "cooking")
    wang.refresh_from_db()
    assert (row.state, row.agency.region_id, wang.residence_region_id) == ("waiting", JINJIANG, JINJIANG)
    assert Case.objects.get(pk=row.case_id).state == "granted"
    assert (row.wants, row.can) == ("养老护理、川菜、面点", "工作日白天")


def test_at_most_three_and_at_least_one_at_the_field(db):
    four = {"directions": ["elder_care", "cooking", "welding", "drones"], "hours": ["day"]}
    assert InterestForm(four).errors["directions"] == ["最多选三项,请去掉几项。"]
    assert set(InterestForm({}).errors) == {"directions", "hours"}
    assert "directions" in InterestForm({"directions": ["unknown"], "hours": ["day"]}).errors


def test_one_wish_waits_at_a_time(cast, wang):
    row = wished(wang)
    assert "已经登记" in service_of(ITEM).questions.standing(wang)
    with pytest.raises(IntegrityError), transaction.atomic():
        TrainingInterest.objects.create(
            case=cast.case(cast.xiaomei),
            person=wang,
            agency=row.agency,
            directions=["welding"],
            hours=["day"],
            since=clock.today(),
        )


def test_a_class_is_found_and_told_once(cast, wang):
    row = wished(wang)
    for by in (cast.hejing_actor, actors.of_person(wang)):
        with pytest.raises(NotAllowed):
            services.place(row, by=by, **CLASS)
    services.place(row, by=cast.liufang_actor, **CLASS)
    row.refresh_from_db()
    assert (row.state, row.placed_by, row.begins) == ("placed", cast.liufang, CLASS["begins"])
    told = Message.objects.get(person=wang, kind="training")
    assert "12月7日" in plaintext(told.body)
    with pytest.raises(services.NotNow, match="已联系到班"):
        services.place(row, by=cast.liufang_actor, **CLASS)
    assert PlaceForm({"course": "a", "begins": "2026-11-01", "place": "b"}).errors.keys() == {"begins"}


def test_only_its_person_takes_it_back(cast, wang):
    row = wished(wang)
    with pytest.raises(NotAllowed):
        services.take_back(row, by=actors.of_person(cast.xiaomei))
    services.take_back(row, by=actors.of_person(wang))
    row.refresh_from_db()
    assert (row.state, row.ended_on) == ("closed", clock.today())
    assert wished(wang, "welding").state == "waiting"


def test_what_is_asked_for_most_comes_first_in_the_clerks_own_place(cast, wang):
    wished(wang, "elder_care", "cooking")
    wished(cast.xiaomei, "elder_care")
    assert queries.demand(cast.liufang_actor) == [("elder_care", 2), ("cooking", 1)]
    assert queries.demand(cast.hejing_actor) == []
    assert [each.person for each in queries.waiting_for(cast.liufang_actor, "cooking")] == [wang]


def test_a_wish_goes_along_to_another_county(cast, wang):
    row = wished(at_home(wang))
    moves.move(wang, to=cast.hejing.agency.region, by=actors.of_person(wang))
    row.refresh_from_db()
    assert row.agency.region_id == QINGYANG


def test_the_pages(cast, wang):
    row = wished(wang)
    client, desk = client_of(wang.user), client_of(cast.liufang.user, method="mfa")
    assert "等待开班" in client.get("/my/training/").content.decode()
    assert "我的培训" in client.get("/my/").content.decode()
    page = desk.get("/desk/training/interests/").content.decode()
    assert "养老护理 1" in page
    assert "王建国" not in page
    bad = desk.post(f"/desk/training/interests/{row.pk}/", {"course": "第12期"})
    assert bad.status_code == 422
    assert "第12期" in bad.content.decode(), "what was typed stays"
    desk.post(f"/desk/training/interests/{row.pk}/", CLASS | {"begins": "2026-12-07"})
    assert "已联系到班" in client.get("/my/training/").content.decode()
    again = client.post(f"/my/training/{row.pk}/take-back/", follow=True).content.decode()
    assert "不能再改" in again


def test_the_list_asks_the_same_number_of_questions(cast, wang):
    desk, counts = client_of(cast.liufang.user, method="mfa"), []
    for person in (wang, cast.xiaomei):
        wished(person)
        with CaptureQueriesContext(connection) as asked:
            desk.get("/desk/training/interests/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
