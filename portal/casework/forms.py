"""Forms of the desk: each step asks for just what the law wants of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Case, Rating, ReasonCode
from .steps import Step

NEEDS_REASON = {
    Step.SEND_BACK: ReasonCode.Use.SEND_BACK,
    Step.DECLINE: ReasonCode.Use.DECLINE,
    Step.REFUSE: ReasonCode.Use.REFUSE,
    Step.REVOKE: ReasonCode.Use.REVOKE,
}


class ReasonForm(forms.Form):
    """Reason codes of this item and use; free text only adds."""

    use_required_attribute = False
    reasons = forms.ModelMultipleChoiceField(
        label=_("原因(可多选)"),
        queryset=ReasonCode.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一条原因。")},
    )
    text = forms.CharField(
        label=_("补充说明"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, case: Case, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_{step}_%s", **kwargs)
        field = self.fields["reasons"]
        field.queryset = ReasonCode.objects.filter(item_id=case.item_id, use=NEEDS_REASON[step], active=True)
        field.label_from_instance = lambda reason: f"{reason.text}({reason.article})"


class RatingForm(forms.Form):
    use_required_attribute = False
    level = forms.TypedChoiceField(
        label=_("您对这次服务满意吗?"),
        choices=Rating.Level.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一项。")},
    )
    comment = forms.CharField(
        label=_("想说的话(可以不写)"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
