"""Two hundred threads and one scarce thing: exactly one gets it (submissions and codes stand in tests/faults)."""

import pytest
from django.db import transaction

from portal.accounts import actors
from portal.accounts.models import Document
from portal.accounts.services import add_document
from portal.casework import services
from portal.casework.models import Case, CaseEvent, Rating
from portal.casework.steps import State
from portal.documents.models import Certificate
from portal.documents.numbering import draw
from portal.events.models import Event
from portal.kernel.actor import system
from portal.notices.models import Message
from portal.notices.services import tell
from registration.models import Spell
from tests.cast import NUMBERS, answers
from tests.faults.conftest import Race, race, racers  # noqa: F401 - fixtures

MANY = 200


@pytest.fixture
def accepted(race: Race, racers) -> Case:  # noqa: F811
    """王建国's case, taken up by 刘芳."""
    case = racers.case(racers.jianguo, retirement={})
    return services.accept(case, by=racers.liufang_actor)


def test_two_hundred_grants_decide_once(race, racers, accepted):  # noqa: F811
    by = racers.liufang_actor
    results = race.run(lambda _n: services.grant(accepted, by=by), MANY)
    assert sum(isinstance(each, Case) for each in results) == 1
    assert sum(isinstance(each, services.StepRefused) for each in results) == MANY - 1
    assert CaseEvent.objects.filter(step="grant").count() == 1
    assert Spell.objects.count() == Certificate.objects.count() == 1
    assert Event.objects.filter(name="case.grant").count() == 1


def test_grant_and_withdrawal_at_once_leave_one_of_the_two(race, racers, accepted):  # noqa: F811
    clerk, person = racers.liufang_actor, actors.of_person(racers.jianguo)

    def one(number: int) -> Case:
        if number % 2:
            return services.grant(accepted, by=clerk)
        return services.withdraw(accepted, by=person)

    results = race.run(one, MANY)
    assert sum(isinstance(each, Case) for each in results) == 1
    accepted.refresh_from_db()
    assert accepted.state in (State.GRANTED, State.WITHDRAWN)
    assert Spell.objects.count() == Certificate.objects.count() == (accepted.state == State.GRANTED)


def test_two_hundred_ratings_rate_once(race, racers, accepted):  # noqa: F811
    case = services.grant(accepted, by=racers.liufang_actor)
    by = actors.of_person(racers.jianguo)
    results = race.run(lambda n: services.rate(case, level=n % 5 + 1, by=by), MANY)
    assert all(isinstance(each, Rating) for each in results), results
    assert len({each.level for each in results}) == 1
    assert Rating.objects.count() == CaseEvent.objects.filter(step="rate").count() == 1


def test_two_hundred_openings_of_a_form_make_one_draft(race, racers):  # noqa: F811
    person = racers.xiaomei
    by, item = actors.of_person(person), racers.draft(person).item
    from portal.casework.models import Draft

    Draft.objects.all().delete()
    results = race.run(lambda _n: services.open_draft(item, person, by=by), MANY)
    assert {type(each) for each in results} == {Draft}
    assert Draft.objects.count() == 1


def test_pages_saved_at_once_are_all_kept(race, racers):  # noqa: F811
    draft = racers.draft(racers.xiaomei)
    by, pages = actors.of_person(racers.xiaomei), list(answers())
    race.run(lambda n: services.save_page(draft, pages[n % len(pages)], {"n": [str(n)]}, by=by), MANY)
    from portal.casework.asking import read

    draft.refresh_from_db()
    assert draft.version == MANY
    assert all("n" in read(draft)[page] for page in pages)


def test_two_hundred_of_one_message_arrive_once(race, racers):  # noqa: F811
    person = racers.xiaomei
    race.run(lambda _n: tell(person, key="once", kind="test", title="t", body="b"), MANY)
    assert Message.objects.filter(key="once").count() == 1


def test_one_document_added_two_hundred_times_is_one_row(race, racers):  # noqa: F811
    person = racers.xiaomei
    number = NUMBERS["李晓梅"]
    race.run(
        lambda _n: add_document(person, kind="social_security_card", number=number, by=system("test")), MANY
    )
    assert Document.objects.filter(person=person, kind="social_security_card").count() == 1


def test_two_hundred_papers_get_two_hundred_numbers_without_a_gap(race, racers):  # noqa: F811
    office = racers.liufang.agency

    def one(number: int) -> int:
        with transaction.atomic():
            drawn = draw(office, "letter_refuse")
            if number % 10 == 0:
                transaction.set_rollback(True)
                return 0
            return drawn

    drawn = [each for each in race.run(one, MANY) if each]
    assert sorted(drawn) == list(range(1, MANY - MANY // 10 + 1))
