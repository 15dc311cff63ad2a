"""A CV written section by section, and the narrow row that follows it."""

import pytest
from django.db import IntegrityError, transaction

from jobs.models import Intention, Kind, Occupation, Resume, ResumeEntry, Seeker
from jobs.rules import skills
from jobs.rules.groups import group_of
from jobs.services import resumes
from jobs.services.seekers import ALL_KINDS
from portal.accounts import actors
from portal.accounts.registry import exports
from portal.agencies.models import Region
from portal.kernel.fields import plaintext
from tests.access.entering import client_of
from tests.documents.reading import text_of

pytestmark = pytest.mark.django_db
JINJIANG, CHENGDU = "510104", "510100"


@pytest.fixture
def by(cast):
    return actors.of_person(cast.xiaomei)


@pytest.fixture
def resume(cast, by) -> Resume:
    return resumes.resume_of(cast.xiaomei, by=by)


def occupation(n: int = 0) -> Occupation:
    return Occupation.objects.filter(level=4, code__startswith="4-01").order_by("code")[n]


def wish(resume, by, n: int = 0, region: str = JINJIANG, **more) -> Intention:
    place = Region.objects.get(pk=region)
    return resumes.add_intention(resume, occupation=occupation(n), region=place, by=by, **more)


def test_a_cv_is_made_once_with_what_is_known(cast, by):
    cast.xiaomei.residence_region_id = JINJIANG
    cast.xiaomei.save()
    made = resumes.resume_of(cast.xiaomei, by=by)
    assert made.region_id == JINJIANG
    assert resumes.resume_of(cast.xiaomei, by=by) == made
    assert made.visibility == Resume.Visibility.HIDDEN


def test_the_matched_row_stands_only_with_a_wish_and_the_switch(resume, by):
    assert not Seeker.objects.exists()
    made = wish(resume, by, pay_floor=5000)
    assert Seeker.objects.get().occupations == [group_of(made.occupation_id)]
    resumes.describe(resume, matching=False, by=by)
    assert not Seeker.objects.exists()
    resumes.describe(resume, matching=True, by=by)
    assert Seeker.objects.get().pay == 5000
    resumes.drop_intention(made, by=by)
    assert not Seeker.objects.exists()


def test_the_matched_row_says_what_the_cv_says(resume, by):
    wish(resume, by, 0, pay_floor=5000, kind=Kind.PART_TIME)
    wish(resume, by, 1, region=CHENGDU, pay_floor=4000, kind=Kind.GIG)
    resumes.describe(resume, education=5, experience=3, skills=["cad", "excel"], by=by)
    row = Seeker.objects.get()
    assert (row.pay, row.education, row.experience) == (4000, 5, 3)
    assert row.counties == [510104, 510100]
    assert row.kinds == 0b01010
    assert row.skills == skills.bits(["cad", "excel"]) > 0
    wish(resume, by, 2)
    assert Seeker.objects.get().kinds == ALL_KINDS == 0b11111
    assert Seeker.objects.get().education == 5


def test_the_number_of_a_group():
    assert group_of("4-01-02-03") == 40102


def test_three_wishes_at_most_each_once_and_positions_close_up(resume, by):
    first = wish(resume, by)
    with pytest.raises(resumes.WishRefused, match="twice"):
        wish(resume, by)
    wish(resume, by, 1)
    wish(resume, by, 2)
    with pytest.raises(resumes.WishRefused, match="full"):
        wish(resume, by, 3)
    resumes.drop_intention(first, by=by)
    assert list(resume.intentions.values_list("position", flat=True)) == [1, 2]
    with pytest.raises(IntegrityError), transaction.atomic():
        Intention.objects.create(resume=resume, position=4, occupation=occupation(5), region_id=JINJIANG)


def test_replacing_wishes_is_all_or_nothing(resume, by):
    place = Region.objects.get(pk=JINJIANG)
    wish(resume, by, 5)
    twice = [{"occupation": occupation(), "region": place}] * 2
    with pytest.raises(resumes.WishRefused):
        resumes.set_intentions(resume, twice, by=by)
    assert resume.intentions.get().occupation == occupation(5)
    resumes.set_intentions(resume, twice[:1], by=by)
    assert resume.intentions.get().occupation == occupation()


def test_an_entry_is_added_changed_dropped_and_sealed(cast, resume, by):
    client = client_of(cast.xiaomei.user)
    typed = {"place": "成都某商场", "title": "收银员", "begins": "2020-03-01", "ends": "2019-01-01"}
    answer = client.post("/my/cv/entries/new/?kind=work", typed)
    assert answer.status_code == 422
    assert "结束时间不能早于开始时间。" in answer.content.decode()
    assert 'value="成都某商场"' in answer.content.decode()
    assert client.post("/my/cv/entries/new/?kind=work", typed | {"ends": ""}).status_code == 302
    row = ResumeEntry.objects.get()
    assert plaintext(row.place) == "成都某商场"
    assert "成都某商场" in client.get("/my/cv/").content.decode()
    client.post(f"/my/cv/entries/{row.pk}/", typed | {"ends": "", "title": "店长"})
    assert ResumeEntry.objects.get().title == "店长"
    assert client.post(f"/my/cv/entries/{row.pk}/drop/").status_code == 302
    assert not ResumeEntry.objects.exists()
    assert client.get("/my/cv/entries/new/?kind=other").status_code == 404


def test_each_section_is_saved_by_itself(cast, resume):
    client = client_of(cast.xiaomei.user)
    typed = {"education": "4", "experience": "6", "region": JINJIANG, "intro": "手脚快"}
    assert client.post("/my/cv/basics/", typed).status_code == 302
    assert client.post("/my/cv/skills/", {"skills": ["excel"]}).status_code == 302
    assert client.post("/my/cv/sharing/", {"visibility": "employers"}).status_code == 302
    resume.refresh_from_db()
    assert (resume.education, resume.experience, resume.skills) == (4, 6, ["excel"])
    assert (plaintext(resume.intro), resume.visibility, resume.matching) == ("手脚快", "employers", False)


def test_a_wish_is_written_by_the_name_of_the_occupation(cast, resume):
    client, name = client_of(cast.xiaomei.user), occupation().name
    answer = client.post("/my/cv/wishes/new/", {"occupation": "员", "region": JINJIANG, "pay_floor": "0"})
    assert answer.status_code == 422
    assert "请写其中一个:" in answer.content.decode()
    typed = {"occupation": name, "region": CHENGDU, "pay_floor": "4000"}
    assert client.post("/my/cv/wishes/new/", typed).status_code == 302
    assert Seeker.objects.get().counties == [510100]
    answer = client.post("/my/cv/wishes/new/", typed)
    assert "这个意向已经有了。" in answer.content.decode()


def test_the_paper_and_the_copy_to_take_along_tell_it_all(cast, resume, by):
    resumes.add_entry(resume, kind="certificate", place="成都某学校", title="收银证书", by=by)
    wish(resume, by, pay_floor=4000)
    answer = client_of(cast.xiaomei.user).get("/my/cv/pdf/")
    text = text_of(answer.content).replace("\n", "")
    assert "李晓梅" in text
    assert "收银证书" in text
    assert "月薪不低于4,000元" in text
    told = exports["简历"](cast.xiaomei)
    assert told[0]["证书"][0]["名称"] == "收银证书"
    assert len(told[0]["求职意向"]) == 1


def test_the_page_asks_as_often_however_long_the_cv_is(cast, resume, by, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(cast.xiaomei.user)
    client.get("/my/cv/")
    with CaptureQueriesContext(connection) as short:
        client.get("/my/cv/")
    for n in range(3):
        wish(resume, by, n)
        resumes.add_entry(resume, kind="work", place="某单位", title=f"岗位{n}", by=by)
    with django_assert_num_queries(len(short)):
        client.get("/my/cv/")


def test_the_county_one_lives_in_says_where_distances_begin(cast, resume, by):
    from jobs.places import centres

    client = client_of(cast.xiaomei.user)
    wish(resume, by)
    typed = {"education": "", "experience": "0", "region": JINJIANG, "intro": ""}
    client.post("/my/cv/basics/", typed)
    row = Seeker.objects.get()
    assert (row.latitude, row.longitude) == centres()[JINJIANG]
    client.post("/my/cv/basics/", typed | {"region": ""})
    assert Seeker.objects.get().latitude is None


def test_a_wish_is_written_anew_at_its_place(cast, resume, by):
    first, second = wish(resume, by, 0), wish(resume, by, 1)
    client = client_of(cast.xiaomei.user)
    text = client.get(f"/my/cv/wishes/{first.pk}/").content.decode()
    assert occupation(0).name in text
    typed = {"occupation": occupation(1).name, "region": JINJIANG, "pay_floor": "4000", "kind": ""}
    answer = client.post(f"/my/cv/wishes/{first.pk}/", typed)
    assert answer.status_code == 422
    assert "这个意向已经有了。" in answer.content.decode()
    assert client.post(f"/my/cv/wishes/{first.pk}/", typed | {"region": CHENGDU}).status_code == 302
    first.refresh_from_db()
    assert (first.position, first.region_id, first.pay_floor) == (1, CHENGDU, 4000)
    assert Seeker.objects.get().counties == [510100, 510104]
    assert client_of(cast.jianguo.user).get(f"/my/cv/wishes/{second.pk}/").status_code == 404
