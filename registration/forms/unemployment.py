"""The questions of 失业登记, one form a page. Each takes `answers`: what was said on the pages before."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.agencies.models import Region
from portal.agencies.queries import children, county_choices, sichuan_counties
from portal.kernel import clock, identity

from ..models import RetirementKind, UnemploymentRegistration
from .fields import DateField, QuestionForm, RegionChoice


def household_guess(person: Person) -> str:
    """The province in somebody's household, from what is on record."""
    return f"{person.household_region_id[:2]}0000" if person.household_region_id else ""


class BirthForm(QuestionForm):
    sex = forms.ChoiceField(
        label=_("性别"),
        choices=[("female", _("女")), ("male", _("男"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择性别。")},
    )
    birth = DateField(
        label=_("出生日期"),
        error_messages={"required": _("请填写出生日期。"), "invalid": _("这个日期不存在,请核对年月日。")},
    )

    def clean_birth(self) -> date:
        birth = self.cleaned_data["birth"]
        if not date(1900, 1, 1) <= birth <= clock.today():
            raise forms.ValidationError(_("出生日期不能晚于今天,也不能早于1900年。"))
        return birth


def county_options() -> list[Any]:
    """The counties to choose from; asked of the database only where the list is shown, not where it is checked."""
    return [("", _("请选择")), *county_choices()]


class ResidenceForm(QuestionForm):
    residence = RegionChoice(
        label=_("常住的县(市、区)"),
        queryset=Region.objects.none(),
        empty_label=_("请选择"),
        error_messages={
            "required": _("请选择您现在住的县(市、区)。"),
            "invalid_choice": _("没有找到这个地方,请从列表里选择。"),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["residence"]
        field.queryset = sichuan_counties()
        field.choices = county_options


class HouseholdForm(QuestionForm):
    household = RegionChoice(
        label=_("户籍所在的省份"),
        queryset=Region.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择户籍所在的省份。"), "invalid_choice": _("请从列表里选择省份。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["household"].queryset = children("100000")


class RetirementForm(QuestionForm):
    kind = forms.ChoiceField(
        label=_("退休类别"),
        choices=[
            (RetirementKind.FEMALE50, _("50周岁(工人岗位)")),
            (RetirementKind.FEMALE55, _("55周岁(管理或专业技术岗位)")),
        ],
        widget=forms.RadioSelect,
        help_text=_("不清楚可以先选55周岁,窗口会帮您核对。"),
        error_messages={"required": _("请选择一项。不清楚就选55周岁。")},
    )

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"]


class IntentionForm(QuestionForm):
    able = forms.TypedChoiceField(
        label=_("您现在没有工作,身体能工作吗?"),
        choices=[("yes", _("没有工作,能工作")), ("no", _("现在不能工作"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一项。")},
    )
    wants_work = forms.TypedChoiceField(
        label=_("您想找工作吗?"),
        choices=[("yes", _("想找工作")), ("no", _("暂时不想"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一项。")},
    )


class LeftByForm(QuestionForm):
    left_by = forms.ChoiceField(
        label=_("离开上一份工作的原因"),
        choices=UnemploymentRegistration.LeftBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择最接近的一项。")},
    )


class LastJobForm(QuestionForm):
    last_day = DateField(
        label=_("最后一天上班的日期"),
        help_text=_("例如 2026-10-31。记不清具体哪天,写最接近的日期。"),
        error_messages={
            "required": _("请填写最后一天上班的日期。"),
            "invalid": _("这个日期不存在,请核对年月日。"),
        },
    )
    last_employer = forms.CharField(
        label=_("单位名称"), max_length=60, required=False, help_text=_("可以不填。不需要离职证明。")
    )

    def clean_last_day(self) -> date:
        last_day = self.cleaned_data["last_day"]
        if last_day > clock.today():
            raise forms.ValidationError(_("最后一天上班的日期还没有到。离职以后再来登记。"))
        if last_day < date(1950, 1, 1):
            raise forms.ValidationError(_("请核对年份,这个日期太早了。"))
        return last_day


class CategoriesForm(QuestionForm):
    categories = forms.MultipleChoiceField(
        label=_("您的情况"),
        choices=UnemploymentRegistration.Category.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class ContactForm(QuestionForm):
    phone = forms.CharField(
        label=_("手机号码"),
        max_length=40,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": _("请填写手机号码。"), "max_length": _("手机号码是11位数字。")},
    )

    def clean_phone(self) -> str:
        phone, problems = identity.check_phone(self.cleaned_data["phone"])
        if problems:
            raise forms.ValidationError([problem.message for problem in problems])
        return phone
