from django.contrib import admin

from portal.kernel.admin import LookOnly

from .models import Finding


@admin.register(Finding)
class FindingAdmin(LookOnly):
    list_display = ["check_name", "subject", "found_at", "gone_at"]
    list_filter = ["check_name"]
