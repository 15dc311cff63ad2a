"""Units and their base year for the tests of 稳岗返还: made-up people of region 519999, the records of 2024."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from insurance.models import Claim, Contribution, RefundEntry, RefundScheme
from insurance.services import refunds
from portal.accounts import actors
from portal.accounts.models import Organisation, Person, User
from portal.accounts.services import confirm_organisation, declare_organisation
from portal.agencies.models import Agency, Region
from portal.casework.models import Case, ServiceItem
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.ids import uuid7

BASE = 2024
NOODLES, PARTS, TOYS, CLUB = (
    "91519999MA6XN00116",
    "91519999MA6XN0038R",
    "91519999MA6XN002X8",
    "51519999MA6XN0046A",
)


def unit(name: str, code: str, *, admin: User | None = None, county: str = "510104") -> Organisation:
    """A unit that a clerk has confirmed; with an administrator where one is given."""
    if admin is None:
        return Organisation.objects.create(
            uscc=code, name=name, region_id=county, created_at=clock.now(), confirmed_at=clock.now()
        )
    by = actors.of_person(admin.person)
    return declare_organisation(user=admin, uscc=code, name=name, kind="employer", region=county, by=by)


def confirmed(made: Organisation, by: Actor) -> Organisation:
    """The code seen by a clerk."""
    return confirm_organisation(made, by=by)


def staff(employer: Organisation, count: int, *, months: int = 12, county: str = "510104") -> list[Person]:
    """So many people insured by the unit from January of the base year on; 50 yuan a month each."""
    people = [
        Person(name="职工", name_index=uuid7().bytes, created_at=clock.now(), birth=date(1990, 1, 1))
        for _each in range(count)
    ]
    Person.objects.bulk_create(people)
    Contribution.objects.bulk_create(
        Contribution(
            person=person,
            employer=employer,
            county_id=county,
            month=date(BASE, month, 1),
            base="5000.00",
            unit_paid="30.00",
            own_paid="20.00",
            as_of=date(BASE, 12, 31),
        )
        for person in people
        for month in range(1, months + 1)
    )
    return people


def began_to_draw(people: Sequence[Person], *, county: str = "510104", month: int = 12) -> None:
    """Each began to draw in a month of the base year, as the records hold it."""
    agency = Agency.objects.get(region_id=county)
    at = datetime.combine(date(BASE, month, 3), time(10), tzinfo=clock.ZONE)
    item = ServiceItem.objects.get(pk="unemployment-insurance")
    for person in people:
        case = Case.objects.create(
            number=f"SYSY-{person.pk.hex[-15:]}",
            item=item,
            state="submitted",
            channel="online",
            person=person,
            taken_at=agency,
            responsible=agency,
            issue_at=agency,
            responsible_path=agency.path,
            taken_path=agency.path,
            submitted_at=at,
        )
        Claim.objects.create(
            case=case,
            person=person,
            agency=agency,
            state=Claim.State.DRAWING,
            residence_id=county,
            ground="LCL40",
            last_day=date(BASE, month, 1),
            seeking=True,
            retirement_kind="male",
            county_id=county,
            counted=60,
            granted=15,
            first_month=date(BASE, month, 1),
        )


def scheme(by: Actor, region: str = "510000", **changes: Any) -> RefundScheme:
    """The scheme of 2025 over the contributions of 2024."""
    return refunds.make_scheme(BASE + 1, Region.objects.get(pk=region), by=by, **changes)


def entry_of(made: Organisation) -> RefundEntry:
    """The unit's entry as it stands now."""
    return RefundEntry.objects.select_related("organisation", "scheme", "agency", "batch").get(
        organisation=made
    )
