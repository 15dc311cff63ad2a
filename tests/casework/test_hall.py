"""The hall's day: batch pass, tasks, hand-out, shift report; each counted from the log."""

import pytest
from django.test import Client

from portal.accounts import actors
from portal.casework import services
from portal.casework.models import Case, CaseEvent, Task
from portal.casework.services import halls
from portal.documents.models import Certificate
from portal.events.services import drain
from tests.access.entering import client_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast: Cast) -> Client:
    return client_of(cast.liufang.user, method="mfa")


def test_only_rows_without_findings_pass_and_each_is_logged(desk: Client, cast: Cast):
    clean = cast.case(cast.jianguo, retirement={})
    unverified = cast.case(cast.xiaomei)
    failing = cast.case(
        cast.person("张磊", verified=True, phone="13800000009"),
        retirement={},
        intention={"able": ["no"], "wants_work": ["no"]},
    )
    answer = desk.post("/desk/batch/", {"case": [clean.number, unverified.number, failing.number]})
    text = answer.content.decode()
    assert "通过 1 件" in text
    assert "身份还没有核验" in text
    assert "有不满足或缺事实的条件" in text
    states = dict(Case.objects.values_list("number", "state"))
    assert states[clean.number] in ("granted", "closed")
    assert states[unverified.number] == states[failing.number] == "submitted"
    steps = CaseEvent.objects.filter(case=clean, actor_id=cast.liufang_actor.id)
    assert list(steps.values_list("step", flat=True)) == ["accept", "grant"]


def test_a_case_of_another_county_does_not_pass_in_a_batch(cast: Cast):
    case = cast.case(cast.jianguo, retirement={})
    client_of(cast.hejing.user, method="mfa").post("/desk/batch/", {"case": [case.number]})
    assert Case.objects.get(pk=case.pk).state == "submitted"


def test_the_shift_report_is_the_sum_of_the_log(desk: Client, cast: Cast):
    case = cast.case(cast.jianguo, retirement={})
    services.accept(case, by=cast.liufang_actor)
    services.grant(case, by=cast.liufang_actor)
    halls.write_contact(kind="note", text="x", person=cast.jianguo, by=cast.liufang_actor)
    rows = dict(halls.shift_of(cast.liufang_actor))
    assert rows == {"accept": 1, "grant": 1, "contact": 1}
    text = desk.get("/desk/shift/").content.decode()
    assert "受理" in text
    assert '<td class="num">3</td>' in text
    assert halls.shift_of(cast.chentao_actor) == []


def test_papers_are_printed_and_handed_out_without_opening_a_case(desk: Client, cast: Cast):
    case = cast.case(cast.jianguo, retirement={})
    services.grant_by_rule(case)
    drain()
    paper = Certificate.objects.get(family="certificate")
    assert paper.number in desk.get("/desk/issue/").content.decode()
    printed = desk.post("/desk/issue/print/", {"paper": [paper.number]})
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF-")
    assert desk.post(f"/desk/issue/{paper.number}/", {"how": "window"}).status_code == 302
    paper.refresh_from_db()
    assert (paper.handed_how, paper.handed_by) == ("window", cast.liufang)
    again = desk.post(f"/desk/issue/{paper.number}/", {"how": "post"}, follow=True)
    assert "已经出过件" in again.content.decode()
    assert paper.number not in desk.get("/desk/issue/").content.decode()


def test_a_task_is_claimed_and_ended_with_its_outcome(desk: Client, cast: Cast):
    case = cast.case(cast.jianguo, retirement={})
    case.item.verify_sample = 100
    case.item.save()
    services.grant_by_rule(Case.objects.get(pk=case.pk))
    task = Task.objects.get(kind="verify")
    url = f"/desk/tasks/{task.pk}/"
    assert str(case.number) in desk.get("/desk/tasks/").content.decode()
    desk.post(url, {"claim": "1"})
    assert Task.objects.get().assignee == cast.liufang
    missing = desk.post(url, {"kept": "no", "outcome": "不实"})
    assert "请选择不实的原因" in missing.content.decode()
    assert desk.post(url, {"kept": "yes", "outcome": "已核对属实"}).status_code == 302
    assert Task.objects.get().outcome == "已核对属实"
    assert client_of(cast.hejing.user, method="mfa").get(url).status_code == 404


def test_a_hand_over_and_a_transfer_on_the_page(desk: Client, cast: Cast):
    case = cast.case(cast.xiaomei)
    assert cast.chentao
    page = f"/cases/{case.number}/"
    assert "还没有人认领" in desk.get(page).content.decode()
    desk.post(f"{page}move/claim/")
    desk.post(f"{page}move/hand-over/", {"to": cast.chentao.pk})
    assert Case.objects.get(pk=case.pk).assignee == cast.chentao
    refused = desk.post(f"{page}move/transfer/", {"agency": "", "text": ""})
    assert refused.status_code == 422
    assert "请写明为什么移送" in refused.content.decode()
    agency = cast.hejing.agency_id
    assert desk.post(f"{page}move/transfer/", {"agency": agency, "text": "搬到青羊"}).status_code == 302
    assert Case.objects.get(pk=case.pk).responsible_id == agency


def test_the_holder_answers_a_notice_on_their_page(cast: Cast):
    case = cast.case(cast.jianguo, retirement={})
    services.grant_by_rule(case)
    drain()
    desk = client_of(cast.liufang.user, method="mfa")
    reasons = [reason.pk for reason in cast.reasons("revoke", "false-promise")]
    assert (
        desk.post(f"/cases/{case.number}/announce/", {"reasons": reasons, "text": "参保"}).status_code == 302
    )
    own = client_of(cast.jianguo.user)
    assert "拟撤销,先听您说明" in own.get(f"/cases/{case.number}/").content.decode()
    empty = own.post(f"/cases/{case.number}/answer/", {"text": " "})
    assert empty.status_code == 422
    assert own.post(f"/cases/{case.number}/answer/", {"text": "那是同名的人。"}).status_code == 302
    assert "那是同名的人。" in desk.get(f"/cases/{case.number}/").content.decode()
    assert actors


def test_the_volume_holds_everything_with_its_fingerprints(cast: Cast):
    import hashlib
    import io
    import json
    import zipfile

    case = cast.case(cast.jianguo, retirement={})
    services.grant_by_rule(case)
    drain()
    answer = client_of(cast.jianguo.user).get(f"/cases/{case.number}/volume.zip")
    bundle = zipfile.ZipFile(io.BytesIO(answer.content))
    manifest = json.loads(bundle.read("MANIFEST.json"))
    assert {"case.json", "events.json", "commitments.json"} <= set(manifest)
    assert any(name.startswith("papers/SYPZ") for name in manifest)
    for name, digest in manifest.items():
        assert hashlib.sha256(bundle.read(name)).hexdigest() == digest
    steps = [row["step"] for row in json.loads(bundle.read("events.json"))]
    assert steps == ["submit", "grant", "close"]


def test_what_a_person_takes_along_holds_every_room(cast: Cast):
    import io
    import json
    import zipfile

    from portal.accounts.services import export_person

    case = cast.case(cast.jianguo, retirement={})
    services.grant_by_rule(case)
    drain()
    halls.write_contact(kind="note", text="问过进度", person=cast.jianguo, by=cast.liufang_actor)
    bundle = zipfile.ZipFile(io.BytesIO(export_person(cast.jianguo, by=actors.of_person(cast.jianguo))))
    data = {
        name.rpartition(".")[0]: json.loads(bundle.read(name))
        for name in bundle.namelist()
        if name.endswith("json")
    }
    assert data["办件"][0]["编号"] == case.number
    assert data["办件"][0]["填写内容"]
    assert data["就业失业状态"][0]["状态"] == "失业"
    assert data["来电来访"][0]["内容"] == "问过进度"
    assert any("已收到" in row["标题"] for row in data["消息"])
