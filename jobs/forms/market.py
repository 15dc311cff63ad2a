"""What clerks write: the right occupation of a vacancy, a file of wage guidance."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .base import OccupationField, PlainForm


class WageFileForm(PlainForm):
    """A file of wage guidance, with the year and the source of all its lines."""

    year = forms.IntegerField(
        label=_("年份"),
        min_value=2000,
        max_value=2099,
        error_messages={
            "required": _("请填写年份。"),
            "invalid": _("年份写四位数字,比如 2026。"),
            "min_value": _("年份写四位数字,比如 2026。"),
            "max_value": _("年份写四位数字,比如 2026。"),
        },
    )
    source = forms.CharField(
        label=_("来源"),
        max_length=200,
        help_text=_("发布单位和文件名称。公众看得到。"),
        error_messages={"required": _("请填写来源。"), "max_length": _("来源最多200字。")},
    )
    file = forms.FileField(
        label=_("表格文件(.xlsx 或 .csv)"),
        help_text=_("有一行错,整个文件就不收,改好再传。"),
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        error_messages={"required": _("请选择文件。"), "empty": _("这个文件是空的。")},
    )


class CorrectForm(PlainForm):
    """The right code: one of the suggestions, or written."""

    choice = OccupationField(required=False, max_length=90)
    code = OccupationField(label=_("其他编码"), required=False, max_length=90)

    def clean(self) -> dict:
        data = super().clean()
        found = data.get("code") or data.get("choice")
        if not self.errors and found is None:
            self.add_error("code", _("请选一个建议,或者写职业编码。"))
        return data | {"occupation": found}
