"""Campaigns and fairs are made here; everything else of them happens on the pages."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.accounts.by_name import ByName

from .models import Campaign, JobFair


class FairInline(admin.TabularInline):
    model = JobFair
    fields = ["title", "agency", "place", "begins_at", "ends_at", "booths"]
    autocomplete_fields = ["agency"]
    extra = 0
    can_delete = False
    show_change_link = True


@admin.register(Campaign)
class CampaignAdmin(ByName):
    """A year's campaign: its days and words, its fairs below."""

    list_display = ["title", "year", "begins", "ends"]
    list_filter = ["year"]
    search_fields = ["title"]
    inlines = [FairInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["code", "year", "slug"] if obj else []


@admin.register(JobFair)
class JobFairAdmin(ByName):
    """A fair by itself or within a campaign."""

    list_display = ["title", "agency", "campaign", "begins_at", "booths"]
    list_filter = ["campaign"]
    list_select_related = ["agency", "campaign"]
    search_fields = ["title", "place"]
    autocomplete_fields = ["agency", "campaign"]
    fieldsets = [
        (None, {"fields": ["title", "campaign", "agency", "about"]}),
        (_("时间和地点"), {"fields": ["place", "begins_at", "ends_at", "booths"]}),
    ]
