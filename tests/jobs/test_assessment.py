"""The sixty activities: taken in parts, scored, explained, seen by nobody else."""

import re
from collections import Counter

import pytest
from django.db import connection

from jobs.models import Assessment, Occupation
from jobs.rules import riasec
from jobs.services import assessment as services
from portal.accounts import actors
from portal.accounts.registry import exports
from tests.access.entering import client_of

pytestmark = pytest.mark.django_db


def typed(page: int, liked: str = "") -> dict[str, int]:
    return {f"a{each.number}": 4 if each.letter in liked else 1 for each in riasec.items_of(page)}


def test_ten_activities_of_each_letter_all_different():
    assert Counter(each.letter for each in riasec.items()) == dict.fromkeys("RIASEC", 10)
    assert len({each.text for each in riasec.items()}) == 60


def test_the_code_is_the_three_highest_and_ties_have_an_order():
    assert riasec.code({"R": 1, "I": 9, "A": 5, "S": 5, "E": 0, "C": 40}) == "CIA"
    assert riasec.code(dict.fromkeys("RIASEC", 7)) == "RIA"


def test_every_linked_occupation_is_in_the_classification():
    codes = [f"{each}-00-00" for each in riasec.occupations("RIASEC")]
    assert Occupation.objects.filter(pk__in=codes, level=2).count() == len(set(codes)) == len(codes)


def test_taken_in_parts_and_explained(cast):
    client = client_of(cast.xiaomei.user)
    assert client.get("/my/assessment/result/").status_code == 302
    assert client.post("/my/assessment/")["Location"] == "/my/assessment/pages/1/"
    assert client.post("/my/assessment/pages/1/", {"a1": 4}).status_code == 422
    assert client.post("/my/assessment/pages/1/", typed(1, "SE"))["Location"] == "/my/assessment/pages/2/"
    client = client_of(cast.xiaomei.user)  # another day
    assert client.post("/my/assessment/")["Location"] == "/my/assessment/pages/2/"
    for page in range(2, 6):
        client.post(f"/my/assessment/pages/{page}/", typed(page, "SE"))
    last = client.post("/my/assessment/pages/6/", typed(6, "SE"))
    assert last["Location"] == "/my/assessment/result/"
    text = client.get("/my/assessment/result/").content.decode()
    assert "您的结果:SER" in text
    assert "单位看不到" in text
    assert "查看数据表" in text
    assert re.search(r"S 社会型</th><td>40<", text)
    assert re.search(r"R 实际型</th><td>10<", text)
    assert text.index("occupation=2-08") < text.index("occupation=4-01") < text.index("occupation=6-29")
    assert " style=" not in text[text.index("<svg viewBox=") :]
    assert client.get("/my/assessment/pages/7/").status_code == 404


def test_answers_are_sealed_and_a_finished_run_stays(cast):
    by = actors.of_person(cast.xiaomei)
    run = services.begin(cast.xiaomei, by=by)
    assert services.begin(cast.xiaomei, by=by) == run
    run = services.answer(run, {each.number: 2 for each in riasec.items()}, by=by)
    assert run.finished_at
    services.answer(run, {1: 4}, by=by)
    assert services.answers_of(Assessment.objects.get())[1] == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM jobs_assessment")
        assert b'"1"' not in bytes(cursor.fetchone()[0])


def test_another_persons_result_is_not_there(cast):
    by = actors.of_person(cast.xiaomei)
    run = services.begin(cast.xiaomei, by=by)
    services.answer(run, {each.number: 2 for each in riasec.items()}, by=by)
    assert client_of(cast.jianguo.user).get("/my/assessment/result/").status_code == 302


def test_the_runs_go_along_in_the_copy(cast):
    by = actors.of_person(cast.xiaomei)
    run = services.begin(cast.xiaomei, by=by)
    services.answer(run, {each.number: 2 for each in riasec.items()}, by=by)
    services.begin(cast.xiaomei, by=by)
    first, second = exports["职业素质测评"](cast.xiaomei)
    assert first["回答"]["60"] == 2
    assert first["得分"]["社会型"] == 20
    assert (second["完成"], second["回答"]) == ("", {})
