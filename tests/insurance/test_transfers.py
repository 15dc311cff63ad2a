"""转移接续: months in from another province, ours out with what is left; two people, no paper."""

import json
from datetime import date
from decimal import Decimal

import pytest

from insurance.models import TRANSFER, Claim, Contribution, Transfer
from insurance.queries import claims, contributions
from insurance.rules.transfers import along
from insurance.services import transfers
from portal.accounts import actors
from portal.casework import services
from portal.casework.models import Case, Commitment, ServiceItem
from portal.casework.services.submitting import Signature, current_text
from portal.documents.models import Certificate
from tests.access.entering import client_of
from tests.cast_insurance import pay
from tests.cast_payments import drawing

pytestmark = pytest.mark.django_db


def asked(person, direction: str, place: str = "重庆市") -> Case:
    actor = actors.of_person(person)
    draft = services.open_draft(ServiceItem.objects.get(pk=TRANSFER), person, by=actor)
    pages = {
        "direction": {"direction": [direction]},
        "place": {"place": [place]},
        "contact": {"phone": ["13800000001"]},
    }
    if direction == "in":
        pages["residence"] = {"residence": ["510104"]}
    draft.answers = json.dumps(pages, ensure_ascii=False)
    draft.save(update_fields=["answers"])
    text = current_text(TRANSFER)
    signature = Signature(Commitment.Method.TICK, text.pk if text else 0)
    return services.submit(draft, signature=signature, by=actor)


def taken(cast, case: Case) -> Case:
    case = services.accept(case, by=cast.liufang_actor)
    return services.review(case, by=cast.liufang_actor) if case.item.path else case


@pytest.mark.parametrize(
    ("months", "monthly", "expected"),
    [(10, "2097.00", "31455.00"), (0, "2097.00", "0.00"), (3, None, "0.00"), (1, "0.01", "0.02")],
)
def test_the_rest_and_half_of_it_on_top(months, monthly, expected):
    found = along(months, Decimal(monthly) if monthly else None, Decimal(50))
    assert (found.months, found.money) == (months, Decimal(expected))


def test_months_of_another_province_count_once_they_are_granted_by_another(cast):
    person = cast.jianguo
    pay(person, months=6, last=date(2026, 10, 1))
    case = taken(cast, asked(person, "in"))
    row = Transfer.objects.get(case=case)
    before = contributions.counted_months(person, date(2026, 11, 1))
    transfers.record_months(
        row, first=date(2024, 1, 1), last=date(2024, 12, 1), proof="渝转2026001", by=cast.liufang_actor
    )
    assert contributions.counted_months(person, date(2026, 11, 1)) == before
    with pytest.raises(transfers.SameClerk):
        services.grant(case, by=cast.liufang_actor)
    services.grant(case, by=cast.chentao_actor)
    assert contributions.counted_months(person, date(2026, 11, 1)) == before + 12
    assert Certificate.objects.filter(kind="insurance_transfer").count() == 1
    row.refresh_from_db()
    assert row.done_at is not None


def test_nothing_is_granted_before_the_letter_is_recorded(cast):
    case = taken(cast, asked(cast.jianguo, "in"))
    from insurance.casework.transfers import TransferHandler

    assert not TransferHandler().problems(case).yes


def test_who_draws_takes_the_rest_along_and_the_claim_here_is_over(cast):
    claim = drawing(cast, first=date(2026, 11, 1))
    person = claim.person
    left = claims.balance(claim).left
    case = taken(cast, asked(person, "out"))
    services.grant(case, by=cast.chentao_actor)
    row = Transfer.objects.get(case=case)
    claim.refresh_from_db()
    assert claim.state == Claim.State.ENDED
    months = claims.balance(claim)
    assert row.entitled == months.forfeited
    assert months.left == left - row.entitled
    assert row.money == along(row.entitled, claim.monthly, Decimal(50)).money
    assert months.left >= 0


def test_who_works_takes_the_relation_alone(cast):
    person = cast.jianguo
    pay(person, months=6, last=date(2026, 10, 1))
    case = taken(cast, asked(person, "out"))
    services.grant(case, by=cast.chentao_actor)
    row = Transfer.objects.get(case=case)
    assert (row.entitled, row.money, row.first_month) == (0, Decimal("0.00"), date(2026, 5, 1))
    assert Contribution.objects.filter(person=person).count() == 6


def test_the_months_leave_again_when_the_grant_is_taken_back(cast):
    person = cast.jianguo
    case = taken(cast, asked(person, "in"))
    row = Transfer.objects.get(case=case)
    transfers.record_months(
        row, first=date(2024, 1, 1), last=date(2024, 3, 1), proof="渝转1", by=cast.liufang_actor
    )
    services.grant(case, by=cast.chentao_actor)
    assert Contribution.objects.filter(transfer=row).count() == 3
    transfers.revoke_transfer(case, by=cast.chentao_actor)
    assert not Contribution.objects.filter(transfer=row).exists()


def test_sichuan_is_not_another_province(cast):
    from insurance.forms.transfers import PlaceForm

    assert PlaceForm({"place": "四川省绵阳市"}).errors
    assert not PlaceForm({"place": "重庆市"}).errors


def test_the_desk_opens_a_transfer_writes_the_letter_down_and_finds_the_case(cast):
    case = taken(cast, asked(cast.jianguo, "in"))
    desk = client_of(cast.liufang.user, method="mfa")
    assert "等对方函件" in desk.get("/desk/insurance/transfers/").content.decode()
    url = f"/desk/insurance/transfers/{Transfer.objects.get(case=case).pk}/"
    assert f"/cases/{case.number}/" in desk.get(url).content.decode()
    assert desk.post(url, {"first": "2025-01"}).status_code == 422
