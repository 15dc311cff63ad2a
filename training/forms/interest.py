"""What somebody wants to learn; the class a clerk found for them."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock
from registration.forms import DateField, QuestionForm

from ..models import Direction, Hours

MOST = 3


class InterestForm(QuestionForm):
    """Up to three things, and when there is time."""

    directions = forms.MultipleChoiceField(
        label=_("想学什么?"),
        choices=Direction.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("最多选三项。"),
        error_messages={"required": _("请至少选一项;没想好的,选最后一项。")},
    )
    hours = forms.MultipleChoiceField(
        label=_("什么时候方便?"),
        choices=Hours.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一项。")},
    )
    remark = forms.CharField(
        label=_("还想说什么?"),
        max_length=100,
        required=False,
        help_text=_("例如:要照顾孩子,只能上午去。可以不填。"),
        error_messages={"max_length": _("最多100个字。")},
    )

    def clean_directions(self) -> list[str]:
        said = self.cleaned_data["directions"]
        if len(said) > MOST:
            raise forms.ValidationError(_("最多选三项,请去掉几项。"))
        return said


class PlaceForm(QuestionForm):
    """The class: which, from when, where."""

    course = forms.CharField(
        label=_("班期"),
        max_length=120,
        help_text=_("例如:养老护理员(五级)第12期,某某培训学校。"),
        error_messages={"required": _("请填写班期。"), "max_length": _("最多120个字。")},
    )
    begins = DateField(
        label=_("开班日期"),
        error_messages={"required": _("请填写开班日期。"), "invalid": _("这个日期不存在。")},
    )
    place = forms.CharField(
        label=_("地点和电话"),
        max_length=120,
        error_messages={"required": _("请填写地点和电话。"), "max_length": _("最多120个字。")},
    )

    def clean_begins(self) -> date:
        day = self.cleaned_data["begins"]
        if day < clock.today():
            raise forms.ValidationError(_("这个班已经开了,请填还没开的班期。"))
        return day
