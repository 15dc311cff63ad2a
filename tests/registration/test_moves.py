"""Moving to another county: everything or nothing goes along, one row and one clock for both agencies."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from insurance.models import Payment
from insurance.queries.changes import claims_for
from portal.accounts import actors
from portal.accounts.models import AccessEntry
from portal.agencies.models import Region
from portal.casework import services as casework
from portal.casework.models import Case, Task
from portal.casework.policy import visible_to
from portal.casework.services import NotAllowed
from portal.casework.services.submitting import CommitmentChanged, Signature, current_text
from portal.events.services import drain
from portal.kernel import clock
from portal.kernel.actor import system
from portal.notices.models import Message
from registration import moving
from registration.models import MovedThing, PersonMove, Spell
from registration.models.archives import TRANSFER_IN
from registration.queries import moves as queries
from registration.services import moves as services
from tests.access.entering import client_of
from tests.cast import JINJIANG, QINGYANG
from tests.cast_archives import Archives
from tests.cast_changes import drawing, paid, sums
from tests.cast_flexible import at_home
from tests.cast_graduates import Schools, cells, tag_of

pytestmark = pytest.mark.django_db


def county(code: str) -> Region:
    return Region.objects.get(pk=code)


def moved(person, code: str = QINGYANG, **facts) -> PersonMove:
    return services.move(person, to=county(code), by=actors.of_person(person), **facts)


@pytest.fixture
def wang(cast):
    """王建国 of 锦江, verified, with an open case there that 刘芳 has."""
    person = at_home(cast.jianguo)
    case = cast.case(person, retirement={"kind": ["male"]})
    casework.claim(casework.accept(case, by=cast.liufang_actor), by=cast.liufang_actor)
    return person


def test_a_benefit_and_its_registration_go_along_and_nothing_of_it_changes(cast):
    claim = drawing(cast)
    paid(claim, 3)
    before = (claim.county_id, claim.monthly, claim.granted, claim.first_month, sums(claim))
    row = moved(claim.person)
    claim.refresh_from_db()
    assert (claim.county_id, claim.monthly, claim.granted, claim.first_month, sums(claim)) == before
    assert claim.agency.region_id == QINGYANG
    assert claim.case.responsible.region_id == JINJIANG, "who decided is who decided"
    assert Spell.objects.get(person=claim.person, kind="unemployment").agency.region_id == QINGYANG
    assert list(claims_for(cast.hejing_actor)) == [claim]
    assert not claims_for(cast.liufang_actor)
    kinds = [each.kind for each in row.things.order_by("pk")]
    assert kinds == ["spell", "claim"]
    claim.person.refresh_from_db()
    assert claim.person.residence_region_id == QINGYANG
    assert Payment.objects.filter(claim=claim).count() == 3


def test_an_open_case_goes_along_with_its_day_and_its_tasks(cast, wang):
    case = Case.objects.get(person=wang)
    due = case.due
    task = casework.open_task(
        Task.Kind.CALL,
        agency=case.responsible,
        note="回访",
        due=due,
        case=case,
        by=system("test"),
    )
    drain()
    told = Message.objects.filter(person=wang, kind="case").count()
    moved(wang)
    case.refresh_from_db()
    task.refresh_from_db()
    assert (case.responsible.region_id, case.assignee_id, case.due) == (QINGYANG, None, due)
    assert case.responsible_path == case.responsible.path
    assert (task.agency.region_id, task.assignee_id) == (QINGYANG, None)
    assert case.events.order_by("-id").first().step == "follow"
    assert case in visible_to(cast.hejing_actor)
    drain()
    assert Message.objects.filter(person=wang, kind="move").count() == 1, "one move, one message"
    assert Message.objects.filter(person=wang, kind="case").count() == told
    casework.grant(
        casework.confirm_identity(case, method="data", by=cast.hejing_actor) and case, by=cast.hejing_actor
    )
    assert Spell.objects.get(person=wang).agency.region_id == QINGYANG


def test_moving_back_brings_everything_back(cast, wang):
    first = moved(wang)
    second = moved(wang, JINJIANG)
    first.refresh_from_db()
    case = Case.objects.get(person=wang)
    assert case.responsible.region_id == JINJIANG
    assert (first.open, first.passed_on_at is not None, second.open) == (False, True, True)
    with pytest.raises(services.NotNow, match="又转走了"):
        services.receive(first, note="", by=cast.hejing_actor)


def test_a_graduate_is_served_on_by_the_new_county(cast):
    schools = Schools(cast)
    schools.filed(cells(1))
    tag = tag_of(1)
    tag.officer = cast.liufang
    tag.save()
    until = tag.until
    at_home(tag.person)
    services.move(tag.person, to=county(QINGYANG), by=cast.liufang_actor)
    tag.refresh_from_db()
    assert (tag.region_id, tag.agency.region_id, tag.officer, tag.until) == (QINGYANG, QINGYANG, None, until)


def test_the_personnel_file_is_called_in_with_one_tick_and_only_once(cast):
    held = Archives(cast)
    file = held.file()
    person = at_home(held.owner)
    text = current_text(TRANSFER_IN)
    promise = Signature("tick", text.pk if text else 0)
    assert queries.may_call_file(person, cast.hejing.agency)
    row = moved(person, file=promise)
    assert (row.file_case.item_id, row.file_case.responsible.region_id) == (TRANSFER_IN, QINGYANG)
    request = row.file_case.file_request
    assert (request.group, request.ever_cadre, request.county_id) == (file.group, file.ever_cadre, QINGYANG)
    assert not queries.may_call_file(person, cast.hejing.agency), "asked for already"
    casework.grant(casework.accept(row.file_case, by=cast.hejing_actor), by=cast.hejing_actor)
    file.refresh_from_db()
    assert file.transfers.get().state == "called"


def test_a_promise_that_changed_moves_nothing(cast):
    held = Archives(cast)
    held.file()
    person = at_home(held.owner)
    with pytest.raises(CommitmentChanged):
        moved(person, file=Signature("tick", 999_999))
    person.refresh_from_db()
    assert (person.residence_region_id, PersonMove.objects.count()) == (JINJIANG, 0)


def test_what_one_mover_stumbles_over_moves_nothing(cast, wang, monkeypatch):
    def stumbles(thing, place, *, by):
        raise RuntimeError("lost")

    found = moving._movers | {"case": moving.Mover("case", moving._movers["case"].find, stumbles, 20)}
    monkeypatch.setattr(moving, "_movers", found)
    with pytest.raises(RuntimeError):
        moved(wang)
    wang.refresh_from_db()
    assert (wang.residence_region_id, PersonMove.objects.count(), MovedThing.objects.count()) == (
        JINJIANG,
        0,
        0,
    )


def test_only_oneself_or_the_window_moves_somebody_and_a_look_is_logged(cast, wang):
    for by in (actors.of_person(cast.xiaomei), cast.chentao_actor, system("test")):
        with pytest.raises(NotAllowed):
            services.move(wang, to=county(QINGYANG), by=by)
    services.move(wang, to=county(QINGYANG), by=cast.hejing_actor)
    assert AccessEntry.objects.filter(person_id=wang.pk, purpose="办理跨区域转移", actor_name="何静").exists()


def test_to_where_one_lives_already_is_no_move(wang):
    with pytest.raises(services.NotNow, match="已经是锦江区"):
        moved(wang, JINJIANG)


def test_only_the_new_agency_receives_and_once(cast, wang):
    row = moved(wang)
    with pytest.raises(NotAllowed):
        services.receive(row, note="", by=cast.liufang_actor)
    services.receive(row, note=" 已电话核对 ", by=cast.hejing_actor)
    row.refresh_from_db()
    assert (row.received_by, row.note, row.open) == (cast.hejing, "已电话核对", False)
    with pytest.raises(services.NotNow, match="已经接收"):
        services.receive(row, note="", by=cast.hejing_actor)


def test_both_agencies_see_one_clock_and_a_third_sees_nothing(cast, wang):
    row = moved(wang)
    third = actors.of_clerk(cast.clerk("third", "第三", "510106", "window", "review"))
    assert [each.due for each in queries.side(cast.liufang_actor, "out")] == [row.due]
    assert [each.due for each in queries.side(cast.hejing_actor, "in")] == [row.due]
    assert not queries.moves_for(third)
    assert (queries.waiting(cast.hejing_actor), queries.waiting(cast.liufang_actor)) == (1, 0)
    assert not queries.late(row)
    with clock.at(f"{row.due + timedelta(1)}T10:00:00+08:00"):
        assert queries.late(row)


def test_the_pages_by_oneself(cast, wang):
    client = client_of(wang.user)
    page = client.get("/my/move/").content.decode()
    assert "现在有这些" in page
    wrong = client.post("/my/move/", {"county": JINJIANG})
    assert wrong.status_code == 422
    assert "不用转" in wrong.content.decode()
    there = client.post("/my/move/", {"county": QINGYANG}).url
    page = client.get(there).content.decode()
    assert "转到青羊区" in page
    done = client.post(there, follow=True).content.decode()
    assert "已经转好" in done
    assert "失业登记" in done
    assert client.get(there).url == "/my/move/", "moved already"


def test_the_pages_at_the_desk(cast, wang):
    desk, other = client_of(cast.liufang.user, method="mfa"), client_of(cast.hejing.user, method="mfa")
    url = f"/desk/register/moves/of/{wang.pk}/"
    assert "搬到别的县(市、区)住了" in desk.get(f"/desk/people/{wang.pk}/").content.decode()
    assert desk.post(url, {"county": QINGYANG}).status_code == 422, "the person must stand there"
    assert desk.post(url, {"county": QINGYANG, "present": "on"}).url == f"/desk/people/{wang.pk}/"
    row = PersonMove.objects.get()
    assert row.taken_by == cast.liufang
    assert "1件待办" in other.get("/desk/register/").content.decode()
    one = other.get(f"/desk/register/moves/{row.pk}/").content.decode()
    assert "王*国" in one
    assert "王建国" not in one
    other.post(f"/desk/register/moves/{row.pk}/", {"note": "已核对"})
    assert "已接收" in desk.get("/desk/register/moves/?side=out").content.decode()


def test_the_list_asks_the_same_number_of_questions(cast, wang):
    moved(wang)
    desk = client_of(cast.hejing.user, method="mfa")
    counts = []
    for turn in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            desk.get("/desk/register/moves/")
        counts.append(len(asked))
        moved(at_home(cast.xiaomei)) if not turn else None
    assert counts[0] == counts[1] <= 12
