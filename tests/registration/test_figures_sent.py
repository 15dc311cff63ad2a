"""A closed month goes to the provincial system: receipt, reconciliation number by number, work for the agency."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from portal.agencies.models import Agency
from portal.casework.models import Task
from portal.events.services import drain
from portal.exchange import registry, tasks
from portal.exchange.models import Job, Partner
from portal.exchange.schemas import problems
from portal.exchange.services import files
from portal.exchange.signing import own_key, own_public_key
from portal.kernel import clock
from portal.kernel.actor import system
from registration.models import Spell
from registration.services import figures
from tests.access.entering import client_of, zhaomin
from tests.cast import JINJIANG, QINGYANG, SICHUAN
from tests.cast_exchange import partner
from tests.peers.department import Department
from tests.peers.sftp import Sftp

pytestmark = pytest.mark.django_db
OCTOBER, LAST = date(2026, 10, 1), date(2026, 10, 31)
BY = system("test")
DATASET = "register-figures"
NAMES = ("王秀兰", "张磊", "李晓梅")


@pytest.fixture
def province() -> Iterator[Department]:
    """The provincial system: it keeps files and tells what it counted in them."""
    with Department(own_public_key()) as peer:
        yield peer


def receiver(port: int, **facts) -> Partner:
    usual = {"code": "province", "name": "省级就业信息平台", "kind": "province", "sends": [DATASET]}
    return partner(f"http://127.0.0.1:{port}/files", receives=[DATASET], **{**usual, **facts})


@pytest.fixture
def people(cast):
    found = [cast.person(name, verified=True, phone=f"1380000003{n}") for n, name in enumerate(NAMES)]
    for person, region in zip(found, (JINJIANG, JINJIANG, QINGYANG), strict=True):
        spell(person, "employment", region=region)
    return found


def spell(person, kind, begins=OCTOBER, region=JINJIANG):
    return Spell.objects.create(
        person=person,
        kind=kind,
        exclusive=kind != "flexible",
        period=(begins, None),
        agency=Agency.objects.get(region_id=region),
        registered_at=clock.now(),
    )


def sent(peer: Department) -> list[tuple[str, bytes]]:
    return [(name, data) for name, data in peer.files.items() if name.endswith(".jsonl")]


def counted(data: bytes) -> dict:
    """What a careful receiver counts in a file by itself."""
    regions: dict = {}
    for line in data.splitlines(keepends=True):
        row = json.loads(line)
        one = regions.setdefault(row["region"], {"rows": 0, "lines": b"", "sums": {}})
        one["rows"] += 1
        one["lines"] += line
        part = one["sums"].setdefault(row["kind"], dict.fromkeys(("begun", "ended", "standing"), 0))
        for measure in part:
            part[measure] += row[measure]
    for one in regions.values():
        one["sha256"] = hashlib.sha256(one.pop("lines")).hexdigest()
    return {"sha256": hashlib.sha256(data).hexdigest(), "regions": regions}


def answers(peer: Department, made: Partner, receipt: dict, name: str = "a") -> None:
    """The peer puts its receipt down; we look for it over HTTP."""
    peer.files["/files/in/index.json"] = json.dumps([f"{name}.receipt.json"]).encode()
    peer.files[f"/files/in/{name}.receipt.json"] = json.dumps(receipt).encode()
    files.fetch(made, by=BY)


def test_a_closed_month_is_sent_received_and_agrees(people, province, cast):
    made = receiver(province.port)
    figures.close_month(OCTOBER, by=BY)
    drain()
    ((name, data),) = sent(province)
    rows = [json.loads(line) for line in data.splitlines()]
    dataset = registry.find(DATASET, 1)
    assert [problems(dataset, row) for row in rows] == [[]] * len(rows)
    assert {(row["month"], row["version"]) for row in rows} == {("2026-10", 1)}
    manifest = json.loads(province.files[f"{name}.manifest.json"])
    assert (manifest["as_of"], manifest["rows"]) == ("2026-10-31", len(rows))
    job = Job.objects.get()
    assert job.snapshot.get_state_display() == "已推送"
    answers(province, made, counted(data))
    job.snapshot.refresh_from_db()
    assert (job.snapshot.get_state_display(), job.snapshot.differences) == ("已接收", [])
    page = client_of(cast.liufang.user, method="mfa").get("/desk/register/figures/?month=2026-10")
    assert "已接收" in page.content.decode()


def test_the_same_month_twice_is_one_file(people, province):
    receiver(province.port)
    figures.close_month(OCTOBER, by=BY)
    drain()
    for day in (clock.today(), date(2026, 11, 25)):
        with clock.at(day):
            tasks.send_snapshots()
    assert (Job.objects.count(), len(sent(province))) == (1, 1)


def test_a_receipt_that_differs_is_shown_and_becomes_work_of_the_county(people, province, cast):
    made = receiver(province.port)
    figures.close_month(OCTOBER, by=BY)
    drain()
    receipt = counted(sent(province)[0][1])
    receipt["regions"][JINJIANG]["sums"]["employment"]["standing"] -= 1
    receipt["regions"][JINJIANG]["sha256"] = "0" * 64
    for turn in "ab":
        answers(province, made, receipt, turn)
        drain()
    task = Task.objects.get()
    assert task.agency == Agency.objects.get(region_id=JINJIANG)
    assert "月末在册,我方2,对方1" in task.note
    job = Job.objects.get()
    desk = client_of(zhaomin(cast), method="mfa")
    html = desk.get(f"/desk/exchange/jobs/{job.pk}/").content.decode()
    for words in ("对不上", "月末在册", "锦江", "-1"):
        assert words in html
    assert "1处,已交属地核对" in desk.get("/desk/exchange/reports/").content.decode()
    assert "1处对不上" in desk.get("/desk/register/figures/?month=2026-10").content.decode()
    answers(province, made, counted(sent(province)[0][1]), "c")
    job.snapshot.refresh_from_db()
    assert job.snapshot.state == "received"


def test_very_many_differences_are_one_task_of_the_province(people, province, monkeypatch):
    monkeypatch.setattr("registration.services.figures_sent.MOST_AGENCIES", 1)
    made = receiver(province.port)
    figures.close_month(OCTOBER, by=BY)
    drain()
    answers(province, made, {"sha256": Job.objects.get().digest, "regions": {}})
    drain()
    task = Task.objects.get()
    assert (task.agency.region_id, "2个地区对不上" in task.note) == (SICHUAN, True)


def test_a_correction_goes_out_as_a_new_version(people, province, cast):
    made = receiver(province.port)
    figures.close_month(OCTOBER, by=BY)
    drain()
    spell(people[0], "flexible")
    figures.correct(OCTOBER, "补报", by=cast.chentao_actor)
    drain()
    first, second = [json.loads(data.splitlines()[0])["version"] for _name, data in sent(province)]
    assert (first, second) == (1, 2)
    newest = Job.objects.order_by("-begun_at", "-pk").first()
    answers(province, made, counted(sent(province)[1][1]))
    newest.snapshot.refresh_from_db()
    assert newest.snapshot.state == "received"


def test_an_older_month_corrected_is_sent_as_that_month(people, province, cast):
    receiver(province.port)
    for month in (date(2026, 9, 1), OCTOBER):
        figures.close_month(month, by=BY)
    spell(people[0], "flexible", date(2026, 9, 20))
    figures.correct(date(2026, 9, 1), "补报", by=cast.chentao_actor)
    drain()
    assert list(Job.objects.order_by("as_of").values_list("as_of", "lines")) == [
        (date(2026, 9, 30), 1),
        (LAST, 3),
    ]


def test_a_system_that_is_down_gets_it_later_and_once(people, province):
    port = province.port
    made = receiver(port)
    province.server.shutdown()
    province.server.server_close()
    figures.close_month(OCTOBER, by=BY)
    drain()
    job = Job.objects.get()
    assert (job.state, job.snapshot.get_state_display()) == ("failed", "待推送")
    assert tasks.send_waiting_snapshots() == 0
    with Department(own_public_key(), port) as back:
        assert tasks.send_waiting_snapshots() == 1
        assert tasks.send_waiting_snapshots() == 0
        ((_name, data),) = sent(back)
        answers(back, made, counted(data))
    job.refresh_from_db()
    assert Job.objects.count() == 1
    assert (job.state, job.reason, job.taken) == ("done", "", job.lines)
    job.snapshot.refresh_from_db()
    assert job.snapshot.state == "received"
    with Department(own_public_key(), port):
        """The peer of the fixture is closed twice otherwise."""
    province.server = back.server


def test_what_came_back_is_told_and_sent_again_only_when_asked(people, province, cast):
    made = receiver(province.port)
    figures.close_month(OCTOBER, by=BY)
    drain()
    job = Job.objects.get()
    answers(province, made, {"sha256": job.digest, "state": "returned", "reason": "月份还没有开放"})
    job.refresh_from_db()
    assert (job.state, job.reason) == ("refused", "月份还没有开放")
    tasks.send_snapshots()
    assert Job.objects.count() == 1
    desk = client_of(zhaomin(cast), method="mfa")
    html = desk.get("/desk/exchange/reports/").content.decode()
    assert "退回" in html
    assert "月份还没有开放" in html
    told = desk.post(f"/desk/exchange/reports/{DATASET}/send/", follow=True).content.decode()
    assert "已推送" in told
    assert Job.objects.filter(state="done").count() == 1


def test_over_sftp_too(people, tmp_path):
    (tmp_path / "in").mkdir()
    ours = own_key().public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    with Sftp(tmp_path, ours) as server:
        made = receiver(0, transport="sftp", host_key=server.host_key)
        made.address = server.address
        made.save()
        figures.close_month(OCTOBER, by=BY)
        drain()
        (file,) = (tmp_path / "out").glob("*.jsonl")
        (tmp_path / "in" / "a.receipt.json").write_text(json.dumps(counted(file.read_bytes())))
        files.fetch(made, by=BY)
    assert Job.objects.get().snapshot.state == "received"


def test_nothing_is_sent_before_a_month_is_closed_or_to_nobody(people, province, cast):
    desk = client_of(zhaomin(cast), method="mfa")
    path = f"/desk/exchange/reports/{DATASET}/send/"
    assert "还没有部门接收" in desk.post(path, follow=True).content.decode()
    receiver(province.port)
    assert "还没有可以上报的数据" in desk.post(path, follow=True).content.decode()
    assert tasks.send_snapshots() == 0
    assert desk.post("/desk/exchange/reports/test-nothing/send/").status_code == 404
    assert Job.objects.count() == 0


def test_the_receipt_by_the_signed_address_is_compared_too(people, province):
    from tests.exchange.test_api import ask

    receiver(province.port)
    figures.close_month(OCTOBER, by=BY)
    drain()
    receipt = counted(sent(province)[0][1])
    body = json.dumps({"snapshots": [receipt]}).encode()
    answer = ask(body, path="/api/v1/exchange/receipts", name="province")
    assert answer.json()["snapshots"] == ["received"]
    for sums in ({"employment": 7}, {"employment": {"begun": float("inf")}}, 7):
        receipt["regions"][JINJIANG]["sums"] = sums
        body = json.dumps({"snapshots": [receipt]}).encode()
        assert ask(body, path="/api/v1/exchange/receipts", name="province").status_code in (400, 422)
