"""Units look in with two people and a letter; the own file is nobody's to read; what is certified was looked up."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from portal.accounts import actors
from portal.accounts.models import AccessEntry
from portal.agencies.models import Region
from portal.casework import services as casework
from portal.casework.models import ReasonCode
from portal.casework.services.stepping import NotAllowed, NothingToGrant
from portal.documents import rendering
from portal.documents.models import Certificate
from portal.events.services import drain
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from registration.models import CertificateAsk, Consultation, PartyHandover, PersonnelFile, Transfer
from registration.queries import archives as queries
from registration.services import archives, archives_certificates, archives_reading
from registration.services.archives_nightly import remind_due
from registration.services.archives_rights import ArchiveRefused
from tests.access.entering import client_of
from tests.cast import JINJIANG, NUMBERS, Cast
from tests.cast_archives import READERS, Archives

pytestmark = pytest.mark.django_db
F = PersonnelFile.State


@pytest.fixture
def world(cast: Cast) -> Archives:
    made = Archives(cast)
    assert made.second
    assert made.unit
    return made


def test_a_loan_from_the_letter_to_the_shelf(world: Archives):
    file = world.file()
    case = world.consulted()
    with pytest.raises(NothingToGrant, match="负责人"):
        casework.grant(casework.accept(case, by=world.cast.liufang_actor), by=world.cast.liufang_actor)
    casework.grant(case, by=world.cast.chentao_actor)
    row = archives_reading.hand_over(case.consultation, days=5, by=world.cast.liufang_actor)
    file.refresh_from_db()
    assert (row.state, row.supervisor, file.state, file.shelf) == (
        "out",
        world.cast.liufang,
        F.LENT,
        "A-01-01",
    )
    assert row.due_back == clock.today() + timedelta(days=5)
    assert AccessEntry.objects.filter(person_id=world.owner.pk, what="人事档案").exists()
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        archives_reading.take_back(row, pages=21, by=world.cast.liufang_actor)
    assert (error.value.why, error.value.text) == ("kinds", "22")
    row = archives_reading.take_back(row, pages=22, by=world.cast.liufang_actor)
    file.refresh_from_db()
    assert (row.state, file.state) == ("returned", F.KEPT)


def test_nobody_reads_the_own_file(world: Archives):
    world.file()
    own = (("李晓梅", NUMBERS["李晓梅"]), READERS[1])
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        world.consulted(readers=own)
    assert error.value.why == "own"
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        world.consulted(readers=(READERS[0], READERS[0]))
    assert error.value.why == "two"
    world.file(world.cast.jianguo, shelf="A-02")  # 王建国 files for the unit: not about himself
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        world.consulted(name="王建国", number=NUMBERS["王建国"])
    assert error.value.why == "own"


def test_a_clerk_does_not_handle_the_own_file(world: Archives):
    file = world.file()
    world.owner.user = world.cast.liufang.user
    world.owner.save(update_fields=["user"])
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        archives.count_items(file, pages={"resume": 1}, missing=[], by=world.cast.liufang_actor)
    assert error.value.why == "own"


def test_a_file_that_is_out_does_not_leave_and_is_not_lent_twice(world: Archives):
    world.file()
    row = world.approved(world.consulted()).consultation
    other = world.approved(world.consulted(kind="read")).consultation
    archives_reading.hand_over(row, days=3, by=world.cast.liufang_actor)
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        archives_reading.hand_over(other, by=world.cast.liufang_actor)
    assert error.value.why == "lent"
    facts = {"supervisor": world.cast.liufang, "out_at": clock.now(), "due_back": clock.today()}
    with pytest.raises(IntegrityError, match="consultation_one_out"), transaction.atomic():
        Consultation.objects.filter(pk=other.pk).update(state="out", **facts)
    case = casework.accept(world.asked_in(), by=world.cast.hejing_actor)
    with pytest.raises(NothingToGrant, match="借出"):
        casework.grant(case, by=world.cast.hejing_actor)


def test_an_overdue_loan_is_asked_back_once_a_day(world: Archives):
    world.file()
    row = world.approved(world.consulted()).consultation
    row = archives_reading.hand_over(row, days=3, by=world.cast.liufang_actor)
    by = system("test")
    with clock.at(f"{row.due_back + timedelta(days=1)}T10:00:00+08:00"):
        assert [remind_due(by=by), remind_due(by=by)] == [1, 0]
        assert queries.desk_counts(world.cast.liufang_actor)["overdue"] == 1
    with clock.at(f"{row.due_back + timedelta(days=2)}T10:00:00+08:00"):
        assert remind_due(by=by) == 1
    told = Message.objects.filter(person=world.cast.jianguo, title="请归还档案")
    assert told.count() == 2
    assert all("李" not in each.body for each in told)


def test_what_is_not_kept_here_is_refused_with_reason_and_remedy(world: Archives):
    """The unit is not told before the decision whether there is a file."""
    case = world.consulted()
    assert case.consultation.file is None
    case = casework.accept(case, by=world.cast.liufang_actor)
    with pytest.raises(NothingToGrant, match="没有查到"):
        casework.grant(case, by=world.cast.chentao_actor)
    reasons = list(ReasonCode.objects.filter(item="archive-consultation", use="refuse", code="not-here"))
    casework.refuse(case, reasons=reasons, by=world.cast.chentao_actor)
    drain()
    letter = plaintext(Certificate.objects.get(kind="letter_refuse").body)
    assert "行政复议" in letter


def test_the_letter_of_a_unit_opens_the_journey_out(world: Archives):
    world.file()
    day = clock.today()
    facts = {"county": Region.objects.get(pk=JINJIANG), "name": "李晓梅", "number": NUMBERS["李晓梅"]}
    facts |= {
        "letter_number": "蜀味〔2026〕2号",
        "issued_on": day,
        "valid_until": None,
        "authority": "国资委批复",
    }
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        archives_reading.ask_out(
            world.unit, by=world.by_unit, **(facts | {"valid_until": day - timedelta(days=1)})
        )
    assert error.value.why == "valid"
    case = archives_reading.ask_out(world.unit, by=world.by_unit, **facts)
    casework.grant(casework.accept(case, by=world.cast.liufang_actor), by=world.cast.liufang_actor)
    row = Transfer.objects.get(case=case)
    assert (row.to_outside, row.letter.number, row.state) == (world.unit.name, "蜀味〔2026〕2号", "called")


def certified(world: Archives, kind: str, wanted: str = "") -> CertificateAsk:
    """A certificate asked for by the owner."""
    said = {"kind": [kind], "wanted": [wanted], "purpose": ["落户"]}
    pages = {"certificate": said, "keeper": {"county": [JINJIANG]}}
    case = world.submitted("archive-certificate", world.owner, pages)
    return CertificateAsk.objects.get(case=case)


def test_a_kept_file_is_certified_at_once_with_a_code(world: Archives):
    world.file()
    ask = certified(world, "kept")
    casework.grant_by_rule(ask.case)
    paper = Certificate.objects.get(kind="archive_certificate")
    assert (paper.title, paper.person) == ("存档证明", world.owner)
    html = rendering.html_of(paper)
    for words in ("李晓梅", "锦江区公共就业服务机构", "落户", "svg"):
        assert words in html


def test_nothing_on_record_is_an_answer_not_a_refusal(world: Archives):
    world.file()
    ask = certified(world, "kinship", "和父亲的关系")
    assert casework.grant_by_rule(ask.case) is None  # two people look first
    case = casework.accept(ask.case, by=world.cast.liufang_actor)
    with pytest.raises(NothingToGrant, match="查证"):
        casework.grant(case, by=world.cast.liufang_actor)
    look = {"found": False, "statement": "", "by": world.cast.liufang_actor}
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        archives_certificates.look_up(ask, looked_with=world.cast.liufang.pk, **look)
    assert error.value.why == "two"
    archives_certificates.look_up(ask, looked_with=world.second.pk, **look)
    casework.grant(case, by=world.cast.liufang_actor)
    paper = Certificate.objects.get(kind="archive_none")
    assert paper.title == "查无说明"
    html = rendering.html_of(paper)
    assert "没有查到和父亲的关系的记载" in html
    assert "公安机关" in html


def test_what_the_file_says_is_printed_for_the_one_certificate_only(world: Archives):
    world.file()
    ask = certified(world, "history", "2012年到2016年的学习")
    case = casework.accept(ask.case, by=world.cast.liufang_actor)
    statement = "2012年9月至2016年6月在某大学会计专业学习"
    archives_certificates.look_up(
        ask, found=True, statement=statement, looked_with=world.second.pk, by=world.cast.liufang_actor
    )
    casework.grant(case, by=world.cast.liufang_actor)
    assert statement in rendering.html_of(Certificate.objects.get(kind="archive_certificate"))
    page = client_of(world.owner.user).get("/my/archive/").content.decode()
    assert statement not in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement::text FROM registration_certificateask")
        assert "会计" not in cursor.fetchone()[0]  # sealed at rest


def test_elsewhere_nobody_looks_up(world: Archives):
    world.file()
    ask = certified(world, "history", "学习经历")
    with pytest.raises(NotAllowed), transaction.atomic():
        archives_certificates.look_up(
            ask, found=True, statement="x", looked_with=world.second.pk, by=world.cast.hejing_actor
        )


def test_a_hand_over_of_a_party_member_is_a_record_only(world: Archives):
    file = world.file()
    facts = {"direction": "in", "letter_number": "介001", "from_branch": "甲支部", "to_branch": "乙支部"}
    by = world.cast.liufang_actor
    archives_certificates.hand_over_party(file, on=clock.today(), by=by, **facts)
    with pytest.raises(ArchiveRefused) as error, transaction.atomic():
        archives_certificates.hand_over_party(file, on=clock.today() + timedelta(days=1), by=by, **facts)
    assert error.value.why == "far"
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        PartyHandover.objects.update(letter_number="x")


def test_acting_for_somebody_shows_ones_own_page(world: Archives):
    """The page of the file is the signed-in person's, whatever stands in the address."""
    world.file()
    other = client_of(world.cast.jianguo.user).get("/my/archive/").content.decode()
    assert "A-01-01" not in other
    assert "这里还没有您的档案" in other
    assert actors.of_person(world.owner).id not in other
