"""A unit closes: since when, and how."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock

from .fields import DateField
from .filings import UnitForm


class ClosingForm(UnitForm):
    """The last day and the way it ended."""

    last_day = DateField(
        label=_("从哪天起停业?"),
        help_text=_("写员工最后工作的那一天。"),
        error_messages={"required": _("请填写停业的日期。"), "invalid": _("这个日期不存在。")},
    )
    ground = forms.ChoiceField(
        label=_("怎么停的?"),
        choices=[
            ("LCL44_5", _("自己决定停业、解散,或者被吊销、责令关闭")),
            ("LCL44_4", _("被法院宣告破产")),
        ],
        widget=forms.RadioSelect,
        help_text=_("这两种都不是员工自己要走的,员工可以申领失业保险金。"),
        error_messages={"required": _("请选择怎么停的。")},
    )

    def clean_last_day(self) -> date:
        day = self.cleaned_data["last_day"]
        if day > clock.today():
            raise forms.ValidationError(_("停业的日期还没有到,到了那天再报。"))
        return day
