"""One form, three registers: what social insurance is told, and what a unit reads of it; datasets in and out."""

import json
from datetime import date

import pytest

from portal.events.services import drain
from portal.exchange import registry
from portal.exchange.models import Delivery
from portal.exchange.schemas import problems
from portal.exchange.services.outgoing import deliveries_of
from portal.kernel import clock
from portal.kernel.fields import plaintext
from registration.services import filings_pushed
from tests.access.entering import client_of
from tests.cast_jobs import STUDIO
from tests.cast_registers import Units, name_of, number_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(cast):
    return Units(cast)


def test_a_hire_reaches_social_insurance_once_with_everything_it_needs(units, cast):
    filing = units.hired(1, 2)
    drain()
    told = deliveries_of("filing", filing.pk).get()
    said = json.loads(plaintext(told.payload))
    assert (said["unit"], said["kind"], said["filing"]) == (units.unit.uscc, "hire", filing.case.number)
    assert [each["number"] for each in said["people"]] == [number_of(1), number_of(2)]
    assert said["people"][0]["name"] == name_of(1)
    assert filings_pushed.push_filing(filing) == 1
    assert Delivery.objects.count() == 1
    page = client_of(cast.jianguo.user).get(f"/filings/{filing.pk}/").content.decode()
    assert "待推送" in page


def test_many_people_go_in_parts(units, monkeypatch):
    monkeypatch.setattr(filings_pushed, "PART", 2)
    filing = units.hired(1, 2, 3)
    drain()
    parts = [json.loads(plaintext(each.payload)) for each in deliveries_of("filing", filing.pk)]
    assert sorted((each["part"], len(each["people"])) for each in parts) == [(1, 2), (2, 1)]


def test_a_returned_part_shows_its_reason_to_the_unit(units, cast):
    filing = units.hired(1)
    drain()
    for told in deliveries_of("filing", filing.pk):
        told.state, told.reason, told.sent_at, told.answered_at = (
            "returned",
            "参保地不在本省",
            clock.now(),
            clock.now(),
        )
        told.save()
    page = client_of(cast.jianguo.user).get(f"/filings/{filing.pk}/").content.decode()
    assert "退回" in page
    assert "参保地不在本省" in page


def test_the_snapshot_of_the_register_fits_its_contract_and_names_nobody(units):
    units.hired(1, 2)
    contract = registry.find("employment-register", 1)
    rows = list(contract.give(date(2026, 11, 20)))
    assert len(rows) == 2
    assert [problems(contract, row) for row in rows] == [[], []]
    assert number_of(1) not in json.dumps(rows)
    assert rows == list(contract.give(date(2026, 11, 20)))
    assert list(contract.give(date(2026, 11, 1))) == []


def test_market_supervision_confirms_units_by_code_and_name(units, cast):
    unit = units.employers.organisation(cast.xiaomei, STUDIO, "巴中云码", confirmed=False)
    rows = [
        {"uscc": STUDIO, "name": "巴中云码", "state": "open"},
        {"uscc": units.unit.uscc, "name": "别的名字", "state": "open"},
        {"uscc": "91519999MA6XN0999X", "name": "没有来过", "state": "open"},
    ]
    found = registry.find("market-units", 1).take(list(enumerate(rows, 1)), None)
    unit.refresh_from_db()
    assert unit.confirmed_at is not None
    assert (found.taken, found.unchanged, [line for line, _text in found.refused]) == (1, 1, [2])
