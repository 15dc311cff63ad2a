"""Passwords, and the window's unlocking."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.kernel import identity
from portal.kernel.identity import DocumentKind

MAX_TYPED = 200


def _secret(label: str, autocomplete: str, required: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=MAX_TYPED,
        help_text=help_text,
        widget=forms.PasswordInput({"autocomplete": autocomplete}),
        error_messages={"required": required, "max_length": _("密码太长了,最多200个字符。")},
    )


class NumberForm(forms.Form):
    """A document by kind and number; the number is normalised and checked for form alone."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("证件种类"),
        choices=DocumentKind.choices,
        initial=DocumentKind.RESIDENT_ID,
        error_messages={"required": _("请选择证件种类。"), "invalid_choice": _("请从列表里选择证件种类。")},
    )
    number = forms.CharField(
        label=_("证件号码"),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("请填写证件号码。")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kind, number = data.get("kind"), data.get("number")
        if kind and number:
            checked = identity.check(kind, number)
            for problem in checked.problems:
                self.add_error("number", forms.ValidationError(problem.message, code=problem.code))
            data["number"] = checked.number
        return data


class NumberPasswordForm(NumberForm):
    password = _secret(_("密码"), "current-password", _("请填写密码。"))


class PasswordForm(forms.Form):
    """A new password, typed twice."""

    use_required_attribute = False
    new = _secret(_("新密码"), "new-password", _("请填写新密码。"), _("至少10个字符,不要用生日、手机号。"))
    again = _secret(_("再填一次新密码"), "new-password", _("请再填一次新密码。"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new(self) -> str:
        validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", _("两次填的密码不一样。请再填一次。"))
        return data


class OwnPasswordForm(forms.Form):
    use_required_attribute = False
    password = _secret(_("密码"), "current-password", _("请填写密码。"))


class UnlockForm(forms.Form):
    """Which sign-in to open: a phone, or a document number."""

    use_required_attribute = False
    kind = forms.ChoiceField(label=_("按什么解锁"), choices=[("phone", _("手机号码")), *DocumentKind.choices])
    value = forms.CharField(
        label=_("手机号码或证件号码"),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("请填写手机号码或证件号码。")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kind, value = data.get("kind"), data.get("value")
        if not kind or not value:
            return data
        if kind == "phone":
            data["value"], problems = identity.check_phone(value)
        else:
            checked = identity.check(kind, value)
            data["value"], problems = checked.number, checked.problems
        for problem in problems:
            self.add_error("value", forms.ValidationError(problem.message, code=problem.code))
        return data
