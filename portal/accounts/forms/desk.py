"""The PIN of a desk and the colleague who stands in."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Clerk
from portal.kernel.typed import half_width

PIN_LENGTH = (4, 8)
MAX_TYPED = 200


def _pin(label: str, **extra: Any) -> forms.CharField:
    widget = forms.PasswordInput({"inputmode": "numeric", "autocomplete": "off"})
    return forms.CharField(
        label=label,
        max_length=MAX_TYPED,
        widget=widget,
        error_messages={"required": _("请填写锁屏口令。")},
        **extra,
    )


class PinForm(forms.Form):
    """A new PIN of 4–8 digits, typed twice; one digit repeated is refused."""

    use_required_attribute = False
    pin = _pin(_("锁屏口令"), help_text=_("4到8位数字,不要全是同一个数字。"))
    again = _pin(_("再填一次口令"))

    def clean_pin(self) -> str:
        pin = half_width(self.cleaned_data["pin"])
        if not pin.isdigit() or not PIN_LENGTH[0] <= len(pin) <= PIN_LENGTH[1]:
            raise forms.ValidationError(_("口令是4到8位数字。"))
        if len(set(pin)) == 1:
            raise forms.ValidationError(_("不要全是同一个数字。"))
        return pin

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("pin") and data.get("again") and half_width(data["again"]) != data["pin"]:
            self.add_error("again", _("两次填的口令不一样。请再填一次。"))
        return data


class SubstituteForm(forms.Form):
    """Who stands in, from when until when."""

    use_required_attribute = False
    substitute = forms.ModelChoiceField(
        label=_("替岗人"), queryset=Clerk.objects.none(), required=False, empty_label=_("不设替岗人")
    )
    away_from = forms.DateField(
        label=_("离岗开始"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    away_until = forms.DateField(
        label=_("离岗截止"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, colleagues: QuerySet[Clerk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["substitute"].queryset = colleagues
        self.fields["substitute"].label_from_instance = lambda clerk: f"{clerk.name} {clerk.post}".strip()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        begins, ends = data.get("away_from"), data.get("away_until")
        if bool(begins) != bool(ends) and not self.errors:
            self.add_error("away_until" if begins else "away_from", _("离岗要写开始和截止两天。"))
        elif begins and ends and ends < begins:
            self.add_error("away_until", _("截止不能早于开始。"))
        return data
