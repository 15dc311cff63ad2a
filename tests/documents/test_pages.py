"""Certificates for their holder, and the public check of anybody's."""

import pytest
from django.test import Client

from portal.accounts.models import AccessEntry
from portal.documents import services, signing
from portal.kernel.actor import system
from tests.access.entering import client_of
from tests.documents.reading import qr_of

pytestmark = pytest.mark.django_db


def test_the_holder_downloads_the_paper_and_no_access_row_is_written(cast, certificate):
    before = AccessEntry.objects.count()
    answer = client_of(cast.jianguo.user).get(f"/certificates/{certificate.number}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert qr_of(answer.content) == certificate.token
    assert "no-store" in answer["Cache-Control"]
    assert AccessEntry.objects.count() == before


def test_a_clerk_who_opens_it_leaves_an_access_row_with_the_purpose(cast, certificate):
    client_of(cast.liufang.user, method="mfa").get(f"/certificates/{certificate.number}.pdf")
    row = AccessEntry.objects.filter(person_id=cast.jianguo.pk).latest("id")
    assert row.actor_name == "刘芳"
    assert certificate.number in row.purpose


def test_a_revoked_certificate_is_no_longer_handed_out(cast, certificate):
    services.revoke_for("case", certificate.subject_id, reason="承诺不实", by=system("test"))
    assert client_of(cast.jianguo.user).get(f"/certificates/{certificate.number}.pdf").status_code == 404


def test_anybody_checks_a_certificate_and_is_told_valid_revoked_or_not_ours(certificate):
    client = Client()
    token = certificate.token
    page = client.post("/verify/", {"token": token}).content.decode()
    assert certificate.number in page
    assert "王建国" in page
    services.revoke_for("case", certificate.subject_id, reason="承诺不实", by=system("test"))
    revoked = client.post("/verify/", {"token": token})
    assert revoked.status_code == 200
    assert revoked.context["result"]["status"] == "revoked"
    for text in ("", "SY1:", "hello", token[:-3] + "AAA", "SY1:" + "A" * 5000, "\x00", "😀" * 50):
        answer = client.post("/verify/", {"token": text})
        assert answer.status_code == 200, text[:20]
        assert answer.context["result"]["status"] == "unknown"
        assert "王建国" not in answer.content.decode()


def test_a_token_signed_by_us_for_no_certificate_is_unknown(certificate):
    for token in (services.revocation_list(), signing.sign({}, serial="SYPZ-1", at=certificate.issued_at)):
        assert Client().post("/verify/", {"token": token}).context["result"]["status"] == "unknown"


def test_the_list_and_the_key_are_public_and_fit_each_other(certificate):
    services.revoke_for("case", certificate.subject_id, reason="承诺不实", by=system("test"))
    client = Client()
    pem = client.get("/verify/key.pem").content.decode()
    listed = signing.read_list(client.get("/verify/revoked.txt").content.decode(), pem=pem)
    assert listed["revoked"] == [certificate.number]
    assert listed["next_update"] > listed["issued_at"]
    assert "PRIVATE" not in pem
