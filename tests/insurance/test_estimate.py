"""What facts entitle to, asked through the API: every case of the table, bad input at its field."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from portal.rules.models import RuleValue
from portal.rules.registry import benefits
from tests.insurance.table import every_case, name_of

pytestmark = pytest.mark.django_db
URL = "/api/v1/entitlements/estimate"
SURE = {
    "contribution_months": 60,
    "separation_ground": "LCL44_1",
    "registered_unemployed": True,
    "seeking": True,
}


def ask(client: Client, **body: Any) -> Any:
    return client.post(URL, json.dumps(body, default=str), content_type="application/json")


def verdict(client: Client, benefit: str, **body: Any) -> dict[str, Any]:
    answer = ask(client, **body)
    assert answer.status_code == 200, answer.content.decode()
    return next(each for each in answer.json()["verdicts"] if each["benefit"] == benefit)


@pytest.mark.parametrize("case", every_case(), ids=name_of)
def test_the_table(client: Client, case: dict[str, Any]):
    found = verdict(client, case["benefit"], on=case["day"], region=case["region"], facts=case["facts"])
    assert {name: found[name] for name in case["expect"]} == case["expect"]


def test_an_answer_names_its_articles_and_what_is_provisional(client: Client):
    found = verdict(client, "unemployment-insurance", on="2025-03-10", region="510104", facts=SURE)
    assert all(each["article"] for each in found["findings"])
    assert {each["code"] for each in found["findings"]} >= {"contribution_months", "involuntary", "monthly"}
    assert "months" in found["provisional"]
    assert found["missing"] == []


def test_a_claim_without_registration_says_that_it_registers_too(client: Client):
    facts = {**SURE, "registered_unemployed": False}
    found = verdict(client, "unemployment-insurance", region="510104", facts=facts)
    assert found["outcome"] == "yes"
    assert "申领时一并登记" in found["hint"]


def test_every_benefit_with_a_rule_answers(client: Client):
    answer = ask(client, region="510104", facts={}).json()["verdicts"]
    assert [each["benefit"] for each in answer] == [each.code for each in benefits()]
    assert {each["outcome"] for each in answer if each["benefit"] != "employment-difficulty"} == {"unknown"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"region": "510104", "facts": {"contribution_months": -1}}, "contribution_months"),
        ({"region": "510104", "facts": {"contribution_months": 10**40}}, "contribution_months"),
        ({"region": "510104", "facts": {"contribution_months": 1.5}}, "contribution_months"),
        ({"region": "510104", "facts": {"contribution_months": True}}, "contribution_months"),
        ({"region": "510104", "facts": {"separation_ground": "LCL99"}}, "separation_ground"),
        ({"region": "510104", "facts": {"seeking": "yes"}}, "seeking"),
        ({"region": "510104", "facts": {"birth": "1983-02-30"}}, "birth"),
        ({"region": "510104", "facts": {"previous_spell": {"entitled": 3, "drawn": 4}}}, "previous_spell"),
        ({"region": "510104", "facts": {"previous_spell": {"entitled": 3}}}, "previous_spell"),
        ({"region": "510104", "facts": {"layoff_rate_percent": "NaN"}}, "layoff_rate_percent"),
        ({"region": "510104", "facts": {"layoff_rate_percent": 6.1}}, "layoff_rate_percent"),
        ({"region": "510104", "facts": {"shoe_size": 42}}, "shoe_size"),
        ({"region": "510104", "facts": [1]}, "facts"),
        ({"region": "110101", "facts": {}}, "region"),
        ({"facts": {}}, "region"),
        ({"region": "510104", "facts": {}, "on": "1998-01-01"}, "on"),
        ({"region": "510104", "facts": {}, "benefits": ["gold"]}, "benefits"),
    ],
)
def test_bad_input_is_told_at_its_field(client: Client, body: dict[str, Any], field: str):
    answer = ask(client, **body)
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")
    errors = answer.json()["errors"]
    assert field in errors or field in errors["facts"]


def test_a_value_that_ends_is_seen_from_the_next_day(client: Client):
    """A rule of tomorrow changes tomorrow's answer and not today's."""
    old = RuleValue.objects.get(key_id="ui.benefit_percent", in_force__contains=date(2026, 11, 23))
    first = old.in_force.lower
    old.in_force = (first, "2027-01-01")
    old.save()
    RuleValue.objects.create(
        key_id="ui.benefit_percent",
        region_id="510000",
        in_force=("2027-01-01", None),
        value="95.00",
        article="测试",
        confidence="B",
    )
    asked = {"benefit": "unemployment-insurance", "region": "510104", "facts": SURE}
    assert verdict(client, on="2026-12-31", **asked)["monthly"] == "2097.00"
    assert verdict(client, on="2027-01-01", **asked)["monthly"] == "2213.50"


def test_the_law_is_read_once_whatever_is_asked(client: Client, django_assert_num_queries: Any):
    with django_assert_num_queries(3):
        ask(client, region="510104", facts=SURE)
