"""Both sides of a mandate are told; the agent only once they took it on."""

from datetime import timedelta

import pytest

from portal.accounts.models import Mandate
from portal.events.services import drain, record
from portal.kernel import clock
from portal.kernel.actor import system
from portal.notices.models import Message
from tests.cast import ITEM, Cast

pytestmark = pytest.mark.django_db


def test_the_principal_hears_of_a_mandate_given_and_both_of_its_life(cast: Cast):
    today = clock.today()
    mandate = Mandate.objects.create(
        principal=cast.xiaomei,
        items=[ITEM],
        begins=today,
        ends=today + timedelta(days=30),
        consented_at=clock.now(),
        agent_index=b"x",
        agent_name="王建国",
    )
    told = {"principal": cast.xiaomei, "agent": cast.jianguo}

    def titles(side: str) -> list[str]:
        rows = Message.objects.filter(person=told[side], kind="mandate")
        return list(rows.order_by("created_at", "id").values_list("title", flat=True))

    def happens(name: str) -> None:
        record(name, subject_type="mandate", subject_id=mandate.pk, by=system("test"))
        drain()

    happens("mandate.given")
    assert (titles("principal"), titles("agent")) == (["您的代办委托已登记"], [])
    mandate.agent, mandate.accepted_at = cast.jianguo, clock.now()
    mandate.save()
    happens("mandate.accepted")
    happens("mandate.ended")
    assert titles("agent") == ["代办委托已生效", "代办委托已解除"]
    assert len(titles("principal")) == 3
