"""What a person tells while drawing, and what a clerk decides about it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.kernel.dates import day_text, month_text
from registration.forms import DateField, QuestionForm

from ..models import ChangeReport, Overpayment, Payment

STOPPING = (
    ChangeReport.Kind.WORK,
    ChangeReport.Kind.PENSION,
    ChangeReport.Kind.ARMY,
    ChangeReport.Kind.ABROAD,
)
TEXT = {"required": _("请写明情况。"), "max_length": _("最多300字。")}


def facts_field(
    label: Any, help_text: Any = "", *, most: int = 300, required: bool = True
) -> forms.CharField:
    """A box for facts in one's own words."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        widget=forms.Textarea({"rows": 4}),
        help_text=help_text,
        error_messages={**TEXT, "max_length": _("写得太长了,请写得短一些。")},
    )


class DatedForm(QuestionForm):
    """A form with a day between two others; both are said when it lies outside."""

    def __init__(self, *args: Any, first: date, last: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first, self.last = first, last

    def clean_since(self) -> date | None:
        day = self.cleaned_data["since"]
        if day and not self.first <= day <= self.last:
            words = {"first": day_text(self.first), "last": day_text(self.last)}
            raise forms.ValidationError(_now("请填%(first)s到%(last)s之间的一天。") % words)
        return day


class ReportForm(DatedForm):
    """情况变化一键报告: what, since when, where; the last two only for what stops the benefit."""

    kind = forms.ChoiceField(
        label=_("您的情况有什么变化?"),
        choices=ChangeReport.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一项。"), "invalid_choice": _("请从列出的项里选。")},
    )
    since = DateField(
        label=_("从哪天起?"),
        required=False,
        help_text=_("没有变化或者只是换了电话、账户的,不用填。"),
        error_messages={"invalid": _("这个日期不存在,请核对年月日。")},
    )
    employer = forms.CharField(
        label=_("单位名称"), max_length=120, required=False, help_text=_("找到工作的才填,不清楚可以空着。")
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kind") in STOPPING and not data.get("since") and "since" not in self.errors:
            self.add_error("since", _("请填从哪天起。"))
        return data


class AnswerForm(DatedForm):
    """The person's answer to a match: is it so, since when, what to say."""

    works = forms.ChoiceField(
        label=_("是这样吗?"),
        choices=[("no", _("不是,我没有在那里工作")), ("yes", _("是,我已经在那里工作"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一项。")},
    )
    since = DateField(label=_("从哪天起工作?"), required=False, help_text=_("没有在那里工作的,不用填。"))
    text = facts_field(
        _("您想说明什么"), _("例如:以前的单位补缴、同名同姓、被人冒用身份。"), most=2000, required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("works") == "yes" and not data.get("since") and "since" not in self.errors:
            self.add_error("since", _("请填从哪天起工作。"))
        if data.get("works") == "no" and not data.get("text", "").strip() and "text" not in self.errors:
            self.add_error("text", _("请说明一下情况,一句话也可以。"))
        return data


class SayForm(QuestionForm):
    """The person's side in their own words."""

    text = facts_field(_("您想说明什么"), _("写清楚情况和困难。材料可以送到窗口。"), most=2000)


class WayForm(QuestionForm):
    """How to give back."""

    way = forms.ChoiceField(
        label=_("怎么退?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一种方式。"), "invalid_choice": _("请从列出的方式里选。")},
    )

    def __init__(self, *args: Any, ways: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = ways


class StopForm(DatedForm):
    """停发, 终止 or 暂停 at the desk."""

    what = forms.ChoiceField(
        label=_("怎么办"),
        choices=[("stop", _("停发或终止(按法定情形)")), ("suspend", _("暂停(情况还没有弄清,复核岗决定)"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择。")},
    )
    code = forms.ChoiceField(
        label=_("法定情形"),
        error_messages={"required": _("请选择情形。"), "invalid_choice": _("请选择情形。")},
    )
    since = DateField(label=_("从哪天起"), error_messages={"required": _("请填日期。")})
    text = facts_field(_("查到的事实"), _("本人会看到这段话。写清楚依据什么材料。"))

    def __init__(self, *args: Any, grounds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", _("请选择")), *grounds]


class ResumeForm(DatedForm):
    """From which day the person is paid again."""

    since = DateField(label=_("从哪天起恢复"), error_messages={"required": _("请填日期。")})


class ReasonForm(QuestionForm):
    """A reason the person reads."""

    text = facts_field(_("理由"), _("本人会看到这段话。"))


class OfferForm(DatedForm):
    """An offer of work or training that was not accepted, as it was made."""

    since = DateField(label=_("哪天介绍的"), error_messages={"required": _("请填日期。")})
    text = facts_field(
        _("介绍了什么,本人怎么说"),
        _("写清楚单位或培训、岗位、地点、工资、谁介绍的。本人会看到这段话,并有时间说明。"),
        most=240,
    )


class DebtForm(QuestionForm):
    """A sum paid without right."""

    cause = forms.ChoiceField(
        label=_("原因类别"),
        choices=Overpayment.Cause.choices,
        widget=forms.RadioSelect,
        help_text=_("经办差错不向本人追回。"),
        error_messages={"required": _("请选择原因。")},
    )
    months = forms.MultipleChoiceField(
        label=_("哪几个月"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择月份。")},
    )
    amount = forms.DecimalField(
        label=_("多发的金额(元)"),
        min_value=1,
        max_digits=10,
        decimal_places=2,
        error_messages={
            "required": _("请填金额。"),
            "invalid": _("金额只填数字。"),
            "min_value": _("金额要大于0。"),
        },
    )
    text = facts_field(_("查到的事实"), _("本人会看到这段话。"))

    def __init__(self, *args: Any, paid: list[Payment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paid = {each.month.isoformat(): each.amount for each in paid}
        choices = [(code, month_text(code[:7])) for code in self.paid]
        self.fields["months"].choices = choices

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        total = sum(self.paid[code] for code in data.get("months", []))
        if data.get("amount") and total and data["amount"] > total:
            self.add_error("amount", _("比这几个月发的还多,请核对。"))
        return data


class InquiryForm(DatedForm):
    """What a clerk does with an inquiry."""

    act = forms.ChoiceField(
        label=_("怎么办"), widget=forms.RadioSelect, error_messages={"required": _("请选择。")}
    )
    code = forms.ChoiceField(label=_("情况属实的,法定情形"), required=False)
    since = DateField(label=_("情况属实的,从哪天起"), required=False)
    text = facts_field(_("理由和事实"), _("本人会看到这段话。只是承办的不用写。"), required=False)

    def __init__(
        self, *args: Any, acts: list[tuple[str, str]], grounds: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = acts
        self.fields["code"].choices = [("", _("不停发,只记下")), *grounds]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("act") not in (None, "take") and not data.get("text", "").strip():
            self.add_error("text", TEXT["required"])
        stops = data.get("act") == "confirm" and data.get("code")
        if stops and not data.get("since") and "since" not in self.errors:
            self.add_error("since", _("停发要填从哪天起。"))
        return data


class DecisionForm(QuestionForm):
    """Whether an overpayment is to be given back."""

    outcome = forms.ChoiceField(
        label=_("决定"),
        choices=[("owed", _("应退还")), ("waived", _("不予追回"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择。")},
    )
    text = facts_field(_("理由"), _("本人会看到这段话。"))
