"""What leaves the house as a file is checked by anybody: PAdES by pyHanko, the credential by PyJWT."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import jwt
import pytest
from asn1crypto import pem
from asn1crypto import x509 as asn1
from django.test import Client
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from portal.casework import services
from portal.casework.models import ReasonCode
from portal.documents import credentials, numbering, pdfsign, rendering
from portal.documents.models import Certificate
from portal.kernel import clock
from tests.documents.reading import red_spots, text_of

pytestmark = pytest.mark.django_db


def checked(pdf: bytes) -> PdfSignatureStatus:
    """What a stranger's validator says who was handed /verify/paper.pem and nothing else."""
    der = pem.unarmor(pdfsign.certificate_pem().encode())[2]
    context = ValidationContext(trust_roots=[asn1.Certificate.load(der)], moment=clock.now())
    found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures[0]
    with ThreadPoolExecutor(
        1
    ) as pool:  # it starts an event loop, and a browser test may have left one running here
        return pool.submit(validate_pdf_signature, found, context).result()


@pytest.fixture
def letter(cast) -> Certificate:
    """The letter of a refusal: reasons, article, remedies."""
    case = cast.case(cast.jianguo, retirement={})
    services.accept(case, by=cast.liufang_actor)
    reasons = list(ReasonCode.objects.filter(item=case.item, use="refuse")[:1])
    services.refuse(case, reasons=reasons, text="", by=cast.liufang_actor)
    return Certificate.objects.get(family=Certificate.Family.LETTER, kind="letter_refuse")


def test_a_strangers_validator_trusts_the_certificate_and_says_it_covers_the_whole_file(certificate):
    status = checked(rendering.read_file(certificate))
    assert status.intact
    assert status.valid
    assert status.trusted
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.signer_reported_dt is not None


def test_one_byte_changed_breaks_it(certificate):
    pdf = bytearray(rendering.read_file(certificate))
    place = pdf.index(b"/MediaBox")
    pdf[place + 11] ^= 1
    assert not checked(bytes(pdf)).intact


def test_words_added_after_signing_are_seen(certificate):
    """An incremental update is how a PDF is forged: the signature stays, and the validator still says no."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(rendering.read_file(certificate)))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Rotate"] = writer.root["/Pages"]["/Count"]
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))
    out = io.BytesIO()
    writer.write(out)
    assert not checked(out.getvalue()).bottom_line


def test_a_letter_carries_its_number_its_reason_the_article_and_both_remedies(letter):
    pdf = rendering.read_file(letter)
    assert checked(pdf).bottom_line
    text = text_of(pdf)
    assert letter.official_number in text
    assert "第六十三条" in text
    assert "60日" in text
    assert "六个月" in text or "6个月" in text
    assert "行政复议" in text
    assert "行政诉讼" in text


def test_the_seal_stands_once_and_low_on_the_paper(certificate, letter):
    """The ring of an agency's seal is red ink in the lower half, and nothing else on the paper is red."""
    for paper in (certificate, letter):
        spots = red_spots(rendering.read_file(paper))
        assert len(spots) == 1, spots
        left, top, right, bottom = spots[0]
        assert (top + bottom) / 2 > 0.3
        assert 0.9 < (right - left) / (bottom - top) * 210 / 297 < 1.1  # round, on A4


def test_the_wallets_credential_is_checked_with_the_published_keys(certificate, cast):
    client = Client()
    keys = jwt.PyJWKSet.from_dict(client.get("/verify/keys.json").json())
    token = credentials.vc_jwt(certificate)
    header = jwt.get_unverified_header(token)
    assert header["typ"] == "vc+jwt"
    told = jwt.decode(token, keys[header["kid"]], algorithms=["EdDSA"])
    assert told["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert "VerifiableCredential" in told["type"]
    assert told["credentialSubject"]["number"] == certificate.number
    assert told["credentialSubject"]["name"] == "王建国"
    assert "519999196809051010" not in str(told)
    body = token.split(".")
    forged = ".".join([body[0], body[1][:-4] + "AAAA", body[2]])
    with pytest.raises(jwt.InvalidTokenError):
        jwt.decode(forged, keys[header["kid"]], algorithms=["EdDSA"])


def test_the_keys_page_names_every_key_and_the_files_it_links_are_there(client):
    page = client.get("/verify/keys/").content.decode()
    for address in ("/verify/key.pem", "/verify/paper.pem", "/verify/keys.json", "/verify/revoked.txt"):
        assert address in page
        assert client.get(address).status_code == 200


def test_numbers_of_one_agency_and_kind_follow_each_other_and_begin_anew_each_year(cast):
    office = cast.case(cast.xiaomei).responsible
    assert [numbering.draw(office, "letter_refuse") for _n in range(3)] == [1, 2, 3]
    assert numbering.draw(office, "letter_decline") == 1
    with clock.at(datetime(2027, 1, 4, 9, tzinfo=clock.ZONE)):
        assert numbering.draw(office, "letter_refuse") == 1
        assert "〔2027〕2号" in numbering.official_number(office, "letter_refuse")
