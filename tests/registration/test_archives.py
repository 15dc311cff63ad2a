"""Personnel files: one a person, one journey both ends share, nothing sent that is told as received."""

import itertools

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from portal.accounts import actors
from portal.accounts.services import MergeBlocked, merge, preview_merge, register_person
from portal.casework import services as casework
from portal.casework.models import Task
from portal.casework.services.stepping import NotAllowed, NothingToGrant
from portal.documents.models import Certificate
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from portal.rules import queries as law
from registration.models import (
    Dispatch,
    FileMovement,
    PersonnelFile,
    Transfer,
    TransferLetter,
)
from registration.queries import archives as queries
from registration.rules import archives as rules
from registration.services import archives
from registration.services.archives_nightly import remind_due
from registration.services.archives_rights import ArchiveRefused
from tests.cast import NUMBERS, Cast
from tests.cast_archives import PAGES, Archives

pytestmark = pytest.mark.django_db
F, S = PersonnelFile.State, Transfer.State


@pytest.fixture
def world(cast: Cast) -> Archives:
    made = Archives(cast)
    assert made.second  # before any savepoint a test rolls back
    return made


def why(error: pytest.ExceptionInfo) -> str:
    """The reason of a refusal."""
    return error.value.why


def test_the_table_of_steps_from_every_state():
    """What is not named is refused: counted over every state, step and pair of ends."""
    inside, coming, going = rules.Ends(True, True), rules.Ends(False, True), rules.Ends(True, False)
    allowed = {
        ends: {
            (state, move)
            for state, move in itertools.product(rules.State, rules.Move)
            if rules.step_of(move, state, ends)
        }
        for ends in (inside, coming, going)
    }
    assert {len(each) for each in allowed.values()} == {9, 6, 7}
    assert ("called", "receive") not in allowed[inside]  # not sent: nobody can have got it
    assert ("reviewed", "receive") not in allowed[inside]
    assert ("sent", "shelve") not in allowed[inside]
    assert not any(state in rules.ENDED for each in allowed.values() for state, _move in each)


def test_the_whole_way_between_two_agencies(world: Archives):
    file = world.file()
    row = world.called()
    assert (row.state, row.from_agency, row.to_agency) == (
        "called",
        world.cast.liufang.agency,
        world.cast.hejing.agency,
    )
    assert TransferLetter.objects.get(transfer=row).paper.kind == "archive_call"
    row = world.sent(world.reviewed(row))
    file.refresh_from_db()
    assert (file.state, file.shelf, file.agency) == (F.TRAVELLING, "", world.cast.liufang.agency)
    dispatch = Dispatch.objects.get(transfer=row)
    assert (dispatch.sealed_by, dispatch.sealed_with) == (world.cast.liufang, world.second)
    assert dispatch.received_at is None
    row = world.checked(world.received(row))
    file.refresh_from_db()
    assert (file.state, file.agency) == (F.ARRIVED, world.cast.hejing.agency)
    letter = plaintext(Certificate.objects.get(kind="archive_missing").body)
    assert "党、团类材料" in letter
    row = world.closed(world.shelved(row))
    file.refresh_from_db()
    assert (file.state, file.shelf, row.state, row.due) == (F.KEPT, "Q-09-09", "closed", None)
    assert Dispatch.objects.get(transfer=row).receipt
    steps = list(FileMovement.objects.filter(transfer=row).order_by("pk").values_list("step", flat=True))
    assert steps == ["called", "reviewed", "sent", "received", "checked", "shelved", "closed"]
    told = Message.objects.filter(person=world.owner, kind="archive")
    assert told.count() == len(steps)


def test_every_illegal_step_is_refused(world: Archives):
    """At each station everything the table does not name is refused, and nothing changes."""
    world.file()
    row = world.called()
    by = {rules.Side.SENDER: world.cast.liufang_actor, rules.Side.RECEIVER: world.cast.hejing_actor}
    acts = {
        "review": lambda side: archives.review(row, pages=PAGES, missing=[], by=by[side]),
        "decline": lambda side: archives.decline(row, reason="有人举报", by=by[side]),
        "cancel": lambda side: archives.cancel(row, reason="不来了", by=by[side]),
        "send": lambda side: archives.send(
            row, way="courier", tracking="李四", sealed_with=world.second.pk, by=by[side]
        ),
        "receive": lambda side: archives.receive(row, received_by="何静", by=by[side]),
        "check": lambda side: archives.check(row, pages=PAGES, missing=[], by=by[side]),
        "shelve": lambda side: archives.shelve(row, shelf="Q-1", by=by[side]),
        "acknowledge": lambda side: archives.acknowledge(row, by=by[side]),
    }
    road = ["review", "send", "receive", "check", "shelve", "acknowledge"]
    table, refused = rules.steps(row.ends), 0
    for coming in [*road, None]:
        row.refresh_from_db()
        for name, act in acts.items():
            if rules.step_of(rules.Move(name), rules.State(row.state), row.ends) is None:
                with pytest.raises(ArchiveRefused) as error, transaction.atomic():
                    act(table[rules.Move(name)].side)
                assert why(error) == "moved"
                refused += 1
            other = next(side for side in by if side != table[rules.Move(name)].side)
            with pytest.raises(NotAllowed), transaction.atomic():
                act(other)  # the wrong end
        before = row.state
        row.refresh_from_db()
        assert row.state == before
        if coming:
            acts[coming](table[rules.Move(coming)].side)
    row.refresh_from_db()
    assert (row.state, refused) == ("closed", 7 * 8 - 9)


def test_sent_is_not_received(world: Archives):
    file = world.file()
    world.sent(world.reviewed(world.called()))
    file.refresh_from_db()
    assert file.agency == world.cast.liufang.agency  # the sender answers for it until the other end has it
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonnelFile.objects.filter(pk=file.pk).update(state=F.KEPT)  # no shelf, so it is not in store


def test_no_ems_for_who_was_a_cadre(world: Archives):
    world.file(cadre=True)
    row = world.reviewed(world.called())
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        world.sent(row, way="ems")
    assert why(error) == "way"
    assert "人社部发〔2021〕112号" in error.value.text
    assert Dispatch.objects.count() == 0
    assert world.sent(row, way="confidential").state == "sent"
    with pytest.raises(IntegrityError, match="dispatch_no_ems_for_cadres"), transaction.atomic():
        Dispatch.objects.update(way="ems")


def test_two_people_seal(world: Archives):
    world.file()
    row = world.reviewed(world.called())
    for pk in (world.cast.liufang.pk, world.cast.hejing.pk, 0):  # oneself, somebody of elsewhere, nobody
        with pytest.raises(ArchiveRefused) as error, transaction.atomic():
            archives.send(row, way="ems", tracking="1", sealed_with=pk, by=world.cast.liufang_actor)
        assert why(error) == "two"


def test_history_is_append_only_in_the_database(world: Archives):
    world.file()
    one = FileMovement.objects.first()
    for sql in ("UPDATE registration_filemovement SET text = 'x'", "DELETE FROM registration_filemovement"):
        refused = pytest.raises(ProgrammingError, match="permission denied")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    one.refresh_from_db()
    assert one.text != "x"


def test_one_file_a_person_also_when_records_are_merged(world: Archives):
    world.file()
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        world.file(shelf="A-01-02")
    assert why(error) == "exists"
    twin = register_person(
        user=None, name="李晓梅", kind="resident_id", number=NUMBERS["李晓梅"], by=system("test")
    )
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        world.file(twin, shelf="A-01-03")
    assert why(error) == "twin"
    facts = {"group": "left", "ever_cadre": False, "state": F.KEPT, "opened_at": clock.now()}
    PersonnelFile.objects.create(
        person=twin, number="CD-2", agency=world.cast.liufang.agency, shelf="A-9", **facts
    )
    assert any("两份记录各有一份人事档案" in text for text in preview_merge(world.owner, twin).collisions)
    with pytest.raises(MergeBlocked), transaction.atomic():
        merge(world.owner, twin, reason="当面核对", by=world.cast.liufang_actor)


def test_a_merge_takes_the_file_along(world: Archives):
    file = world.file()
    kept = register_person(
        user=None, name="李晓梅", kind="resident_id", number=NUMBERS["李晓梅"], by=system("test")
    )
    merge(kept, world.owner, reason="当面核对", by=world.cast.liufang_actor)
    file.refresh_from_db()
    assert file.person == kept
    world.owner.refresh_from_db()
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        world.file(world.owner, shelf="A-01-02")  # the merged record leads to the one that stays
    assert why(error) == "exists"


def test_a_shelf_holds_one_file(world: Archives):
    world.file()
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        world.file(world.cast.jianguo)
    assert why(error) == "shelf"


def test_from_an_outside_body_the_letter_is_paper_and_the_arrival_is_written_down(world: Archives):
    row = world.called(from_outside="重庆市渝中区人才中心")
    assert (row.from_outside, row.file.state) == ("重庆市渝中区人才中心", F.EXPECTED)
    assert "重庆市渝中区人才中心" in plaintext(row.letter.paper.body)
    row = archives.receive(
        row, received_by="何静", way="confidential", tracking="机要0012", by=world.cast.hejing_actor
    )
    row = world.closed(world.shelved(world.checked(row, missing=[])))
    file = PersonnelFile.objects.get()
    assert (row.state, file.agency, file.shelf) == ("closed", world.cast.hejing.agency, "Q-09-09")
    assert not Certificate.objects.filter(kind="archive_missing").exists()


def test_to_an_outside_body_arrival_and_receipt_are_entered_by_hand(world: Archives):
    file = world.file()
    day = clock.today()
    facts = {"to_name": "绵阳某国企", "number": "绵企〔2026〕9号", "issued_on": day, "valid_until": None}
    row = archives.call_out(file, by=world.cast.liufang_actor, **facts)
    row = world.sent(world.reviewed(row), way="courier")
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        archives.acknowledge(row, receipt="回1", by=world.cast.liufang_actor)  # nobody signed for it yet
    assert why(error) == "moved"
    row = archives.receive(row, received_by="绵企人事", on=day, by=world.cast.liufang_actor)
    file.refresh_from_db()
    assert (file.state, file.outside, file.agency) == (F.LEFT, "绵阳某国企", None)
    row = archives.acknowledge(row, receipt="绵企回〔2026〕3号", by=world.cast.liufang_actor)
    assert (row.state, Dispatch.objects.get().receipt) == ("closed", "绵企回〔2026〕3号")


def test_both_agencies_see_one_clock(world: Archives):
    """Fifteen working days from the letter, the same day at both desks; a day of grade D is told to nobody."""
    world.file()
    row = world.called()
    assert row.due == law.due_day(clock.today(), 15).day
    seen = [queries.transfers_for(by).get() for by in (world.cast.liufang_actor, world.cast.hejing_actor)]
    assert seen[0].pk == seen[1].pk
    assert {each.due for each in seen} == {row.due}
    assert queries.told_due(seen[0]) == row.due
    row = world.sent(world.reviewed(row))
    assert row.due is not None
    assert queries.told_due(row) is None  # archives.receipt_wd is D
    assert queries.transfers_for(world.cast.chentao_actor).count() == 1


def test_a_late_receipt_is_asked_for_once_at_both_ends(world: Archives):
    world.file()
    row = world.sent(world.reviewed(world.called()))
    by = system("test")
    assert remind_due(by=by) == 0
    with clock.at(f"{row.due.replace(year=row.due.year + 1)}T10:00:00+08:00"):
        assert remind_due(by=by) == 1
        assert remind_due(by=by) == 0
    tasks = Task.objects.filter(note__contains=row.number)
    assert {each.agency for each in tasks} == {world.cast.liufang.agency, world.cast.hejing.agency}
    assert all("签收和回执" in each.note for each in tasks)


def test_a_refusal_to_send_has_a_reason_a_letter_and_the_way_to_appeal(world: Archives):
    world.file()
    row = archives.decline(world.called(), reason="正在配合调查,依法暂缓", by=world.cast.liufang_actor)
    letter = plaintext(Certificate.objects.get(kind="archive_declined").body)
    assert row.state == "declined"
    for words in ("正在配合调查", "行政复议", "行政诉讼"):
        assert words in letter
    with pytest.raises(NotAllowed), transaction.atomic():  # a window clerk reviews and declines nothing
        archives.decline(world.called(), reason="x", by=actor_of(world))


def actor_of(world: Archives):
    """孙丽 of the window."""
    return actors.of_clerk(world.second)


def test_one_journey_at_a_time_and_none_to_where_it_is(world: Archives):
    file = world.file()
    case = casework.accept(world.asked_in(county="510104"), by=world.cast.liufang_actor)
    with pytest.raises(NothingToGrant, match="不用再转"):
        casework.grant(case, by=world.cast.liufang_actor)
    casework.withdraw(case, by=actors.of_person(world.owner))
    world.called()
    day = clock.today()
    facts = {"to_name": "某单位", "number": "1", "issued_on": day, "valid_until": None}
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        archives.call_out(file, by=world.cast.liufang_actor, **facts)
    assert why(error) == "travelling"


def test_kind_eight_is_never_missing(world: Archives):
    """That such papers should lie there is content itself."""
    file = world.file()
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        archives.count_items(file, pages={}, missing=["discipline"], by=world.cast.liufang_actor)
    assert why(error) == "kinds"
