from django.contrib import admin

from portal.kernel.admin import LookOnly

from .models import Change, Delivery, Event, Preparation


@admin.register(Event)
class EventAdmin(LookOnly):
    list_display = ["at", "name", "subject_type", "subject_id"]
    search_fields = ["subject_id"]
    list_filter = ["name"]


@admin.register(Delivery)
class DeliveryAdmin(LookOnly):
    list_display = ["event", "listener", "attempts", "next_at", "done_at", "failed"]
    list_filter = ["failed", "listener"]
    list_select_related = ["event"]


@admin.register(Change)
class ChangeAdmin(LookOnly):
    list_display = ["at", "table", "pk_value", "op", "login"]
    search_fields = ["pk_value"]


@admin.register(Preparation)
class PreparationAdmin(LookOnly):
    list_display = ["program", "at"]
