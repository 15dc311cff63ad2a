"""What each department sends: contract, loader, fact with source and day; shown with its origin, asked no more."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import Person
from portal.casework.services import NotAllowed
from portal.events.models import Event
from portal.exchange import registry
from portal.exchange.models import Job
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from portal.site.life_events import held_for
from registration.models import Graduation, HeldFact
from registration.services import facts
from tests.access.entering import client_of
from tests.cast import NUMBERS
from tests.cast_exchange import partner
from tests.cast_graduates import BORN, Schools
from tests.cast_registers import name_of, number_of
from tests.exchange.test_api import ask

pytestmark = pytest.mark.django_db
APPLY = "/apply/unemployment-registration"
INBOUND = {
    "market": "market-units",
    "social": "insured-status",
    "education": "graduates",
    "disabled": "disability-certificates",
    "civil": "minimum-living",
}


@pytest.fixture
def zhanglei(cast) -> Person:
    return cast.person("张磊", verified=True, phone="13800000041")


def disabled(**changed) -> dict:
    usual = {"name": "张磊", "number": NUMBERS["张磊"], "state": "valid", "impairment": "limb", "level": "3"}
    return usual | {"valid_until": "2030-01-01"} | changed


def living(**changed) -> dict:
    return {"name": "张磊", "number": NUMBERS["张磊"], "state": "valid", "area": "urban"} | changed


def send(kind: str, *rows: dict, as_of: str = "2026-11-20") -> dict:
    """One signed request of a department, as it would send it."""
    from portal.exchange.models import Partner

    if not Partner.objects.filter(code=kind).exists():
        partner(code=kind, kind=kind, name=f"{kind}部门", sends=[INBOUND[kind]])
    body = json.dumps({"as_of": as_of, "rows": rows}).encode()
    answer = ask(body, path=f"/api/v1/exchange/{INBOUND[kind]}/1", name=kind)
    return answer.json()


def test_each_department_of_the_issue_has_an_inbound_dataset():
    for code in INBOUND.values():
        found = registry.find(code, 1)
        assert found.take, code
        assert found.source, code
        assert found.schema["additionalProperties"] is False


def test_a_fact_is_kept_with_source_and_day_and_sealed(zhanglei):
    said = send("disabled", disabled())
    assert (said["taken"], said["refused"]) == (1, 0)
    row = HeldFact.objects.get()
    assert (row.person, row.source, row.as_of, row.valid_until) == (
        zhanglei, "disabled部门", date(2026, 11, 20), date(2030, 1, 1),
    )  # fmt: skip
    assert plaintext(row.value) == "肢体残疾三级"
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(f)::text FROM registration_heldfact f")
        assert "肢体" not in cursor.fetchone()[0]
    assert Event.objects.filter(name="fact.held", subject_id=str(zhanglei.pk)).count() == 1


def test_the_newest_word_counts_and_the_same_changes_nothing(zhanglei):
    send("disabled", disabled())
    assert send("disabled", disabled(), as_of="2026-11-21")["unchanged"] == 1
    assert send("disabled", disabled(level="1"), as_of="2026-11-01")["unchanged"] == 1
    assert send("disabled", disabled(level="2"), as_of="2026-11-22")["taken"] == 1
    assert plaintext(HeldFact.objects.get().value) == "肢体残疾二级"
    assert send("disabled", disabled(state="ended", level="2"), as_of="2026-11-23")["taken"] == 1
    assert HeldFact.objects.get().ended


def test_of_strangers_nothing_is_kept_and_what_does_not_fit_is_told(zhanglei, cast):
    claimed = cast.xiaomei  # her number is claimed, not confirmed
    rows = [
        disabled(name="李晓梅", number=NUMBERS["李晓梅"]),
        disabled(name="张三"),
        disabled(number="519999199011254331"),
        disabled(),
        disabled(),
    ]
    said = send("disabled", *rows)
    assert (said["taken"], said["unchanged"], said["refused"]) == (1, 1, 3)
    assert [each["text"] for each in said["errors"]] == [
        "姓名和证件号码对不上",
        "姓名或证件号码不对",
        "同一个人重复",
    ]
    assert not HeldFact.objects.filter(person=claimed).exists()


def test_only_a_system_keeps_facts_of_days_that_have_been(zhanglei, cast):
    with pytest.raises(NotAllowed):
        facts.hold("disabled", [], source="残联", as_of=clock.today(), by=cast.liufang_actor)
    with pytest.raises(ValueError, match="has been"):
        facts.hold("disabled", [], source="残联", as_of=date(2030, 1, 1), by=system("test"))


def test_many_rows_are_a_fixed_number_of_statements(zhanglei):
    def statements(n: int) -> int:
        told = [facts.Told(i, name_of(i), number_of(i), "x") for i in range(n)]
        with CaptureQueriesContext(
            connection,
        ) as seen:
            facts.hold("disabled", told, source="残联", as_of=clock.today(), by=system("test"))
        return len(seen)

    assert statements(900) == statements(3) <= 10


def test_it_is_shown_with_its_origin_and_can_be_questioned(zhanglei):
    send("disabled", disabled())
    send("civil", living())
    send(
        "social",
        {"name": "张磊", "number": NUMBERS["张磊"], "state": "valid", "unit": "蜀绣", "since": "2024-03-01"},
    )
    html = client_of(zhanglei.user).get("/my/").content.decode()
    for words in (
        "肢体残疾三级",
        "城市低保",
        "蜀绣为您参保,从2024年3月起",
        "来自disabled部门,2026年11月20日",
    ):
        assert words in html
    assert "/my/corrections/new/?fact=registration.disabled" in html
    page = client_of(zhanglei.user).get("/my/corrections/new/?fact=registration.disabled")
    assert page.status_code == 200


def test_the_categories_are_not_asked_blankly(zhanglei):
    client = client_of(zhanglei.user)
    client.get(f"{APPLY}/", follow=True)
    send("disabled", disabled())
    send("civil", living(), as_of="2026-11-10")
    from registration.casework.unemployment import UnemploymentQuestions

    questions = UnemploymentQuestions()
    assert questions.initial("categories", zhanglei) == {"categories": ["disabled", "low_income"]}
    origin = questions.origin("categories", zhanglei)
    assert (origin["source"], origin["day"]) == ("disabled部门、civil部门", "2026年11月10日")
    assert held_for(zhanglei)["categories"].initial == {"categories": ["disabled", "low_income"]}
    send("disabled", disabled(state="ended"), as_of="2026-11-21")
    assert questions.initial("categories", zhanglei) == {"categories": ["low_income"]}
    with clock.at(date(2031, 1, 1)):
        assert questions.initial("categories", zhanglei) == {"categories": ["low_income"]}


def graduate(index: int, **changed) -> dict:
    usual = {"name": name_of(index), "number": number_of(index, BORN), "level": "本科", "major": "会计学"}
    usual |= {
        "graduated_on": "2026-06-30",
        "destination": "未就业",
        "home": "锦江区",
        "school_kind": "higher",
    }
    return usual | {"school": "12510000MB0000001A"} | changed


def test_the_education_department_hands_in_the_rosters_of_many_schools(cast):
    schools = Schools(cast)
    other = schools.made("12510000MB0000002A", "青羊学院")
    rows = [
        graduate(1),
        graduate(2, school=other.uscc),
        graduate(3, school="12510000MB0000009A"),
        graduate(4, level="中职"),
    ]
    said = send("education", *rows)
    assert (said["taken"], said["refused"]) == (2, 2)
    assert [each["line"] for each in said["errors"]] == [3, 4]
    assert said["errors"][0]["text"] == "没有登记这所学校"
    assert set(Graduation.objects.values_list("school__name", flat=True)) == {"锦江学院", "青羊学院"}
    again = send("education", *rows[:2], as_of="2026-11-21")
    assert (again["taken"], again["unchanged"]) == (0, 2)
    assert Job.objects.filter(dataset="graduates").count() == 2


def test_one_takes_it_along(zhanglei):
    from portal.accounts.registry import exports

    send("disabled", disabled())
    (row,) = exports["其他部门提供的信息"](zhanglei)
    assert (row["内容"], row["来源"]) == ("肢体残疾三级", "disabled部门")
