"""A contract that stands, renewed or changed."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel.dates import months_later

from ..models import Contract, ContractKind, Hours, Spell
from ..rules import roster
from ..rules.cells import Unreadable
from .fields import DateField
from .filings import UnitForm


class ContractForm(UnitForm):
    """What was agreed; the checks are those of the file."""

    contract = forms.ChoiceField(label=_("合同类型"), choices=ContractKind.choices, widget=forms.RadioSelect)
    begins = DateField(
        label=_("合同开始日期"),
        help_text=_("续订的写新合同的第一天;只是变更的不用改。"),
        error_messages={"required": _("请填写合同开始日期。"), "invalid": _("这个日期不存在。")},
    )
    ends = DateField(label=_("合同结束日期"), required=False, help_text=_("无固定期限的不填。"))
    post = forms.CharField(label=_("岗位"), max_length=60, error_messages={"required": _("请填写岗位。")})
    hours = forms.ChoiceField(label=_("工时制"), choices=Hours.choices)
    trial_until = DateField(label=_("试用期至"), required=False, help_text=_("没有试用期的不填。"))
    field_order = ("contract", "begins", "ends", "post", "hours", "trial_until")

    def __init__(self, *args: Any, spell: Spell, renew: bool = False, **kwargs: Any) -> None:
        self._spell, stands = spell, next(iter(spell.contracts.all()), None)
        super().__init__(*args, initial=_initial(stands, renew), **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            try:
                roster.check_contract(
                    roster.Line(day=self._spell.period.lower, **{name: data[name] for name in self.fields})
                )
            except Unreadable as wrong:
                names = {"合同开始日期": "begins", "合同结束日期": "ends", "试用期至": "trial_until"}
                self.add_error(names.get(wrong.column), str(wrong))
        return data


def _initial(stands: Contract | None, renew: bool) -> dict[str, Any]:
    if stands is None:
        return {"hours": Hours.STANDARD}
    known = {"contract": stands.kind, "post": stands.post, "hours": stands.hours}
    if not renew:
        return known | {"begins": stands.begins, "ends": stands.ends, "trial_until": stands.trial_until}
    if stands.ends is None:
        return known
    return known | {"begins": stands.ends + timedelta(1), "ends": _same_length(stands)}


def _same_length(stands: Contract) -> date:
    """As long again as the one before."""
    months = round((stands.ends - stands.begins).days / 30.44)
    return months_later(stands.ends + timedelta(1), months) - timedelta(1)
