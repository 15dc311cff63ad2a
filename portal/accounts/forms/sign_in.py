"""Sign-in and identity forms: each error says what is wrong and how to go on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.agencies.queries import known_county_codes
from portal.kernel import clock, identity
from portal.kernel.identity import DocumentKind
from portal.kernel.typed import half_width

MAX_TYPED = 200


class PhoneForm(forms.Form):
    use_required_attribute = False
    phone = forms.CharField(
        label=_("手机号码"),
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("请填写手机号码。")},
    )

    def clean_phone(self) -> str:
        phone, problems = identity.check_phone(self.cleaned_data["phone"])
        if problems:
            raise forms.ValidationError([problem.message for problem in problems])
        return phone


class CodeForm(forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label=_("6位验证码"),
        max_length=MAX_TYPED,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("请填写短信里的6位验证码。")},
    )

    def clean_code(self) -> str:
        code = half_width(self.cleaned_data["code"])
        if len(code) != 6 or not code.isdigit():
            raise forms.ValidationError(_("验证码是6位数字,请对照短信再填一次。"))
        return code


class IdentityForm(forms.Form):
    """Name and one document of five kinds; unknown county codes only warn."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("姓名"),
        widget=forms.TextInput({"autocomplete": "name"}),
        help_text=_("和证件上一样,少数民族姓名请带上中间的点。"),
        error_messages={"required": _("请填写姓名。")},
    )
    kind = forms.ChoiceField(
        label=_("证件种类"),
        choices=DocumentKind.choices,
        initial=DocumentKind.RESIDENT_ID,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择证件种类。"), "invalid_choice": _("请从列表里选择证件种类。")},
    )
    number = forms.CharField(
        label=_("证件号码"),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("请填写证件号码。")},
    )
    warnings: tuple = ()

    def clean_name(self) -> str:
        name, problems = identity.check_name(self.cleaned_data["name"])
        if problems:
            raise forms.ValidationError([problem.message for problem in problems])
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kind, number = data.get("kind"), data.get("number")
        if kind and number:
            checked = identity.check(kind, number, today=clock.today(), known_regions=known_county_codes())
            self.warnings = checked.warnings
            for problem in checked.problems:
                self.add_error("number", forms.ValidationError(problem.message, code=problem.code))
            data["number"] = checked.number
        return data
