"""The certificate on paper: every name prints whole, the fonts hold every letter, the QR code reads."""

import asyncio
import json
from collections.abc import Callable

import pypdfium2
import pytest
from fontTools.ttLib import TTCollection, TTFont

from portal.documents import rendering, services, signing
from portal.documents.models import Certificate
from portal.embedded import fonts, paths
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from tests.documents.reading import ink, qr_of, text_of

pytestmark = pytest.mark.django_db

THIRTY = "阿卜杜热合曼·买买提艾力·吐尔逊江·阿不都克里木·努尔麦麦提"
NAMES = ["李晓梅", "吉克·阿呷", "䶮䶮", "王𫖮", "𬍛㛃", "㛃", THIRTY[:30], "MARÍA O’NEILL-LÓPEZ", "吕堃〇"]


def pdf_of(certificate: Certificate) -> bytes:
    return rendering.pdf_of(rendering.html_of(certificate))


def test_the_longest_name_of_these_tests_has_thirty_letters():
    assert len(THIRTY[:30]) == 30


@pytest.mark.parametrize("name", NAMES)
def test_a_name_prints_as_it_is_written(certificate_of: Callable[[str], Certificate], name: str):
    found = certificate_of(name)
    text = text_of(pdf_of(found))
    assert name in text, text
    assert "失业登记凭证" in text
    assert found.number in text
    assert "�" not in text


@pytest.mark.parametrize("name", NAMES)
def test_the_fonts_of_a_certificate_hold_every_letter_of_the_name(name: str):
    """What neither the cut nor the full Noto holds would print as an empty box."""
    held = cut_letters() | full_letters()
    assert {letter for letter in name if ord(letter) not in held} == set()


def test_rare_letters_are_not_in_the_cut_so_the_full_family_must_stand_behind_it():
    assert ord("䶮") not in cut_letters()
    assert ord("䶮") in full_letters()
    css = (paths.REPOSITORY / "static" / "css" / "print.css").read_text(encoding="utf-8")
    assert '"Shuye Sans", "Noto Sans CJK SC"' in css


def cut_letters() -> set[int]:
    """Letters of the font cut at set-up, in both weights."""
    files = sorted(paths.fonts_dir().glob("*.otf"))
    assert len(files) == 2, "run python -m portal.embedded.fonts"
    return set.intersection(*(set(TTFont(file, lazy=True).getBestCmap()) for file in files))


def full_letters() -> set[int]:
    """Letters of the installed Noto Sans CJK SC."""
    with TTCollection(fonts.installed("Regular"), lazy=True) as collection:
        return set(next(f for f in collection.fonts if fonts.SOURCE in fonts._families(f)).getBestCmap())


def test_two_rare_letters_do_not_look_alike(certificate_of: Callable[[str], Certificate]):
    """A box in place of a letter would make the two pages the same but for the numbers."""
    found = certificate_of("䶮䶮")
    html = rendering.html_of(found)
    one, other = rendering.pdf_of(html), rendering.pdf_of(html.replace("䶮䶮", "𫖮𫖮"))
    assert text_of(one) != text_of(other)
    assert ink(one).tobytes() != ink(other).tobytes()
    missing = rendering.pdf_of(html.replace("䶮䶮", "\U000f0000\U000f0000"))
    assert ink(one).tobytes() != ink(missing).tobytes()


def test_the_qr_code_is_the_signed_token_and_reads_at_the_resolution_of_a_cheap_printer(certificate):
    pdf = pdf_of(certificate)
    for dots in (110, 150, 300):
        assert qr_of(pdf, dots=dots) == certificate.token


def test_the_qr_code_of_the_longest_name_still_reads(certificate_of: Callable[[str], Certificate]):
    found = certificate_of(THIRTY[:30])
    token = qr_of(pdf_of(found))
    assert signing.read(token)["claims"]["name"] == THIRTY[:30]


def test_paper_and_signature_say_the_same(certificate):
    text = text_of(pdf_of(certificate))
    for value in signing.read(certificate.token)["claims"].values():
        assert value in text, value
    assert "519***********1010" in text
    assert "519999196809051010" not in text


def test_a_certificate_is_one_page_with_its_fonts_inside(certificate):
    pdf = pdf_of(certificate)
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    assert b"FontFile" in pdf or b"/ObjStm" in pdf
    assert len(pdf) < 300_000


def test_the_token_is_the_same_whenever_it_is_asked_for(certificate):
    again = Certificate.objects.get(pk=certificate.pk)
    assert again.token == certificate.token
    assert signing.read(again.token)["claims"] == json.loads(plaintext(again.claims))


def test_rendering_twice_keeps_one_file_and_no_half_made_one(certificate, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    services.render(certificate, by=system("test"))
    services.render(certificate, by=system("test"))
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert [file.name for file in files] == [f"{certificate.pk}.pdf"]
    assert qr_of(rendering.read_file(certificate)) == certificate.token


def test_a_file_that_is_gone_is_made_again_on_demand(certificate, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    services.render(certificate, by=system("test"))
    next(tmp_path.rglob("*.pdf")).unlink()
    assert text_of(rendering.read_file(certificate)).count("失业登记凭证") >= 1


def test_a_paper_is_signed_where_an_event_loop_is_running(certificate_of: Callable[[str], Certificate]):
    """pyHanko starts a loop of its own; a thread that runs one already (ASGI) must not stop it."""
    found = certificate_of("王建国")

    async def in_a_loop() -> bytes:
        return rendering.paper_of(found)

    assert asyncio.run(in_a_loop()).startswith(b"%PDF")
