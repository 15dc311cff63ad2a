"""Times for interviews, as a unit offers them."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock

from .base import PlainForm

LENGTHS, MOST, AHEAD = (15, 20, 30, 45, 60), 20, timedelta(days=60)


class SlotsForm(PlainForm):
    """A day, a first time, how many one after the other, and where."""

    day = forms.DateField(
        label=_("哪天"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请填写日期。"), "invalid": _("这个日期不存在,请核对年月日。")},
    )
    time = forms.TimeField(
        label=_("几点开始"),
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"required": _("请填写几点开始。"), "invalid": _("请按时:分填写,如14:00。")},
    )
    minutes = forms.TypedChoiceField(
        label=_("每人多久(分钟)"), coerce=int, choices=[(n, f"{n}") for n in LENGTHS], initial=20
    )
    count = forms.IntegerField(
        label=_("连着几个时间"),
        min_value=1,
        max_value=MOST,
        initial=1,
        error_messages={
            "required": _("请填写几个时间。"),
            "invalid": _("请填写数字。"),
            "min_value": _("至少1个。"),
            "max_value": _("一次最多20个。"),
        },
    )
    place = forms.CharField(
        label=_("地点"), max_length=120, error_messages={"required": _("请填写面试地点。")}
    )

    def clean(self) -> dict[str, Any]:
        """Not past, and not further than two months ahead."""
        data = super().clean()
        day, time = data.get("day"), data.get("time")
        if isinstance(day, date) and time is not None:
            begins = datetime.combine(day, time, tzinfo=clock.ZONE)
            if not clock.now() < begins <= clock.now() + AHEAD:
                self.add_error("day", _("时间要在现在以后、60天以内。"))
            data["begins"] = begins
        return data

    def facts(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: self.cleaned_data[name] for name in ("begins", "minutes", "count", "place")}
