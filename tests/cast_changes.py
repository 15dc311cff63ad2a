"""Claims that draw, with months already paid: for the tests of what happens meanwhile."""

from datetime import date

from insurance.models import Benefit, Claim, Payment, Run
from insurance.queries import claims
from portal.accounts.models import Person
from portal.kernel import clock
from portal.kernel.dates import months_later
from tests.cast import Cast
from tests.cast_insurance import granted, pay

BEGUN = date(2026, 6, 15)
UNIT = "91519999MA6XN00116"


def drawing(cast: Cast, person: Person | None = None, *, months: int = 112, **changes) -> Claim:
    """李晓梅 draws since June 2026: 18 months by 112 months of contributions."""
    person = person or cast.person("李晓梅", verified=True)
    with clock.at(f"{BEGUN}T10:00:00"):
        pay(person, months, last=date(2026, 5, 1))
        changes.setdefault("last_job", {"last_day": ["2026-05-31"], "last_employer": ["某餐饮公司"]})
        return granted(person, cast.liufang_actor, **changes)


def paid(claim: Claim, count: int, *, state: str = Payment.State.PAID) -> list[Payment]:
    """The next `count` months that are not paid yet, paid."""
    standing = claim.payments.filter(claims.STANDING, benefit=Benefit.MONTHLY)
    first = months_later(claim.first_month, standing.count())
    run = Run.objects.create(
        number=f"run-{claim.pk}-{first:%Y%m}-{count}-{state}",
        kind=Run.Kind.MONTHLY,
        month=first,
        agency=claim.agency,
        made_at=clock.now(),
    )
    return Payment.objects.bulk_create(
        Payment(
            run=run,
            claim=claim,
            person=claim.person,
            benefit=Benefit.MONTHLY,
            month=months_later(first, n),
            amount="2097.00",
            state=state,
            account=claim.account,
        )
        for n in range(count)
    )


def sums(claim: Claim) -> tuple[int, int, int, int]:
    """(drawn, left, frozen, forfeited), after the check that the account of months balances."""
    claim.refresh_from_db()
    had = claims.balance(claim)
    given = had.granted + had.merged + had.extended
    assert given == had.drawn + had.left + had.frozen + had.moved + had.forfeited
    assert min(had.drawn, had.left, had.frozen, had.moved) >= 0
    standing = claim.interruptions.filter(lifted_on__isnull=True)
    expected = {"drawing": [], "asked": []}.get(claim.state, [claim.state])
    assert [each.kind for each in standing] == expected, "one state, told once"
    return had.drawn, had.left, had.frozen, had.forfeited
