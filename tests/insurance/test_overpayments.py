"""多发待遇: our own errors are not asked back; all else is heard, decided by a named clerk, given back in parts."""

from datetime import date
from decimal import Decimal

import pytest

from insurance.models import Claim, Overpayment, Payment, Recovery
from insurance.rules import changes as rules
from insurance.services import changes, finding, overpayments
from portal.accounts import actors
from portal.casework.services.stepping import NotAllowed
from portal.documents.models import Certificate
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from tests.access.entering import client_of
from tests.cast import Cast
from tests.cast_changes import drawing, paid, sums

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def claim(cast: Cast) -> Claim:
    made = drawing(cast)
    paid(made, 6)
    return made


def found(claim: Claim, by, cause: str = "person", amount: str = "4194.00") -> Overpayment:
    months = [date(2026, 10, 1), date(2026, 11, 1)]
    return overpayments.find(
        claim, cause=cause, amount=Decimal(amount), months=months, text="9月已经上班。", by=by
    )


def own(claim: Claim):
    return actors.of_person(claim.person)


def owed(cast: Cast, claim: Claim, **more) -> Overpayment:
    debt = found(claim, cast.liufang_actor, **more)
    overpayments.answer(debt, text="我忘了报", by=own(claim))
    return overpayments.decide(debt, owed=True, text="本人认可", by=cast.liufang_actor)


def test_an_error_of_ours_is_let_go_with_a_letter(cast: Cast, claim: Claim):
    debt = found(claim, cast.liufang_actor, cause="agency")
    assert (debt.state, debt.decided_by) == ("waived", cast.liufang)
    assert "您不用退" in plaintext(Certificate.objects.get(kind="insurance_overpaid_decided").body)
    with pytest.raises(NotAllowed):
        overpayments.take_up_again(debt, text="金额大", by=cast.liufang_actor)
    with pytest.raises(ValueError, match="reason"):
        overpayments.take_up_again(debt, text=" ", by=cast.chentao_actor)
    overpayments.take_up_again(debt, text="金额大", by=cast.chentao_actor)
    with pytest.raises(overpayments.NotHeardYet):
        overpayments.decide(debt, owed=True, text="要退", by=cast.chentao_actor)
    overpayments.answer(debt, text="不是我的错", by=own(claim))
    with pytest.raises(NotAllowed):
        overpayments.decide(debt, owed=True, text="要退", by=cast.liufang_actor)
    overpayments.decide(debt, owed=False, text="确实是我们的错", by=cast.chentao_actor)
    debt.refresh_from_db()
    assert (debt.state, debt.decided_by) == ("waived", cast.chentao)


def test_heard_decided_and_told_how_to_appeal(cast: Cast, claim: Claim):
    debt = found(claim, cast.liufang_actor)
    assert (debt.state, debt.answer_until) == ("found", date(2026, 12, 3))
    with pytest.raises(overpayments.NotHeardYet):
        overpayments.decide(debt, owed=True, text="要退", by=cast.liufang_actor)
    with pytest.raises(NotAllowed):
        overpayments.answer(debt, text="我", by=actors.of_person(cast.jianguo))
    with clock.at("2026-12-04T10:00:00"):
        overpayments.decide(debt, owed=True, text="没有说明", by=cast.liufang_actor)
    body = plaintext(Certificate.objects.get(kind="insurance_overpaid_decided").body)
    for words in ("4,194.00元", "第四十六条", "刘芳", "行政复议", "2026年10月、2026年11月"):
        assert words in body, words
    with pytest.raises(overpayments.WrongState):
        overpayments.answer(debt, text="晚了", by=own(claim))


def test_fraud_is_decided_by_the_second_pair_of_eyes(cast: Cast, claim: Claim):
    debt = found(claim, cast.liufang_actor, cause="fraud")
    overpayments.answer(debt, text="没有骗", by=own(claim))
    with pytest.raises(NotAllowed):
        overpayments.decide(debt, owed=True, text="骗取", by=cast.liufang_actor)
    assert overpayments.decide(debt, owed=True, text="骗取", by=cast.chentao_actor).state == "owed"


@pytest.mark.parametrize(
    ("amount", "count", "parts"),
    [
        ("100.00", 3, ["33.33", "33.33", "33.34"]),
        ("0.02", 3, ["0.02"]),
        ("4194.00", 1, ["4194.00"]),
        ("10.01", 2, ["5.00", "5.01"]),
    ],
)
def test_instalments_add_up_to_the_cent(amount: str, count: int, parts: list[str]):
    assert rules.instalments(Decimal(amount), count) == [Decimal(each) for each in parts]


def test_what_is_kept_from_a_month_is_never_above_the_share():
    kept = rules.set_off(Decimal("1000.00"), Decimal("2097.00"), Decimal("20"), 12)
    assert kept == [Decimal("419.40"), Decimal("419.40"), Decimal("161.20")]
    assert rules.set_off(Decimal("1000.00"), Decimal("2097.00"), Decimal("20"), 1) == [Decimal("419.40")]


def test_paid_back_in_parts_the_months_are_the_persons_again(cast: Cast, claim: Claim):
    changes.report(claim, kind="work", since=date(2026, 9, 10), by=own(claim))
    debt = Overpayment.objects.get()
    overpayments.answer(debt, text="我忘了报", by=own(claim))
    overpayments.decide(debt, owed=True, text="本人认可", by=cast.liufang_actor)
    for count in (0, 13):
        with pytest.raises(ValueError, match=str(count)):
            overpayments.plan(debt, count=count, by=own(claim))
    rows = overpayments.plan(debt, count=3, by=own(claim))
    assert [(each.due, each.amount) for each in rows] == [
        (date(2026, 12, 23), Decimal("1398.00")),
        (date(2027, 1, 23), Decimal("1398.00")),
        (date(2027, 2, 23), Decimal("1398.00")),
    ]
    with pytest.raises(overpayments.WrongState):
        overpayments.plan(debt, count=1, by=own(claim))
    assert sums(claim) == (6, 0, 12, 0)
    for each in debt.recoveries.order_by("due"):
        overpayments.given_back(each, by=cast.liufang_actor)
        with pytest.raises(overpayments.WrongState):
            overpayments.given_back(each, by=cast.liufang_actor)
    debt.refresh_from_db()
    assert debt.state == "settled"
    assert sums(claim) == (6, 0, 14, -2)  # two months of the six drawn are kept for later again


def test_a_part_is_kept_from_later_months_only_if_the_person_agrees(cast: Cast, claim: Claim):
    debt = owed(cast, claim, amount="1000.00")
    with pytest.raises(NotAllowed):
        overpayments.agree_to_set_off(debt, by=cast.liufang_actor)
    overpayments.agree_to_set_off(debt, by=own(claim))
    debt.refresh_from_db()
    assert debt.consented_at is not None
    rows = list(Recovery.objects.order_by("due").values_list("how", "due", "amount"))
    assert rows == [
        ("set_off", date(2026, 12, 1), Decimal("419.40")),
        ("set_off", date(2027, 1, 1), Decimal("419.40")),
        ("set_off", date(2027, 2, 1), Decimal("161.20")),
    ]


def test_who_draws_no_more_has_nothing_to_keep_from(cast: Cast, claim: Claim):
    debt = owed(cast, claim)
    changes.report(claim, kind="work", since=TODAY, by=own(claim))
    with pytest.raises(overpayments.WrongState):
        overpayments.agree_to_set_off(debt, by=own(claim))


def test_the_pages_from_finding_to_the_plan(cast: Cast, claim: Claim):
    desk, mine = client_of(cast.liufang.user, method="mfa"), client_of(claim.person.user)
    url = f"/desk/insurance/claims/{claim.pk}/"
    asked = {"act": "debt", "debt-cause": "person", "debt-months": ["2026-11-01"], "debt-text": "上班"}
    wrong = desk.post(url, asked | {"debt-amount": "9999"})
    assert wrong.status_code == 422
    assert "比这几个月发的还多" in wrong.content.decode()
    asked["debt-amount"] = "2097"
    assert desk.post(url, asked).status_code == 302
    debt = Overpayment.objects.get()
    page = f"/my/insurance/overpayments/{debt.pk}/"
    assert client_of(cast.jianguo.user).get(page).status_code == 404
    assert mine.post(page, {"text": ""}).status_code == 422
    assert mine.post(page, {"text": "我有困难"}).status_code == 302
    at_desk = f"/desk/insurance/overpayments/{debt.pk}/"
    assert "我有困难" in desk.get(at_desk).content.decode()
    assert desk.post(at_desk, {"outcome": "owed", "text": "核实过"}).status_code == 302
    assert mine.post(page, {"way": "7"}).status_code == 422
    assert mine.post(page, {"way": "3"}).status_code == 302
    part = debt.recoveries.order_by("due").first()
    assert desk.post(at_desk, {"part": part.pk}).status_code == 302
    part.refresh_from_db()
    assert part.done_at is not None
    assert client_of(cast.hejing.user, method="mfa").get(at_desk).status_code == 404


def test_a_month_is_found_once(cast: Cast, claim: Claim):
    debt = found(claim, cast.liufang_actor)
    with pytest.raises(overpayments.WrongState):
        found(claim, cast.liufang_actor)
    changes.report(claim, kind="work", since=date(2026, 8, 10), by=own(claim))
    other = Overpayment.objects.exclude(pk=debt.pk).get()
    assert other.months == ["2026-09-01"]


def test_money_on_its_way_when_the_claim_stopped_is_found_when_it_arrived(cast: Cast, claim: Claim):
    by = system("test")
    sent = paid(claim, 1, state="approved")[0]
    changes.report(claim, kind="work", since=TODAY, by=own(claim))
    assert finding.paid_after_a_stop(by=by) == 0
    Payment.objects.filter(pk=sent.pk).update(state="paid")
    assert finding.paid_after_a_stop(by=by) == 1
    debt = Overpayment.objects.get()
    assert debt.months == ["2026-12-01"]
    overpayments.decide(debt, owed=False, text="不是本人的错", by=cast.liufang_actor)
    assert finding.paid_after_a_stop(by=by) == 0
    assert sums(claim) == (7, 0, 11, 0)
