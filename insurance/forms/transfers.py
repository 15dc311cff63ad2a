"""The questions of 失业保险关系转移接续, and what a clerk records of the other place's letter."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock
from registration.forms import ContactForm, QuestionForm, ResidenceForm

from ..models import Transfer

__all__ = ["ContactForm", "DirectionForm", "PlaceForm", "RecordForm", "ResidenceForm"]
HERE = ("四川", "成都")


class DirectionForm(QuestionForm):
    direction = forms.ChoiceField(
        label=_("往哪边转?"),
        choices=[(Transfer.Direction.IN, _("从外省转到四川")), (Transfer.Direction.OUT, _("从四川转到外省"))],
        widget=forms.RadioSelect,
        help_text=_("省内换地方工作不用转移,缴费年限自动累计。"),
        error_messages={"required": _("请选择往哪边转。")},
    )


class PlaceForm(QuestionForm):
    place = forms.CharField(
        label=_("外省的参保城市"),
        max_length=60,
        help_text=_("写到市,例如“重庆市”“广东省深圳市”。"),
        error_messages={"required": _("请填写外省的参保城市。")},
    )

    def clean_place(self) -> str:
        place = self.cleaned_data["place"].strip()
        if place.startswith(HERE):
            raise forms.ValidationError(_("四川省内不用转移,缴费年限自动累计。请填写外省的城市。"))
        return place


class MonthField(forms.CharField):
    """A month typed as 2024-03."""

    def clean(self, value: Any) -> date:
        text = super().clean(value)
        try:
            year, month = text.replace("年", "-").replace("月", "").replace("/", "-").split("-")
            return date(int(year), int(month), 1)
        except ValueError as error:
            raise forms.ValidationError(_("请写成 2024-03。")) from error


class RecordForm(forms.Form):
    """What stands in the other place's letter."""

    use_required_attribute = False
    first = MonthField(label=_("缴费起月"), error_messages={"required": _("请填写缴费起月。")})
    last = MonthField(label=_("缴费止月"), error_messages={"required": _("请填写缴费止月。")})
    proof = forms.CharField(
        label=_("对方函件编号"), max_length=60, error_messages={"required": _("请填写对方函件编号。")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            if data["last"] < data["first"]:
                self.add_error("last", _("止月不能早于起月。"))
            elif data["last"] > clock.today():
                self.add_error("last", _("止月还没有到。"))
        return data
