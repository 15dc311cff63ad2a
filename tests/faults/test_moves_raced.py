"""Taps at once on «确认转移»: one move. Two hands that give one case away: the second knows of the first."""

from portal.accounts import actors
from portal.agencies.models import Agency, Region
from portal.casework.services.moving import transfer
from registration.models import MovedThing, PersonMove
from registration.services import moves
from tests.access.entering import zhaomin
from tests.cast import QINGYANG
from tests.cast_flexible import at_home
from tests.faults.conftest import Race, race, racers  # noqa: F401 - fixtures


def test_eight_taps_at_once_are_one_move(race: Race, racers):  # noqa: F811
    person = at_home(racers.xiaomei)
    case = racers.case(person)

    def tap(_n):
        try:
            return moves.move(person, to=Region.objects.get(pk=QINGYANG), by=actors.of_person(person))
        except moves.NotNow as not_now:
            return str(not_now)

    results = race.run(tap, 8)
    assert [each for each in results if isinstance(each, Exception)] == []
    assert PersonMove.objects.count() == 1
    assert MovedThing.objects.filter(kind="case", subject_id=str(case.pk)).count() == 1


def test_a_case_given_away_twice_at_once_goes_on_from_where_it_was_given(race: Race, racers):  # noqa: F811
    case, by = racers.case(racers.xiaomei), actors.of_clerk(zhaomin(racers).clerk)
    places = [Agency.objects.get(region_id=code) for code in (QINGYANG, "510106")]
    results = race.run(lambda n: transfer(case, places[n], text="管辖", by=by).responsible_id, 2)
    assert [each for each in results if isinstance(each, Exception)] == []
    first, second = case.events.filter(step="transfer").order_by("id")
    assert first.detail["from"] == case.responsible.code
    assert second.detail["from"] == first.detail["to"]
