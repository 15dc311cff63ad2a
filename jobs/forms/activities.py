"""What a clerk writes of an activity, what a visitor says of it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock

from ..models import Activity
from ..models.activity import MOST_PLACES
from .base import PlainForm

LONGEST = timedelta(days=1)


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={
            "required": _("请填写日期和时间。"),
            "invalid": _("请写日期和时间,比如 2027-01-08 14:00。"),
        },
    )


class ActivityForm(PlainForm):
    """An activity."""

    kind = forms.ChoiceField(
        label=_("种类"),
        choices=Activity.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择种类。")},
    )
    title = forms.CharField(label=_("名称"), max_length=60, error_messages={"required": _("请填写名称。")})
    about = forms.CharField(
        label=_("做什么"),
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("写清做什么、适合谁、要带什么。"),
        error_messages={"required": _("请写活动做什么。")},
    )
    place = forms.CharField(
        label=_("地点"),
        max_length=120,
        help_text=_("写到门牌号和楼层。"),
        error_messages={"required": _("请填写地点。")},
    )
    begins_at = _moment(_("开始"))
    ends_at = _moment(_("结束"))
    capacity = forms.IntegerField(
        label=_("名额"),
        min_value=1,
        max_value=MOST_PLACES,
        error_messages={
            "required": _("请填写名额。"),
            "invalid": _("名额写整数,比如 20。"),
            "min_value": _("名额至少1个。"),
            "max_value": _("名额最多500个。"),
        },
    )

    def clean_begins_at(self) -> Any:
        begins = self.cleaned_data["begins_at"]
        if begins <= clock.now():
            raise forms.ValidationError(_("开始时间已经过了,请核对。"))
        return begins

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        begins, ends = data.get("begins_at"), data.get("ends_at")
        if begins and ends and not begins < ends <= begins + LONGEST:
            self.add_error("ends_at", _("结束要晚于开始,最长一天。"))
        return data


class CallOffForm(PlainForm):
    """Why an activity does not take place."""

    why = forms.CharField(
        label=_("取消原因"),
        max_length=100,
        help_text=_("会发给每一位预约的人。"),
        error_messages={"required": _("请写取消的原因。")},
    )


class CodeForm(PlainForm):
    """The code of a booking, read by a scanner or typed."""

    code = forms.CharField(
        label=_("预约码"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("用扫码枪扫,或者在下面的名单里点“到了”。"),
        error_messages={"required": _("请扫预约码。")},
    )


class FeedbackForm(PlainForm):
    """How it was."""

    rating = forms.TypedChoiceField(
        label=_("这次活动怎么样"),
        choices=[
            (5, _("很有用")),
            (4, _("有用")),
            (3, _("一般")),
            (2, _("用处不大")),
            (1, _("没有用")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个。"), "invalid_choice": _("请选一个。")},
    )
    words = forms.CharField(
        label=_("还想说的"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
