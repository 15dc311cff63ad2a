"""What a clerk writes of a check, what an employer objects, what is answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.casework.models import ReasonCode

from ..models import PromiseCheck
from .base import PlainForm

MOST = 500


class CheckForm(PlainForm):
    """The result with its way and facts; a broken promise also with its reason."""

    result = forms.ChoiceField(
        label=_("核查结果"),
        choices=[
            (PromiseCheck.Result.KEPT, _("承诺属实,证照还没有办齐:继续标“书面承诺”")),
            (PromiseCheck.Result.PAPERS, _("承诺属实,证照已经办齐:改标“已核验”")),
            (PromiseCheck.Result.FAILED, _("未通过:岗位下架,记信用记录,告知投递人")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择核查结果。")},
    )
    way = forms.ChoiceField(
        label=_("核查方式"),
        choices=PromiseCheck.Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择核查方式。")},
    )
    facts = forms.CharField(
        label=_("查到的事实"),
        max_length=MOST,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("哪天、去了哪里、问了谁、看到什么。单位会看到这段话。"),
        error_messages={"required": _("请写明查到的事实。"), "max_length": _("事实最多500字。")},
    )
    reason = forms.ModelChoiceField(
        label=_("未通过的原因"),
        queryset=ReasonCode.objects.none(),
        required=False,
        empty_label=_("通过的不用选"),
    )

    def __init__(self, *args: Any, reasons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = reasons
        self.fields["reason"].label_from_instance = lambda reason: f"{reason.text}({reason.article})"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("result") == PromiseCheck.Result.FAILED and not data.get("reason"):
            self.add_error("reason", _("未通过的,要选一个原因。"))
        return data


class ObjectionForm(PlainForm):
    """The employer's side, in its own words."""

    text = forms.CharField(
        label=_("为什么认为核查结果不对"),
        max_length=1000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("写清楚哪一条事实不对,有什么能证明。材料可以送到窗口。"),
        error_messages={"required": _("请写明理由。"), "max_length": _("理由最多1000字。")},
    )


class AnswerForm(PlainForm):
    """What the second pair of eyes says to an objection."""

    outcome = forms.ChoiceField(
        label=_("复核结论"),
        choices=[
            ("uphold", _("异议成立:撤销信用记录,恢复核验")),
            ("reject", _("异议不成立:记录保留,告知救济途径")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择复核结论。")},
    )
    answer = forms.CharField(
        label=_("理由"),
        max_length=MOST,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("单位会看到这段话。"),
        error_messages={"required": _("请写明理由。"), "max_length": _("理由最多500字。")},
    )
