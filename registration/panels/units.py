"""The unit's way to its people."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.site.blocks import UnitLink, on_unit_page

on_unit_page(
    UnitLink("staff", _("员工和用工备案"), lambda unit: reverse("registration:roster", args=[unit]), 10)
)
