"""Pages of personnel files: what an owner, a unit and a clerk read, and how many queries a list takes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts import actors
from portal.accounts.models import Person
from portal.casework import services as casework
from portal.casework.models import Case, ServiceItem
from portal.kernel import clock
from registration.models import Consultation, PersonnelFile, Transfer
from registration.services import archives, archives_reading
from tests.access.entering import client_of
from tests.cast import JINJIANG, NUMBERS, QINGYANG, Cast
from tests.cast_archives import Archives

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> Archives:
    made = Archives(cast)
    assert made.second
    assert made.unit
    return made


def text(client, url: str) -> str:
    """The page as text; anything but 200 fails."""
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_owner_sees_a_parcel_and_no_contents(world: Archives):
    file = world.file()
    owner = client_of(world.owner.user)
    row = world.sent(world.reviewed(world.called()))
    page = text(owner, "/my/archive/")
    for words in ("在途", "对方还没有签收", "您已申请", "锦江区", "青羊区", "1234567890123"):
        assert words in page
    assert "最晚" not in page  # the day of the receipt is graded D
    world.closed(world.shelved(world.checked(world.received(row), missing=["party", "honours"])))
    page = text(owner, "/my/archive/")
    for words in ("党、团类材料", "表彰奖励材料", "在库", "任何人不能看本人和亲属档案的内容"):
        assert words in page
    for hidden in ("履历材料", "学历学位", "4页", "12页", "第八类", "Q-09-09"):
        assert (
            hidden not in page
        )  # what is there, how many pages and where it stands is no business of the page
    assert str(file.pk) not in page
    assert "我的档案" in text(owner, "/my/")


def test_an_owner_is_told_the_day_while_the_law_behind_it_is_sure(world: Archives):
    world.file()
    world.called()
    page = text(client_of(world.owner.user), "/my/archive/")
    assert "最晚12月14日(周一)" in page  # fifteen working days after 23 November


def test_a_loan_is_no_news_on_the_owners_page(world: Archives):
    world.file()
    row = world.approved(world.consulted(kind="vetting")).consultation
    archives_reading.hand_over(row, by=world.cast.liufang_actor)
    page = text(client_of(world.owner.user), "/my/archive/")
    assert "借出" not in page
    assert "蜀味" not in page


def test_a_unit_asks_on_one_page_and_an_error_keeps_what_was_typed(world: Archives):
    unit = client_of(world.cast.jianguo.user)
    url = f"/units/{world.unit.pk}/archives/consult/"
    signature = world.employers.signature("archive-consultation")
    data = {
        "county": JINJIANG,
        "name": "李晓梅",
        "number": NUMBERS["李晓梅"],
        "letter_number": "函1",
        "kind": "read",
        "purpose": "考察",
        "first_name": "周一",
        "first_number": NUMBERS["李晓梅"],
        "second_name": "吴二",
        "second_number": NUMBERS["张磊"],
        "text": signature.text_id,
        "promise": "1",
    }
    answer = unit.post(url, data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请勾选" in page or "勾选确认" in page
    assert "函1" in page
    answer = unit.post(url, data | {"apart": "on"})
    assert answer.status_code == 422
    assert "本人和亲属" in answer.content.decode()
    assert Consultation.objects.count() == 0
    world.file()
    answer = unit.post(url, data | {"apart": "on", "first_number": NUMBERS["王秀兰"]})
    assert answer.status_code == 302
    row = Consultation.objects.get()
    assert row.file.person == world.owner
    page = text(unit, f"/units/{world.unit.pk}/archives/")
    assert "李*梅" in page
    assert "李晓梅" not in page


def test_a_clerk_takes_a_file_through_by_posting_its_steps(world: Archives):
    file = world.file()
    row = world.called()
    here, there = (client_of(each.user, method="mfa") for each in (world.cast.liufang, world.cast.hejing))
    url = f"/desk/register/archives/{file.pk}/"
    answer = here.post(url, {"act": "review", "review-pages_resume": "4"})
    assert answer.status_code == 302
    seal = {"act": "send", "send-way": "ems", "send-tracking": "E1", "send-second": ""}
    answer = here.post(url, seal)
    assert answer.status_code == 422
    assert "要两个人" in answer.content.decode()
    assert here.post(url, seal | {"send-second": world.second.pk}).status_code == 302
    assert (
        here.post(url, {"act": "receive", "receive-received_by": "刘芳"}).status_code == 302
    )  # not the sender's
    row.refresh_from_db()
    assert row.state == "sent"
    today = clock.today().isoformat()
    there.post(url, {"act": "receive", "receive-received_by": "何静", "receive-on": today})
    there.post(url, {"act": "check", "check-pages_resume": "4", "check-missing": ["party"]})
    there.post(url, {"act": "shelve", "shelve-shelf": "Q-1"})
    there.post(url, {"act": "acknowledge"})
    row.refresh_from_db()
    file.refresh_from_db()
    assert (row.state, file.shelf, file.agency) == ("closed", "Q-1", world.cast.hejing.agency)
    assert here.get(url).status_code == 404  # the file is no longer this agency's


def test_ems_for_a_cadre_is_refused_at_the_field_with_the_article(world: Archives):
    file = world.file(cadre=True)
    world.reviewed(world.called())
    here = client_of(world.cast.liufang.user, method="mfa")
    seal = {"act": "send", "send-way": "ems", "send-tracking": "E1", "send-second": world.second.pk}
    answer = here.post(f"/desk/register/archives/{file.pk}/", seal)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "人社部发〔2021〕112号" in page
    assert 'value="E1"' in page


def test_a_file_is_found_by_shelf_number_or_identity_number(world: Archives):
    file = world.file()
    here, there = (client_of(each.user, method="mfa") for each in (world.cast.liufang, world.cast.hejing))
    for words in ("a-01-01", file.number, NUMBERS["李晓梅"]):
        answer = here.post("/desk/register/archives/", {"q": words})
        assert answer["Location"] == f"/desk/register/archives/{file.pk}/"
    answer = there.post("/desk/register/archives/", {"q": "A-01-01"})
    assert answer.status_code == 422
    assert "没有找到" in answer.content.decode()


def many(world: Archives, numbers: range) -> None:
    """So many files on their way to 青羊 and as many loans."""
    seat = {"group": "left", "ever_cadre": False, "state": "kept", "opened_at": clock.now()}
    model = Person.objects.get(pk=world.owner.pk)
    case = Case.objects.filter(item="archive-consultation").first()
    for n in numbers:
        person = Person.objects.create(name="张三", name_index=model.name_index, created_at=clock.now())
        agency = world.cast.liufang.agency
        file = PersonnelFile.objects.create(
            person=person, number=f"CD-T-{n}", agency=agency, shelf=f"Z-{n}", **seat
        )
        Transfer.objects.create(
            number=f"DA-T-{n}",
            file=file,
            state="called",
            from_agency=agency,
            to_agency=world.cast.hejing.agency,
            due=clock.today(),
            begun_at=clock.now(),
        )
        made = Case.objects.get(pk=case.pk)
        made.pk, made.number, made.subject_key = None, f"BJ-T-{n}", f"k{n}"
        made.save(force_insert=True)
        Consultation.objects.create(
            case=made,
            unit=world.unit,
            file=file,
            subject_name="张三",
            subject_number=NUMBERS["张磊"],
            letter_number="函",
            asked_at=clock.now(),
            kind="borrow",
            state="out",
            purpose="考察",
            first_reader="周一",
            second_reader="吴二",
            supervisor=world.cast.liufang,
            out_at=clock.now(),
            due_back=clock.today() - timedelta(days=1),
        )


@pytest.mark.parametrize("url", ["/desk/register/archives/", "/desk/register/archives/loans/", "unit"])
def test_a_list_takes_as_many_queries_for_three_as_for_nine(world: Archives, url: str):
    world.file()
    world.consulted()
    client = client_of(world.cast.liufang.user, method="mfa")
    if url == "unit":
        url, client = f"/units/{world.unit.pk}/archives/", client_of(world.cast.jianguo.user)
    many(world, range(3))
    text(client, url)
    with CaptureQueriesContext(connection) as few:
        text(client, url)
    many(world, range(3, 9))
    with CaptureQueriesContext(connection) as more:
        page = text(client, url)
    assert page.count("BJ-") + page.count("DA-") >= 9
    assert len(more) == len(few)
    assert len(more) <= 16


def test_asked_questions_are_filled_in_and_the_place_is_not_asked_when_known(world: Archives):
    world.file()
    by = actors.of_person(world.owner)
    draft = casework.open_draft(ServiceItem.objects.get(pk="archive-transfer-in"), world.owner, by=by)
    owner = client_of(world.owner.user)
    assert draft.item_id == "archive-transfer-in"
    page = text(owner, "/apply/archive-transfer-in/group/")
    assert 'value="left"' in page
    assert "checked" in page
    case = world.asked_in(county=QINGYANG)
    assert case.responsible == world.cast.hejing.agency
    casework.accept(case, by=world.cast.hejing_actor)
    assert archives.queries.open_transfer(PersonnelFile.objects.get()) is None
