"""Rows made in the admin, whose history names the administrator."""

from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from portal.events.services import acting
from portal.kernel.actor import system
from portal.kernel.admin import NeverDeleted

from . import actors


class ByName(NeverDeleted):
    """Added and edited by a named administrator, never deleted."""

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        acting(actors.of_request(request) or system("admin"))
        super().save_model(request, obj, form, change)
