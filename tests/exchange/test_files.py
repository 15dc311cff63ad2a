"""Drop folders of three kinds, each real: taken once, refused with a reason that the sender can read."""

import contextlib
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import asyncssh
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from portal.events.models import Event
from portal.exchange import tasks
from portal.exchange.models import Delivery, Job, Partner
from portal.exchange.services import files, outgoing, snapshots
from portal.exchange.signing import own_key, own_public_key
from portal.kernel import clock
from portal.kernel.actor import system
from tests.cast_exchange import HELD, partner
from tests.peers.department import Department
from tests.peers.sftp import Sftp

pytestmark = pytest.mark.django_db
BY = system("test")
DATA = b'{"number": "0001", "region": "510104"}\n{"number": "0002", "region": "510105"}\n'


@pytest.fixture(autouse=True)
def _empty_register() -> None:
    HELD.clear()


@contextlib.contextmanager
def folder_peer(root: Path) -> Iterator[Partner]:
    yield partner(str(root), transport="folder")


@contextlib.contextmanager
def sftp_peer(root: Path) -> Iterator[Partner]:
    ours = own_key().public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    with Sftp(root, ours) as server:
        yield partner(server.address, transport="sftp", host_key=server.host_key)


@pytest.fixture(params=[folder_peer, sftp_peer], ids=["folder", "sftp"])
def peer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Partner]:
    """A department that drops files, and `tmp_path` as it looks from its side."""
    (tmp_path / "in").mkdir()
    with request.param(tmp_path) as made:
        yield made


def sheet(data: bytes = DATA, **changes: Any) -> dict[str, Any]:
    usual = {
        "dataset": "test-people",
        "version": 1,
        "as_of": "2026-11-28",
        "rows": 2,
        "sha256": hashlib.sha256(data).hexdigest(),
        "file": "people.jsonl",
    }
    return {**usual, **changes}


def drop(root: Path, data: bytes = DATA, **changes: Any) -> None:
    said = sheet(data, **{name: value for name, value in changes.items() if name != "sent"})
    (root / "in" / "people.jsonl").write_bytes(changes.get("sent", data))
    (root / "in" / "people.manifest.json").write_text(json.dumps(said))


def result(root: Path) -> dict[str, Any]:
    return json.loads((root / "out" / "people.result.json").read_bytes())


def test_a_file_is_taken_moved_and_told(peer: Partner, tmp_path: Path):
    drop(tmp_path)
    (job,) = files.fetch(peer, by=BY)
    assert (job.state, job.taken, str(job.as_of)) == ("done", 2, "2026-11-28")
    assert result(tmp_path)["taken"] == 2
    assert not list((tmp_path / "in").iterdir())
    assert len(list((tmp_path / "done").iterdir())) == 2
    assert files.fetch(peer, by=BY) == []


def test_the_same_file_again_changes_nothing(peer: Partner, tmp_path: Path):
    drop(tmp_path)
    files.fetch(peer, by=BY)
    HELD.clear()
    drop(tmp_path)
    files.fetch(peer, by=BY)
    assert Job.objects.count() == 1
    assert not HELD


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sent": DATA[:50]}, "truncated"),
        ({"sent": DATA.replace(b"0002", b"0003")}, "checksum"),
        ({"version": 7}, "unknown_version"),
        ({"dataset": "test-hires"}, "not_agreed"),
        ({"rows": 3}, "row_count"),
        ({"file": "../../etc/passwd"}, "bad_manifest"),
        ({"file": "other.jsonl"}, "file_missing"),
        ({"as_of": "yesterday"}, "bad_manifest"),
    ],
)
def test_what_is_wrong_is_refused_and_told(peer: Partner, tmp_path: Path, changes: dict, code: str):
    drop(tmp_path, **changes)
    (job,) = files.fetch(peer, by=BY)
    assert job.state == "refused"
    assert job.reason
    told = result(tmp_path)
    assert (told["state"], told["code"], told["reason"]) == ("refused", code, job.reason)
    assert Event.objects.get(name="exchange.refused").payload["why"] == code
    assert not HELD
    assert (tmp_path / "refused" / "people.manifest.json").exists()
    assert files.fetch(peer, by=BY) == []


def test_a_table_of_an_office_program_is_taken_too(tmp_path: Path):
    (tmp_path / "in").mkdir()
    data = "number,region,name\n0001,510104,李晓梅\n0002,510105,\n".encode("gb18030")
    said = sheet(data, file="people.csv")
    (tmp_path / "in" / "people.csv").write_bytes(data)
    (tmp_path / "in" / "people.manifest.json").write_text(json.dumps(said))
    with folder_peer(tmp_path) as made:
        (job,) = files.fetch(made, by=BY)
    assert (job.state, job.taken) == ("done", 2)


def test_a_file_we_fail_on_keeps_no_other_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "in").mkdir()
    drop(tmp_path)
    (tmp_path / "in" / "z.manifest.json").write_text("{}")
    usual = files.incoming.take

    def fail(*_: Any, **_more: Any) -> None:
        raise RuntimeError

    with folder_peer(tmp_path) as made:
        monkeypatch.setattr(files.incoming, "take", fail)
        failed, other = files.fetch(made, by=BY)
        assert (failed.state, failed.reason) == ("refused", "我们处理时出错,文件还在,下次再试。")
        assert other.name == "z.manifest.json"
        monkeypatch.setattr(files.incoming, "take", usual)
        assert [job.taken for job in files.fetch(made, by=BY)] == [2]


def test_killed_between_taking_and_telling_nothing_is_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "in").mkdir()
    with folder_peer(tmp_path) as made:
        drop(tmp_path)

        def killed(*_: Any) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(files, "_tell", killed)
        with pytest.raises(KeyboardInterrupt):
            files.fetch(made, by=BY)
        monkeypatch.undo()
        HELD.clear()
        (job,) = files.fetch(made, by=BY)
    assert Job.objects.count() == 1
    assert (job.taken, HELD) == (2, {})
    assert result(tmp_path)["taken"] == 2


def test_an_sftp_server_with_another_key_is_not_spoken_to(tmp_path: Path):
    with sftp_peer(tmp_path) as made:
        made.host_key = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode()
        with pytest.raises(asyncssh.HostKeyNotVerifiable):
            files.fetch(made, by=BY)


def test_files_at_an_address(tmp_path: Path):
    with Department(own_public_key()) as department:
        base = f"http://127.0.0.1:{department.port}/files"
        made = partner(base)
        assert files.fetch(made, by=BY) == []
        department.files = {
            "/files/in/index.json": b'["people.manifest.json"]',
            "/files/in/people.manifest.json": json.dumps(sheet()).encode(),
            "/files/in/people.jsonl": DATA,
        }
        assert files.fetch(made, by=BY)[0].taken == 2
        assert files.fetch(made, by=BY)[0].taken == 2
        assert Job.objects.count() == 1
        told = json.loads(department.files["/files/out/people.result.json"])
    assert told["taken"] == 2


def test_a_snapshot_goes_out_and_is_compared(peer: Partner, tmp_path: Path):
    HELD.update({"0001": "510104", "0002": "510104", "0003": "510105"})
    day = clock.today()
    job = snapshots.snapshot("test-people", day, by=BY)
    assert snapshots.snapshot("test-people", day, by=BY) == job
    data = (tmp_path / "out" / job.name).read_bytes()
    said = json.loads((tmp_path / "out" / f"{job.name}.manifest.json").read_bytes())
    assert (said["rows"], said["sha256"]) == (3, hashlib.sha256(data).hexdigest())
    assert job.snapshot.state == "sent"
    regions = job.snapshot.regions
    assert {key: each["rows"] for key, each in regions.items()} == {"510104": 2, "510105": 1}
    wrong = {"510104": {"rows": 1, "sha256": "0"}, "510106": {"rows": 1, "sha256": "0"}}
    found = snapshots.reconcile(peer, {"sha256": said["sha256"], "regions": wrong}, by=BY)
    assert found.state == "differs"
    assert [(each["region"], each["ours"], each["theirs"], each["why"]) for each in found.differences] == [
        ("510104", 2, 1, "rows"),
        ("510105", 1, 0, "missing"),
        ("510106", 0, 1, "extra"),
    ]
    found = snapshots.reconcile(peer, {"sha256": said["sha256"], "regions": regions}, by=BY)
    assert (found.get_state_display(), found.differences) == ("已接收", [])
    assert snapshots.reconcile(peer, {"sha256": "0" * 64, "regions": {}}, by=BY) is None


def test_a_receipt_in_the_folder_is_compared_too(peer: Partner, tmp_path: Path):
    HELD.update({"0001": "510104"})
    assert tasks.send_snapshots() == 1
    job = Job.objects.get()
    receipt = {"sha256": job.digest, "regions": job.snapshot.regions}
    (tmp_path / "in" / "a.receipt.json").write_text(json.dumps(receipt))
    (tmp_path / "in" / "b.receipt.json").write_text('{"sha256": "x", "regions": []}')
    assert files.fetch(peer, by=BY) == []
    job.snapshot.refresh_from_db()
    assert job.snapshot.state == "received"
    assert (tmp_path / "done" / "a.receipt.json").exists()
    assert (tmp_path / "refused" / "b.receipt.json").exists()


def test_messages_go_out_as_files_and_are_answered_by_files(peer: Partner, tmp_path: Path):
    payload = {"number": "0001", "region": "510104"}
    made = outgoing.push("test-hires", subject_type="spell", subject_id=1, payload=payload, by=BY)
    assert outgoing.send_due() == 1
    (file,) = (tmp_path / "out").glob("test-hires-*.json")
    assert json.loads(file.read_bytes())["payload"] == payload
    assert Delivery.objects.get().get_state_display() == "已推送"
    said = {"deliveries": [{"id": str(made.pk), "state": "returned", "reason": "单位没有参保"}]}
    (tmp_path / "in" / "a.receipt.json").write_text(json.dumps(said))
    (tmp_path / "in" / "b.receipt.json").write_text('{"deliveries": [{"id": "x", "state": "received"}, 7]}')
    files.fetch(peer, by=BY)
    row = Delivery.objects.get()
    assert (row.get_state_display(), row.reason) == ("退回", "单位没有参保")
    assert [each.name for each in (tmp_path / "refused").iterdir()] == ["b.receipt.json"]


def test_a_snapshot_that_did_not_arrive_is_made_again():
    HELD["0001"] = "510104"
    with Department(own_public_key()) as gone:
        port = gone.port
    partner(f"http://127.0.0.1:{port}/files")
    day = clock.today()
    job = snapshots.snapshot("test-people", day, by=BY)
    assert (job.state, job.reason, job.snapshot.state) == ("failed", "对方系统没有回应", "waiting")
    with Department(own_public_key(), port) as back:
        assert snapshots.snapshot("test-people", day, by=BY).state == "done"
        assert len(back.files) == 2


def test_content_that_differs_under_the_same_count_is_told():
    ours, theirs = {"510104": {"rows": 1, "sha256": "a"}}, {"510104": {"rows": 1, "sha256": "b"}}
    assert snapshots.differences(ours, theirs)[0]["why"] == "content"
