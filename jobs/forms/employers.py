"""An employer's card and its verification."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import identity

from ..models import Employer, EmployerVerification
from .base import PlainForm


class ProfileForm(PlainForm):
    """The employer's card."""

    ownership = forms.ChoiceField(
        label=_("单位性质"),
        choices=[("", _("请选择")), *Employer.Ownership.choices],
        error_messages={"required": _("请选择单位性质。")},
    )
    size = forms.ChoiceField(
        label=_("人数规模"), choices=[("", _("不填")), *Employer.Size.choices], required=False
    )
    address = forms.CharField(
        label=_("地址"), max_length=120, error_messages={"required": _("请填写单位地址。")}
    )
    intro = forms.CharField(
        label=_("单位简介"), max_length=1000, required=False, widget=forms.Textarea({"rows": 4})
    )
    contact_phone = forms.CharField(
        label=_("招聘电话"),
        max_length=40,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel"}),
        error_messages={"required": _("请填写招聘电话。")},
    )

    def clean_contact_phone(self) -> str:
        phone, problems = identity.check_phone(self.cleaned_data["contact_phone"])
        if problems:
            raise forms.ValidationError([problem.message for problem in problems])
        return phone


class VerificationForm(PlainForm):
    """How to be verified, and by whom it is asked."""

    basis = forms.ChoiceField(
        label=_("怎么核验"),
        choices=[
            (Employer.Basis.DOCUMENTS, _("用单位证照核验(执照、登记证书等)")),
            (Employer.Basis.PROMISE, _("证照还不齐,由经办人书面承诺")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择核验方式。")},
    )
    ground = forms.ChoiceField(
        label=_("用书面承诺的原因"),
        choices=[("", _("不用书面承诺")), *EmployerVerification.Ground.choices],
        required=False,
    )
    ground_text = forms.CharField(label=_("说明"), max_length=200, required=False)
    agent_name = forms.CharField(
        label=_("经办人姓名"), max_length=40, error_messages={"required": _("请填写经办人姓名。")}
    )
    agent_number = forms.CharField(
        label=_("经办人居民身份证号码"),
        max_length=30,
        error_messages={"required": _("请填写经办人的身份证号码。")},
    )

    def clean_agent_number(self) -> str:
        checked = identity.check(identity.DocumentKind.RESIDENT_ID, self.cleaned_data["agent_number"])
        if not checked.valid:
            raise forms.ValidationError([problem.message for problem in checked.problems])
        return checked.number

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("basis") == Employer.Basis.PROMISE and not data.get("ground"):
            self.add_error("ground", _("用书面承诺的,要选一个原因。"))
        if data.get("ground") == EmployerVerification.Ground.OTHER and not data.get("ground_text"):
            self.add_error("ground_text", _("选了“其他情况”,请说明原因。"))
        return data
