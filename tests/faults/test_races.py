"""Many at once: each race is first shown to happen without its lock, then not to happen with it."""

import time

from django.db import transaction

from portal.accounts import actors
from portal.accounts.models import User
from portal.accounts.services import check_code, send_code
from portal.casework import services
from portal.casework.models import Case, CaseEvent, Commitment, Draft
from portal.casework.services.stepping import write_event
from portal.casework.steps import State
from portal.events.models import Delivery
from portal.events.registry import listens
from portal.events.services import drain, record
from portal.kernel.actor import system
from registration.models import UnemploymentRegistration
from tests.cast import tick

SEEN: list[str] = []


@listens("race.happened", name="tests.race")
def _listener(event) -> None:
    SEEN.append(event.subject_id)
    time.sleep(0.01)


def test_two_hundred_identical_submissions_make_one_case(race, racers):
    person = racers.xiaomei
    draft, by, signature = racers.draft(person), actors.of_person(person), tick()
    results = race.run(lambda _n: services.submit(draft, signature=signature, by=by), 200)
    made = [each for each in results if isinstance(each, Case)]
    assert len({case.pk for case in made}) == 1
    assert all(isinstance(each, Case | Draft.DoesNotExist) for each in results), results
    assert Case.objects.count() == Commitment.objects.count() == UnemploymentRegistration.objects.count() == 1
    assert CaseEvent.objects.filter(step="submit").count() == 1


def test_two_devices_with_drafts_of_their_own_make_one_case(race, racers):
    """A window draft and an online draft of one person: the unique index decides, nobody sees an error."""
    person = racers.jianguo
    online = racers.draft(person, retirement={})
    at_window = racers.draft(person, by=racers.liufang_actor, retirement={})
    mark = services.Signature("typed", tick().text_id, "王建国")
    both = [(online, tick(), actors.of_person(person)), (at_window, mark, racers.liufang_actor)]
    results = race.run(lambda n: services.submit(both[n][0], signature=both[n][1], by=both[n][2]), 2)
    assert len({case.pk for case in results}) == 1
    assert Case.objects.count() == 1


def accept_without_lock(case: Case, by) -> None:
    """What `accept` would be without its lock: read, look, wait a moment, write."""
    with transaction.atomic():
        found = Case.objects.get(pk=case.pk)
        if found.state != State.SUBMITTED:
            raise services.StepRefused(found, "accept")
        time.sleep(0.05)
        Case.objects.filter(pk=case.pk).update(assignee_id=int(by.id))
        write_event(found, "accept", by=by, before=found.state)


def test_without_the_lock_two_clerks_accept_one_case_twice(race, racers):
    case, by = racers.case(racers.xiaomei), racers.liufang_actor
    race.run(lambda _n: accept_without_lock(case, by), 8)
    assert CaseEvent.objects.filter(step="accept").count() > 1


def test_with_the_lock_one_clerk_accepts_and_the_others_are_told(race, racers):
    case, by = racers.case(racers.xiaomei), racers.liufang_actor
    results = race.run(lambda _n: services.accept(case, by=by), 20)
    assert sum(isinstance(each, Case) for each in results) == 1
    assert sum(isinstance(each, services.StepRefused) for each in results) == 19
    assert CaseEvent.objects.filter(step="accept").count() == 1


def test_fifty_tries_of_one_code_sign_in_once_and_make_one_user(race):
    code = send_code("13812345678", address="127.0.0.1")
    results = race.run(lambda _n: check_code("13812345678", code), 50)
    assert sum(isinstance(each, User) for each in results) == 1
    assert User.objects.count() == 1


def test_parallel_guesses_cannot_get_more_than_five_tries(race):
    code = send_code("13812345678", address="127.0.0.1")
    wrong = [f"{number:06d}" for number in range(100) if f"{number:06d}" != code]
    results = race.run(lambda n: check_code("13812345678", wrong[n]), 60)
    assert sum(type(each).__name__ == "CodeWrong" for each in results) == 4


def test_many_drainers_deliver_each_event_once(race):
    SEEN.clear()
    with transaction.atomic():
        for number in range(60):
            record("race.happened", subject_type="race", subject_id=number, by=system("test"))
    race.run(lambda _n: drain(), 6)
    assert sorted(SEEN, key=int) == [str(number) for number in range(60)]
    assert not Delivery.objects.filter(listener="tests.race", done_at__isnull=True).exists()


def test_one_document_number_is_confirmed_for_one_person_only(race, racers):
    """Two records with one number, verified at the same moment: one is confirmed, the other waits for a merge."""
    from portal.accounts.models import Document
    from portal.accounts.services import register_person, verify_person

    people = [
        register_person(
            user=None, name="张磊", kind="resident_id", number="519999199011254330", by=system("test")
        )
        for _twin in range(2)
    ]
    by = racers.liufang_actor
    race.run(lambda n: verify_person(people[n % 2], method="window", by=by), 2)
    assert Document.objects.filter(confirmed=True).count() == 1
