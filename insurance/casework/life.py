"""The benefit's part of «我失业了»."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.kernel import clock
from portal.site.life_events import LOST_JOB, Borrowed, Part, Raw, register_part
from registration.models import ITEM as REGISTRATION

from ..models import ITEM
from ..queries import contributions


def _seeking(intention: Raw) -> dict[str, list[str]]:
    return {"seeking": list(intention.get("wants_work", []))}


def offered(person: Person) -> str:
    """Nobody without a contribution on record is led into a claim; who knows better claims on its own page."""
    if contributions.counted_months(person, clock.today()):
        return ""
    return _now("没有查到您的失业保险缴费记录。缴过费的,到“失业保险金申领”单独申请,我们来核对。")


register_part(
    Part(
        event=LOST_JOB,
        item=ITEM,
        title=_("失业保险金申领"),
        lead=_("按您的缴费算能领几个月,同时代缴医疗保险"),
        position=20,
        offered=offered,
        places={
            "birth": 10,
            "residence": 12,
            "retirement": 16,
            "ground": 20,
            "last_job": 22,
            "seeking": 30,
            "account": 80,
            "contact": 90,
        },
        borrows=(Borrowed("seeking", REGISTRATION, "intention", _seeking),),
    )
)
