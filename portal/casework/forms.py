"""Forms of the desk: each step asks for just what the law wants of it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Clerk
from portal.agencies.models import Agency
from portal.documents.models import Certificate
from portal.kernel import clock

from .models import Case, Contact, ProofOfService, Rating, ReasonCode, Task
from .steps import Step

NEEDS_REASON = {
    Step.SEND_BACK: ReasonCode.Use.SEND_BACK,
    Step.DECLINE: ReasonCode.Use.DECLINE,
    Step.REFUSE: ReasonCode.Use.REFUSE,
    Step.REVOKE: ReasonCode.Use.REVOKE,
    Step.SUSPEND: ReasonCode.Use.SUSPEND,
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


class AnswerForm(forms.Form):
    """What the holder says before a revocation."""

    use_required_attribute = False
    text = forms.CharField(
        label=_("说明情况"),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("请写下您想说明的情况。")},
    )


class PublicityForm(forms.Form):
    use_required_attribute = False
    shown = forms.CharField(
        label=_("公示内容"),
        max_length=200,
        help_text=_("姓名会自动遮住。写清事项和金额,不要写证件号码和住址。"),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("请写明公示什么。")},
    )


class ObjectionForm(forms.Form):
    use_required_attribute = False
    text = forms.CharField(
        label=_("您认为哪里不对?"),
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("请写下您的异议。")},
    )
    contact = forms.CharField(
        label=_("联系方式(可以不填)"),
        max_length=200,
        required=False,
        help_text=_("填了才能把处理结果告诉您。"),
    )


class ObjectionAnswerForm(forms.Form):
    use_required_attribute = False
    outcome = forms.ChoiceField(
        label=_("异议"),
        choices=[("rejected", _("不成立")), ("upheld", _("成立,退回重新核对"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择异议是否成立。")},
    )
    answer = forms.CharField(
        label=_("理由"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请写明理由。")},
    )


class HandOverForm(forms.Form):
    """转办 inside the agency."""

    use_required_attribute = False
    to = forms.ModelChoiceField(
        label=_("转给"),
        queryset=Clerk.objects.none(),
        empty_label=_("请选择同事"),
        error_messages={"required": _("请选择转给谁。")},
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        field.queryset = Clerk.objects.filter(agency_id=case.responsible_id, active=True).order_by(
            "name", "id"
        )
        field.label_from_instance = lambda clerk: f"{clerk.name} {clerk.post}".strip()


class TransferForm(forms.Form):
    """移送 to another county's agency."""

    use_required_attribute = False
    agency = forms.ModelChoiceField(
        label=_("移送到"),
        queryset=Agency.objects.none(),
        empty_label=_("请选择机构"),
        error_messages={"required": _("请选择移送到哪个机构。")},
    )
    text = forms.CharField(
        label=_("为什么移送(会告诉申请人)"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("请写明为什么移送。")},
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Agency.objects.filter(level=3, active=True).exclude(pk=case.responsible_id)
        self.fields["agency"].queryset = rows.order_by("code")


class FinishForm(forms.Form):
    """How a task ended; a check of a promise also says whether it was kept, and if not, why."""

    use_required_attribute = False
    kept = forms.ChoiceField(
        label=_("承诺属实吗?"),
        choices=[("yes", _("属实")), ("no", _("不实,发撤销事先告知"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择承诺是否属实。")},
    )
    reasons = forms.ModelMultipleChoiceField(
        label=_("不实的原因"),
        queryset=ReasonCode.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    outcome = forms.CharField(
        label=_("结果"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请写明结果。")},
    )

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if task.kind != Task.Kind.VERIFY:
            del self.fields["kept"], self.fields["reasons"]
        else:
            field = self.fields["reasons"]
            field.queryset = ReasonCode.objects.filter(item_id=task.case.item_id, use="revoke", active=True)
            field.label_from_instance = lambda reason: f"{reason.text}({reason.article})"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kept") == "no" and not data.get("reasons"):
            self.add_error("reasons", _("请选择不实的原因。"))
        return data


class ServeForm(forms.Form):
    """How a letter reached the applicant off line."""

    use_required_attribute = False
    method = forms.ChoiceField(
        label=_("送达方式"),
        choices=[row for row in ProofOfService.Method.choices if row[0] != "electronic"],
        error_messages={"required": _("请选择送达方式。")},
    )
    served_on = forms.DateField(
        label=_("送达日期"),
        widget=forms.DateInput({"type": "date"}),
        error_messages={"required": _("请填写送达日期。"), "invalid": _("日期不对,例如 2026-11-23。")},
    )
    proof = forms.CharField(
        label=_("凭据(邮件单号、签收人)"),
        max_length=200,
        error_messages={"required": _("请填写邮件单号或签收人。")},
    )

    def __init__(self, *args: Any, letter: Certificate, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_{letter.number}_%s", **kwargs)
        self.letter = letter

    def clean_served_on(self) -> date:
        day = self.cleaned_data["served_on"]
        if day > clock.today():
            raise forms.ValidationError(_("送达日期不能晚于今天。"))
        if day < localdate(self.letter.issued_at):
            raise forms.ValidationError(_("送达日期不能早于文书日期。"))
        return day


class OutageForm(forms.Form):
    """When the portal was away."""

    use_required_attribute = False
    begins = forms.DateTimeField(
        label=_("开始(年-月-日 时:分)"),
        error_messages={"required": _("请填写开始时间。"), "invalid": _("时间不对,例如 2026-11-23 09:00。")},
    )
    ends = forms.DateTimeField(
        label=_("结束(年-月-日 时:分)"),
        error_messages={"required": _("请填写结束时间。"), "invalid": _("时间不对,例如 2026-11-23 18:00。")},
    )
    note = forms.CharField(
        label=_("情况"), max_length=200, error_messages={"required": _("请写明情况,会告诉申请人。")}
    )
    halls_too = forms.BooleanField(label=_("窗口也停办了(承诺办结日一起顺延)"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        begins, ends = data.get("begins"), data.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("结束时间要晚于开始时间。"))
        elif ends and ends > clock.now():
            self.add_error("ends", _("中断结束以后再登记。"))
        return data


class ContactForm(forms.Form):
    use_required_attribute = False
    kind = forms.ChoiceField(label=_("方式"), choices=Contact.Kind.choices)
    text = forms.CharField(
        label=_("内容(本人看得到)"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请写下内容。")},
    )
