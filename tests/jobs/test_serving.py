"""Employers at the desk: need, officer, visits, bans with reasons and remedies, reminders to be verified again."""

from datetime import timedelta

import pytest

from jobs.models import Ban, Employer, Opening, Vacancy
from jobs.queries import banned
from jobs.services import serving_employers as services
from jobs.tasks.serving import remind_to_reverify
from portal.casework.services.stepping import NotAllowed
from portal.kernel import clock
from portal.kernel.fields import plaintext
from tests.access.entering import client_of
from tests.cast import Cast
from tests.cast_jobs import Employers

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(cast: Cast) -> Employer:
    """蜀味人家 with one open vacancy."""
    employers = Employers(cast)
    employers.open()
    return Employer.objects.get()


def test_need_officer_and_visit_are_written_at_the_desk_and_the_urgent_stand_first(
    cast: Cast, shop: Employer
):
    client = client_of(cast.liufang.user, method="mfa")
    path = f"/desk/employers/{shop.pk}/"
    posted = {"form": "serve", "serve-need": "urgent", "serve-officer": str(cast.chentao.pk)}
    assert client.post(path, posted).status_code == 302
    shop.refresh_from_db()
    assert (shop.need, shop.officer) == ("urgent", cast.chentao)
    page = client.post(
        path, {"form": "visit", "visit-way": "visit", "visit-text": "", "visit-next_on": "2020-01-01"}
    )
    assert "请写下谈了什么。" in page.content.decode()
    assert "下次联系要在今天或以后。" in page.content.decode()
    posted = {
        "form": "visit",
        "visit-way": "visit",
        "visit-text": "缺两名收银员",
        "visit-next_on": "2026-12-01",
    }
    assert client.post(path, posted).status_code == 302
    assert "缺两名收银员" in client.get(path).content.decode()
    page = client.get("/desk/employers/").content.decode()
    assert "急招" in page
    assert "专员 陈涛" in page


def test_another_countys_clerk_finds_no_employer_here(cast: Cast, shop: Employer):
    client = client_of(cast.hejing.user, method="mfa")
    assert client.get(f"/desk/employers/{shop.pk}/").status_code == 404
    assert "蜀味人家" not in client.get("/desk/employers/").content.decode()
    with pytest.raises(NotAllowed):
        services.visited(shop, way="phone", text="x", next_on=None, by=cast.hejing_actor)


def test_a_ban_needs_the_second_pair_of_eyes_and_tells_reason_article_person_and_remedies(
    cast: Cast, shop: Employer
):
    reason = services.ban_reasons().get(item="vacancy-publication", use="refuse", code="charges")
    ends = clock.today() + timedelta(days=90)
    with pytest.raises(NotAllowed):
        services.ban(shop, reason=reason, text="收押金", ends=ends, by=cast.liufang_actor)
    client = client_of(cast.chentao.user, method="mfa")
    path = f"/desk/employers/{shop.pk}/"
    posted = {
        "form": "ban",
        "ban-reason": str(reason.pk),
        "ban-text": "向求职者收押金200元",
        "ban-ends": "2020-01-01",
    }
    page = client.post(path, posted).content.decode()
    assert "截止日要在明天或以后。" in page
    assert "向求职者收押金200元" in page
    assert client.post(path, posted | {"ban-ends": ends.isoformat()}).status_code == 302
    assert not Opening.objects.exists()
    assert Vacancy.objects.get().state == "removed"
    made = Ban.objects.get()
    assert banned(shop.organisation.uscc, None, None, on=clock.today()) == made
    body = plaintext(cast.jianguo.messages.get(key=f"ban-{made.pk}-{cast.jianguo.pk}").body)
    for words in (
        "收押金200元",
        "《劳动合同法》第九条",
        "陈涛",
        "60日内可以申请行政复议",
        "6个月内可以提起行政诉讼",
    ):
        assert words in body
    assert client.post(f"{path}lift/", {"ban": str(made.pk)}).status_code == 302
    assert banned(shop.organisation.uscc, None, None, on=clock.today()) is None


def test_members_are_reminded_once_before_the_verification_ends(cast: Cast, shop: Employer):
    assert remind_to_reverify() == 0
    with clock.at(clock.now() + timedelta(days=175)):
        assert remind_to_reverify() == 1
        remind_to_reverify()
    assert cast.jianguo.messages.filter(key__startswith="reverify-").count() == 1
