"""What somebody says is wrong, and what a clerk answers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Correction


class _Plain(forms.Form):
    use_required_attribute = False

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class AskForm(_Plain):
    """In one's own words."""

    text = forms.CharField(
        label=_("哪里不对?应该是什么?"),
        max_length=500,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("用自己的话写就行,不用附证明。"),
        error_messages={"required": _("请写哪里不对。"), "max_length": _("最多500个字。")},
    )


class AnswerForm(_Plain):
    """The clerk's answer."""

    state = forms.ChoiceField(
        label=_("核实结果"),
        choices=[
            (Correction.State.CORRECTED, _("已更正")),
            (Correction.State.KEPT, _("原记录没有错,不改")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择核实结果。")},
    )
    answer = forms.CharField(
        label=_("给本人的答复"),
        max_length=500,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("写清查了什么、改成了什么;不改的写明理由。本人会看到。"),
        error_messages={"required": _("请写答复。"), "max_length": _("最多500个字。")},
    )


class PurposeForm(_Plain):
    """Why a clerk opens what somebody wrote."""

    purpose = forms.ChoiceField(choices=[("correction", _("核实更正申请"))])
