"""Fifty people at once for one time, and one person for fifty times."""

from datetime import timedelta

from jobs.models import InterviewSlot
from jobs.services import applications, interviews
from portal.accounts import actors
from portal.kernel import clock
from tests.cast_jobs import Employers

from .test_applications_race import person

MANY = 50


def _slots(cast, vacancy, count: int) -> list[InterviewSlot]:
    facts = {"begins": clock.now() + timedelta(days=2), "minutes": 15, "place": "春熙路1号"}
    return interviews.offer_slots(vacancy, count=count, by=cast.liufang_actor, **facts)


def _invited(cast, vacancy, one):
    row, _new = applications.apply(vacancy, one, by=actors.of_person(one))
    return applications.invite(row, by=cast.liufang_actor)


def test_one_time_goes_to_one_of_fifty(race, racers):
    vacancy = Employers(racers).open()
    rows = [_invited(racers, vacancy, person(order)) for order in range(1, MANY + 1)]
    slot = _slots(racers, vacancy, 1)[0]

    def take(number: int) -> InterviewSlot:
        return interviews.book(rows[number], slot, by=actors.of_person(rows[number].person))

    results = race.run(take, MANY)
    won = [each for each in results if isinstance(each, InterviewSlot)]
    lost = [each for each in results if isinstance(each, interviews.SlotTaken)]
    assert (len(won), len(lost)) == (1, MANY - 1), results
    slot.refresh_from_db()
    assert slot.application_id in {row.pk for row in rows}


def test_one_person_holds_one_of_fifty_times(race, racers):
    vacancy = Employers(racers).open()
    row = _invited(racers, vacancy, racers.xiaomei)
    made = _slots(racers, vacancy, MANY)
    by = actors.of_person(racers.xiaomei)
    results = race.run(lambda n: interviews.book(row, made[n], by=by), MANY)
    assert [each for each in results if isinstance(each, Exception)] == []
    assert InterviewSlot.objects.filter(application=row).count() == 1
