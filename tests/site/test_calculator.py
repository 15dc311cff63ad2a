"""The calculator: the same answers as the API, nothing asked twice, nothing lost, nothing kept."""

import pytest
from django.test import Client

from portal.accounts.models import Person
from portal.casework.models import Case, Draft
from tests.access.entering import client_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
URL = "/calculator/"
SURE = {
    "region": "510104",
    "contribution_months": "112",
    "separation_ground": "LCL40",
    "seeking": "yes",
}


def text(client: Client, **answers: str) -> str:
    page = client.post(URL, SURE | answers)
    assert page.status_code == 200, page.context["form"].errors
    return page.content.decode()


def test_at_most_twelve_questions_are_asked_of_a_person(client: Client):
    form = client.get(URL).context["form"]
    questions = {fact.group or fact.name for fact in form.asked}
    assert len(questions) + 1 <= 12
    assert form.fields["region"].required
    assert not any(field.required for name, field in form.fields.items() if name != "region")


def test_months_sum_and_articles_are_told(client: Client):
    page = text(client)
    for words in ("18个月,每月2,097.00元,共37,746.00元", "第四十五条", "申领时一并登记", "符合条件"):
        assert words in page


def test_what_is_not_known_is_asked_for_and_never_a_no(client: Client):
    page = text(client, contribution_months="")
    assert "还差一些情况" in page
    assert "还要知道:您一共缴了多少个月失业保险?" in page


def test_what_is_not_confirmed_is_not_told_as_a_fact(client: Client):
    page = client.post(URL, SURE | {"region": "511602"}).content.decode()
    assert "待核实,以窗口答复为准" in page


def test_an_earlier_benefit_is_merged(client: Client):
    page = text(
        client,
        previous_spell_entitled="18",
        previous_spell_drawn="6",
        contribution_months_since_reemployment="24",
    )
    assert "18个月,每月2,097.00元" in page
    assert "加前次没领完的12个月" in page


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("contribution_months", "九年", "请填整数"),
        ("contribution_months", "100000", "请填0到720之间的数"),
        ("birth", "1983-02-30", "日期要写成"),
        ("region", "110101", "请从列表里选择"),
        ("separation_ground", "LCL99", "选"),
    ],
)
def test_a_slip_is_told_at_its_field_and_the_rest_stays(client: Client, name: str, value: str, told: str):
    page = client.post(URL, SURE | {"unemployed_since": "2026-10-31"} | {name: value})
    assert page.status_code == 422
    assert told in str(page.context["form"].errors[name])
    assert "2026-10-31" in page.content.decode()


def test_more_drawn_than_granted_is_told(client: Client):
    page = client.post(URL, SURE | {"previous_spell_entitled": "3", "previous_spell_drawn": "4"})
    assert "不能多于" in str(page.context["form"].errors["previous_spell_drawn"])


def test_a_firm_has_questions_of_its_own(client: Client):
    answers = {
        "region": "510104",
        "size": "sme",
        "staff": "20",
        "layoff_rate_percent": "6.1",
        "paid_last_year": "10,000.00",
        "paid_months": "12",
    }
    page = client.post("/calculator/firm/", answers)
    assert page.status_code == 200
    assert "稳岗返还" in page.content.decode()
    assert "失业保险金是怎么算的" not in page.content.decode()
    assert client.get("/calculator/gold/").status_code == 404


def test_nothing_is_kept_of_who_only_asks(client: Client):
    text(client)
    assert "sessionid" not in client.cookies
    assert (Person.objects.count(), Case.objects.count(), Draft.objects.count()) == (0, 0, 0)


def test_what_was_said_is_carried_into_the_claim(cast: Cast):
    client = client_of(cast.xiaomei.user)
    page = client.post(URL, SURE | {"apply": "unemployment-insurance"})
    assert page.url == "/apply/unemployment-insurance/"
    client.get(page.url)
    client.post(f"{page.url}residence/", {"residence": "510104"})
    client.post(f"{page.url}retirement/", {"kind": "female50"})
    assert client.get(f"{page.url}ground/").context["form"].initial["ground"] == "LCL40"


def test_the_law_is_read_once(client: Client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        text(client)
