"""What a clerk writes of a person who is guided."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock

from ..models import Interview, KeyGroup
from ..models.guidance import MOST_STEPS
from .base import PlainForm

FIRST_STEPS = 3


def _day(label: Any, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请填写日期。"), "invalid": _("这个日期不存在,请核对年月日。")},
    )


def _future(day: date | None) -> date | None:
    """Not before today and not beyond two years."""
    if day and not clock.today() <= day <= clock.today() + timedelta(days=731):
        raise forms.ValidationError(_("日期要在今天和两年之内。"))
    return day


class InterviewForm(PlainForm):
    """求职意愿调查."""

    cause = forms.ChoiceField(
        label=_("失业原因"),
        choices=[("", _("请选择")), *Interview.Cause.choices],
        error_messages={"required": _("请选择失业原因。")},
    )
    barriers = forms.MultipleChoiceField(
        label=_("难在哪里"),
        choices=Interview.Barrier.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wishes = forms.CharField(
        label=_("想做什么"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请写本人想做什么。")},
    )
    next_on = _day(_("下次联系"))

    def clean_next_on(self) -> date | None:
        return _future(self.cleaned_data["next_on"])


class KeyGroupForm(PlainForm):
    """重点群体实名制."""

    group = forms.ChoiceField(
        label=_("重点群体"),
        choices=[("", _("请选择")), *KeyGroup.Group.choices],
        error_messages={"required": _("请选择群体。")},
    )
    source = forms.ChoiceField(label=_("来源"), choices=KeyGroup.Source.choices)
    evidence = forms.CharField(
        label=_("依据"),
        max_length=200,
        help_text=_("证件名称和编号,或数据来自哪个部门。"),
        error_messages={"required": _("请写依据。")},
    )


class PlanForm(PlainForm):
    """职业规划 with up to eight steps, the first three at once to be seen."""

    goal = forms.CharField(label=_("目标"), max_length=200, error_messages={"required": _("请写目标。")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, MOST_STEPS + 1):
            self.fields[f"text{n}"] = forms.CharField(
                label=_("第%(n)s步") % {"n": n},
                max_length=200,
                required=n == 1,
                error_messages={"required": _("至少写一步。")},
            )
            self.fields[f"due{n}"] = _day(_("第%(n)s步哪天前做到") % {"n": n}, required=n == 1)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for n in range(1, MOST_STEPS + 1):
            text, due = data.get(f"text{n}"), data.get(f"due{n}")
            if text and not due and f"due{n}" not in self.errors:
                self.add_error(f"due{n}", _("这一步还没有日期。"))
            if due and not text and f"text{n}" not in self.errors:
                self.add_error(f"text{n}", _("写了日期,还没有写这一步做什么。"))
            if due:
                try:
                    _future(due)
                except forms.ValidationError as error:
                    self.add_error(f"due{n}", error)
        return data

    def shown(self) -> list[forms.BoundField]:
        """The goal and the first steps."""
        return list(self)[: 1 + 2 * FIRST_STEPS]

    def further(self) -> list[forms.BoundField]:
        """The steps after the first ones."""
        return list(self)[1 + 2 * FIRST_STEPS :]

    def further_open(self) -> bool:
        """Whether something is written or wrong in the further steps."""
        return any(each.errors or each.value() for each in self.further())

    def steps(self) -> list[tuple[str, date]]:
        """Steps that were written, in order."""
        data = self.cleaned_data
        return [(data[f"text{n}"], data[f"due{n}"]) for n in range(1, MOST_STEPS + 1) if data[f"text{n}"]]
