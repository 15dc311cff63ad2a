from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from portal.kernel.admin import LookOnly, NeverDeleted

from .models import Dispatch, Message, MessageTemplate


@admin.register(Message)
class MessageAdmin(LookOnly):
    list_display = ["created_at", "kind", "title", "read_at"]
    list_filter = ["kind"]


@admin.register(Dispatch)
class DispatchAdmin(LookOnly):
    list_display = ["message", "channel", "state", "failure", "attempts", "sent_at"]
    list_filter = ["channel", "state", "failure"]
    list_select_related = ["message"]


@admin.register(MessageTemplate)
class MessageTemplateAdmin(NeverDeleted):
    """A new version is a new row; what was sent by an old one can still be read."""

    list_display = ["code", "version", "title", "from_day"]
    search_fields = ["code", "title"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["code", "version", "title", "body", "from_day"] if obj else []
