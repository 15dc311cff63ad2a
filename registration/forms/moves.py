"""Where somebody lives now; what the new agency says when it takes over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person

from .archives import CountyField, fill_counties, text_field
from .fields import QuestionForm


class MoveForm(QuestionForm):
    """The county one lives in now; the one on record cannot be chosen."""

    county = CountyField(
        label=_("您现在住在哪个县(市、区)?"),
        empty_label=_("请选择"),
        help_text=_("住到省外去的,不用办这一项。"),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        fill_counties(self.fields["county"])

    def clean_county(self) -> Any:
        county, here = self.cleaned_data["county"], self.person.residence_region
        if here is not None and here.path.startswith(county.path):
            raise forms.ValidationError(_("登记的常住地已经是这里,不用转。"))
        return county


class WindowMoveForm(MoveForm):
    """The same at the window, with the person in front of the clerk."""

    present = forms.BooleanField(
        label=_("本人在场,已核对证件"),
        error_messages={"required": _("请先核对本人的证件,再勾选。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].label = _("现在住在哪个县(市、区)?")


class ReceiveForm(QuestionForm):
    """What was looked at."""

    note = text_field(
        _("接收情况"), _("例如:已和本人电话核对,求职意愿不变。可以不填。"), most=200, required=False
    )
