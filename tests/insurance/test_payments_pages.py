"""发放批次 at the desk: 刘芳 makes, 陈涛 approves, the bank's answer is booked, what failed goes again."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from insurance.models import BankFile, Budget, Claim, Payment, Run
from insurance.services import accounts, bank, payments
from portal.accounts.models import Clerk
from portal.casework.services import NotAllowed
from portal.events.models import Event
from portal.kernel import clock
from portal.rules.models import Instrument, RuleValue
from tests.access.entering import client_of
from tests.cast import Cast
from tests.cast_insurance import CARD
from tests.cast_payments import answer, balances, drawing, made, owed

pytestmark = pytest.mark.django_db
RUNS = "/desk/insurance/runs/"


def desk(clerk: Clerk) -> Client:
    """A clerk with the second factor shown."""
    return client_of(clerk.user, method="mfa")


def uploaded(content: bytes) -> dict[str, SimpleUploadedFile]:
    """A file as the browser sends it."""
    return {"file": SimpleUploadedFile("back.txt", content, content_type="text/plain")}


def test_from_the_preview_to_a_payment_that_went_again(cast: Cast):
    claim = drawing(cast)
    maker, checker = desk(cast.liufang), desk(cast.chentao)
    shown = maker.get(f"{RUNS}make/", {"month": "2026-11"}).content.decode()
    assert "1笔,2,097.00元" in shown
    page = maker.post(f"{RUNS}make/", {"month": "2026-11"}, follow=True).content.decode()
    run = Run.objects.get()
    assert "等另一位同事复核" in page
    assert "复核通过</button>" not in page
    assert "复核通过</button>" in checker.get(f"{RUNS}{run.pk}/").content.decode()
    assert maker.post(f"{RUNS}{run.pk}/approve/").status_code == 404
    checker.post(f"{RUNS}{run.pk}/approve/")
    page = checker.post(f"{RUNS}{run.pk}/send/", follow=True).content.decode()
    file = run.files.get()
    assert file.name in page
    assert CARD not in page
    taken = checker.post(f"/desk/insurance/bank-files/{file.pk}/")
    assert CARD in taken.content.decode()
    assert "no-store" in taken["Cache-Control"]
    assert Event.objects.filter(name="bank_file.taken").count() == 1
    assert maker.post(f"/desk/insurance/bank-files/{file.pk}/").status_code == 404
    bad = checker.post(f"{RUNS}{run.pk}/answer/", uploaded(answer(file, digest="0" * 64)))
    assert bad.status_code == 422
    assert "校验值对不上" in bad.content.decode()
    page = checker.post(f"{RUNS}{run.pk}/answer/", uploaded(answer(file, failing={1: "01"})), follow=True)
    assert "其中退回1笔" in page.content.decode()
    waiting = maker.get(f"{RUNS}failed/").content.decode()
    assert "等本人改账户" in waiting
    assert "李*梅" in waiting
    assert "账号不存在" in waiting
    payment = Payment.objects.get()
    refused = maker.post(f"{RUNS}failed/", {"payment": [payment.pk]}, follow=True)
    assert "收款账户还没有改" in refused.content.decode()
    new = accounts.keep_account(
        claim.person, name="李晓梅", bank="四川银行", number="6222021234567890003", by=cast.liufang_actor
    )
    Claim.objects.filter(pk=claim.pk).update(account=new)
    again = maker.post(f"{RUNS}failed/", {"payment": [payment.pk]}, follow=True)
    assert "重发批次已生成" in again.content.decode()
    assert "没有退回的" in maker.get(f"{RUNS}failed/").content.decode()


def test_a_month_paid_already_says_so(cast: Cast):
    drawing(cast)
    made(cast)
    maker = desk(cast.liufang)
    assert "没有要发的" in maker.get(f"{RUNS}make/", {"month": "2026-11"}).content.decode()
    page = maker.post(f"{RUNS}make/", {"month": "2026-11"}, follow=True)
    assert "可能已经发过了" in page.content.decode()
    assert maker.get(f"{RUNS}make/", {"month": "2031-01"}).status_code == 422


def test_who_is_left_out_is_told_before_and_after(cast: Cast):
    drawing(cast)
    other = drawing(cast, "王秀兰")
    Claim.objects.filter(pk=other.pk).update(account=None)
    maker = desk(cast.liufang)
    words = "1人还没有收款账户"
    assert words in maker.get(f"{RUNS}make/", {"month": "2026-11"}).content.decode()
    assert words in maker.get(f"{RUNS}{made(cast).pk}/").content.decode()


def test_beyond_the_budget_the_button_is_off_and_the_reason_told(cast: Cast):
    drawing(cast)
    run = made(cast)
    Budget.objects.create(fund="unemployment", year=2026, amount="1")
    checker = desk(cast.chentao)
    assert "超过年度预算2,096.00元" in checker.get(f"{RUNS}{run.pk}/").content.decode()
    checker.post(f"{RUNS}{run.pk}/approve/")
    run.refresh_from_db()
    assert run.state == "made"


def test_finance_checks_and_has_no_other_desk(cast: Cast):
    drawing(cast)
    run = made(cast)
    clerk = cast.clerk("zhouyun", "周云", "510104", "finance")
    checker = desk(clerk)
    assert checker.get(RUNS).status_code == 200
    assert checker.get(f"{RUNS}make/").status_code == 404
    checker.post(f"{RUNS}{run.pk}/approve/")
    run.refresh_from_db()
    assert run.checker == clerk


def test_finance_comes_to_the_runs_from_the_desk_and_sees_no_other_door(cast: Cast):
    finance = desk(cast.clerk("zhouyun", "周云", "510104", "finance"))
    assert finance.get("/desk/").url == "/desk/insurance/"
    page = finance.get("/desk/insurance/").content.decode()
    assert "发放批次" in page
    for word in ("领金人员", "缴费数据导入", "收件窗口", "登记和档案", "办件编号、证件号码或姓名"):
        assert word not in page, word
    assert finance.get("/desk/register/").status_code == 404
    data = desk(cast.clerk("wuhao", "吴昊", "510104", "data"))
    assert "缴费数据导入" in data.get("/desk/insurance/").content.decode()
    assert "发放批次" not in data.get("/desk/insurance/").content.decode()
    nobody = desk(cast.clerk("sunli", "孙丽", "510104"))
    assert nobody.get("/desk/insurance/").status_code == 404
    assert nobody.get("/desk/").status_code == 404
    every = desk(cast.liufang).get("/desk/insurance/").content.decode()
    for word in ("发放批次", "领金人员", "收件窗口", "登记和档案"):
        assert word in every, word


def test_contributions_are_remitted_once_and_the_ledger_balances(cast: Cast):
    drawing(cast)
    RuleValue.objects.create(
        key_id="ui.medical_monthly", region_id="510000", in_force=(date(2026, 11, 1), None), value="310.00",
        instrument=Instrument.objects.first(), article="试", confidence="A",
    )  # fmt: skip
    run = made(cast)
    checker = desk(cast.chentao)
    with pytest.raises(payments.RunRefused) as error:
        bank.remit(run, by=cast.chentao_actor)
    assert error.value.why == "state"
    checker.post(f"{RUNS}{run.pk}/approve/")
    checker.post(f"{RUNS}{run.pk}/send/")
    file = BankFile.objects.get()
    bank.take_answer(run, answer(file), by=cast.chentao_actor)
    run.refresh_from_db()
    assert run.state == "sent"  # the contributions are not transferred yet
    with pytest.raises(NotAllowed):
        bank.remit(run, by=cast.hejing_actor)
    assert "代缴费用已划转" in checker.get(f"{RUNS}{run.pk}/").content.decode()
    checker.post(f"{RUNS}{run.pk}/remit/")
    run.refresh_from_db()
    assert run.state == "settled"
    medical = Payment.objects.get(benefit="medical")
    assert (medical.state, medical.paid_on) == ("paid", clock.today())
    assert balances()
    assert owed() == 0
    with pytest.raises(payments.RunRefused):
        bank.remit(run, by=cast.chentao_actor)


def test_another_county_does_not_see_the_run(cast: Cast):
    drawing(cast)
    run = made(cast)
    other = desk(cast.hejing)
    assert run.number not in other.get(RUNS).content.decode()
    assert other.get(f"{RUNS}{run.pk}/").status_code == 404


def test_lists_ask_as_much_for_many_as_for_few(cast: Cast, django_assert_max_num_queries):
    for name in ("李晓梅", "王秀兰", "张磊"):
        drawing(cast, name)
    run = made(cast)
    Payment.objects.update(state="failed", fail_reason="04")
    maker = desk(cast.liufang)
    for address, most in ((RUNS, 16), (f"{RUNS}failed/", 16), (f"{RUNS}{run.pk}/", 20)):
        maker.get(address)
        with django_assert_max_num_queries(most):
            maker.get(address)
