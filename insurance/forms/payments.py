"""What a clerk says of runs: which month, the bank's file, which payments go again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock
from portal.kernel.dates import month_of, month_text, months_later

BACK = 6  # months a clerk may choose from; earlier ones that are due come with any of them


class MonthForm(forms.Form):
    """The month of a run: this one or one of the last."""

    use_required_attribute = False
    month = forms.ChoiceField(
        label=_("发到哪个月"),
        help_text=_("以前没发的月份会一起补发。"),
        error_messages={"required": _("请选择月份。"), "invalid_choice": _("请从列出的月份里选。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        this = month_of(clock.today())
        months = [f"{months_later(this, -back):%Y-%m}" for back in range(BACK)]
        self.fields["month"].choices = [(month, month_text(month)) for month in months]


class AnswerFileForm(forms.Form):
    """The bank's return file."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("银行回盘文件"),
        help_text=_("文件不用打开,原样上传。有一处不对,整个文件都不记账。"),
        widget=forms.FileInput({"accept": ".txt"}),
        error_messages={"required": _("请选择文件。"), "empty": _("这个文件是空的。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
