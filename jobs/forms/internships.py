"""就业见习: what a unit, an intern and a clerk write."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock

from ..models import BaseReview
from ..models.internship import MOST_PLACES
from .base import CountyField, PlainForm


def _count(label: Any, missing: Any, **more: Any) -> forms.IntegerField:
    errors = {
        "required": missing,
        "invalid": _("写整数,比如 5。"),
        "min_value": _("至少是1。"),
        "max_value": _("最多1000。"),
    }
    return forms.IntegerField(label=label, min_value=1, max_value=MOST_PLACES, error_messages=errors, **more)


def _stipend(help_text: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=_("每月生活费(元)"),
        min_value=1,
        max_digits=8,
        decimal_places=2,
        help_text=help_text,
        error_messages={
            "required": _("请填写每月生活费。"),
            "invalid": _("生活费写数字,比如 2000。"),
            "min_value": _("生活费要大于0。"),
            "max_digits": _("这个数太大了,请核对。"),
            "max_decimal_places": _("最多写到分。"),
        },
    )


def _day(label: Any, missing: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": missing, "invalid": _("这个日期不存在,请核对年月日。")},
        **more,
    )


def _words(label: Any, missing: Any, length: int, rows: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        widget=forms.Textarea({"rows": rows}),
        error_messages={"required": missing, "max_length": _("写得太长了,请短一些。")},
        **more,
    )


class BaseForm(PlainForm):
    """What a unit promises as 见习单位."""

    places = _count(_("同时能带几名见习人员"), _("请填写名额。"))
    mentors = _count(_("有几名带教人"), _("请填写带教人数。"))
    plan = _words(
        _("岗位和带教计划"),
        _("请写岗位和带教计划。"),
        2000,
        8,
        help_text=_("有哪些岗位、学什么、谁来带、多长时间。会公开给求职者看。"),
    )
    stipend = _stipend(_("每人每月至少发多少。以后每份协议都不能低于这个数。"))

    def clean_plan(self) -> str:
        text = self.cleaned_data["plan"].strip()
        if len(text) < 20:
            raise forms.ValidationError(_("写得太短了。请写清岗位、学什么、谁来带。"))
        return text


class AgreementForm(PlainForm):
    """What an agreement says; how long is held against the law by the verb."""

    begins = _day(_("开始日期"), _("请填写开始日期。"))
    ends = _day(_("结束日期"), _("请填写结束日期。"), help_text=_("见习的最后一天。"))
    mentor = forms.CharField(
        label=_("带教人"), max_length=30, error_messages={"required": _("请填写带教人的姓名。")}
    )
    stipend = _stipend(_("按月足额发给本人。"))
    policy = forms.CharField(
        label=_("人身意外伤害保险单号"),
        max_length=60,
        help_text=_("见习开始前要买好。"),
        error_messages={"required": _("请填写保险单号。先买保险,再写协议。")},
    )


class AgreeForm(PlainForm):
    """The intern's tick."""

    graduated_on = _day(
        _("毕业日期"),
        "",
        required=False,
        help_text=_("离校2年内的毕业生请填。单位申请补贴时,工作人员要核对。"),
    )
    agree = forms.BooleanField(
        label=_("我看过协议,同意"),
        error_messages={"required": _("请看过协议再勾选。不同意的,在下面写原因。")},
    )

    def clean_graduated_on(self) -> Any:
        day = self.cleaned_data["graduated_on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("毕业日期还没有到,请核对。"))
        return day


class WhyForm(PlainForm):
    """Why something does not go on."""

    why = _words(_("原因"), _("请写原因。"), 300, 3, help_text=_("会告诉对方。"))


class KeptForm(PlainForm):
    """Whether the unit kept the intern."""

    kept = forms.TypedChoiceField(
        label=_("有没有留用"),
        choices=[("yes", _("留用了,签了劳动合同")), ("no", _("没有留用"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个。"), "invalid_choice": _("请选一个。")},
    )


class ConfirmForm(PlainForm):
    """Whether that is so."""

    right = forms.TypedChoiceField(
        label=_("是这样吗"),
        choices=[("yes", _("是的")), ("no", _("不是"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个。"), "invalid_choice": _("请选一个。")},
    )


class ClaimForm(PlainForm):
    """The months to ask for, ticked."""

    months = forms.MultipleChoiceField(
        label=_("申领哪些月"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只列已经满月、还没有申领过的。没有发足生活费的不要勾。"),
        error_messages={
            "required": _("请至少勾一个月。"),
            "invalid_choice": _("有的月份已经申领过,请重新勾选。"),
        },
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["months"].choices = choices

    def clean_months(self) -> list[tuple[str, int]]:
        """Keys of an agreement and the number of its month."""
        pairs = (each.rpartition(".") for each in self.cleaned_data["months"])
        return [(key, int(number)) for key, _point, number in pairs]


class InspectionForm(PlainForm):
    """What a clerk saw on the spot (考察)."""

    on = _day(_("考察日期"), _("请填写考察日期。"))
    suitable = forms.TypedChoiceField(
        label=_("结论"),
        choices=[("yes", _("合适")), ("no", _("不合适"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个。"), "invalid_choice": _("请选一个。")},
    )
    text = _words(_("看到的情况"), _("请写考察情况。"), 500, 4, help_text=_("岗位、带教人、场地、安全。"))

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError(_("考察日期还没有到,请核对。"))
        return day


class ReviewForm(PlainForm):
    """The yearly review's result."""

    result = forms.ChoiceField(
        label=_("评估结果"),
        choices=BaseReview.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个。"), "invalid_choice": _("请选一个。")},
    )
    next_on = _day(_("整改后再看的日期"), "", required=False, help_text=_("只有限期整改要填。"))
    text = _words(_("评估情况"), _("请写评估情况。"), 500, 4, help_text=_("会发给单位。整改的,写清改什么。"))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        day = data.get("next_on")
        if (
            data.get("result") == BaseReview.Result.IMPROVE
            and "next_on" in data
            and not (day and day > clock.today())
        ):
            self.add_error("next_on", _("请填写再看的日期,要晚于今天。"))
        return data


class CountyForm(PlainForm):
    """Which county's bases to show."""

    region = CountyField(label=_("地区"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        field.choices = [("", _("全省")), *list(field.choices)[1:]]
