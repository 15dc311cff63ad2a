"""Signatures: what holds, what does not, with no network and no database."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import cwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from portal.documents import rendering, services, signing
from portal.documents.models import Certificate
from portal.kernel import clock
from portal.kernel.actor import system
from tests.documents.reading import qr_of
from tests.stack import REPOSITORY

NOWHERE = "postgresql://nobody@127.0.0.1:1/none"


def offline(*arguments: str) -> subprocess.CompletedProcess:
    """The command where no database, cache or proxy answers."""
    env = {
        **os.environ,
        "DATABASE_URL": NOWHERE,
        "DATABASE_OWNER_URL": NOWHERE,
        "REDIS_URL": "unix:///nowhere",
    }
    command = [sys.executable, "manage.py", "verify_certificate", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The public key, as somebody would have downloaded it."""
    file = tmp_path / "key.pem"
    file.write_text(signing.public_pem())
    return file


@pytest.mark.django_db
def test_the_printed_code_is_verified_with_everything_switched_off(certificate, key):
    token = qr_of(rendering.pdf_of(rendering.html_of(certificate)))
    done = offline(token, "--key", str(key))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["serial"] == certificate.number
    assert told["claims"]["name"] == "王建国"
    assert told["claims"]["status"] == "登记失业"
    assert told["claims"]["since"] == "2026年11月23日"
    assert told["issued_at"] == "2026-11-23T02:00:00+00:00"


@pytest.mark.django_db
def test_a_revoked_certificate_is_refused_by_the_signed_list_and_not_before(certificate, key, tmp_path):
    token, listed = certificate.token, tmp_path / "revoked.txt"
    listed.write_text(services.revocation_list())
    assert offline(token, "--key", str(key), "--revoked", str(listed)).returncode == 0
    services.revoke_for("case", certificate.subject_id, reason="承诺不实", by=system("test"))
    listed.write_text(services.revocation_list())
    done = offline(token, "--key", str(key), "--revoked", str(listed))
    assert done.returncode != 0
    assert "已失效" in done.stderr
    assert "王建国" not in done.stdout


@pytest.mark.django_db
def test_an_expired_list_is_no_proof(certificate, key, tmp_path):
    listed = tmp_path / "revoked.txt"
    with clock.at(clock.now() - timedelta(days=2)):
        listed.write_text(services.revocation_list())
    done = offline(certificate.token, "--key", str(key), "--revoked", str(listed))
    assert done.returncode != 0
    assert "已过期" in done.stderr


@pytest.mark.django_db
def test_a_list_somebody_made_or_a_certificate_in_its_place_is_refused(certificate, key, tmp_path):
    forged, other = tmp_path / "forged.txt", tmp_path / "other.txt"
    forged.write_text(services.revocation_list()[:-6] + "AAAAAA")
    other.write_text(certificate.token)
    for file in (forged, other):
        done = offline(certificate.token, "--key", str(key), "--revoked", str(file))
        assert done.returncode != 0, file
        assert "Traceback" not in done.stderr
    as_certificate = offline(services.revocation_list(), "--key", str(key))
    assert as_certificate.returncode != 0
    assert "Traceback" not in as_certificate.stderr


@pytest.mark.django_db
def test_a_tampered_token_is_refused_at_every_letter(certificate):
    token = certificate.token
    assert signing.read(token)["serial"] == certificate.number
    for place in range(len(signing.MARK), len(token), 3):
        letter = "A" if token[place] != "A" else "B"
        with pytest.raises(signing.BadToken):
            signing.read(token[:place] + letter + token[place + 1 :])


@pytest.mark.django_db
def test_the_command_says_no_in_words_to_a_tampered_token(certificate, key):
    done = offline(certificate.token[:-6] + "AAAAAA", "--key", str(key))
    assert done.returncode != 0
    assert "无效" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.django_db
def test_somebody_elses_signature_over_our_words_is_refused(certificate):
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    other = cwt.COSEKey.from_pem(pem, kid="certificate-1")
    payload = {1: signing.ISSUER, 7: certificate.number.encode(), 6: 0, 4: signing.FAR, signing.CLAIMS: {}}
    with pytest.raises(signing.BadToken):
        signing.read(signing.MARK + signing.base45(cwt.encode(payload, other)))


@pytest.mark.django_db
def test_a_token_never_runs_out_by_itself(certificate):
    with clock.at("2040-01-01"):
        assert signing.read(certificate.token)["serial"] == certificate.number


@given(st.text(max_size=300))
def test_no_text_whatever_breaks_the_reader(text: str):
    for token in (text, signing.MARK + text):
        with pytest.raises(signing.BadToken):
            signing.read(token)


@given(st.binary(max_size=200))
def test_base45_goes_there_and_back(data: bytes):
    assert signing.unbase45(signing.base45(data)) == data


@given(st.binary(max_size=200))
def test_no_bytes_whatever_pass_as_a_certificate(data: bytes):
    with pytest.raises(signing.BadToken):
        signing.read(signing.MARK + signing.base45(data))


@pytest.mark.parametrize(
    ("data", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"ietf!", "QED8WEX0")]
)
def test_base45_is_that_of_the_rfc(data: bytes, text: str):
    assert signing.base45(data) == text
    assert signing.unbase45(text) == data


@pytest.mark.django_db
def test_one_subject_has_one_living_certificate_and_a_new_one_after_revocation(certificate):
    from django.db import IntegrityError, transaction

    twin = Certificate.objects.get(pk=certificate.pk)
    twin.pk, twin.number = None, "SYPZ-20261123-AAAAAA"
    with pytest.raises((IntegrityError, TypeError)), transaction.atomic():
        twin.save(force_insert=True)
    services.revoke_for("case", certificate.subject_id, reason="更正", by=system("test"))
    assert services.revoke_for("case", certificate.subject_id, reason="更正", by=system("test")) == 0
