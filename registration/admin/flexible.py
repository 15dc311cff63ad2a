from django.contrib import admin

from portal.kernel.admin import LookOnly

from ..models import Cancellation, ContactTry, FlexibleWork, LostContact


@admin.register(FlexibleWork)
class FlexibleWorkAdmin(LookOnly):
    list_display = ["case", "kind", "band", "since", "ended_on"]
    list_filter = ["kind", "band"]


@admin.register(Cancellation)
class CancellationAdmin(LookOnly):
    list_display = ["case", "ground", "day"]
    list_filter = ["ground"]


@admin.register(LostContact)
class LostContactAdmin(LookOnly):
    list_display = ["spell", "state", "opened_on", "answer_until"]
    list_filter = ["state"]


@admin.register(ContactTry)
class ContactTryAdmin(LookOnly):
    list_display = ["lost", "way", "at"]
