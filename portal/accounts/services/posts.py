"""A clerk's own desk: the PIN of its lock, and who stands in (AB岗)."""

from datetime import date

from django.contrib.auth.hashers import check_password, make_password

from portal.accounts.models import Clerk
from portal.events.services import record, verb
from portal.kernel.actor import Actor


class NotASubstitute(Exception):
    """A substitute is another active clerk of the same agency."""


@verb
def set_pin(clerk: Clerk, pin: str, *, by: Actor) -> None:
    """Set the PIN that opens one's locked desk; its form has checked the digits."""
    clerk.pin_hash = make_password(pin)
    clerk.save(update_fields=["pin_hash"])
    record("desk.pin_set", subject_type="clerk", subject_id=clerk.pk, by=by)


def pin_is_right(clerk: Clerk, pin: str) -> bool:
    """Whether this PIN opens the clerk's desk; a clerk without one has none that does."""
    return bool(clerk.pin_hash) and check_password(pin, clerk.pin_hash)


@verb
def set_substitute(
    clerk: Clerk, substitute: Clerk | None, *, away_from: date | None, away_until: date | None, by: Actor
) -> Clerk:
    """Name who stands in for a clerk, and when. Raises NotASubstitute."""
    if substitute and (
        substitute.pk == clerk.pk or substitute.agency_id != clerk.agency_id or not substitute.active
    ):
        raise NotASubstitute
    clerk.substitute, clerk.away_from, clerk.away_until = substitute, away_from, away_until
    clerk.save(update_fields=["substitute", "away_from", "away_until"])
    record("desk.substitute_set", subject_type="clerk", subject_id=clerk.pk, by=by)
    return clerk
