"""The window: several items in one go, one signature in four ways, likely twins shown before a second record."""

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from portal.accounts.models import Person
from portal.casework.models import Case, Commitment, Draft
from portal.documents import uploads
from portal.events.services import drain
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from tests.access.entering import client_of
from tests.casework import local
from tests.cast import ITEM, NUMBERS, Cast

pytestmark = pytest.mark.django_db
PAGES = {
    "residence-residence": "510104",
    "household-household": "510000",
    "retirement-kind": "female50",
    "intention-able": "yes",
    "intention-wants_work": "yes",
    "left_by-left_by": "resigned",
    "last_job-last_day": "2026-10-31",
    "contact-phone": "13800009999",
}


@pytest.fixture
def desk(cast: Cast) -> Client:
    return client_of(cast.liufang.user, method="mfa")


def begin(desk: Client, *items: str, **changes: str):
    data = {
        "kind": "resident_id",
        "number": NUMBERS["李晓梅"],
        "name": "李晓梅",
        "items": list(items or [ITEM]),
    }
    return desk.post("/desk/window/", data | changes)


def filled(desk: Client, url: str, **more):
    text = re.findall(r'name="([\w-]*text)" value="(\d+)"', desk.get(url).content.decode())
    return desk.post(url, {**PAGES, **dict(text), **more})


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3000, 200), "white").save(out, "PNG")
    return out.getvalue()


def test_two_items_are_taken_in_on_one_page_with_one_signature(desk: Client, cast: Cast):
    local.published(from_day=date(2026, 11, 23))
    url = begin(desk, ITEM, local.CODE).url
    assert "also=" in url
    page = desk.get(url).content.decode()
    assert "失业登记、灵活就业社保补贴" in page
    answer = filled(
        desk,
        url,
        **{
            f"{local.CODE}-residence-residence": "510104",
            f"{local.CODE}-paid-paid": "600",
            f"{local.CODE}-flexible-flexible": "yes",
        },
        signature_typed="李晓梅",
    )
    assert answer.status_code == 302, answer.content.decode()[:2000]
    cases = Case.objects.order_by("id")
    assert {case.item_id for case in cases} == {ITEM, local.CODE}
    assert Commitment.objects.filter(method="typed").count() == 2
    assert not Draft.objects.exists()
    assert {case.channel for case in cases} == {"window"}


def test_an_error_in_the_second_item_keeps_what_was_typed_in_both(desk: Client, cast: Cast):
    local.published(from_day=date(2026, 11, 23))
    url = begin(desk, ITEM, local.CODE).url
    answer = filled(desk, url, **{f"{local.CODE}-paid-paid": "多"}, signature_typed="李晓梅")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "请填金额" in text
    assert 'value="13800009999"' in text
    assert not Case.objects.exists()


def test_signing_by_sms_code_needs_the_code_that_was_sent(desk: Client, cast: Cast):
    url = begin(desk).url
    sent = filled(desk, url, send_code="1")
    assert "验证码已发到本人手机" in sent.content.decode()
    drain()
    code = re.search(r"\d{6}", plaintext(Message.objects.get(kind="code").body))[0]
    wrong = "000000" if code != "000000" else "111111"
    assert "验证码不对,还可以试4次" in filled(desk, url, signature_code=wrong).content.decode()
    assert filled(desk, url, signature_code=code).status_code == 302
    signed = Commitment.objects.get()
    assert signed.method == "sms"
    assert plaintext(signed.signature) == "sms:9999"
    assert not Person.objects.filter(user__isnull=False, name_index=cast_index("李晓梅")).exists()


def cast_index(name: str) -> bytes:
    from portal.accounts.queries import name_index

    return name_index(name)


def test_signing_on_paper_keeps_the_scan_sealed_and_small(desk: Client, cast: Cast):
    url = begin(desk).url
    scan = SimpleUploadedFile("承诺书.png", png(), content_type="image/png")
    assert filled(desk, url, signature_scan=scan).status_code == 302
    signed = Commitment.objects.get()
    assert signed.method == "paper"
    kept = uploads.read(signed.scan)
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.format == "JPEG"
        assert max(picture.size) == 2200
    path = uploads._path(signed.scan)
    assert kept not in path.read_bytes()
    assert b"JFIF" not in path.read_bytes()


@pytest.mark.parametrize(
    ("data", "told"), [(b"", "文件是空的"), (b"MZ nonsense", "打不开"), (b"\x89PNG\r\n broken", "打不开")]
)
def test_a_bad_scan_is_told_and_loses_nothing(desk: Client, cast: Cast, data: bytes, told: str):
    url = begin(desk).url
    answer = filled(desk, url, signature_scan=SimpleUploadedFile("x.png", data))
    text = answer.content.decode()
    assert answer.status_code == 200
    if data:
        assert told in text
    assert 'value="13800009999"' in text
    assert not Case.objects.exists()


def test_a_likely_twin_is_shown_before_a_second_record_is_made(desk: Client, cast: Cast):
    assert cast.xiaomei.assurance == "phone"
    answer = begin(desk)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "可能已有这个人的档案" in text
    assert f"/desk/people/{cast.xiaomei.pk}/" in text
    assert Person.objects.count() == 1
    assert begin(desk, another="1").status_code == 302
    assert Person.objects.count() == 2
