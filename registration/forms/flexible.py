"""灵活就业登记 on one page, and what is asked six months later."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock, identity

from ..models import FlexibleWork
from .fields import DateField, QuestionForm

Band, Kind = FlexibleWork.Band, FlexibleWork.Kind


class BandForm(QuestionForm):
    """How it earns; the sum of the minimum wage stands at the question where it is known for sure."""

    band = forms.ChoiceField(
        label=_("现在每月挣多少?"),
        choices=Band.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择最接近的一项。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.answers.get("person", {})
        told = []
        if known.get("wage"):
            told.append(_now("您那里的最低工资是每月%(sum)s元。") % {"sum": f"{known['wage']:.0f}"})
        if known.get("unemployed"):
            told.append(
                _now(
                    "您正在失业登记期内:收入不稳定或不到最低工资的,失业登记保留;稳定且不低于最低工资的,失业登记注销。"
                )
            )
        self.fields["band"].help_text = "".join(told)


class FlexibleForm(BandForm):
    """Kind, what and where, income, first day."""

    field_order = ("kind", "content", "licence", "band", "since")
    kind = forms.ChoiceField(
        label=_("您做的是哪一种?"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择最接近的一种。")},
    )
    content = forms.CharField(
        label=_("做什么?在平台上做的,写平台名称"),
        max_length=60,
        help_text=_("例如“家政保洁”“美团外卖”“早点摊”。"),
        error_messages={"required": _("请写明做什么。"), "max_length": _("最多写60个字。")},
    )
    licence = forms.CharField(
        label=_("营业执照上的统一社会信用代码"),
        max_length=40,
        required=False,
        help_text=_("只有个体经营要填,18位。"),
    )
    since = DateField(
        label=_("从哪天开始做的?"),
        help_text=_("记不清具体哪天,写最接近的日期。"),
        error_messages={"required": _("请填写从哪天开始。"), "invalid": _("这个日期不存在,请核对年月日。")},
    )

    def clean_since(self) -> date:
        since = self.cleaned_data["since"]
        if since > clock.today():
            raise forms.ValidationError(_("开始的日期还没有到。开始做了再来登记。"))
        if since < date(1980, 1, 1):
            raise forms.ValidationError(_("请核对年份,这个日期太早了。"))
        return since

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        code = (data.get("licence") or "").strip()
        if data.get("kind") != Kind.SELF_EMPLOYED:
            data["licence"] = ""
        elif not code:
            self.add_error("licence", _("个体经营请填写营业执照上的统一社会信用代码。"))
        else:
            data["licence"], problems = identity.uscc_check(code)
            if problems:
                self.add_error("licence", [problem.message for problem in problems])
        return data


class EndingForm(QuestionForm):
    """What sending means, told before it is sent."""

    agree = forms.ChoiceField(
        label=_("登记以后,您的失业登记会同时注销"),
        choices=[("yes", _("知道了,继续登记"))],
        widget=forms.RadioSelect,
        help_text=_(
            "法律规定,领了营业执照的个体经营,或者收入稳定且不低于最低工资的劳动,不再属于失业。"
            "正在领失业保险金的,会停发;没领完的月数留着,以后再失业还能接着领。"
        ),
        error_messages={"required": _("请选“知道了”再继续。不想注销的,可以返回修改或保存退出。")},
    )


class EndWorkForm(QuestionForm):
    """The work is over."""

    last_day = DateField(
        label=_("最后一天是哪天?"),
        error_messages={"required": _("请填写最后一天。"), "invalid": _("这个日期不存在,请核对年月日。")},
    )
