"""Giving a mandate: to whom, for what, for how long."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock, identity
from portal.kernel.identity import DocumentKind

USCC = "uscc"
REFUSALS = {
    "items": ("items", _("请选择委托办理的事项。")),
    "order": ("ends", _("截止日期不能早于开始日期。")),
    "past": ("ends", _("截止日期已经过了。")),
    "too_long": ("ends", _("委托最长一年。")),
    "self": ("number", _("这是您自己的号码。请填写受托人的。")),
}


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请填写日期。"), "invalid": _("请填写年月日,例如2026-12-01。")},
    )


class MandateForm(forms.Form):
    use_required_attribute = False
    name = forms.CharField(
        label=_("受托人姓名,或受托单位名称"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("请填写受托人姓名或单位名称。")},
    )
    kind = forms.ChoiceField(
        label=_("受托人的证件"), choices=[*DocumentKind.choices, (USCC, _("单位:统一社会信用代码"))]
    )
    number = forms.CharField(
        label=_("证件号码或信用代码"),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("请填写证件号码或信用代码。")},
    )
    items = forms.MultipleChoiceField(
        label=_("委托办理的事项"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择委托办理的事项。")},
    )
    begins, ends = _day(_("开始日期")), _day(_("截止日期"))
    consent = forms.BooleanField(
        label=_("我同意由受托人代我办理上面的事项,随时可以解除"),
        error_messages={"required": _("请勾选同意,委托才成立。")},
    )

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        today = clock.today()
        kwargs.setdefault("initial", {"begins": today, "ends": today + timedelta(days=90)})
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = items

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kind, number, name = data.get("kind"), data.get("number"), data.get("name")
        problems: tuple = ()
        if kind == USCC and number:
            data["number"], problems = identity.uscc_check(number)
        elif kind and number:
            checked = identity.check(kind, number)
            data["number"], problems = checked.number, checked.problems
        for problem in problems:
            self.add_error("number", forms.ValidationError(problem.message, code=problem.code))
        if kind and kind != USCC and name:
            data["name"], name_problems = identity.check_name(name)
            for problem in name_problems:
                self.add_error("name", forms.ValidationError(problem.message, code=problem.code))
        return data
