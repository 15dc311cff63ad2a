"""失业登记注销: the ground and the day; at the desk what was tried, and why something is decided."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock

from ..models import ContactTry, Spell
from .fields import DateField, QuestionForm
from .filings import UnitForm

Ending = Spell.Ending
OWN_GROUNDS = (
    Ending.HIRED,
    Ending.SELF_EMPLOYED,
    Ending.EARNING,
    Ending.PENSION,
    Ending.UNABLE,
    Ending.STUDY_ARMY_ABROAD,
    Ending.NO_WISH,
)  # what a person says of themselves; the others need somebody who decides
WORDS = {
    Ending.HIRED: _("找到工作了"),
    Ending.SELF_EMPLOYED: _("自己开店、办公司,领了营业执照"),
    Ending.EARNING: _("有稳定收入,每月不低于最低工资"),
    Ending.PENSION: _("已经领养老金"),
    Ending.UNABLE: _("完全不能工作了"),
    Ending.STUDY_ARMY_ABROAD: _("上学、参军或移居国外"),
    Ending.NO_WISH: _("不想找工作了"),
}


class CancellationForm(QuestionForm):
    """Why, and since when."""

    ground = forms.ChoiceField(
        label=_("为什么注销?"),
        choices=[(ground.value, WORDS[ground]) for ground in OWN_GROUNDS],
        widget=forms.RadioSelect,
        help_text=_("注销后,正在领的失业保险金会停发。没领完的月数留着,以后再失业还能接着领。"),
        error_messages={"required": _("请选择最接近的一项。")},
    )
    day = DateField(
        label=_("从哪天起?"),
        initial=clock.today,
        error_messages={"required": _("请填写日期。"), "invalid": _("这个日期不存在,请核对年月日。")},
    )

    def clean_day(self) -> date:
        day, first = self.cleaned_data["day"], self.answers.get("person", {}).get("since")
        if day > clock.today():
            raise forms.ValidationError(_("日期还没有到,到了那天再办。"))
        if first and day < first:
            raise forms.ValidationError(_("这个日期比失业登记还早,请核对。"))
        return day


class TryForm(UnitForm):
    """One try to reach somebody."""

    way = forms.ChoiceField(
        label=_("怎么联系的"),
        choices=ContactTry.Way.choices,
        error_messages={"required": _("请选择联系方式。")},
    )
    text = forms.CharField(
        label=_("结果"), max_length=200, error_messages={"required": _("请写明结果,例如“无人接听”。")}
    )


class ReasonForm(UnitForm):
    """Why it is decided so."""

    reason = forms.CharField(
        label=_("理由"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请写明理由。")},
    )
