"""What a clerk writes of an employer: need and officer, a visit, a ban."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Clerk
from portal.casework.models import ReasonCode
from portal.kernel import clock

from ..models import Employer, Visit
from .base import PlainForm


class ServeForm(PlainForm):
    """How urgent the need is, and who serves the employer."""

    need = forms.ChoiceField(label=_("用工需求"), choices=Employer.Need.choices, widget=forms.RadioSelect)
    officer = forms.ModelChoiceField(
        label=_("用工专员"), queryset=Clerk.objects.none(), required=False, empty_label=_("没有指定")
    )

    def __init__(self, *args: Any, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers


class VisitForm(PlainForm):
    """A visit or a call."""

    way = forms.ChoiceField(label=_("方式"), choices=Visit.Way.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("谈了什么"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("请写下谈了什么。")},
    )
    next_on = forms.DateField(
        label=_("下次联系"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("这个日期不存在,请核对年月日。")},
    )

    def clean_next_on(self) -> date | None:
        day = self.cleaned_data["next_on"]
        if day and day < clock.today():
            raise forms.ValidationError(_("下次联系要在今天或以后。"))
        return day


class BanForm(PlainForm):
    """A ban: one reason with its article, the facts, the last day."""

    reason = forms.ModelChoiceField(
        label=_("原因"),
        queryset=ReasonCode.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择原因。")},
    )
    text = forms.CharField(
        label=_("事实"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请写明事实。")},
    )
    ends = forms.DateField(
        label=_("截止日"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请填写截止日。"), "invalid": _("这个日期不存在,请核对年月日。")},
    )

    def __init__(self, *args: Any, reasons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = reasons
        self.fields["reason"].label_from_instance = lambda reason: f"{reason.text}({reason.article})"

    def clean_ends(self) -> date:
        day = self.cleaned_data["ends"]
        if day <= clock.today():
            raise forms.ValidationError(_("截止日要在明天或以后。"))
        return day
