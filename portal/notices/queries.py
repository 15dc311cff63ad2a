"""The read door of messages."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.accounts.models import Person

from .models import Dispatch, Message


def inbox(person: Person) -> QuerySet[Message]:
    """A person's messages with their dispatches, newest first."""
    rows = Message.objects.filter(person_id__in=person.all_ids).exclude(kind="code")
    return rows.prefetch_related("dispatches").order_by("-created_at", "-id")


def unread(person: Person) -> int:
    """How many messages wait unread."""
    return Message.objects.filter(person_id__in=person.all_ids, read_at__isnull=True).count()


def dispatch_words(message: Message) -> str:
    """How a message went out, in words: «短信已发送», «短信没有送到:号码不存在,请换一个号码»."""
    words = []
    for row in message.dispatches.all():
        text = f"{row.get_channel_display()}{row.get_state_display()}"
        if row.state == Dispatch.State.FAILED and row.failure:
            text = _("%(text)s:%(why)s") % {"text": text, "why": row.get_failure_display()}
        words.append(text)
    return ";".join(words)
