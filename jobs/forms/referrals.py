"""What a clerk writes of a referral."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Referral, Vacancy
from .base import PlainForm


class ReferralForm(PlainForm):
    """One of the vacancies found, the person's consent, a word to the employer."""

    vacancy = forms.ChoiceField(
        label=_("推荐去哪个岗位"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("请选择一个岗位。"),
            "invalid_choice": _("这个岗位刚刚结束,请选别的。"),
        },
    )
    consent = forms.ChoiceField(
        label=_("本人同意把姓名和电话告诉单位"),
        choices=Referral.Consent.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("要本人同意,才能开推荐信。")},
    )
    words = forms.CharField(
        label=_("推荐的话"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("会印在推荐信上,本人和单位都看得到。不写病情、家庭困难。"),
        error_messages={"max_length": _("推荐的话最多300字。")},
    )

    def __init__(self, *args: Any, vacancies: list[tuple[Vacancy, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vacancy"].choices = [(one.number, words) for one, words in vacancies]
