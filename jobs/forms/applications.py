"""What an employer says with a refusal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import RejectReason
from .base import PlainForm


class RejectForm(PlainForm):
    """One of the lawful reasons; words only add to it."""

    reason = forms.ChoiceField(
        label=_("原因"),
        choices=RejectReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一个原因。"), "invalid_choice": _("请从列出的原因里选择。")},
    )
    text = forms.CharField(
        label=_("补充说明"), required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )
