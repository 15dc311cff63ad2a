from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from portal.kernel.admin import LookOnly, NeverDeleted

from . import version_admin
from .models import (
    Case,
    CommitmentText,
    ItemLevel,
    Objection,
    Outage,
    Phrase,
    ProofOfService,
    Publicity,
    ReasonCode,
    RevocationNotice,
    ServiceItem,
    Task,
)

__all__ = ["version_admin"]
LOCAL_APP = "portal.casework"


class LevelInline(admin.TabularInline):
    """事项层级矩阵."""

    model = ItemLevel
    extra = 0


class PhraseInline(admin.TabularInline):
    """常用补正语."""

    model = Phrase
    extra = 0


@admin.register(ServiceItem)
class ServiceItemAdmin(NeverDeleted):
    """The list; a county adds its own items here, then describes them in a version (事项版本)."""

    list_display = ["code", "name", "checklist", "app", "days", "days_confidence", "owner", "active"]
    list_filter = ["checklist", "app", "days_confidence"]
    list_select_related = ["owner"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["owner"]
    inlines = [LevelInline, PhraseInline]

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """A new item is a county's own; everything else about it stands in its version."""
        if obj is None:
            return [
                "code",
                "name",
                "checklist",
                "applicant",
                "channels",
                "owner",
                "archive_class",
                "verify_sample",
            ]
        return [name for name in super().get_fields(request, obj) if name != "guide"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return ["code", "app"] if obj else []

    def save_model(self, request: HttpRequest, obj: ServiceItem, form, change: bool) -> None:
        if not change:
            obj.app, obj.days, obj.days_start, obj.days_confidence = LOCAL_APP, 20, "acceptance", "D"
            obj.position = 1000
        super().save_model(request, obj, form, change)

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if obj is None:
            form.base_fields["owner"].required = True
            form.base_fields["checklist"].initial = "十一"
        return form


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


@admin.register(Publicity)
class PublicityAdmin(LookOnly):
    list_display = ["case", "shown_name", "begins", "ends", "over_at"]
    list_select_related = ["case"]


@admin.register(Objection)
class ObjectionAdmin(LookOnly):
    list_display = ["number", "made_at", "outcome", "answered_at"]
    list_filter = ["outcome"]


@admin.register(RevocationNotice)
class RevocationNoticeAdmin(LookOnly):
    list_display = ["case", "given_at", "answer_until", "answered_at", "closed_at"]
    list_select_related = ["case"]


@admin.register(ProofOfService)
class ProofOfServiceAdmin(LookOnly):
    list_display = ["letter", "method", "served_on", "clerk"]
    list_filter = ["method"]
    list_select_related = ["letter", "clerk"]


@admin.register(Outage)
class OutageAdmin(LookOnly):
    list_display = ["begins", "ends", "note", "halls_too", "moved"]
