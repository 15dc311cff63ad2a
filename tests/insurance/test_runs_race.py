"""Two runs at once: without the lock both do the work, with it the second finds nothing left to pay."""

from insurance.models import LedgerEntry, Payment, Run
from insurance.services import payments, runs, settling
from tests.cast import Cast
from tests.cast_payments import NOVEMBER, agency_of, balances, drawing
from tests.faults.conftest import race, racers  # noqa: F401 - fixtures


def prepared(racers: Cast) -> Cast:  # noqa: F811
    """Three claims due, and the clerk made before anybody races."""
    for name in ("李晓梅", "王秀兰", "张磊"):
        drawing(racers, name)
    return racers


def test_without_the_lock_a_number_is_given_twice(race, racers, monkeypatch):  # noqa: F811
    cast, agency = prepared(racers), agency_of()
    monkeypatch.setattr(runs, "lock_runs", lambda: None)
    by = cast.liufang_actor
    done = race.run(lambda _n: runs.make_run(NOVEMBER, agency=agency, by=by), 8)
    assert any(not isinstance(each, runs.Made) for each in done), done
    assert Payment.objects.count() == 3  # the constraint alone still lets nobody be paid twice


def test_eight_runs_at_once_pay_once(race, racers):  # noqa: F811
    cast, agency = prepared(racers), agency_of()
    by = cast.liufang_actor
    done = race.run(lambda _n: runs.make_run(NOVEMBER, agency=agency, by=by), 8)
    assert sorted(each.count for each in done) == [0] * 7 + [3]
    assert Run.objects.count() == 1
    assert Payment.objects.count() == 3
    assert LedgerEntry.objects.count() == 6
    assert balances()


def test_one_sum_asked_for_eight_times_at_once_is_paid_once(race, racers):  # noqa: F811
    person, by = racers.xiaomei, racers.liufang_actor
    done = race.run(
        lambda _n: payments.pay_once("birth", subject="b-1", amount="100", person=person, by=by), 8
    )
    assert len({each.pk for each in done}) == 1
    assert Run.objects.get().total == 100


def test_one_payment_is_issued_again_by_one_of_eight(race, racers):  # noqa: F811
    claim = drawing(racers)
    by, agency = racers.liufang_actor, agency_of()
    runs.make_run(NOVEMBER, agency=agency, by=by)
    Payment.objects.update(state="failed", fail_reason="04")
    payment = Payment.objects.get()
    done = race.run(lambda _n: settling.issue_again([payment], agency=agency, by=by), 8)
    assert sum(isinstance(each, Run) for each in done) == 1
    assert sum(isinstance(each, payments.RunRefused) for each in done) == 7
    assert Payment.objects.filter(claim=claim).exclude(state="cancelled").count() == 1
    assert balances()


def test_a_run_is_approved_by_one_of_two(race, racers):  # noqa: F811
    cast = prepared(racers)
    run = runs.make_run(NOVEMBER, agency=agency_of(), by=cast.liufang_actor).run
    by = cast.chentao_actor
    done = race.run(lambda _n: runs.approve_run(run, by=by), 4)
    assert sum(isinstance(each, Run) for each in done) == 1
