"""Declaring an organisation and inviting a member."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Membership, Organisation
from portal.agencies.models import Region
from portal.agencies.queries import sichuan_counties
from portal.kernel import identity

from .sign_in import PhoneForm


class OrganisationForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(
        label=_("单位名称"),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "organization"}),
        error_messages={"required": _("请填写单位名称。"), "max_length": _("单位名称最多120个字。")},
    )
    uscc = forms.CharField(
        label=_("统一社会信用代码"),
        help_text=_("营业执照上的18位代码。"),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("请填写统一社会信用代码。")},
    )
    kind = forms.ChoiceField(
        label=_("单位种类"), choices=Organisation.Kind.choices, initial=Organisation.Kind.EMPLOYER
    )
    region = forms.ModelChoiceField(
        label=_("所在区县"),
        queryset=Region.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择所在区县。"), "invalid_choice": _("请从列表里选择区县。")},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = sichuan_counties().select_related("parent")
        self.fields["region"].label_from_instance = lambda county: county.full_name

    def clean_uscc(self) -> str:
        code, problems = identity.uscc_check(self.cleaned_data["uscc"])
        if problems:
            raise forms.ValidationError([problem.message for problem in problems])
        return code


class InviteForm(PhoneForm):
    role = forms.ChoiceField(
        label=_("角色"), choices=Membership.Role.choices, initial=Membership.Role.RECRUITER
    )
