"""A claim from asking to the letter: the decided claim and the calculator say the same, for every case of the table."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from insurance.casework.claims import ClaimHandler
from insurance.models import Claim
from insurance.queries import claims
from portal.accounts import actors
from portal.accounts.models import Person
from portal.casework import services
from portal.casework.models import Case
from portal.documents import rendering
from portal.documents.models import Certificate
from portal.kernel import clock
from portal.kernel.fields import plaintext
from registration.models import Spell, UnemploymentRegistration
from registration.queries import is_registered_unemployed
from tests.access.entering import client_of
from tests.cast import Cast
from tests.cast_insurance import answers, claim_case, earlier, granted, pay
from tests.insurance.table import cases, name_of

pytestmark = pytest.mark.django_db
DECIDED = [case for case in cases("unemployment-insurance") if case["expect"]["outcome"] != "unknown"]
FORMS_FROM = date(2020, 1, 1)  # letters of earlier days would need law that no longer stands


def verified(cast: Cast) -> Person:
    """李晓梅, seen at the window."""
    return cast.person("李晓梅", verified=True)


def prepare(person: Person, facts: dict[str, Any], on: date, region: str) -> None:
    """The records that say what a case of the table says."""
    person.birth = facts.get("birth") or date(1983, 3, 12)
    person.sex = facts.get("sex") or "female"
    person.save()
    last = date(on.year, on.month, 1)
    if "previous_spell" in facts:
        earlier(person, **facts["previous_spell"])
        pay(person, facts["contribution_months_since_reemployment"], last=last, county=region)
    else:
        pay(person, facts["contribution_months"], last=last, county=region)


@pytest.mark.parametrize("row", DECIDED, ids=name_of)
def test_the_decided_claim_agrees_with_the_calculator(cast: Cast, row: dict[str, Any]):
    on, facts, person = row["day"], row["facts"], verified(cast)
    prepare(person, facts, on, row["region"])
    changes = {
        "ground": {"ground": [facts["separation_ground"]]},
        "seeking": {"seeking": ["yes" if facts["seeking"] else "no"]},
        "retirement": {"kind": [facts.get("retirement_kind", "female55")]},
        "last_job": {"last_day": ["2011-05-31"], "last_employer": [""]},
    }
    with clock.at(datetime.combine(max(on, FORMS_FROM), time(10))):
        case = claim_case(person, **changes)
    at = datetime.combine(on, time(10), tzinfo=clock.ZONE)
    Case.objects.filter(pk=case.pk).update(submitted_at=at)
    case.refresh_from_db()
    verdict = ClaimHandler().problems(case)
    assert str(verdict.answer) == row["expect"]["outcome"], [f for f in verdict.findings if not f.met]
    if verdict.yes:
        assert verdict.months == row["expect"]["months"]
        with clock.at(datetime.combine(max(on, FORMS_FROM), time(11))):
            province = actors.of_clerk(cast.clerk("sheng", "省经办", "510000", "window", "review"))
            services.accept(case, by=province)
            services.grant(case, by=province)
        claim = Claim.objects.get(case=case)
        assert claim.entitled == row["expect"]["months"]
        wanted = row["expect"]["monthly"]
        assert claim.monthly == (None if wanted is None else Decimal(wanted))


def test_claim_and_registration_are_one_act(cast: Cast):
    person = verified(cast)
    pay(person, 112)
    claim = granted(person, cast.liufang_actor)
    assert (claim.granted, claim.merged, claim.state) == (18, 0, "drawing")
    assert is_registered_unemployed(person)
    assert claim.spell.period.lower == clock.today()
    assert UnemploymentRegistration.objects.get(case=claim.case).left_by == "employer"
    assert claim.first_month == date(2026, 11, 1)


def test_a_standing_registration_keeps_its_day_and_is_not_made_twice(cast: Cast):
    person = verified(cast)
    with clock.at("2026-09-10T10:00:00"):
        services.grant_by_rule(
            cast.case(person, last_job={"last_day": ["2026-08-31"], "last_employer": [""]})
        )
    pay(person, 60)
    claim = granted(person, cast.liufang_actor)
    assert Spell.objects.filter(person=person).count() == 1
    assert claim.first_month == date(2026, 9, 1)


def test_a_late_claim_gives_as_many_months(cast: Cast):
    person = verified(cast)
    pay(person, 60, last=date(2024, 3, 1))
    claim = granted(person, cast.liufang_actor, last_job={"last_day": ["2024-03-31"], "last_employer": [""]})
    assert claim.entitled == 15


def test_what_is_left_is_merged_and_the_months_balance(cast: Cast):
    person = verified(cast)
    before = earlier(person, entitled=24, drawn=2)
    pay(person, 60)
    claim = granted(person, cast.liufang_actor)
    assert (claim.granted, claim.merged, claim.entitled) == (15, 9, 24)
    left = claims.balance(before)
    assert (left.moved, left.forfeited, left.left, left.frozen) == (9, 13, 0, 0)
    before.refresh_from_db()
    assert before.state == "ended"


def test_it_is_decided_where_the_person_was_last_insured(cast: Cast):
    person = verified(cast)
    pay(person, 24, county="510185")
    case = claim_case(person, by=None)
    assert case.responsible.region_id == "510185"
    assert case.taken_at == case.responsible
    assert cast.liufang_actor.agency_path not in case.responsible_path


def test_the_clock_is_the_ten_working_days_of_the_law(cast: Cast):
    person = verified(cast)
    case = claim_case(person)
    assert (case.submitted_at.date(), case.due) == (date(2026, 11, 23), date(2026, 12, 7))


def test_the_letter_explains_and_the_decision_can_be_reckoned_again(cast: Cast):
    person = verified(cast)
    pay(person, 112)
    claim = granted(person, cast.liufang_actor)
    letter = Certificate.objects.get(kind="insurance_granted")
    for words in ("18个月", "2,097.00元", "行政复议", "第四十五条", "2026年11月"):
        assert words in plaintext(letter.body), words
    decision = claim.case.decision
    assert decision["inputs"]["facts"]["contribution_months"] == 112
    assert decision["inputs"]["region"] == "510104"
    assert {value["key"] for value in decision["law"]} >= {"ui.duration", "ui.benefit_percent"}
    paper = rendering.html_of(Certificate.objects.get(kind="unemployment_benefit"))
    for words in ("失业保险待遇核定书", "18个月", "2,097.00元", "2026年11月", "锦江区", claim.case.number):
        assert words in paper, words


def test_no_page_asks_for_a_file(cast: Cast):
    person = verified(cast)
    client = client_of(person.user)
    client.get("/apply/unemployment-insurance/")
    seen = []
    for code in answers():
        page = client.get(f"/apply/unemployment-insurance/{code}/")
        if page.status_code == 200:
            seen.append(code)
            assert 'type="file"' not in page.content.decode()
    assert seen


def test_a_slip_in_the_card_number_is_told_and_nothing_is_lost(cast: Cast, client: Client):
    from insurance.forms.claims import AccountForm

    form = AccountForm({"bank": "成都银行", "number": "6222021234567890129"})
    assert not form.is_valid()
    assert "卡号有一位写错了" in str(form.errors["number"])
    assert AccountForm({"bank": "", "number": ""}).is_valid()
    assert "number" in AccountForm({"bank": "成都银行", "number": ""}).errors
    assert "bank" in AccountForm({"bank": "", "number": "6222021234567890128"}).errors


def test_who_draws_already_need_not_ask_again(cast: Cast):
    person = verified(cast)
    pay(person, 60)
    granted(person, cast.liufang_actor)
    page = client_of(person.user).get("/apply/unemployment-insurance/", follow=True)
    assert "正在领取" in page.content.decode()


def test_a_clerk_refuses_with_a_reason_and_its_article(cast: Cast):
    from portal.casework.models import ReasonCode

    person = verified(cast)
    pay(person, 11)
    case = claim_case(person)
    reasons = list(ReasonCode.objects.filter(item_id="unemployment-insurance", code="too-short"))
    services.accept(case, by=cast.liufang_actor)
    services.refuse(case, reasons=reasons, by=cast.liufang_actor)
    case.refresh_from_db()
    assert case.decision["verdict"]["answer"] == "no"
    assert case.decision["inputs"]["facts"]["contribution_months"] == 11


def test_a_claim_of_no_month_cannot_be_granted_and_the_clerk_is_told(cast: Cast):
    person = verified(cast)
    pay(person, 11)
    case = claim_case(person)
    services.accept(case, by=cast.liufang_actor)
    desk = client_of(cast.liufang.user, method="mfa")
    page = desk.post(f"/cases/{case.number}/steps/grant/", follow=True)
    assert "没有可以领的月数" in page.content.decode()
    case.refresh_from_db()
    assert case.state == "accepted"
