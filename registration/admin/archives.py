from django.contrib import admin

from portal.kernel.admin import LookOnly

from ..models import Consultation, Dispatch, FileMovement, PartyHandover, PersonnelFile, Transfer


@admin.register(PersonnelFile)
class PersonnelFileAdmin(LookOnly):
    list_display = ["number", "state", "agency", "shelf"]
    list_filter = ["state"]


@admin.register(Transfer)
class TransferAdmin(LookOnly):
    list_display = ["number", "state", "due", "begun_at"]
    list_filter = ["state"]


@admin.register(Dispatch)
class DispatchAdmin(LookOnly):
    list_display = ["transfer", "way", "sent_at", "received_at", "receipt_at"]


@admin.register(FileMovement)
class FileMovementAdmin(LookOnly):
    list_display = ["at", "file", "step", "actor_name", "agency_name"]


@admin.register(Consultation)
class ConsultationAdmin(LookOnly):
    list_display = ["case", "unit", "kind", "state", "due_back"]
    list_filter = ["state", "kind"]


@admin.register(PartyHandover)
class PartyHandoverAdmin(LookOnly):
    list_display = ["on", "file", "direction", "letter_number"]
