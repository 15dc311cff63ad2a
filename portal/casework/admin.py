from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from portal.kernel.admin import LookOnly, NeverDeleted

from .models import Case, CommitmentText, ReasonCode, ServiceItem, Task


@admin.register(ServiceItem)
class ServiceItemAdmin(NeverDeleted):
    list_display = ["code", "name", "checklist", "app", "days", "days_confidence", "active"]
    list_filter = ["checklist", "app", "days_confidence"]
    search_fields = ["code", "name"]
    readonly_fields = ["code", "app"]


@admin.register(CommitmentText)
class CommitmentTextAdmin(NeverDeleted):
    """A new version is a new row; a text somebody may have signed only gets its last day."""

    list_display = ["item", "version", "from_day", "until_day"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["item", "version", "body", "consequences", "text_hash", "from_day"] if obj else ["text_hash"]


@admin.register(ReasonCode)
class ReasonCodeAdmin(NeverDeleted):
    list_display = ["item", "use", "code", "text", "article", "active"]
    list_filter = ["use", "item"]


@admin.register(Case)
class CaseAdmin(LookOnly):
    list_display = ["number", "item", "state", "channel", "responsible", "due"]
    list_filter = ["state", "channel"]
    search_fields = ["number"]
    list_select_related = ["item", "responsible"]


@admin.register(Task)
class TaskAdmin(LookOnly):
    list_display = ["kind", "case", "agency", "due", "done_at"]
    list_filter = ["kind"]
