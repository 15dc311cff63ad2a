from django.contrib import admin

from portal.kernel.admin import LookOnly

from ..models import Spell, UnemploymentRegistration


@admin.register(Spell)
class SpellAdmin(LookOnly):
    list_display = ["id", "kind", "period", "agency", "ending"]
    list_filter = ["kind", "ending"]


@admin.register(UnemploymentRegistration)
class UnemploymentRegistrationAdmin(LookOnly):
    list_display = ["case", "left_by", "last_day", "residence"]
