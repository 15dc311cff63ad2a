"""What is thought of before a vacancy is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Education, Kind, Occupation, PayUnit
from ..rules import pay
from .base import CountyField, PlainForm
from .vacancies import VacancyForm

UNITS = [choice for choice in PayUnit.choices if choice[0] != PayUnit.PIECE]
CARRIED = ("title", "kind", "region", "pay_low", "pay_high", "pay_unit", "education", "experience")


class PlanForm(PlainForm):
    """Title, place, pay and conditions; asked with GET, nothing is kept."""

    title = VacancyForm.base_fields["title"]
    occupation = forms.CharField(required=False, max_length=11, widget=forms.HiddenInput)
    of = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("用工形式"), choices=Kind.choices, initial=Kind.FULL_TIME)
    region = CountyField(
        label=_("工作地区"),
        error_messages={
            "required": _("请选择工作的县(市、区)。"),
            "invalid_choice": _("没有找到这个地方,请从列表里选择。"),
        },
    )
    pay_low = VacancyForm.base_fields["pay_low"]
    pay_high = VacancyForm.base_fields["pay_high"]
    pay_unit = forms.ChoiceField(label=_("薪资单位"), choices=UNITS, initial=PayUnit.MONTH)
    education = forms.TypedChoiceField(
        label=_("学历要求"), choices=Education.choices, coerce=int, initial=Education.ANY
    )
    experience = VacancyForm.base_fields["experience"]
    needs = forms.CharField(
        label=_("还要会什么"),
        max_length=200,
        required=False,
        help_text=_("比如“会做电子表格,有驾照”。"),
        error_messages={"max_length": _("最多200字。")},
    )

    def clean(self) -> dict[str, Any]:
        """An occupation counts for the title it was chosen of; another title is read anew."""
        data = super().clean()
        code = data.get("occupation") if data.get("of") == data.get("title") else ""
        data["occupation"] = Occupation.objects.filter(pk=code).first() if code else None
        if {"pay_low", "pay_high", "pay_unit"} <= data.keys():
            for problem in pay.problems(data["pay_low"], data["pay_high"], data["pay_unit"]):
                self.add_error("pay_low", problem)
        return data


def carried(query: Any) -> dict[str, Any]:
    """The answers of a plan as the first values of the posting form; nothing where they do not hold."""
    if "title" not in query:
        return {}
    form = PlanForm(query)
    if not form.is_valid():
        return {}
    data = form.cleaned_data
    first = {name: data[name] for name in CARRIED}
    first["occupation"] = data["occupation"].pk if data["occupation"] else ""
    first["description"] = data["needs"]
    return first
