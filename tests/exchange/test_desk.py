"""The exchange at the desk: jobs with their lines, messages with their state, departments, never a secret."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from portal.accounts import actors
from portal.exchange.loading import load
from portal.exchange.models import Contract, Correction, Delivery, Job, Partner, Snapshot
from portal.exchange.services import corrections, outgoing
from portal.exchange.signing import own_public_key
from portal.exchange.tasks import fetch_files
from portal.kernel import clock
from portal.kernel.actor import system
from tests.access.entering import client_of, zhaomin
from tests.cast import SICHUAN, Cast
from tests.cast_exchange import HELD, partner
from tests.exchange.test_files import drop
from tests.peers.department import Department

pytestmark = pytest.mark.django_db
BY = system("test")


@pytest.fixture
def keeper(cast: Cast) -> Client:
    """A keeper of data at the province."""
    return client_of(cast.clerk("data", "周数", SICHUAN, "data").user, method="mfa")


def job(made: Partner, n: int, **facts) -> Job:
    now = clock.now() - timedelta(minutes=n)
    usual = {"direction": "in", "dataset": "test-people", "version": 1, "state": "done"}
    return Job.objects.create(
        partner=made, digest=f"{n:064}", begun_at=now, done_at=now, **{**usual, **facts}
    )


def test_jobs_are_listed_by_pages_in_few_statements(keeper: Client, django_assert_max_num_queries):
    made = partner()
    for n in range(55):
        job(made, n)
    with django_assert_max_num_queries(9):
        first = keeper.get("/desk/exchange/jobs/").content.decode()
    assert first.count("测试名册 v1</a>") == 50
    start = first.index("?state=&amp;before=")
    second = keeper.get(
        "/desk/exchange/jobs/" + first[start : start + 55].split('"')[0].replace("&amp;", "&")
    )
    assert second.content.decode().count("测试名册 v1</a>") == 5


def test_a_job_tells_its_lines_and_what_does_not_agree(keeper: Client):
    errors = [{"line": 7, "text": "number:格式不对"}]
    row = job(partner(), 1, errors=errors, refused=1, lines=9, taken=8)
    differences = [{"region": "510104", "ours": 2, "theirs": 1, "why": "rows"}]
    Snapshot.objects.create(job=row, state="differs", regions={"510104": {}}, differences=differences)
    html = keeper.get(f"/desk/exchange/jobs/{row.pk}/").content.decode()
    for words in ("number:格式不对", "对不上", "行数不同", "510104"):
        assert words in html


def test_what_came_back_is_pushed_again_and_the_content_never_shown(
    keeper: Client, django_assert_max_num_queries
):
    with Department(own_public_key()) as department:
        partner(department.url)
        for n in range(12):
            payload = {"number": f"{n:04}", "region": "510104", "name": "李晓梅"}
            outgoing.push("test-hires", subject_type="spell", subject_id=n, payload=payload, by=BY)
        department.answer = (422, {"reason": "单位没有参保"})
        outgoing.send_due()
        with django_assert_max_num_queries(9):
            html = keeper.get("/desk/exchange/deliveries/?state=returned").content.decode()
        assert html.count("单位没有参保") == 12
        assert "李晓梅" not in html
        row = Delivery.objects.first()
        keeper.post(f"/desk/exchange/deliveries/{row.pk}/retry/")
        row.refresh_from_db()
        assert row.get_state_display() == "待推送"
        told = keeper.get("/desk/exchange/").content.decode()
        assert "省市场监管部门" in told


def test_a_keeper_looks_for_files_now(keeper: Client, tmp_path: Path):
    HELD.clear()
    (tmp_path / "in").mkdir()
    drop(tmp_path)
    made = partner(str(tmp_path), transport="folder")
    answer = keeper.post(f"/desk/exchange/partners/{made.pk}/fetch/", follow=True)
    assert "找到1个文件" in answer.content.decode()
    away = partner("http://127.0.0.1:9/files", code="away")
    answer = keeper.post(f"/desk/exchange/partners/{away.pk}/fetch/", follow=True)
    assert "连不上" in answer.content.decode()


def test_a_keeper_of_a_county_sees_corrections_only(cast: Cast):
    client = client_of(cast.clerk("data2", "吴数", "510104", "data").user, method="mfa")
    assert client.get("/desk/exchange/")["Location"] == "/desk/exchange/corrections/"
    assert client.get("/desk/exchange/jobs/").status_code == 404
    assert client.get("/desk/exchange/corrections/").status_code == 200
    person = cast.xiaomei
    made = corrections.ask(person, "test.fact", "不对", by=actors.of_person(person))
    Correction.objects.update(agency=cast.liufang.agency)
    path = f"/desk/exchange/corrections/{made.pk}/"
    assert "/desk/people/" not in client.get(path).content.decode()
    assert "李晓梅" in client.post(path, {"show": "1"}).content.decode()


def test_one_department_that_is_down_keeps_no_other_waiting(tmp_path: Path):
    HELD.clear()
    (tmp_path / "in").mkdir()
    drop(tmp_path)
    partner("http://127.0.0.1:9/files", code="a-away")
    partner(str(tmp_path), code="b-here", transport="folder")
    assert fetch_files() == 1


def test_the_command_runs_now(tmp_path: Path):
    HELD.clear()
    (tmp_path / "in").mkdir()
    drop(tmp_path)
    partner(str(tmp_path), transport="folder")

    def run(*words: str) -> str:
        out = StringIO()
        call_command("exchange", *words, stdout=out)
        return out.getvalue().strip()

    assert run("in") == "test-people v1: done 2"
    assert run("in", "--partner", "market-51") == "nothing"
    assert run("out") == "sent: 0"
    assert run("snapshot", "--dataset", "test-people").endswith(": done 2")
    assert run("key") == own_public_key()
    assert json.loads(next((tmp_path / "out").glob("*.jsonl.manifest.json")).read_text())["rows"] == 2


def test_contracts_are_written_from_what_apps_register():
    load()
    row = Contract.objects.get(dataset="test-people", direction="in")
    row.ends = clock.today()
    row.save()
    load()
    row.refresh_from_db()
    assert row.ends == clock.today()
    assert row.schema["required"] == ["number", "region"]


def test_a_secret_goes_into_the_admin_and_never_comes_out(cast: Cast):
    client = client_of(zhaomin(cast), method="mfa")
    said = {
        "code": "civil", "name": "民政厅", "kind": "civil", "transport": "folder", "address": "/srv/civil",
        "sends": "test-people", "receives": "", "active": "on", "new_secret": "s" * 40,
    }  # fmt: skip
    assert client.post("/admin/exchange/partner/add/", said).status_code == 302
    made = Partner.objects.get()
    assert made.secret
    assert "s" * 40 not in client.get(f"/admin/exchange/partner/{made.pk}/change/").content.decode()
    wrong = {**said, "code": "b", "public_key": "short", "address": "http://open"}
    html = client.post("/admin/exchange/partner/add/", wrong).content.decode()
    assert "32字节" in html
    assert "地址要以/开头" in html
    client.post(f"/admin/exchange/partner/{made.pk}/change/", {**said, "new_secret": ""})
    made.refresh_from_db()
    assert made.secret


def test_keepers_of_data_find_the_exchange_in_their_menu(cast: Cast, keeper: Client):
    assert '<a href="/desk/exchange/"' in keeper.get("/desk/", follow=True).content.decode()
    html = keeper.get("/desk/exchange/").content.decode()
    assert '<a href="/desk/exchange/" aria-current="page">数据交换</a>' in html
    assert "/desk/register/" not in html
    county = client_of(cast.clerk("data3", "郑数", "510104", "data").user, method="mfa")
    assert '<a href="/desk/exchange/"' in county.get("/desk/exchange/corrections/").content.decode()
    window = client_of(cast.liufang.user, method="mfa").get("/desk/").content.decode()
    assert '<a href="/desk/exchange/"' not in window
