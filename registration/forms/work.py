"""What a worker says of an employment, and what a clerk answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock

from ..models import Separation
from ..queries.separations import grounds
from .fields import DateField
from .filings import LeaveForm, UnitForm


class LeftForm(LeaveForm):
    """I left: last day and ground, in the worker's own words of the law."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].label = _("您是怎么离开的?")
        self.fields["ground"].help_text = _("请按实际情况选。我们会告诉单位,单位有不同说法的由工作人员核实。")


class ObjectionForm(UnitForm):
    """What is not so."""

    text = forms.CharField(
        label=_("实际情况是怎样的?"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("用自己的话写就行,例如“是单位通知我不用来了,不是我辞职”。"),
        error_messages={"required": _("请写明实际情况。")},
    )


class SettleForm(UnitForm):
    """What a clerk found: ground, day, reasons."""

    ground = forms.ChoiceField(label=_("核实后的原因"))
    last_day = DateField(label=_("核实后的最后工作日"))
    text = forms.CharField(
        label=_("核实经过和理由"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("请写明核实经过和理由。")},
    )

    def __init__(self, *args: Any, said: Separation, **kwargs: Any) -> None:
        first = {"ground": said.ground, "last_day": said.last_day}
        super().__init__(*args, initial=first, **kwargs)
        region = said.spell.agency.region_id
        self.fields["ground"].choices = [
            (code, text) for code, text, _involuntary in grounds(clock.today(), region)
        ]
