"""What a clerk says when two records become one."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MergeForm(forms.Form):
    use_required_attribute = False
    reason = forms.CharField(
        label=_("为什么是同一个人"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("写明核对了什么,例如“当面核对身份证原件”。本人看得到。"),
        error_messages={"required": _("请写明理由。"), "max_length": _("理由最多300个字。")},
    )
    sure = forms.BooleanField(
        label=_("已核对两份档案是同一个人"),
        error_messages={"required": _("请先核对,再勾选这一项。")},
    )
