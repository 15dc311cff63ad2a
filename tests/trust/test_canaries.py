"""Canaries: a name, a number, a phone and a signature go through the real flow; nowhere do they lie in the open."""

import base64
import json
import re
import subprocess
import time
from urllib.parse import quote

import pytest
import redis

from portal.embedded import binaries, paths
from portal.kernel import identity
from tests.trust.fortress import START, Fortress, Stubborn, until

pytestmark = pytest.mark.server

NAME, PHONE = "慕容雪鸢", "13964820571"
NUMBER = "51999919840229758" + identity.check_digit("51999919840229758")
COMMENT = "金丝雀不该在日志里唱歌"
CANARIES = {"name": NAME, "phone": PHONE, "number": NUMBER}


def needles(text: str) -> set[bytes]:
    """A text as it might lie in a file: UTF-8, UTF-16, hex, base64 at any offset, JSON, URL, octal escapes."""
    raw = text.encode()
    found = {
        raw,
        text.encode("utf-16-le"),
        raw.hex().encode(),
        raw.hex().upper().encode(),
        quote(text).encode(),
    }
    found |= {json.dumps(text)[1:-1].encode(), "".join(f"\\{byte:03o}" for byte in raw).encode()}
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + raw)
        found.add(coded[(0, 2, 3)[shift] : -4])
    return {one for one in found if len(one) >= 8}


def seen_in(data: bytes) -> set[str]:
    """Names of the canaries that can be read in these bytes."""
    return {name for name, text in CANARIES.items() for needle in needles(text) if needle in data}


@pytest.mark.parametrize("name", CANARIES)
def test_the_search_itself_sees_a_canary_in_every_coat(name: str):
    text = CANARIES[name]
    coats = [
        text.encode(),
        text.encode().hex().encode(),
        quote(text).encode(),
        json.dumps({"a": text}).encode(),
    ]
    coats += [base64.b64encode(b"x" * n + text.encode() + b"yyyy") for n in range(5)]
    for coat in coats:
        assert seen_in(b"before " + coat + b" after") == {name}, coat
    assert seen_in(b"nothing here") == set()


@pytest.fixture(scope="module")
def sung(fortress: Fortress) -> tuple[Fortress, Stubborn, str]:
    """The whole flow: sign-in, identity, submit, accept, verify, grant, certificate, messages, rating, a look."""
    person = Stubborn(fortress)
    person.enter(PHONE, NAME, NUMBER)
    number = person.apply(PHONE)
    clerk = Stubborn(fortress)
    clerk.be(fortress.clerk_session("liufang"))
    clerk.decide(number)
    clerk.get(f"/cases/{number}/")
    shown = clerk.post(f"/cases/{number}/show/")
    assert NUMBER in shown.body
    assert NAME in shown.body
    clerk.get(f"/desk/find/?q={NUMBER}")
    clerk.get("/desk/find/")
    clerk.post("/desk/find/", kind="resident_id", number=NUMBER)
    person.rate(number, 2, COMMENT)
    sent = "SELECT count(*) FROM notices_dispatch WHERE state = 'sent'"
    assert until(lambda: fortress.rows(sent)[0][0] >= 3, 20)
    assert any(phone == PHONE for phone, _text in fortress.peer.taken.values())
    rendered = (
        "SELECT count(*) FROM documents_certificate c JOIN casework_case k ON k.id::text = c.subject_id "
        "WHERE c.rendered_at IS NOT NULL AND k.number = %s"
    )
    assert until(lambda: fortress.rows(rendered, number)[0][0] >= 1, 20)
    return fortress, person, number


def test_not_in_a_dump_of_everything(sung):
    fortress, _person, number = sung
    dump = subprocess.run(
        [str(binaries.postgres_bin(fortress.stack.var) / "pg_dump"), "--no-password", "--inserts"],
        env={
            "PGHOST": str(paths.socket_dir(fortress.stack.var)),
            "PGUSER": paths.ROLE_NAMES["owner"],
            "PGPASSWORD": paths.secret("postgres-owner", fortress.stack.var),
            "PGDATABASE": paths.DATABASE,
        },
        capture_output=True,
        check=True,
    ).stdout
    assert number.encode() in dump, "the dump holds the case"
    assert b"events_change" in dump
    assert seen_in(dump) == set()


def test_not_in_the_history_nor_in_events(sung):
    """Searched once more by themselves, with the JSON as text."""
    fortress, _person, _number = sung
    rows = fortress.rows("SELECT t::text FROM events_change t UNION ALL SELECT t::text FROM events_event t")
    assert len(rows) > 20
    assert seen_in("\n".join(row[0] for row in rows).encode()) == set()


def test_not_in_sessions_once_unpacked(sung):
    fortress, _person, _number = sung
    code = (
        "from django.contrib.sessions.models import Session\n"
        "for s in Session.objects.all(): print(repr(s.get_decoded()))"
    )
    text = fortress.manage("shell", "-v", "0", "-c", code)
    assert "_auth_user_id" in text
    assert seen_in(text.encode()) == set()


def test_not_in_the_servers_own_files(sung):
    """Heap, indexes, dead rows and the write-ahead log: what a stolen disk would tell."""
    fortress, _person, number = sung
    files = [file for file in fortress.stack.postgres.data.rglob("*") if file.is_file()]
    held = {str(file): seen for file in files if (seen := seen_in(file.read_bytes()))}
    assert held == {}
    assert any(number.encode() in file.read_bytes() for file in files)


def test_not_in_any_log(sung):
    fortress, _person, _number = sung
    logs = [*fortress.folder.glob("*.log"), *(fortress.stack.var / "log").glob("*.log")]
    assert {log.name for log in logs} >= {"gunicorn.log", "celery.log", "postgres.log", "valkey.log"}
    assert {log.name: seen for log in logs if (seen := seen_in(log.read_bytes()))} == {}
    assert not [log.name for log in logs if COMMENT.encode() in log.read_bytes()]


def test_not_in_valkey_nor_in_its_file(sung):
    fortress, _person, _number = sung
    keys = 0
    for number in (0, 1, 2):
        client = redis.Redis(unix_socket_path=str(paths.valkey_socket(fortress.stack.var)), db=number)
        for key in client.scan_iter():
            keys += 1
            assert seen_in(key + b" " + _value(client, key)) == set(), key
    assert keys
    files = [file for file in (fortress.stack.var / "valkey").rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) > 0
    assert {file.name: seen for file in files if (seen := seen_in(file.read_bytes()))} == {}


def _value(client: redis.Redis, key: bytes) -> bytes:
    kind = client.type(key)
    if kind == b"string":
        return client.get(key)
    if kind == b"list":
        return b" ".join(client.lrange(key, 0, -1))
    if kind in (b"set", b"zset"):
        members = client.smembers(key) if kind == b"set" else client.zrange(key, 0, -1)
        return b" ".join(members)
    return b" ".join(part for pair in client.hgetall(key).items() for part in pair)


def logs_of(fortress: Fortress) -> bytes:
    """What web and worker have logged by now."""
    time.sleep(0.3)
    return (fortress.folder / "gunicorn.log").read_bytes() + (fortress.folder / "celery.log").read_bytes()


def quiet_pages(visitor: Stubborn, addresses: list[str]) -> int:
    """How many of these answered with an error; none of those says what was sent, but for the way back."""
    failed = 0
    for address in addresses:
        answer = visitor.get(address)
        if answer.status >= 400:  # the switch to large print leads back to the address one came by
            failed += 1
            body = re.sub(r'name="next" value="[^"]*"', "", answer.body)
            assert seen_in(body.encode()) == set(), address
    return failed


def test_error_pages_say_nothing_of_what_was_sent_nor_does_the_log(sung):
    """404, 403 and 400 with canaries in query and form."""
    fortress, person, _number = sung
    secret = f"name={quote(NAME)}&phone={PHONE}&number={NUMBER}"
    assert (
        quiet_pages(person, [f"/none/?{secret}", f"/desk/find/?{secret}", f"/api/v1/workdays?{secret}"]) == 3
    )
    stranger = Stubborn(fortress)
    stranger.token = "forged"
    refused = stranger.post("/sign-in/", phone=PHONE, name=NAME, number=NUMBER)
    assert refused.status == 403
    assert seen_in(refused.body.encode()) == set()
    assert stranger.get(f"{START}?{secret}").status == 302
    assert b"/none/" in logs_of(fortress)
    assert seen_in(logs_of(fortress)) == set()


def test_a_number_in_an_address_does_not_come_back_on_the_page(sung):
    _fortress, person, _number = sung
    addresses = [f"/cases/{NUMBER}/", f"/services/{quote(NAME)}/", f"/api/v1/services/{PHONE}"]
    assert quiet_pages(person, addresses) == 3


def test_a_number_in_an_address_does_not_reach_the_log(sung):
    fortress, person, _number = sung
    person.get(f"/cases/{NUMBER}/")
    assert seen_in(logs_of(fortress)) == set()


def test_pages_of_ones_own_show_masks(sung):
    """Even to the person: what is on the screen may be seen by others in a hall."""
    _fortress, person, _number = sung
    page = person.get("/my/").body
    assert not re.search(rf"{NAME}|{NUMBER}|{PHONE}", page)
