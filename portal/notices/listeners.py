"""The delivery of messages: 48 tries, five minutes apart, then the other channel."""

from portal.events.models import Event
from portal.events.registry import listens

from . import services
from .models import Dispatch


def give_up(event: Event) -> None:
    """After the last try: the person is told to give another number, and the other channel is used."""
    dispatch = services.locked(event.subject_id)
    if dispatch.state == Dispatch.State.WAITING:
        services.fail(dispatch, Dispatch.Failure.UNREACHABLE)


@listens("dispatch.made", name="notices.send", attempts=48, every_seconds=300, gave_up=give_up)
def send_dispatch(event: Event) -> None:
    """Send what still waits."""
    dispatch = services.locked(event.subject_id)
    if dispatch.state == Dispatch.State.WAITING:
        services.send(dispatch)
