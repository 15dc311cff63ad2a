from django.contrib import admin

from portal.kernel.admin import LookOnly, NeverDeleted

from .models import Agency, Region


@admin.register(Region)
class RegionAdmin(LookOnly):
    list_display = ["code", "full_name", "level", "functional", "active"]
    search_fields = ["code", "name"]
    list_filter = ["level", "functional"]


@admin.register(Agency)
class AgencyAdmin(NeverDeleted):
    """Name, address, telephone and hours are the agency's own; its place in the tree is not edited here."""

    list_display = ["code", "name", "level", "phone", "active"]
    search_fields = ["code", "name"]
    list_filter = ["level", "active"]
    readonly_fields = ["code", "region", "level", "parent", "path"]

    def has_add_permission(self, request) -> bool:
        return False
