"""The window files for a unit: found by code or name, signed on paper, only by the window."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.accounts.models import Membership
from portal.casework.models import Commitment
from portal.casework.services import NotAllowed
from portal.casework.services.submitting import current_text
from portal.exchange.sheets import lines
from registration.models import EMPLOYMENT, Filing, Spell
from registration.services import filing_at_window, filings
from tests.access.entering import client_of
from tests.cast_jobs import RESTAURANT
from tests.cast_registers import Units, hire_cells, sheet

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def units(cast):
    return Units(cast)


@pytest.fixture
def desk(cast):
    return client_of(cast.liufang.user, method="mfa")


@pytest.fixture
def staged(units, cast):
    by = cast.liufang_actor
    return filings.stage(units.unit, "hire", "名单.xlsx", sheet([hire_cells(1)]), region=units.county, by=by)


def _scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("承诺书.pdf", PDF, content_type="application/pdf")


@pytest.mark.parametrize("q", [RESTAURANT, RESTAURANT.lower(), "蜀味"])
def test_a_unit_is_found_by_code_or_name(units, desk, q):
    assert "成都蜀味人家" in desk.get("/desk/register/filings/", {"q": q}).content.decode()


def test_a_file_signed_on_paper_is_taken(units, desk, cast):
    name = "名单.xlsx"
    data = SimpleUploadedFile(name, sheet([hire_cells(1), hire_cells(2)]))
    told = {"move": "file", "file-kind": "hire", "file-region": units.county.pk, "file-file": data}
    page = desk.post(f"/desk/register/filings/units/{units.unit.pk}/", told)
    assert page.status_code == 302, page.content.decode()[:2000]
    text = current_text(EMPLOYMENT)
    unsigned = desk.post(page["Location"], {"move": "send", "text": text.pk})
    assert unsigned.status_code == 422
    assert "签了字的承诺书" in unsigned.content.decode()
    sent = desk.post(page["Location"], {"move": "send", "text": text.pk, "scan": _scan()})
    assert sent.status_code == 302, sent.content.decode()[:2000]
    filing = Filing.objects.select_related("case").get()
    assert (filing.state, Spell.objects.count(), filing.case.channel) == ("done", 2, "window")
    signed = Commitment.objects.get(case=filing.case)
    assert (signed.method, signed.witness_id, signed.scan is not None) == ("paper", cast.liufang.pk, True)


def test_a_wrong_form_keeps_what_was_typed(units, desk):
    page = desk.post(
        f"/desk/register/filings/units/{units.unit.pk}/", {"move": "hire", "hire-name": "李小梅"}
    )
    assert page.status_code == 422
    assert "李小梅" in page.content.decode()


def test_only_the_window_files_for_another(units, staged, cast):
    with pytest.raises(NotAllowed):
        filing_at_window.send_signed(staged, text=0, scan=None, by=cast.chentao_actor)
    with pytest.raises(NotAllowed):
        filings.stage(
            units.unit, "hire", "a.xlsx", sheet([hire_cells(1)]), region=units.county, by=cast.chentao_actor
        )
    other = client_of(
        cast.hejing.user, method="mfa"
    )  # a window of another county: neither made nor decides it
    assert other.get(f"/desk/register/filings/{staged.pk}/").status_code == 404


def test_a_unit_nobody_stands_behind_is_told(units, staged, cast):
    Membership.objects.all().update(active=False)
    with pytest.raises(filings.NotNow):
        filing_at_window.send_signed(
            staged, text=current_text(EMPLOYMENT).pk, scan=_scan(), by=cast.liufang_actor
        )


@pytest.mark.parametrize(("kind", "column"), [("hire", "合同类型"), ("leave", "最后工作日")])
def test_a_unit_without_a_list_gets_the_empty_file(desk, kind, column):
    page = desk.get(f"/desk/register/filings/{kind}.xlsx")
    assert page.status_code == 200
    heads = next(lines("空表.xlsx", page.content))[1]
    assert column in heads
    assert desk.get("/desk/register/filings/other.xlsx").status_code == 404
