"""Departments and contracts for administrators; secrets go in and never come out."""

import base64
import binascii
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.kernel.admin import LookOnly, NeverDeleted

from .models import Contract, Correction, Delivery, Job, Partner, Snapshot


class PartnerForm(forms.ModelForm):
    """A department; the shared secret is typed anew or left as it is."""

    new_secret = forms.CharField(
        label=_("新的共享密钥"),
        required=False,
        strip=False,
        min_length=32,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("只在对方不能用Ed25519签名时填写。保存后不再显示;留空不改。"),
    )

    class Meta:
        model = Partner
        fields = [
            "code", "name", "kind", "transport", "address", "host_key", "public_key", "sends", "receives", "active",
        ]  # fmt: skip

    def clean_public_key(self) -> str:
        """32 bytes in base64, or nothing."""
        value = self.cleaned_data["public_key"].strip()
        try:
            if value and len(base64.b64decode(value, validate=True)) != 32:
                raise ValueError
        except (ValueError, binascii.Error):
            raise forms.ValidationError(_("要填Ed25519公钥:32字节的base64。")) from None
        return value

    def save(self, commit: bool = True) -> Partner:
        """Seal the new secret, when one was typed."""
        if secret := self.cleaned_data.get("new_secret"):
            self.instance.secret = secret
        return super().save(commit)


@admin.register(Partner)
class PartnerAdmin(NeverDeleted):
    form = PartnerForm
    list_display = ["code", "name", "kind", "transport", "active", "has_secret"]

    @admin.display(description=_("有共享密钥"), boolean=True)
    def has_secret(self, partner: Partner) -> bool:
        """Only whether there is one."""
        return bool(partner.secret)


@admin.register(Contract)
class ContractAdmin(NeverDeleted):
    """Written from what apps register; an administrator ends one."""

    list_display = ["dataset", "version", "direction", "title", "begins", "ends"]
    readonly_fields = ["dataset", "version", "direction", "title", "schema", "source"]

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        return False


@admin.register(Job)
class JobAdmin(LookOnly):
    list_display = ["begun_at", "partner", "direction", "dataset", "version", "state", "taken", "refused"]
    list_select_related = ["partner"]


@admin.register(Snapshot)
class SnapshotAdmin(LookOnly):
    list_display = ["job", "state", "reconciled_at"]
    list_select_related = ["job"]


@admin.register(Delivery)
class DeliveryAdmin(LookOnly):
    list_display = ["made_at", "dataset", "partner", "state", "reason", "attempts"]
    list_select_related = ["partner"]


@admin.register(Correction)
class CorrectionAdmin(LookOnly):
    list_display = ["asked_at", "title", "state", "agency"]
    list_select_related = ["agency"]
