"""Many at once: merges, acceptances and leavings, on a database of their own."""

from datetime import timedelta

from portal.accounts import actors
from portal.accounts.models import Mandate, Membership, PasswordTries, PersonMerge
from portal.accounts.queries import live_mandates
from portal.accounts.services import (
    MergeBlocked,
    OrganisationRefused,
    accept_mandate,
    change_role,
    check_password_of_number,
    declare_organisation,
    give_mandate,
    leave,
    merge,
    register_person,
)
from portal.kernel import clock
from portal.kernel.actor import system
from tests.cast import ITEM, JINJIANG, NUMBERS


def test_two_merges_at_once_are_one(race, racers):
    one, two, by = racers.jianguo, racers.xiaomei, racers.liufang_actor

    def act(number: int) -> PersonMerge:
        pair = (one, two) if number % 2 else (two, one)
        return merge(*pair, reason="当面核对身份证原件", by=by)

    results = race.run(act, 8)
    assert sum(isinstance(each, PersonMerge) for each in results) == 1
    assert sum(isinstance(each, MergeBlocked) for each in results) == 7, results
    assert PersonMerge.objects.count() == 1


def test_eight_acceptances_at_once_leave_five(race, racers):
    agent, today, rows = racers.jianguo, clock.today(), []
    for _number in range(8):
        principal = register_person(
            user=None, name="张磊", kind="resident_id", number=NUMBERS["张磊"], by=system("test")
        )
        rows.append(
            give_mandate(
                principal,
                name="王建国",
                kind="resident_id",
                number=NUMBERS["王建国"],
                items=[ITEM],
                begins=today,
                ends=today + timedelta(days=9),
                by=actors.of_person(principal),
            )
        )
    by = actors.of_person(agent)
    results = race.run(lambda n: accept_mandate(rows[n], agent, by=by), 8)
    assert sum(isinstance(each, Mandate) for each in results) == 5, results
    assert live_mandates(agent).count() == 5


def test_two_administrators_leaving_at_once_leave_one(race, racers):
    people = [racers.xiaomei, racers.jianguo]
    by = actors.of_person(people[0])
    organisation = declare_organisation(
        user=people[0].user,
        uscc="91510000MA6CABCD0X",
        name="锦江茶馆",
        kind="employer",
        region=JINJIANG,
        by=by,
    )
    first = Membership.objects.get()
    second = Membership.objects.create(user=people[1].user, organisation=organisation, role="recruiter")
    change_role(second, role="admin", user=people[0].user, by=by)
    seats = [first, second]
    results = race.run(lambda n: leave(seats[n], user=people[n].user, by=by), 2)
    assert sum(isinstance(each, OrganisationRefused) for each in results) == 1, results
    assert Membership.objects.filter(active=True).count() == 1


def test_parallel_guesses_of_a_password_get_four_tries_and_the_lock(race):
    ask = ("resident_id", NUMBERS["张磊"])
    results = race.run(lambda n: check_password_of_number(*ask, f"guess {n}"), 30)
    assert sum(type(each).__name__ == "PasswordWrong" for each in results) == 4
    assert sum(type(each).__name__ == "CodeLocked" for each in results) == 26
    assert PasswordTries.objects.get().tries == 0  # the lock starts the count anew
