"""What every form of questions is made of."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Region

YES_NO = [("yes", _("是")), ("no", _("不是"))]


def yes_no(value: bool) -> str:
    """A stored boolean as its radio value."""
    return "yes" if value else "no"


class QuestionForm(forms.Form):
    """A page's form: required fields say what is missing in plain words."""

    use_required_attribute = False

    def __init__(self, *args: Any, answers: dict | None = None, **kwargs: Any) -> None:
        self.answers = answers or {}
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class DateField(forms.DateField):
    """A native date box; written dates like 2026-10-31 and 2026.10.31 also work."""

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d"]
        super().__init__(
            input_formats=formats, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **kwargs
        )


class RegionChoice(forms.ModelChoiceField):
    """Counties under their prefecture, one list that works on any phone."""

    def label_from_instance(self, region: Region) -> str:
        return region.name
