"""The benefit goes along when a person moves within the province: who looks after it changes, nothing else.

What was granted (months, county of insurance, monthly sum) stays; the fund of the county pays on.
"""

from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.kernel.actor import Actor
from registration.moving import Mover, Place, Thing, register_mover

from ..models import Claim
from ..services import changes


def claims(person: Person) -> list[Thing]:
    """Claims that are paid, wait, or keep months; one not decided yet is decided where the person was insured."""
    states = [Claim.State.DRAWING, Claim.State.SUSPENDED, Claim.State.STOPPED]
    rows = Claim.objects.filter(person_id__in=person.all_ids, state__in=states)
    return [
        Thing(
            "claim",
            str(each.pk),
            _("失业保险金(%(state)s)") % {"state": each.get_state_display()},
            each.agency,
            each,
        )
        for each in rows.select_related("agency").order_by("pk")
    ]


def give_claim(thing: Thing, place: Place, *, by: Actor) -> None:
    """The new agency looks after it; what waits to be looked into goes along."""
    changes.look_after(thing.row, place.agency, by=by)


register_mover(Mover("claim", claims, give_claim, 30))
