"""How somebody wants to hear from us."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel.typed import half_width


class PreferenceForm(forms.Form):
    use_required_attribute = False
    sms = forms.BooleanField(label=_("给我发短信"), required=False)
    email = forms.EmailField(
        label=_("邮箱(可以不填)"),
        required=False,
        max_length=200,
        help_text=_("填了会先发一封确认邮件。"),
        error_messages={"invalid": _("邮箱地址不完整,例如 name@example.com。")},
    )


class EmailCodeForm(forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label=_("邮件里的6位验证码"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("请填写邮件里的6位验证码。")},
    )

    def clean_code(self) -> str:
        return half_width(self.cleaned_data["code"])
