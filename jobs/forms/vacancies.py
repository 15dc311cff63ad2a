"""What an employer writes of a vacancy."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock

from ..models import Education, Kind, PayUnit
from ..rules import pay
from ..services import occupations
from .base import CountyField, OccupationField, PlainForm

BENEFITS = [
    (word, word)
    for word in ("五险", "五险一金", "包吃", "包住", "双休", "带薪年假", "交通补贴", "培训", "年终奖")
]


class VacancyForm(PlainForm):
    """The lawful fields of a vacancy, in the order a reader wants them."""

    title = forms.CharField(
        label=_("岗位名称"), max_length=60, error_messages={"required": _("请填写岗位名称。")}
    )
    occupation = OccupationField(
        label=_("职业"),
        required=False,
        max_length=90,
        help_text=_("可以写编码。不填的,我们按岗位名称填,下一页能改。"),
    )
    kind = forms.ChoiceField(label=_("用工形式"), choices=Kind.choices, initial=Kind.FULL_TIME)
    headcount = forms.IntegerField(
        label=_("招聘人数"),
        min_value=1,
        max_value=10_000,
        error_messages={
            "required": _("请填写招聘人数。"),
            "invalid": _("人数写数字,比如 5。"),
            "min_value": _("人数至少是1。"),
            "max_value": _("一个岗位最多招10000人。"),
        },
    )
    pay_low = forms.DecimalField(
        label=_("最低薪资(元)"),
        max_digits=10,
        decimal_places=2,
        error_messages={
            "required": _("请填写最低薪资。不能只写“面议”。"),
            "invalid": _("薪资写数字,比如 4000。不能只写“面议”。"),
            "max_digits": _("这个数太大了,请核对。"),
        },
    )
    pay_high = forms.DecimalField(
        label=_("最高薪资(元)"),
        max_digits=10,
        decimal_places=2,
        error_messages={
            "required": _("请填写最高薪资。"),
            "invalid": _("薪资写数字,比如 6000。"),
            "max_digits": _("这个数太大了,请核对。"),
        },
    )
    pay_unit = forms.ChoiceField(label=_("薪资单位"), choices=PayUnit.choices, initial=PayUnit.MONTH)
    region = CountyField(
        label=_("工作地区"),
        error_messages={
            "required": _("请选择工作的县(市、区)。"),
            "invalid_choice": _("没有找到这个地方,请从列表里选择。"),
        },
    )
    address = forms.CharField(
        label=_("工作地址"), max_length=120, error_messages={"required": _("请填写工作地址。")}
    )
    education = forms.TypedChoiceField(
        label=_("学历要求"), choices=Education.choices, coerce=int, initial=Education.ANY
    )
    experience = forms.IntegerField(
        label=_("经验要求(年)"),
        min_value=0,
        max_value=30,
        initial=0,
        help_text=_("没有要求写0。"),
        error_messages={
            "required": _("没有要求写0。"),
            "invalid": _("经验写整数年,没有要求写0。"),
            "max_value": _("经验要求最多写30年。"),
            "min_value": _("没有要求写0。"),
        },
    )
    description = forms.CharField(
        label=_("岗位内容"),
        max_length=4000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("做什么、每天几小时、每周休几天、还要会什么。"),
        error_messages={
            "required": _("请写清楚岗位内容。"),
            "max_length": _("岗位内容最多4000字。"),
        },
    )
    benefits = forms.MultipleChoiceField(
        label=_("福利"), choices=BENEFITS, required=False, widget=forms.CheckboxSelectMultiple
    )
    urgent = forms.BooleanField(label=_("急招"), required=False)
    valid_until = forms.DateField(
        label=_("有效期至"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("请填写有效期。"),
            "invalid": _("这个日期不存在,请核对年月日。"),
        },
    )

    def __init__(self, *args: Any, base: bool, **kwargs: Any) -> None:
        """`base`: whether the unit is a recognised 见习单位 and may post internships."""
        super().__init__(*args, **kwargs)
        self.base = base
        self.fields["valid_until"].initial = clock.today() + timedelta(days=30)

    def clean_kind(self) -> str:
        kind = self.cleaned_data["kind"]
        if kind == Kind.INTERNSHIP and not self.base:
            raise forms.ValidationError(_("发布见习岗位,要先认定为见习单位。请到工作台的“就业见习”里申请。"))
        return kind

    def clean_valid_until(self) -> Any:
        until, today = self.cleaned_data["valid_until"], clock.today()
        if not today < until <= today + timedelta(days=366):
            raise forms.ValidationError(_("有效期要在明天和一年之内。"))
        return until

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if {"pay_low", "pay_high", "pay_unit"} <= data.keys():
            for problem in pay.problems(data["pay_low"], data["pay_high"], data["pay_unit"]):
                self.add_error("pay_low", problem)
        data["occupation_suggested"] = False
        if "title" in data and "occupation" in data and data["occupation"] is None:
            data["occupation"] = occupations.clear(data["title"])
            data["occupation_suggested"] = data["occupation"] is not None
        return data
