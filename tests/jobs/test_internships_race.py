"""Internships at the same moment: one month is claimed once, one person agrees to one agreement at a time."""

from datetime import date, timedelta

from django.db import connection

from jobs.models import Internship, SubsidyClaim, SubsidyMonth
from jobs.services import internship_subsidy, internships
from portal.accounts import actors
from portal.casework.models import Case
from portal.kernel import clock
from tests.cast_internships import AGREEMENT, SUBSIDY, Interns
from tests.faults.conftest import Race
from tests.stack import owner_cursor

MANY = 12


def test_one_month_claimed_many_times_at_once_is_one_row_and_one_case(race: Race, racers):
    interns = Interns(racers)
    row = interns.running(begins=date(2026, 12, 1), ends=date(2027, 2, 28))
    base, by, signature = interns.base, interns.by, interns.employers.signature(SUBSIDY)

    def ask(_n: int) -> SubsidyClaim:
        with clock.at("2027-01-05T10:00:00+08:00"):
            return internship_subsidy.claim(base, [(str(row.pk), 1)], signature=signature, by=by)

    results = race.run(ask, MANY)
    assert sum(isinstance(each, SubsidyClaim) for each in results) == 1
    assert {str(each) for each in results if isinstance(each, Exception)} == {"taken"}
    assert SubsidyMonth.objects.count() == SubsidyClaim.objects.count() == 1
    assert Case.objects.filter(item=SUBSIDY).count() == 1


def test_of_two_overlapping_agreements_agreed_at_once_one_holds(race: Race, racers):
    interns = Interns(racers)
    first, person = interns.offered(), interns.intern
    second = interns.employers.open(title="盘点见习", kind="internship")
    facts = AGREEMENT | {"begins": first.begins, "ends": first.begins + timedelta(days=100)}
    other = internships.offer(interns.hired(person, second), by=interns.by, **facts)
    by, rows = actors.of_person(person), (first, other)
    results = race.run(lambda n: internships.agree(rows[n % 2], graduated_on=None, by=by), 2)
    assert sum(isinstance(each, Internship) for each in results) == 1
    assert [str(each) for each in results if isinstance(each, Exception)] == ["overlap"]
    assert Internship.objects.filter(state="running").count() == 1


def test_without_its_index_a_month_would_be_claimed_more_than_once(race: Race, racers):
    """The look before the write does not hold by itself."""
    interns = Interns(racers)
    row = interns.running(begins=date(2026, 12, 1), ends=date(2027, 2, 28))
    base, by, signature = interns.base, interns.by, interns.employers.signature(SUBSIDY)
    with owner_cursor(connection.settings_dict["NAME"]) as cursor:
        cursor.execute("DROP INDEX subsidymonth_once")

    def ask(_n: int) -> SubsidyClaim:
        with clock.at("2027-01-05T10:00:00+08:00"):
            return internship_subsidy.claim(base, [(str(row.pk), 1)], signature=signature, by=by)

    race.run(ask, MANY)
    assert SubsidyMonth.objects.count() > 1
