from datetime import date

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from portal.kernel import clock
from portal.kernel.admin import NeverDeleted

from .models import CalendarDay, Instrument, RuleKey, RuleValue


@admin.register(Instrument)
class InstrumentAdmin(NeverDeleted):
    list_display = ["title", "number", "issuer", "in_force", "read"]
    search_fields = ["title", "number"]


@admin.register(RuleKey)
class RuleKeyAdmin(NeverDeleted):
    list_display = ["key", "title", "kind", "unit"]
    search_fields = ["key", "title"]


@admin.register(RuleValue)
class RuleValueAdmin(NeverDeleted):
    """Values are added, or closed by a last day; one a decision may rest on is never rewritten."""

    list_display = ["key", "region", "in_force", "confidence", "article"]
    list_filter = ["confidence"]
    search_fields = ["key__key", "key__title", "article"]
    list_select_related = ["key", "region"]
    autocomplete_fields = ["key", "instrument", "region"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """Once written only its days may change."""
        return ["key", "region", "value", "instrument", "article", "confidence"] if obj else []


@admin.register(CalendarDay)
class CalendarDayAdmin(NeverDeleted):
    list_display = ["day", "working", "name"]
    date_hierarchy = "day"
    ordering = ["-day"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """A past day stays what it was: clocks were counted by it."""
        past = isinstance(obj, CalendarDay) and isinstance(obj.day, date) and obj.day < clock.today()
        return ["day", "working", "name"] if past else []
