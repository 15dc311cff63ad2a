"""Contributions and claims for the tests of unemployment insurance: made-up people of region 519999 only."""

import json
from datetime import date, datetime, time
from typing import Any

from insurance.models import Benefit, Claim, Contribution, Payment, Run
from portal.accounts import actors
from portal.accounts.models import Organisation, Person
from portal.casework import services
from portal.casework.models import Case, Commitment, ServiceItem
from portal.casework.services.submitting import Signature, current_text
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import month_of, months_later

ITEM = "unemployment-insurance"
CARD = "6222021234567890128"  # made up, with a right check digit


def pay(
    person: Person,
    months: int,
    *,
    last: date | None = None,
    county: str = "510104",
    employer: Organisation | None = None,
) -> None:
    """Contributions of `months` months in a row, the last in the month of `last` (last month by default)."""
    end = month_of(last or months_later(clock.today(), -1))
    Contribution.objects.bulk_create(
        Contribution(
            person=person,
            employer=employer,
            county_id=county,
            month=months_later(end, -back),
            base="5000.00",
            unit_paid="30.00",
            own_paid="20.00",
            as_of=end,
        )
        for back in range(months)
    )


def answers(**changes: Any) -> dict[str, dict[str, list[str]]]:
    """What 李晓梅 would answer; a keyword replaces one page."""
    return {
        "residence": {"residence": ["510104"]},
        "retirement": {"kind": ["female50"]},
        "ground": {"ground": ["LCL40"]},
        "last_job": {"last_day": ["2026-10-31"], "last_employer": ["某餐饮公司"]},
        "seeking": {"seeking": ["yes"]},
        "account": {"bank": ["成都银行"], "number": [CARD]},
        "contact": {"phone": ["13800000001"]},
        **changes,
    }


def claim_case(person: Person, *, by: Actor | None = None, **changes: Any) -> Case:
    """A submitted claim."""
    actor = by or actors.of_person(person)
    draft = services.open_draft(ServiceItem.objects.get(pk=ITEM), person, by=actor)
    draft.answers = json.dumps(answers(**changes), ensure_ascii=False)
    draft.save(update_fields=["answers"])
    text = current_text(ITEM)
    signature = Signature(Commitment.Method.TICK, text.pk if text else 0)
    return services.submit(draft, signature=signature, by=actor)


def granted(person: Person, by: Actor, **changes: Any) -> Claim:
    """A claim taken up and granted by one clerk."""
    case = claim_case(person, **changes)
    services.accept(case, by=by)
    services.grant(case, by=by)
    return Claim.objects.get(case=case)


def earlier(person: Person, *, entitled: int, drawn: int, on: date = date(2005, 1, 15)) -> Claim:
    """A claim of long ago as the records hold it: months granted, and so many of them drawn."""
    case = claim_case(person)
    at = datetime.combine(on, time(10), tzinfo=clock.ZONE)
    for state in ("accepted", "granted", "closed"):
        Case.objects.filter(pk=case.pk).update(
            state=state, by_rule=True, submitted_at=at, accepted_at=at, decided_at=at, closed_at=at
        )
    claim = Claim.objects.get(case=case)
    claim.state, claim.county_id, claim.counted = Claim.State.STOPPED, "510104", 60
    claim.granted, claim.first_month, claim.ended_on = entitled, month_of(on), on
    claim.save()
    run = Run.objects.create(
        number=f"old-{claim.pk}",
        kind=Run.Kind.MONTHLY,
        month=month_of(on),
        agency=case.responsible,
        made_at=at,
    )
    Payment.objects.bulk_create(
        Payment(
            run=run,
            claim=claim,
            person=person,
            benefit=Benefit.MONTHLY,
            month=months_later(month_of(on), n),
            amount="500.00",
            state=Payment.State.PAID,
        )
        for n in range(drawn)
    )
    return claim
