"""A page of ten activities."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..rules import riasec
from .base import PlainForm

ANSWERS = [
    (0, _("很不像我")),
    (1, _("不太像我")),
    (2, _("一般")),
    (3, _("比较像我")),
    (4, _("很像我")),
]


class PageForm(PlainForm):
    """Five answers to each activity of a page."""

    def __init__(self, *args: Any, page: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in riasec.items_of(page):
            self.fields[f"a{item.number}"] = forms.TypedChoiceField(
                label=f"{item.number}. {item.text}",
                choices=ANSWERS,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("请选一个最接近的。")},
            )

    def points(self) -> dict[int, int]:
        """Answers by number of the activity."""
        return {int(name[1:]): value for name, value in self.cleaned_data.items()}
