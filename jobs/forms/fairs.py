"""What is said at a fair: a code at the door, an agreement at a booth, the result."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import FairIntention
from .base import PlainForm


class DoorForm(PlainForm):
    """A code of a booth or a pass, read by a scanner."""

    code = forms.CharField(
        label=_("入场码或展位码"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("把光标放在这里,用扫码枪扫。"),
        error_messages={"required": _("请扫码。")},
    )


class IntentionForm(PlainForm):
    """What was agreed with the holder of a pass."""

    number = forms.CharField(
        label=_("求职者的入场号"),
        max_length=6,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("六位数,在求职者的入场码下面。"),
        error_messages={"required": _("请填写入场号。"), "max_length": _("入场号是六位数。")},
    )
    kind = forms.ChoiceField(
        label=_("谈成了什么"),
        choices=FairIntention.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个。"), "invalid_choice": _("请选一个。")},
    )


class ResultForm(PlainForm):
    """How many were hired."""

    hired = forms.IntegerField(
        label=_("录用了几个人"),
        min_value=0,
        max_value=10_000,
        help_text=_("没有招到写0。"),
        error_messages={
            "required": _("没有招到写0。"),
            "invalid": _("人数写整数,比如 3。"),
            "min_value": _("没有招到写0。"),
            "max_value": _("人数太多了,请核对。"),
        },
    )
