"""A report of a vacancy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Report
from .base import PlainForm


class ReportForm(PlainForm):
    """What is wrong, from a list; «other» in words."""

    reason = forms.ChoiceField(
        label=_("哪里有问题"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择哪里有问题。"), "invalid_choice": _("请从列出的原因里选择。")},
    )
    text = forms.CharField(
        label=_("具体情况"),
        help_text=_("时间、地点、对方怎么说的。不用写您的姓名和电话。"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        """«Other» says nothing without words."""
        data = super().clean()
        if data.get("reason") == Report.Reason.OTHER and not data.get("text"):
            self.add_error("text", _("选了“其他问题”,请写清楚具体情况。"))
        return data
