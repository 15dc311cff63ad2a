"""«我的失业保险»: four answers in every state, the account, the report; the desk's pages of a claim."""

import re
from datetime import date

import pytest
from django.test import Client

from insurance.models import ChangeReport, Claim, Inquiry, Payment
from insurance.panels.mine import at_desk
from insurance.services import changes, inquiries
from portal.accounts import actors
from portal.casework import services
from portal.casework.models import Case, ReasonCode
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from tests.access.entering import client_of
from tests.cast import Cast
from tests.cast_changes import drawing, paid, sums
from tests.cast_insurance import CARD, claim_case, pay

pytestmark = pytest.mark.django_db
URL = "/my/insurance/"
TODAY = date(2026, 11, 23)


def answers(person) -> list[str]:
    """The four answers of a person's page as text, after the check that there are exactly four."""
    page = client_of(person.user).get(URL).content.decode()
    block = re.search(r'<dl class="answers">(.*?)</dl>', page, re.DOTALL)[1]
    found = [re.sub(r"<[^>]+>|\s", "", each) for each in re.findall(r"<dd>(.*?)</dd>", block, re.DOTALL)]
    assert len(found) == 4
    assert all(found)
    return found


def test_who_never_asked_is_told_how(cast: Cast):
    now, todo, _next, _who = answers(cast.person("李晓梅", verified=True))
    assert "还没有申领" in now
    assert "不用材料" in todo


def test_asked_then_refused(cast: Cast):
    person = cast.person("李晓梅", verified=True)
    pay(person, 11)
    case = claim_case(person)
    now, _todo, when, who = answers(person)
    assert "已收到" in now
    assert "12月7日" in when
    assert "锦江" in who
    services.accept(case, by=cast.liufang_actor)
    reasons = list(ReasonCode.objects.filter(item_id="unemployment-insurance", code="too-short"))
    services.refuse(case, reasons=reasons, by=cast.liufang_actor)
    now, todo, when, _who = answers(person)
    assert "没有准予" in now
    assert "行政复议" in todo
    assert "不发钱" in when


def test_drawing_says_month_and_sum(cast: Cast):
    claim = drawing(cast)
    paid(claim, 5)
    now, todo, when, who = answers(claim.person)
    assert "领了5个月" in now
    assert "领13个月" in now
    assert "不用每月签到" in todo
    assert "2026年11月" in when
    assert "2,097.00元" in when
    assert "028" in who or "12333" in who


def test_without_an_account_it_asks_for_one_and_takes_it(cast: Cast):
    claim = drawing(cast, account={"bank": [""], "number": [""]})
    assert "请填收款账户" in answers(claim.person)[1]
    mine = client_of(claim.person.user)
    slip = mine.post(f"{URL}account/", {"bank": "成都银行", "number": CARD[:-1] + "0"})
    assert slip.status_code == 422
    assert "有一位写错了" in slip.content.decode()
    assert "成都银行" in slip.content.decode()
    assert mine.post(f"{URL}account/", {"bank": "", "number": ""}).status_code == 422
    assert mine.post(f"{URL}account/", {"bank": "成都银行", "number": CARD}).status_code == 302
    claim.refresh_from_db()
    assert plaintext(claim.account.number) == CARD
    assert plaintext(claim.account.holder) == "李晓梅"
    page = mine.get(URL).content.decode()
    assert CARD not in page
    assert CARD[-4:] in page


def test_sent_back_by_the_bank(cast: Cast):
    claim = drawing(cast)
    paid(claim, 4)
    paid(claim, 1, state=Payment.State.FAILED)
    Payment.objects.filter(state="failed").update(fail_reason="02")
    now, todo, _when, _who = answers(claim.person)
    assert "2026年10月的一笔被银行退回,原因:户名和账号对不上" in now
    assert "核对收款账户" in todo


def test_held_suspended_stopped_ended(cast: Cast):
    claim = drawing(cast)
    paid(claim, 6)
    row = inquiries.open_inquiry(
        claim, source=Inquiry.Source.EMPLOYER, key="k", found="有单位登记。", by=system("test")
    )
    assert "请在12月3日(周四)前说明情况" in answers(claim.person)[1]
    inquiries.hold(row, reason="等单位答复", by=cast.liufang_actor)
    now, _todo, when, who = answers(claim.person)
    assert "2026年12月的一笔暂缓发放,原因:等单位答复" in now
    assert "最晚暂缓到12月31日" in when
    assert "刘芳" in who
    inquiries.answer(row, text="不是我", by=actors.of_person(claim.person))
    inquiries.clear(row, text="不是本人", by=cast.liufang_actor)
    changes.suspend(claim, code="IMPRISONED", since=TODAY, text="等待判决。", by=cast.chentao_actor)
    now, _todo, when, _who = answers(claim.person)
    assert "暂停发放" in now
    assert "补发" in when
    changes.resume(claim, on=TODAY, by=cast.liufang_actor)
    report(claim, ChangeReport.Kind.WORK)
    now, todo, when, _who = answers(claim.person)
    assert "停发" in now
    assert "12个月给您留着" in now
    assert "没有下一笔" in when
    report(claim, ChangeReport.Kind.PENSION)
    assert "终止" in answers(claim.person)[0]


def report(claim: Claim, kind: str) -> None:
    changes.report(claim, kind=kind, since=TODAY, by=actors.of_person(claim.person))


def test_three_questions_and_nothing_typed_is_lost(cast: Cast):
    claim = drawing(cast)
    mine = client_of(claim.person.user)
    page = mine.get(f"{URL}report/").content.decode()
    assert "12月21日(周一)" in page  # twenty working days from today
    assert len(set(re.findall(r'name="(kind|since|employer)"', page))) == 3
    late = mine.post(f"{URL}report/", {"kind": "work", "since": "2027-06-01", "employer": "蜀味人家"})
    assert late.status_code == 422
    assert "蜀味人家" in late.content.decode()
    assert mine.post(f"{URL}report/", {"kind": "work", "employer": "x"}).status_code == 422
    assert mine.post(f"{URL}report/", {"kind": "none"}).status_code == 302
    assert sums(claim) == (0, 18, 0, 0)
    done = mine.post(f"{URL}report/", {"kind": "work", "since": "2026-11-23", "employer": "蜀味人家"})
    assert done.status_code == 302
    assert sums(claim) == (0, 6, 12, 0)


def test_the_page_shows_months_payments_contributions_and_no_more_queries_for_more_rows(
    cast: Cast, django_assert_max_num_queries
):
    claim = drawing(cast)
    paid(claim, 5)
    mine = client_of(claim.person.user)
    mine.get(URL)
    with django_assert_max_num_queries(45) as counted:
        page = mine.get(URL).content.decode()
    for words in (
        "已经领了",
        "5个月",
        "2026年6月",
        "2,097.00元",
        "缴费记录",
        "112个月",
        "不对?改",
        "经办登记",
    ):
        assert words in page, words
    before = len(counted)
    paid(claim, 5)
    with django_assert_max_num_queries(before):
        mine.get(URL)


def test_my_page_has_the_panel_and_the_desk_a_way_with_one_query(cast: Cast, django_assert_max_num_queries):
    claim = drawing(cast)
    assert "发放情况和月数" in client_of(claim.person.user).get("/my/").content.decode()
    desk = client_of(cast.liufang.user, method="mfa")
    page = desk.get(f"/desk/people/{claim.person_id}/").content.decode()
    way = f"/desk/insurance/claims/?q={claim.case.number}"
    assert way in page
    assert desk.get(way).headers["Location"] == f"/desk/insurance/claims/{claim.pk}/"
    stranger, case = cast.hejing_actor, Case.objects.get(pk=claim.case_id)
    with django_assert_max_num_queries(1):
        assert at_desk(claim.person, [case], stranger)[0]["url"] == ""
    with django_assert_max_num_queries(0):
        assert at_desk(claim.person, [], stranger) == []


def test_the_desk_finds_a_claim_and_decides(cast: Cast, django_assert_max_num_queries):
    claim = drawing(cast)
    desk = client_of(cast.liufang.user, method="mfa")
    desk.get("/desk/insurance/claims/")
    with django_assert_max_num_queries(8):
        page = desk.get("/desk/insurance/claims/", {"state": "drawing"}).content.decode()
    assert claim.case.number in page
    assert "李晓梅" not in page
    assert "没有找到" in desk.get("/desk/insurance/claims/", {"q": "X"}).content.decode()
    url = f"/desk/insurance/claims/{claim.pk}/"
    paid(claim, 5)
    with django_assert_max_num_queries(36):
        assert "续发至退休" not in desk.get(url).content.decode()
    Payment.objects.update(state="cancelled")
    assert client_of(cast.hejing.user, method="mfa").get(url).status_code == 404
    facts = {
        "act": "stop",
        "stop-what": "stop",
        "stop-code": "",
        "stop-since": "2026-11-20",
        "stop-text": "名册",
    }
    assert desk.post(url, facts).status_code == 422
    second = desk.post(url, facts | {"stop-what": "suspend", "stop-code": "PENSION"})
    assert second.status_code == 422
    assert "复核岗" in second.content.decode()
    assert desk.post(url, facts | {"stop-code": "PENSION"}).status_code == 302
    assert sums(claim)[3] == 12
    assert desk.post(url, {"act": "take_back", "take_back-text": "错"}).status_code == 404
    chentao = client_of(cast.chentao.user, method="mfa")
    assert chentao.post(url, {"act": "take_back", "take_back-text": "错"}).status_code == 302
    assert sums(claim) == (0, 18, 0, 0)
    offer = {
        "act": "offer",
        "offer-since": "2026-11-20",
        "offer-text": "蜀味人家收银员,月薪4000元,本人没有去。",
    }
    assert desk.post(url, offer).status_code == 302
    assert Inquiry.objects.get().source == "refused"


def test_a_stranger_has_no_claim_of_others(cast: Cast):
    drawing(cast)
    stranger = client_of(cast.jianguo.user)
    assert "还没有申领" in stranger.get(URL).content.decode()
    for page in ("account/", "report/"):
        assert stranger.get(URL + page).status_code == 404
    assert Client().get(URL).status_code == 302


def test_a_day_of_the_future_ends_nothing_that_is_due(cast: Cast):
    claim = drawing(cast)
    paid(claim, 6)
    with clock.at("2026-11-25T10:00:00"):
        changes.report(claim, kind="work", since=date(2026, 12, 7), by=actors.of_person(claim.person))
        assert "2026年12月" in answers(claim.person)[2]
    assert sums(claim) == (6, 1, 11, 0)
