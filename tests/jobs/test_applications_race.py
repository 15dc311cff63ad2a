"""Two hundred people at once for one vacancy, and one person twenty times at once."""

from jobs.models import Application, Employer, Opening
from jobs.services.applications import apply
from portal.accounts import actors
from portal.accounts.models import User
from portal.accounts.services import register_person
from portal.kernel.actor import system
from tests.cast_jobs import Employers
from tests.faults.conftest import Race, race, racers  # noqa: F401 - fixtures

MANY, TAPS = 200, 20
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def number_of(order: int) -> str:
    """A valid number of the region that does not exist."""
    body = f"51999919900101{order:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def person(order: int):
    user = User.objects.create(username=f"r-{order}", phone_index=f"r-{order}".encode())
    return register_person(
        user=user,
        name="张三",
        kind="resident_id",
        number=number_of(order),
        phone="13800000003",
        by=system("test"),
    )


def test_two_hundred_people_are_none_lost_and_none_doubled(race: Race, racers):  # noqa: F811
    vacancy = Employers(racers).open()
    people = [person(order) for order in range(1, MANY + 1)]
    results = race.run(lambda n: apply(vacancy, people[n], by=actors.of_person(people[n])), MANY)
    assert [each for each in results if isinstance(each, Exception)] == []
    assert Application.objects.values("person").distinct().count() == Application.objects.count() == MANY
    assert Employer.objects.get(pk=vacancy.employer_id).applied == MANY
    assert Opening.objects.get(vacancy=vacancy).applied == MANY


def test_one_person_twenty_times_is_one_row(race: Race, racers):  # noqa: F811
    vacancy, one = Employers(racers).open(), racers.xiaomei
    results = race.run(lambda _n: apply(vacancy, one, by=actors.of_person(one)), TAPS)
    assert sum(new for _row, new in results) == 1
    assert Application.objects.count() == 1
    assert Employer.objects.get(pk=vacancy.employer_id).applied == 1
