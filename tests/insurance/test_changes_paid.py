"""What a run pays is what the claim's own page says is due: after stop, suspension, hold, correction, extension."""

from collections.abc import Callable
from datetime import date

import pytest

from insurance.models import Claim, Payment, Run
from insurance.queries import claims
from insurance.services import changes, extension, inquiries, runs
from portal.accounts import actors
from portal.casework import services
from portal.kernel import clock
from portal.kernel.actor import system
from tests.cast import Cast
from tests.cast_changes import drawing, paid, sums

pytestmark = pytest.mark.django_db
NOV, DEC = date(2026, 11, 1), date(2026, 12, 1)
TODAY = date(2026, 11, 23)


def december(cast: Cast) -> None:
    """The run of December, made in December."""
    with clock.at("2026-12-05T10:00:00"):
        runs.make_run(DEC, agency=cast.liufang.agency, by=cast.liufang_actor)


def own(claim: Claim):
    return actors.of_person(claim.person)


def stopped(cast: Cast, claim: Claim) -> None:
    changes.report(claim, kind="work", since=date(2026, 10, 10), by=own(claim))


def ended(cast: Cast, claim: Claim) -> None:
    changes.report(claim, kind="pension", since=TODAY, by=own(claim))


def suspended_and_resumed(cast: Cast, claim: Claim) -> None:
    with clock.at("2026-09-10T10:00:00"):
        day = clock.today()
        changes.suspend(claim, code="IMPRISONED", since=day, text="等待", by=cast.chentao_actor)
    changes.resume(claim, on=TODAY, by=cast.liufang_actor)


def taken_back(cast: Cast, claim: Claim) -> None:
    with clock.at("2026-09-10T10:00:00"):
        changes.report(claim, kind="work", since=clock.today(), by=own(claim))
    changes.take_back(claim, text="错了", by=cast.chentao_actor)


def unemployed_again(cast: Cast, claim: Claim) -> None:
    with clock.at("2026-08-20T10:00:00"):
        changes.report(claim, kind="work", since=clock.today(), by=own(claim))
    services.grant_by_rule(cast.case(claim.person))
    changes.resume(claim, on=TODAY, by=cast.liufang_actor)


def held(cast: Cast, claim: Claim) -> None:
    row = inquiries.open_inquiry(claim, source="employer", key="k", found="有单位。", by=system("test"))
    inquiries.hold(row, reason="等答复", by=cast.liufang_actor)


@pytest.mark.parametrize(
    ("step", "months"),
    [
        (stopped, [date(2026, 9, 1), date(2026, 10, 1)]),
        (ended, [date(2026, 9, 1), date(2026, 10, 1), NOV]),
        (suspended_and_resumed, [date(2026, 9, 1), date(2026, 10, 1), NOV, DEC]),
        (taken_back, [date(2026, 9, 1), date(2026, 10, 1), NOV, DEC]),
        (unemployed_again, [NOV, DEC]),
        (held, [date(2026, 10, 1), NOV, DEC]),
    ],
)
def test_the_run_pays_what_the_page_says_is_due(cast: Cast, step: Callable, months: list[date]):
    claim = drawing(cast)
    paid(claim, 3)
    step(cast, claim)
    sums(claim)
    assert claims.unpaid_months(claim, DEC) == months
    december(cast)
    rows = Payment.objects.filter(claim=claim, state="made", benefit="monthly").order_by("month")
    assert list(rows.values_list("month", flat=True)) == months
    assert claims.unpaid_months(claim, DEC) == []
    sums(claim)


def test_a_held_month_keeps_its_place_when_it_is_the_last(cast: Cast):
    claim = drawing(cast, months=12)  # three months
    paid(claim, 2)
    held(cast, claim)
    assert claims.unpaid_months(claim, DEC) == []
    december(cast)
    assert not Run.objects.filter(month=DEC).exists()
    assert sums(claim)[:2] == (2, 1)


def test_what_was_extended_to_retirement_is_paid(cast: Cast):
    person = cast.person("李晓梅", verified=True)
    claim = drawing(cast, person, months=12)
    person.birth = date(1976, 6, 12)
    person.save()
    paid(claim, 3)
    extension.extend(claim, by=cast.liufang_actor)
    due = claims.unpaid_months(Claim.objects.get(pk=claim.pk), DEC)
    assert due == [date(2026, 9, 1), date(2026, 10, 1), NOV, DEC]
    december(cast)
    rows = Payment.objects.filter(claim=claim, state="made", benefit="monthly").order_by("month")
    assert list(rows.values_list("month", flat=True)) == due
    sums(claim)
