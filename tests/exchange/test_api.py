"""The signed API for departments: what is right is taken once, everything else is refused, told and written down."""

import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from portal.events.models import Event
from portal.exchange.models import Contract, Delivery, Job, Nonce
from portal.exchange.services import outgoing, requests
from portal.exchange.signing import headers_for
from portal.kernel import clock
from portal.kernel.actor import system
from tests import cast_exchange
from tests.cast_exchange import HELD, THEIRS, partner

pytestmark = pytest.mark.django_db
PATH = "/api/v1/exchange/test-people/1"
NAMED = b'{"as_of": "2026-02-20", "rows": [{"number": "0001", "region": "510104", "name": "%s"}]}'
ROWS = [{"number": "0001", "region": "510104"}, {"number": "0002", "region": "510105"}]


@pytest.fixture(autouse=True)
def _empty_register() -> None:
    HELD.clear()


def body_of(*rows: Any) -> bytes:
    return json.dumps({"as_of": "2026-11-28", "rows": rows or ROWS}).encode()


def ask(body: bytes, *, path: str = PATH, headers: dict | None = None, key: Any = THEIRS, name="market-51"):
    headers = headers or headers_for("POST", path, body, key=key, name=name)
    return Client().post(path, body, content_type="application/json", headers=headers)


def refused() -> list[tuple[str, str]]:
    rows = Event.objects.filter(name="exchange.request_refused").order_by("id")
    return [(row.subject_id, row.payload["why"]) for row in rows]


def test_rows_are_taken_and_counted():
    partner()
    answer = ask(body_of(*ROWS, {"number": "9999", "region": "510104"}, {"number": "x", "region": "510104"}))
    assert answer.status_code == 200, answer.content
    said = answer.json()
    assert (said["state"], said["lines"], said["taken"], said["refused"]) == ("done", 4, 2, 2)
    assert said["errors"] == [{"line": 3, "text": "没有这个号码"}, {"line": 4, "text": "number:格式不对"}]
    assert Event.objects.filter(name="exchange.taken", actor__id="exchange.market-51").count() == 1


def test_the_same_body_signed_anew_changes_nothing():
    partner()
    first = ask(body_of()).json()
    HELD.clear()
    again = ask(body_of()).json()
    assert again == first
    assert Job.objects.count() == 1
    assert not HELD


def test_a_replayed_request_is_refused_and_written_down():
    partner()
    headers = headers_for("POST", PATH, body_of(), key=THEIRS, name="market-51")
    assert ask(body_of(), headers=headers).status_code == 200
    answer = ask(body_of(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "replayed")
    assert answer["Content-Type"] == "application/problem+json"
    assert refused() == [("market-51", "replayed")]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"X-Exchange-Digest": "0" * 64}, "altered"),
        ({"X-Exchange-Nonce": "another-nonce-of-mine"}, "bad_signature"),
        ({"X-Exchange-Timestamp": "1"}, "bad_signature"),
        ({"X-Exchange-Signature": "no base64!"}, "bad_signature"),
        ({"X-Exchange-Signature": "AAAA"}, "bad_signature"),
        ({"X-Exchange-Key": "nobody"}, "unknown_key"),
        ({"X-Exchange-Signature": ""}, "unsigned"),
    ],
)
def test_an_altered_request_is_refused_and_written_down(change: dict, why: str):
    partner()
    headers = headers_for("POST", PATH, body_of(), key=THEIRS, name="market-51")
    answer = ask(body_of(), headers={**headers, **change})
    assert (answer.status_code, answer.json()["code"]) == (401, why)
    assert [each for _key, each in refused()] == [why]
    assert not HELD
    assert not Nonce.objects.exists()


def test_another_body_under_the_same_signature_is_refused():
    partner()
    headers = headers_for("POST", PATH, body_of(), key=THEIRS, name="market-51")
    assert ask(body_of({"number": "0009", "region": "510104"}), headers=headers).json()["code"] == "altered"


def test_a_signature_for_another_address_is_refused():
    partner()
    headers = headers_for("POST", "/api/v1/exchange/receipts", body_of(), key=THEIRS, name="market-51")
    assert ask(body_of(), headers=headers).json()["code"] == "bad_signature"


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_request_of_another_time_is_refused(minutes: int):
    partner()
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        headers = headers_for("POST", PATH, body_of(), key=THEIRS, name="market-51")
    assert ask(body_of(), headers=headers).json()["code"] == "too_old"


def test_another_key_and_a_department_switched_off_are_refused():
    partner()
    other = Ed25519PrivateKey.generate()
    assert ask(body_of(), key=other).json()["code"] == "bad_signature"
    partner(code="gone", active=False)
    assert ask(body_of(), name="gone").json()["code"] == "unknown_key"


def test_a_shared_secret_proves_a_request_too():
    import base64
    import hashlib
    import hmac

    from portal.exchange.signing import signed_text

    partner(code="old", public_key="", secret="shared")
    headers = headers_for("POST", PATH, body_of(), name="old")
    names = ("Key", "Timestamp", "Nonce", "Digest")
    text = signed_text("POST", PATH, *(headers[f"X-Exchange-{name}"] for name in names))
    for secret, status in ((b"wrong", 401), (b"shared", 200)):
        mark = base64.b64encode(hmac.new(secret, text, hashlib.sha256).digest()).decode()
        assert ask(body_of(), headers={**headers, "X-Exchange-Signature": mark}).status_code == status


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/exchange/test-people/2", 404, "unknown_version"),
        ("/api/v1/exchange/test-hires/1", 403, "not_agreed"),
        ("/api/v1/exchange/test-people/99999999999", 404, "unknown_version"),
    ],
)
def test_what_is_not_agreed_is_refused_and_told(path: str, status: int, code: str):
    partner()
    answer = ask(body_of(), path=path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Job.objects.get().state == "refused"
    assert Event.objects.get(name="exchange.refused").payload == {"partner": "market-51", "why": code}


def test_a_version_out_of_force_is_refused():
    partner()
    Contract.objects.create(
        dataset="test-people",
        version=1,
        direction="in",
        title="测试",
        schema={},
        source="测试",
        begins="2026-01-01",
        ends="2026-06-30",
    )
    assert ask(body_of()).json()["code"] == "version_ended"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "bad_json"),
        (b"[]", 422, "bad_shape"),
        (b'{"as_of": "2026-02-30", "rows": [{}]}', 422, "bad_shape"),
        (b'{"as_of": "2026-02-20", "rows": []}', 422, "bad_shape"),
        (b'{"as_of": "2026-02-20", "rows": [{"number": 1}]}', 422, "wrong_schema"),
        (NAMED % rb"\u0000", 422, "wrong_schema"),
        (NAMED % rb"\ud800", 422, "wrong_schema"),
    ],
)  # fmt: skip
def test_a_wrong_shape_is_a_clear_problem(body: bytes, status: int, code: str):
    partner()
    answer = ask(body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not HELD


def test_too_large_a_request_is_refused(settings: Any):
    partner()
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert ask(body_of()).status_code == 413


def test_a_failing_register_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch):
    partner()
    dataset = cast_exchange.registry.find("test-people", 1)

    def fail(*_: Any) -> None:
        raise RuntimeError("killed")

    broken = type(dataset)(**{**dataset.__dict__, "take": fail})
    monkeypatch.setitem(cast_exchange.registry._datasets, ("test-people", 1), broken)
    with pytest.raises(RuntimeError):
        ask(body_of())
    assert not Job.objects.exists()
    monkeypatch.undo()
    assert ask(body_of()).json()["taken"] == 2


def test_a_receipt_ends_a_delivery_of_that_department_only():
    mine = partner("http://127.0.0.1:9/")
    partner(code="other")
    made = outgoing.push(
        "test-hires", subject_type="spell", subject_id=1, payload={"number": "0001", "region": "510104"},
        by=system("test"),
    )  # fmt: skip
    Delivery.objects.filter(pk=made.pk).update(partner=mine, state="sent", sent_at=clock.now())
    said = {"deliveries": [{"id": str(made.pk), "state": "returned", "reason": "单位没有参保"}]}
    body, path = json.dumps(said).encode(), "/api/v1/exchange/receipts"
    assert ask(body, path=path, name="other").json()["deliveries"] == ["unknown"]
    assert ask(body, path=path).json()["deliveries"] == ["ok"]
    assert ask(body, path=path).json()["deliveries"] == ["known"]
    row = Delivery.objects.get()
    assert (row.get_state_display(), row.reason) == ("退回", "单位没有参保")
    later = body.replace(b"returned", b"received")
    assert ask(later, path=path).json()["deliveries"] == ["conflict"]


def test_a_receipt_for_a_snapshot_is_compared_or_unknown():
    partner()
    path = "/api/v1/exchange/receipts"
    for regions, status in (({"510104": {"rows": 1, "sha256": "a"}}, 200), ({"510104": 7}, 422)):
        body = json.dumps({"snapshots": [{"sha256": "0" * 64, "regions": regions}]}).encode()
        answer = ask(body, path=path)
        assert answer.status_code == status
    assert ask(b"{}", path=path).json() == {"deliveries": [], "snapshots": []}


def test_old_nonces_are_forgotten():
    partner()
    ask(body_of())
    assert requests.forget_nonces() == 0
    with clock.at(clock.now() + timedelta(days=2)):
        assert requests.forget_nonces() == 1


def test_contracts_can_be_read_and_the_schema_is_clean(client: Client, capsys):
    rows = {(row["dataset"], row["version"]): row for row in client.get("/api/v1/exchange/datasets").json()}
    assert rows["test-people", 1]["sent_to_us"] is True
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert {"/api/v1/exchange/receipts", "/api/v1/exchange/{dataset}/{version}"} <= set(paths)
    assert "Warning" not in capsys.readouterr().err
