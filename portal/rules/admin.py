from datetime import date

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.admin import NeverDeleted

from .forms import CalendarForm
from .models import CalendarDay, Instrument, RuleKey, RuleValue
from .services import enter_calendar


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
    change_list_template = "rules/calendar_list.html"

    def get_urls(self) -> list[URLPattern]:
        own = path("year/", self.admin_site.admin_view(self.enter), name="rules_calendarday_year")
        return [own, *super().get_urls()]

    def enter(self, request: HttpRequest) -> HttpResponse:
        """A whole year at once; open promises that reach into it are counted anew, with notice."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = CalendarForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            data = form.cleaned_data
            by = system(f"admin:{request.user.pk}")
            days = enter_calendar(data["year"], rest=data["rest"], worked=data["worked"], by=by)
            messages.success(request, _("已录入%(n)s天。没办完的件会按新日历重算,并告诉本人。") % {"n": days})
            return redirect("admin:rules_calendarday_changelist")
        context = {**self.admin_site.each_context(request), "form": form, "title": _("录入全年日历")}
        return render(request, "rules/calendar_year.html", context)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        """A past day stays what it was: clocks were counted by it."""
        past = isinstance(obj, CalendarDay) and isinstance(obj.day, date) and obj.day < clock.today()
        return ["day", "working", "name"] if past else []
