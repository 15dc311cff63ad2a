"""What visitors tell us: short forms, no sign-in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Agency
from portal.casework.models import ServiceItem
from portal.kernel import identity


class ExtraDemandForm(forms.Form):
    """A paper somebody was asked for beyond the guide."""

    use_required_attribute = False
    item = forms.ModelChoiceField(
        label=_("办什么事"),
        queryset=ServiceItem.objects.filter(active=True),
        empty_label=_("请选择"),
        error_messages={
            "required": _("请选择您办的是什么事。"),
            "invalid_choice": _("没有这个事项,请重新选择。"),
        },
    )
    paper = forms.CharField(
        label=_("多要了什么材料"),
        max_length=120,
        error_messages={
            "required": _("请写出材料的名称。"),
            "max_length": _("材料名称最多120个字,请写短一点。"),
        },
    )
    agency = forms.ModelChoiceField(
        label=_("在哪里要的"),
        required=False,
        queryset=Agency.objects.filter(active=True, level__lte=3),
        empty_label=_("记不清,或不想说"),
        error_messages={"invalid_choice": _("没有这个机构,请重新选择。")},
    )
    text = forms.CharField(
        label=_("经过"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("哪天、怎么说的。请不要写证件号码。"),
        error_messages={"max_length": _("最多500个字,请写短一点。")},
    )
    contact = forms.CharField(
        label=_("手机号码"),
        required=False,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("想要我们回电话才填。号码加密保存。"),
    )

    def clean_contact(self) -> str:
        typed = self.cleaned_data["contact"]
        if not typed:
            return ""
        phone, problems = identity.check_phone(typed)
        if problems:
            raise forms.ValidationError([problem.message for problem in problems])
        return phone


class AskForm(forms.Form):
    """A receipt number."""

    use_required_attribute = False
    number = forms.CharField(
        label=_("回执号"),
        max_length=24,
        help_text=_("以 DCL- 开头。"),
        error_messages={"required": _("请填写回执号。"), "max_length": _("回执号没有这么长,请核对。")},
    )


class FeedbackForm(forms.Form):
    """Whether a page helped."""

    useful = forms.ChoiceField(required=False, choices=[("yes", _("有用")), ("no", _("没用"))])
    path = forms.CharField(required=False, max_length=200)
    text = forms.CharField(required=False, max_length=300)

    def clean(self) -> dict:
        data = super().clean()
        if not data.get("useful") and not data.get("text"):
            raise forms.ValidationError(_("请选“有用”或“没用”。"))
        return data
