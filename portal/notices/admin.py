from django.contrib import admin

from portal.kernel.admin import LookOnly

from .models import Message


@admin.register(Message)
class MessageAdmin(LookOnly):
    list_display = ["created_at", "kind", "title", "state", "sent_at"]
    list_filter = ["state", "kind"]
