from django.contrib import admin

from portal.kernel.admin import LookOnly

from ..models import TrainingInterest


@admin.register(TrainingInterest)
class TrainingInterestAdmin(LookOnly):
    list_display = ["case", "agency", "state", "since", "begins"]
    list_filter = ["state"]
