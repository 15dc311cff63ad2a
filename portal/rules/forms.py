"""A year's calendar as the notice prints it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock


class DaysField(forms.CharField):
    """Lines of «2027-01-01 元旦» as {date: name}; a wrong line is named."""

    widget = forms.Textarea

    def clean(self, value: Any) -> dict[date, str]:
        out: dict[date, str] = {}
        for line in super().clean(value).splitlines():
            text, _space, name = line.strip().partition(" ")
            if not text:
                continue
            try:
                out[date.fromisoformat(text)] = name.strip()[:40]
            except ValueError as error:
                raise forms.ValidationError(
                    _("这一行看不懂:“%(line)s”。要写成“2027-01-01 元旦”。") % {"line": line.strip()[:40]}
                ) from error
        return out


class CalendarForm(forms.Form):
    """Year, days of rest, weekends that are worked."""

    year = forms.IntegerField(label=_("年份"), min_value=2026, max_value=2100)
    rest = DaysField(label=_("放假的日子(含调休的工作日)"), help_text=_("一行一天,例如“2027-01-01 元旦”。"))
    worked = DaysField(
        label=_("要上班的周末"), required=False, help_text=_("一行一天,例如“2027-02-20 补班”。")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        year, rest, worked = data.get("year"), data.get("rest") or {}, data.get("worked") or {}
        if year and year < clock.today().year:
            self.add_error("year", _("过去的日历不能再改。"))
        for name, days in (("rest", rest), ("worked", worked)):
            wrong = [day for day in days if year and day.year != year]
            if wrong:
                self.add_error(name, _("%(day)s不在这一年。") % {"day": wrong[0]})
        both = sorted(set(rest) & set(worked))
        if both:
            self.add_error("worked", _("%(day)s又放假又上班,请核对。") % {"day": both[0]})
        weekdays = [day for day in worked if day.weekday() < 5]
        if weekdays:
            self.add_error("worked", _("%(day)s不是周末。") % {"day": weekdays[0]})
        return data
