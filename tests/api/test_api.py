"""API v1: the figures outsiders rely on, problems as RFC 9457, nothing of an identity check kept."""

import json
import logging

import pytest
from django.core.cache import cache
from django.test import Client

from portal.accounts.models import Document, Person
from portal.casework import services
from portal.documents.models import Certificate
from portal.documents.services import revoke_for
from portal.kernel.actor import system

pytestmark = pytest.mark.django_db
NUMBER = "519999198303122642"


def post(client: Client, path: str, body: object) -> object:
    return client.post(path, json.dumps(body), content_type="application/json")


def test_workdays_across_the_golden_week(client: Client):
    answer = client.get("/api/v1/workdays?start=2025-09-24&days=10")
    assert answer.json() == {"due": "2025-10-14", "provisional": False}


def test_workdays_beyond_the_published_calendar_are_provisional(client: Client):
    answer = client.get("/api/v1/workdays?start=2026-12-28&days=10").json()
    assert answer["provisional"] is True
    assert answer["due"] > "2027-01-08"


def test_retirement_age_of_the_first_month(client: Client):
    answer = client.get("/api/v1/retirement-age?birth=1965-01&kind=male").json()
    assert (answer["age_years"], answer["age_months"], answer["month"]) == (60, 1, "2025-02")
    assert "渐进式延迟法定退休年龄" in answer["basis"]


def test_regions_agencies_and_services(client: Client):
    assert len(client.get("/api/v1/regions").json()) == 21
    assert any(row["code"] == "510190" for row in client.get("/api/v1/regions?parent=510100").json())
    assert client.get("/api/v1/agencies?region=510104").json()[0]["region"] == "510104"
    rows = client.get("/api/v1/services").json()
    assert len(rows) == 60
    unsure = {row["code"] for row in rows if not row["days_certain"]}
    assert "unemployment-registration" in unsure
    assert "unemployment-insurance" not in unsure


def test_an_unknown_service_is_a_problem_document(client: Client):
    answer = client.get("/api/v1/services/nothing")
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/workdays",
        "/api/v1/workdays?start=2025-02-30&days=1",
        "/api/v1/workdays?start=2025-02-01&days=-1",
        "/api/v1/workdays?start=2025-02-01&days=1e9",
        "/api/v1/retirement-age?birth=1965-13&kind=male",
        "/api/v1/retirement-age?birth=1965-01&kind=robot",
    ],
)
def test_bad_queries_name_the_field(client: Client, path: str):
    answer = client.get(path)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"]


def test_identity_check_answers_and_keeps_nothing(client: Client, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.DEBUG):
        right = post(client, "/api/v1/identity/check", {"kind": "resident_id", "number": NUMBER}).json()
        wrong = post(
            client, "/api/v1/identity/check", {"kind": "resident_id", "number": NUMBER[:-1] + "3"}
        ).json()
    assert right["valid"] is True
    assert [row["code"] for row in right["warnings"]] == ["region_unknown"]
    assert wrong["valid"] is False
    assert "check_digit" in [row["code"] for row in wrong["problems"]]
    assert NUMBER not in caplog.text
    assert not Person.objects.exists()
    assert not Document.objects.exists()


@pytest.mark.parametrize("number", ["", "\u0000", "😀", "1" * 100_000, "519999830312264"])
def test_identity_check_of_odd_input_is_a_calm_no(client: Client, number: str):
    answer = post(client, "/api/v1/identity/check", {"kind": "resident_id", "number": number})
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert answer.json()["valid"] is False
        assert answer.json()["problems"]


def test_broken_json_is_a_problem(client: Client):
    answer = client.post("/api/v1/identity/check", "{", content_type="application/json")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_identity_check_is_throttled_with_a_time_to_come_back(client: Client):
    cache.clear()
    body = {"kind": "resident_id", "number": NUMBER}
    codes = [post(client, "/api/v1/identity/check", body).status_code for _n in range(31)]
    assert codes[:30] == [200] * 30
    last = post(client, "/api/v1/identity/check", {"kind": "resident_id", "number": NUMBER})
    assert last.status_code == 429
    assert int(last["Retry-After"]) > 0
    assert last["Content-Type"] == "application/problem+json"


def test_certificate_verification(client: Client, cast):
    services.grant_by_rule(cast.case(cast.jianguo, retirement={}))
    certificate = Certificate.objects.get()
    good = post(client, "/api/v1/certificates/verify", {"token": certificate.token}).json()
    assert good["status"] == "valid"
    assert good["claims"]["status"] == "登记失业"
    assert post(client, "/api/v1/certificates/verify", {"token": "SY1:AAAA"}).json() == {"status": "unknown"}
    revoke_for("case", certificate.subject_id, reason="差错", by=system("test"))
    assert (
        post(client, "/api/v1/certificates/verify", {"token": certificate.token}).json()["status"]
        == "revoked"
    )


def test_the_schema_names_every_path(client: Client):
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    named = {path.removeprefix("/api/v1/") for path in schema["paths"]}
    assert {"regions", "agencies", "services", "services/{code}", "workdays", "retirement-age"} <= named
    assert {"identity/check", "certificates/verify"} <= named


@pytest.mark.parametrize(
    "path", ["/api/v1/regions", "/api/v1/services", "/api/v1/workdays?start=2026-01-01&days=5"]
)
def test_query_counts(client: Client, django_assert_max_num_queries, path: str):
    with django_assert_max_num_queries(2):
        client.get(path)
