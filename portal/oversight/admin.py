from django.contrib import admin

from portal.kernel.admin import LookOnly

from .models import Finding, Snapshot


@admin.register(Finding)
class FindingAdmin(LookOnly):
    list_display = ["check_name", "subject", "found_at", "gone_at"]
    list_filter = ["check_name"]


@admin.register(Snapshot)
class SnapshotAdmin(LookOnly):
    list_display = ["board", "period", "item", "region", "agency", "cut", "made_at"]
    list_filter = ["board", "period"]
    list_select_related = ["item", "region", "agency"]
