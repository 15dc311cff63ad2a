"""Mandates: given by name and number, accepted signed in, in force for their items and days, ended by either."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import RequestFactory

from portal.accounts import actors
from portal.accounts.models import Mandate, Person
from portal.accounts.queries import live_mandates, mandates_to_accept
from portal.accounts.services import (
    MandateRefused,
    accept_mandate,
    end_mandate,
    give_mandate,
    register_person,
)
from portal.casework import policy
from portal.casework.models import Case, Draft
from portal.events.models import Event
from portal.kernel import clock
from portal.kernel.actor import system
from tests.access.entering import client_of
from tests.cast import ITEM, NUMBERS, Cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
ASK = {
    "name": "王建国",
    "kind": "resident_id",
    "number": NUMBERS["王建国"],
    "items": [ITEM],
    "begins": TODAY,
    "ends": TODAY + timedelta(days=30),
}


def give(principal: Person, **changes) -> Mandate:
    return give_mandate(principal, by=actors.of_person(principal), **ASK | changes)


def accepted(cast: Cast, principal: Person | None = None, **changes) -> Mandate:
    mandate = give(principal or cast.xiaomei, **changes)
    return accept_mandate(mandate, cast.jianguo, by=actors.of_person(cast.jianguo))


def test_a_mandate_waits_for_the_agent_named_and_is_accepted_signed_in(cast: Cast):
    mandate = give(cast.xiaomei)
    assert list(mandates_to_accept(cast.jianguo)) == [mandate]
    assert list(mandates_to_accept(cast.xiaomei)) == []
    accept_mandate(mandate, cast.jianguo, by=actors.of_person(cast.jianguo))
    assert list(live_mandates(cast.jianguo, on=TODAY)) == [mandate]
    assert list(mandates_to_accept(cast.jianguo)) == []
    names = list(Event.objects.filter(subject_type="mandate").order_by("id").values_list("name", flat=True))
    assert names == ["mandate.given", "mandate.accepted"]
    with pytest.raises(MandateRefused, match="not_yours"):
        accept_mandate(mandate, cast.jianguo, by=actors.of_person(cast.jianguo))


def test_another_name_on_the_same_number_is_not_offered(cast: Cast):
    give(cast.xiaomei, name="王建军")
    assert list(mandates_to_accept(cast.jianguo)) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"items": []}, "items"),
        ({"ends": TODAY - timedelta(days=1)}, "order"),
        ({"begins": TODAY - timedelta(days=9), "ends": TODAY - timedelta(days=1)}, "past"),
        ({"ends": TODAY + timedelta(days=367)}, "too_long"),
        ({"number": NUMBERS["李晓梅"], "name": "李晓梅"}, "self"),
    ],
)
def test_what_cannot_be_a_mandate_is_refused(cast: Cast, changes: dict, code: str):
    with pytest.raises(MandateRefused, match=code):
        give(cast.xiaomei, **changes)


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("mandate_of_one_year_at_most", {"ends": TODAY + timedelta(days=367)}),
        ("mandate_has_items", {"items": []}),
        ("mandate_names_an_agent", {"agent_index": None}),
        ("mandate_names_an_agent", {"accepted_at": "2026-11-23T10:00:00+08:00"}),
    ],
)
def test_the_database_refuses_it_too(cast: Cast, constraint: str, changes: dict):
    mandate = give(cast.xiaomei)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Mandate.objects.filter(pk=mandate.pk).update(**changes)


def test_nobody_acts_for_more_than_the_rule_allows(cast: Cast):
    for number, name in enumerate("一二三四五六"):
        principal = register_person(
            user=None, name=f"张{name}", kind="resident_id", number=NUMBERS["张磊"], by=system("test")
        )
        mandate = give(principal)
        if number < 5:
            accept_mandate(mandate, cast.jianguo, by=actors.of_person(cast.jianguo))
    with pytest.raises(MandateRefused, match="too_many"):
        accept_mandate(mandate, cast.jianguo, by=actors.of_person(cast.jianguo))
    first = live_mandates(cast.jianguo).order_by("id")[0]
    again = give(first.principal)
    accept_mandate(again, cast.jianguo, by=actors.of_person(cast.jianguo))  # the same person counts once


def test_either_side_ends_it_and_a_third_cannot(cast: Cast):
    mandate, agent = accepted(cast), cast.jianguo
    third = cast.person("张磊")
    with pytest.raises(MandateRefused, match="not_yours"):
        end_mandate(mandate, third, by=actors.of_person(third))
    assert end_mandate(mandate, agent, by=actors.of_person(agent)).ended_by == "agent"
    other = accepted(cast)
    assert end_mandate(other, cast.xiaomei, by=actors.of_person(cast.xiaomei)).ended_by == "principal"
    assert not live_mandates(agent).exists()
    declined = give(cast.xiaomei)
    assert end_mandate(declined, agent, by=actors.of_person(agent)).ended_by == "agent"


def act(cast: Cast, mandate: Mandate):
    client = client_of(cast.jianguo.user)
    assert client.post("/my/acting/", {"mandate": str(mandate.pk)}).status_code == 302
    return client


def test_the_agent_fills_in_and_sees_the_principals_case_of_the_item_alone(cast: Cast):
    own = cast.case(cast.jianguo, retirement={})
    client = act(cast, accepted(cast))
    assert client.get(f"/cases/{own.number}/").status_code == 404  # acting, one sees the principal's alone
    assert client.get(f"/apply/{ITEM}/", follow=True).status_code == 200
    assert Draft.objects.get().person_id == cast.xiaomei.pk
    case = cast.case(cast.xiaomei)
    page = client.get(f"/cases/{case.number}/").content.decode()
    assert "您正在替李*" in page
    assert case.number in client.get("/my/acting/").content.decode()
    other = Case.objects.filter(pk=case.pk)
    actor = actors.acting_for(cast.jianguo, live_mandates(cast.jianguo)[0])
    assert (actor.id, actor.on_behalf_of, actor.channel) == (
        str(cast.jianguo.pk),
        str(cast.xiaomei.pk),
        "agent",
    )
    Mandate.objects.update(items=["another-item"])
    assert not policy.visible_to(actor).exists()
    assert not policy.drafts_of(actor).exists()
    assert other.exists()
    assert client.get(f"/cases/{case.number}/").status_code == 404
    assert client.get(f"/apply/{ITEM}/").status_code == 404


def test_one_s_own_pages_stay_one_s_own_while_acting(cast: Cast):
    client = act(cast, accepted(cast))
    case = cast.case(cast.xiaomei)
    page = client.get("/my/").content.decode()
    assert case.number not in page
    assert "这一页仍是您自己的" in page


def test_acting_stops_the_moment_the_mandate_ends(cast: Cast):
    mandate = accepted(cast)
    client, case = act(cast, mandate), cast.case(cast.xiaomei)
    assert client.get(f"/cases/{case.number}/").status_code == 200
    end_mandate(mandate, cast.xiaomei, by=actors.of_person(cast.xiaomei))
    assert client.get(f"/cases/{case.number}/").status_code == 404
    later = accepted(cast)
    client = act(cast, later)
    with clock.at("2026-12-24T10:00:00+08:00"):
        assert client.get(f"/cases/{case.number}/").status_code == 404


def test_nobody_acts_under_somebody_elses_mandate(cast: Cast):
    mandate = accepted(cast)
    stranger = client_of(cast.person("张磊").user)
    assert stranger.post("/my/acting/", {"mandate": str(mandate.pk)}).status_code == 404
    assert stranger.post("/my/acting/", {"mandate": "x"}).status_code == 404
    assert stranger.post(f"/my/mandates/{mandate.pk}/end/").status_code == 404
    assert stranger.post(f"/my/mandates/{mandate.pk}/accept/").status_code == 404


def test_the_pages_give_accept_and_end(cast: Cast):
    principal, agent = client_of(cast.xiaomei.user), client_of(cast.jianguo.user)
    form = {
        "name": "王建国",
        "kind": "resident_id",
        "number": NUMBERS["王建国"],
        "items": [ITEM],
        "begins": "2026-11-23",
        "ends": "2026-12-23",
        "consent": "on",
    }
    wrong = principal.post("/my/mandates/new/", form | {"ends": "2028-12-23", "number": "1"}).content.decode()
    assert "错误:" in wrong
    assert 'value="2028-12-23"' in wrong
    told = principal.post("/my/mandates/new/", form | {"ends": "2028-12-23"}).content.decode()
    assert "委托最长一年" in told
    assert principal.post("/my/mandates/new/", form).status_code == 302
    mandate = Mandate.objects.get()
    assert "等对方接受" in principal.get("/my/mandates/").content.decode()
    assert "请您代办的" in agent.get("/my/mandates/").content.decode()
    agent.post(f"/my/mandates/{mandate.pk}/accept/")
    assert "有效" in agent.get("/my/mandates/").content.decode()
    principal.post(f"/my/mandates/{mandate.pk}/end/")
    assert "已解除" in agent.get("/my/mandates/").content.decode()


def test_a_list_of_many_mandates_costs_no_more_queries(cast: Cast, django_assert_max_num_queries):
    for _number in range(6):
        accepted(cast)
    client = client_of(cast.jianguo.user)
    client.get("/my/mandates/")
    with django_assert_max_num_queries(14):
        client.get("/my/mandates/")


def test_a_request_outside_casework_is_the_agents_own(cast: Cast):
    request = RequestFactory().get("/my/")
    mandate = accepted(cast)
    request.user, request.session, request.resolver_match = (
        cast.jianguo.user,
        {"acting": str(mandate.pk)},
        None,
    )
    assert actors.of_request(request).on_behalf_of is None
    assert request.person == cast.jianguo
