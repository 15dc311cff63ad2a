"""The questions of 技能提升补贴申领, one form a page. No page asks for a paper or a file."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock
from registration.forms import DateField, QuestionForm

from .claims import AccountForm

__all__ = ["AccountForm", "CertificateForm", "TrainingForm", "tidy_number"]
LEVELS = [
    ("5", _("五级(初级工)")),
    ("4", _("四级(中级工)")),
    ("3", _("三级(高级工)")),
    ("2", _("二级(技师)")),
    ("1", _("一级(高级技师)")),
]


def tidy_number(text: str) -> str:
    """A certificate's number as it is compared: no spaces or dashes, capital letters."""
    return "".join(text.split()).replace("-", "").upper()


class CertificateForm(QuestionForm):
    """What stands on the certificate."""

    number = forms.CharField(
        label=_("证书编号"),
        max_length=40,
        help_text=_("在证书上,字母和数字。我们联网核对,不用上传照片。"),
        error_messages={"required": _("请填写证书编号。"), "max_length": _("编号太长,请核对。")},
    )
    occupation = forms.CharField(
        label=_("职业(工种)"),
        max_length=60,
        help_text=_("照证书上写,例如“电工”。"),
        error_messages={"required": _("请填写职业。"), "max_length": _("职业名称太长。")},
    )
    level = forms.TypedChoiceField(
        label=_("等级"),
        choices=LEVELS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择等级。"), "invalid_choice": _("请从列出的等级里选。")},
    )
    issued = DateField(
        label=_("发证日期"),
        error_messages={"required": _("请填写发证日期。"), "invalid": _("日期写成2026-03-01。")},
    )

    def clean_number(self) -> str:
        number = tidy_number(self.cleaned_data["number"])
        if not (number.isascii() and number.isalnum()):
            raise forms.ValidationError(_("证书编号只有字母和数字,请核对。"))
        if not 6 <= len(number) <= 30:
            raise forms.ValidationError(_("证书编号的位数不对,请核对。"))
        return number

    def clean_occupation(self) -> str:
        return "".join(self.cleaned_data["occupation"].split())

    def clean_issued(self) -> date:
        issued = self.cleaned_data["issued"]
        if issued > clock.today():
            raise forms.ValidationError(_("发证日期不能晚于今天。"))
        return issued


class TrainingForm(QuestionForm):
    training_subsidy = forms.TypedChoiceField(
        label=_("这本证书领过职业培训补贴吗?"),
        choices=[("no", _("没有")), ("yes", _("领过"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_("同一本证书,培训补贴和技能提升补贴只能领一样。"),
        error_messages={"required": _("请选择一项。")},
    )
