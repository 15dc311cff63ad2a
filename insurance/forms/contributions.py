"""The form that takes a file of contributions at the desk."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal.exchange.sheets import MOST_BYTES
from portal.kernel import clock
from registration.forms import DateField


class ImportForm(forms.Form):
    """A file, where it comes from, and as of which day it is true."""

    use_required_attribute = False
    source = forms.CharField(
        label=_("数据来源"),
        max_length=60,
        help_text=_("例如“锦江区税务局”。"),
        error_messages={"required": _("请写明数据来源。")},
    )
    as_of = DateField(
        label=_("数据截至"),
        error_messages={"required": _("请填写数据截至哪一天。"), "invalid": _("这个日期不存在。")},
    )
    file = forms.FileField(
        label=_("缴费表(.xlsx或.csv)"),
        help_text=_("第一行是标题。最多100000行、20MB。"),
        error_messages={"required": _("请选择文件。"), "empty": _("文件是空的。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_as_of(self) -> date:
        day = self.cleaned_data["as_of"]
        if day > clock.today():
            raise forms.ValidationError(_("数据截至日期不能在以后。"))
        return day

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过20MB,请分成几个文件。"))
        return file
