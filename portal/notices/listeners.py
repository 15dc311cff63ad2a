"""The delivery of text messages: 48 tries, five minutes apart."""

from portal.events.models import Event
from portal.events.registry import listens

from . import services
from .models import Message


@listens("message.made", name="notices.send", attempts=48, every_seconds=300)
def send_message(event: Event) -> None:
    """Send a message that still waits."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=event.subject_id)
    if message.state == Message.State.WAITING:
        services.send(message)
