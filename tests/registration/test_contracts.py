"""Contracts that end within thirty days: told once a month to the unit, once to the worker."""

from datetime import timedelta

import pytest

from portal.kernel import clock
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from registration.models import Contract
from registration.tasks.contracts import tell_ending_contracts
from tests.cast_registers import Units

pytestmark = pytest.mark.django_db
UNIT, WORKER = "有劳动合同30日内到期", "您的劳动合同快到期了"


@pytest.fixture
def units(cast):
    units = Units(cast)
    units.hired(1, 2, 3)
    return units


def _ends_in(days: int, count: int = 1) -> None:
    keys = Contract.objects.order_by("pk").values_list("pk", flat=True)[:count]
    Contract.objects.filter(pk__in=list(keys)).update(ends=clock.today() + timedelta(days))


@pytest.mark.parametrize(("days", "told"), [(-1, 0), (0, 1), (30, 1), (31, 0)])
def test_from_today_for_thirty_days(units, days, told):
    _ends_in(days)
    tell_ending_contracts()
    assert Message.objects.filter(title=UNIT).count() == told
    assert Message.objects.filter(title=WORKER).count() == told


def test_one_message_a_unit_and_month_with_the_count(units, cast):
    _ends_in(10, count=2)
    assert (tell_ending_contracts(), tell_ending_contracts()) == (1, 1)
    said = Message.objects.get(title=UNIT)
    assert (said.person, "2份" in plaintext(said.body)) == (cast.jianguo, True)
    assert said.link == f"/units/{units.unit.pk}/staff/?view=ending"
    assert Message.objects.filter(title=WORKER).count() == 2


def test_a_contract_that_was_ended_or_renewed_is_not_told(units):
    _ends_in(10)
    row = Contract.objects.order_by("pk").first()
    Contract.objects.create(
        spell=row.spell,
        kind="fixed",
        begins=row.ends + timedelta(1),
        ends=row.ends + timedelta(700),
        post=row.post,
        filing=row.filing,
        filed_at=clock.now(),
    )
    assert tell_ending_contracts() == 0
