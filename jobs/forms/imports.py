"""The file of an import."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .base import PlainForm


class UploadForm(PlainForm):
    """One spreadsheet."""

    file = forms.FileField(
        label=_("表格文件(.xlsx 或 .csv)"),
        help_text=_("最大20MB,最多100000行。"),
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        error_messages={"required": _("请选择文件。"), "empty": _("这个文件是空的。")},
    )
