from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from portal.kernel.admin import LookOnly, NeverDeleted

from .models import AccessEntry, Clerk, ClerkRole, Membership, Organisation, Person, User


@admin.register(User)
class StaffUserAdmin(UserAdmin):
    """Sign-ins of staff; citizens' are made by their phone."""

    list_display = ["username", "is_staff", "is_active", "last_login"]
    readonly_fields = ["phone_tail", "last_login", "date_joined"]

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class ClerkRoleInline(admin.TabularInline):
    model = ClerkRole
    extra = 1


@admin.register(Clerk)
class ClerkAdmin(NeverDeleted):
    list_display = ["name", "agency", "post", "active"]
    search_fields = ["name", "agency__name"]
    list_select_related = ["agency"]
    autocomplete_fields = ["agency", "user"]
    inlines = [ClerkRoleInline]


@admin.register(Person)
class PersonAdmin(LookOnly):
    """Masked; revealing is done at the desk, where a purpose is asked."""

    list_display = ["id", "__str__", "assurance", "created_at"]
    list_filter = ["assurance"]


@admin.register(Organisation)
class OrganisationAdmin(LookOnly):
    list_display = ["uscc", "name", "kind", "region"]
    search_fields = ["uscc", "name"]


@admin.register(Membership)
class MembershipAdmin(LookOnly):
    list_display = ["user", "organisation", "role", "active"]


@admin.register(AccessEntry)
class AccessEntryAdmin(LookOnly):
    list_display = ["at", "actor_name", "agency_name", "what", "purpose"]
    search_fields = ["actor_name", "purpose"]
