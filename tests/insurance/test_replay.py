"""Every decision is reckoned again from what it kept; a difference is seen the same night."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from insurance.models import Claim
from portal.casework import services
from portal.casework.models import Case, ReasonCode
from portal.casework.services import replaying
from portal.oversight.models import Finding
from portal.oversight.services import run_patrol
from portal.rules.models import RuleValue
from tests.cast import Cast
from tests.cast_insurance import claim_case, granted, pay

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(cast: Cast) -> Claim:
    person = cast.person("李晓梅", verified=True)
    pay(person, 112)
    return granted(person, cast.liufang_actor)


def test_a_decision_comes_out_again_after_the_records_have_grown(claim: Claim):
    pay(claim.person, 12, last=date(2016, 6, 1))
    done = replaying.replay(Case.objects.get(pk=claim.case_id))
    assert done.same
    assert (done.now["months"], done.now["monthly"]) == (18, "2097.00")


def test_a_refusal_is_reckoned_again_too(cast: Cast):
    person = cast.person("李晓梅", verified=True)
    pay(person, 11)
    case = claim_case(person)
    services.accept(case, by=cast.liufang_actor)
    reasons = list(ReasonCode.objects.filter(item_id="unemployment-insurance", code="too-short"))
    services.refuse(case, reasons=reasons, by=cast.liufang_actor)
    case.refresh_from_db()
    assert replaying.replay(case).same
    assert replaying.replay(case).now["answer"] == "no"


def test_a_later_rule_changes_nothing(claim: Claim):
    value = RuleValue.objects.get(key_id="ui.benefit_percent", in_force__contains=claim.first_month)
    RuleValue.objects.filter(pk=value.pk).update(in_force=(value.in_force.lower, "2027-01-01"))
    RuleValue.objects.create(
        key_id="ui.benefit_percent",
        region_id="510000",
        in_force=("2027-01-01", None),
        value="95.00",
        article="测试",
        confidence="B",
    )
    assert replaying.replay(Case.objects.get(pk=claim.case_id)).same


def test_a_value_changed_behind_its_back_is_seen(claim: Claim, capsys):
    call_command("replay", "--sample", "100%")
    assert "重算 1 件,不一致 0 件" in capsys.readouterr().out
    case = Case.objects.get(pk=claim.case_id)
    case.decision["inputs"]["verdict"]["monthly"] = "2096.00"
    Case.objects.filter(pk=case.pk).update(decision=case.decision)
    with pytest.raises(CommandError):
        call_command("replay", "--sample", "100%")
    assert replaying.differing(100) == [case.number]


def test_the_nightly_patrol_asks(claim: Claim, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(replaying, "in_sample", lambda number, percent, day: True)
    run_patrol()
    assert not Finding.objects.filter(check_name="casework.decision_reckons_again").exists()
    case = Case.objects.get(pk=claim.case_id)
    case.decision["inputs"]["facts"]["contribution_months"] = 11
    Case.objects.filter(pk=case.pk).update(decision=case.decision)
    run_patrol()
    assert Finding.objects.get(check_name="casework.decision_reckons_again").subject == case.number


def test_a_share_is_drawn_by_number_and_day():
    numbers = [f"BJ-20261123-{n:06d}" for n in range(20_000)]
    today, tomorrow = date(2026, 11, 23), date(2026, 11, 24)
    drawn = {number for number in numbers if replaying.in_sample(number, 1, today)}
    assert 140 < len(drawn) < 260
    assert drawn != {number for number in numbers if replaying.in_sample(number, 1, tomorrow)}


def test_who_holds_the_receipt_sees_it_reckoned_again(claim: Claim, client: Client):
    page = client.post("/replay/", {"number": claim.case.number.lower(), "ending": "2642"})
    for words in ("两次一样", "18个月", "2,097.00元", "37,746.00元", "您一共缴了多少个月失业保险?"):
        assert words in page.content.decode()
    assert "李晓梅" not in page.content.decode()


@pytest.mark.parametrize(("number", "ending"), [("", ""), ("BJ-1", "2642"), (None, "0000")])
def test_a_stranger_learns_nothing(claim: Claim, client: Client, number: str | None, ending: str):
    page = client.post(
        "/replay/", {"number": claim.case.number if number is None else number, "ending": ending}
    )
    assert page.status_code == 422
    assert "18个月" not in page.content.decode()


def test_guessing_all_day_ends(claim: Claim, client: Client, monkeypatch: pytest.MonkeyPatch):
    from portal.casework.views import replaying as view

    monkeypatch.setattr(view, "AN_HOUR", 3)
    answers = [client.post("/replay/", {"number": "BJ-1", "ending": "1"}).status_code for _n in range(4)]
    assert answers == [422, 422, 422, 429]
