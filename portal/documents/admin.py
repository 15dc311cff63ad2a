from django.contrib import admin

from portal.kernel.admin import LookOnly

from .models import Certificate


@admin.register(Certificate)
class CertificateAdmin(LookOnly):
    list_display = ["number", "title", "agency", "issued_at", "rendered_at", "revoked_at"]
    search_fields = ["number"]
