"""The questions of 失业保险金申领, one form a page. No page asks for a paper or a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock
from registration.forms import (
    BirthForm,
    ContactForm,
    LastJobForm,
    QuestionForm,
    ResidenceForm,
    RetirementForm,
)

from ..queries.verdicts import SICHUAN, grounds

__all__ = [
    "AccountForm",
    "BirthForm",
    "ContactForm",
    "GroundForm",
    "LastJobForm",
    "ResidenceForm",
    "RetirementForm",
    "SeekingForm",
]


class GroundForm(QuestionForm):
    """离职原因: the grounds the law lists, in its words."""

    ground = forms.ChoiceField(
        label=_("离开上一份工作的原因"),
        widget=forms.RadioSelect,
        help_text=_("不用交离职证明。和单位说法不一样也没关系,照实选,我们来核对。"),
        error_messages={"required": _("请选择最接近的一项。"), "invalid_choice": _("请从列出的项里选。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = grounds(clock.today(), SICHUAN)


class SeekingForm(QuestionForm):
    seeking = forms.TypedChoiceField(
        label=_("您现在想找工作吗?"),
        choices=[("yes", _("想找工作")), ("no", _("暂时不想"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一项。")},
    )


def luhn_holds(number: str) -> bool:
    """The check digit of a bank card (GB/T 17552 / ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def clean_number(text: str) -> str:
    """Digits of a bank account; raises ValidationError in words. Cards (62…, 16–19 digits) have a check digit."""
    number = "".join(text.split()).replace("-", "")
    if not (number.isascii() and number.isdigit()):
        raise forms.ValidationError(_("账号只有数字,请核对。"))
    if not 8 <= len(number) <= 32:
        raise forms.ValidationError(_("账号的位数不对,请核对。"))
    if number.startswith("62") and 16 <= len(number) <= 19 and not luhn_holds(number):
        raise forms.ValidationError(_("卡号有一位写错了,请对着卡再核对一次。"))
    return number


class AccountForm(QuestionForm):
    """Where the money goes; may be left for later, nothing is paid before it is known."""

    bank = forms.CharField(
        label=_("开户银行"),
        max_length=60,
        required=False,
        help_text=_("社会保障卡的银行最方便,例如“成都银行”。"),
    )
    number = forms.CharField(
        label=_("银行账号"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("要用您本人的账户。现在不方便可以先空着,以后在“我的失业保险”里补。"),
    )

    def clean_number(self) -> str:
        text = self.cleaned_data["number"]
        return clean_number(text) if text.strip() else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("number") and not data.get("bank", "").strip():
            self.add_error("bank", _("请填写开户银行。"))
        if data.get("bank", "").strip() and "number" in data and not data["number"]:
            self.add_error("number", _("请填写账号。"))
        return data
