"""The day a case was received is the day in Beijing, whatever the database's clock says."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from insurance.queries import claims
from portal.casework.models import Case
from portal.kernel import clock
from tests.cast import Cast
from tests.cast_insurance import granted, pay

pytestmark = pytest.mark.django_db
UTC = ZoneInfo("UTC")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 30, 23, 30, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 11, 30, 16, 0, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 11, 30, 15, 59, tzinfo=UTC), date(2026, 11, 30)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2028, 2, 28, 20, 0, tzinfo=UTC), date(2028, 2, 29)),
    ],
)
def test_a_case_is_of_the_day_at_which_it_came_in(cast: Cast, moment: datetime, day: date):
    case = cast.case(cast.xiaomei)
    Case.objects.filter(pk=case.pk).update(submitted_at=moment)
    assert Case.objects.get(pk=case.pk).received_on == day


def test_a_claim_filed_after_midnight_is_of_the_new_month(cast: Cast):
    person = cast.person("李晓梅", verified=True)
    with clock.at("2026-12-01T00:30:00"):
        pay(person, 112, last=date(2026, 11, 1))
        claim = granted(person, cast.liufang_actor)
        assert claims.claim_facts(claim)["contribution_months"] == 112
    assert claim.case.received_on == date(2026, 12, 1)
    assert claim.spell.period.lower == date(2026, 12, 1)
    assert claim.first_month in (date(2026, 12, 1), date(2027, 1, 1))
