"""稳岗返还: what a unit confirms or says against it, what the public objects, what a clerk enters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registration.forms import DateField

from ..models import RefundEntry
from ..models.firms import LARGE_RATE
from .claims import clean_number


class PlainForm(forms.Form):
    """A form whose errors we write ourselves."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


def words(label: Any, missing: Any, *, most: int = 500, rows: int = 4, hint: Any = "") -> forms.CharField:
    """A text that must be given."""
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea({"rows": rows}),
        help_text=hint,
        error_messages={"required": missing, "max_length": _("写得太长了,请缩短一些。")},
    )


class SchemeForm(PlainForm):
    """A year; the closing day only where a notice names another than the law on record."""

    year = forms.IntegerField(
        label=_("年度"),
        min_value=2015,
        max_value=2100,
        help_text=_("返还上一年缴的失业保险费。例如2025年度看2024年的缴费。"),
        error_messages={
            "required": _("请填写年度。"),
            "invalid": _("年度是四位数字。"),
            "min_value": _("年度从2015年起。"),
            "max_value": _("年度写错了。"),
        },
    )
    closes = DateField(
        label=_("公告的截止日期"),
        required=False,
        help_text=_("空着就按规定里的截止日。"),
        error_messages={"invalid": _("日期写成2025-12-31。")},
    )
    basis = forms.CharField(label=_("公告名称和文号"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("closes") and not data.get("basis", "").strip():
            self.add_error("basis", _("另定截止日期的,请写明是哪份公告。"))
        if data.get("closes") and data.get("year") and data["closes"].year < data["year"]:
            self.add_error("closes", _("截止日期早于这个年度。"))
        return data


class ConfirmForm(PlainForm):
    """Account and size: what is on record needs no typing."""

    size = forms.ChoiceField(
        label=_("单位规模"),
        choices=[(RefundEntry.Size.SME, _("中小微企业")), (RefundEntry.Size.LARGE, _("大型企业"))],
        widget=forms.RadioSelect,
        help_text=_("按统计上的划型标准选,公示时会列出。"),
        error_messages={"required": _("请选择单位规模。")},
    )
    bank = forms.CharField(label=_("开户银行"), max_length=60, required=False)
    number = forms.CharField(
        label=_("银行账号"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    dispatched_staff = forms.IntegerField(
        label=_("其中劳务派遣的有多少人"), min_value=0, max_value=1_000_000, required=False
    )
    allocation_agreed = forms.BooleanField(label=_("已和用工单位约定返还资金怎么分配"), required=False)

    def __init__(self, *args: Any, entry: RefundEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on_record = entry.account is not None
        hint = _("空着就用上面登记的账户。要换账户才填。") if self.on_record else _("单位的对公账户。")
        self.fields["number"].help_text = hint
        for name, told in (("bank", _("请填写开户银行。")), ("number", _("请填写账号。"))):
            self.fields[name].required = not self.on_record
            self.fields[name].error_messages["required"] = told
        if entry.entity_kind in LARGE_RATE:
            del self.fields["size"]
        if entry.entity_kind != RefundEntry.EntityKind.DISPATCH:
            del self.fields["dispatched_staff"], self.fields["allocation_agreed"]

    def clean_number(self) -> str:
        text = self.cleaned_data["number"]
        return clean_number(text) if text.strip() else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        number, bank = data.get("number"), data.get("bank", "").strip()
        if self.on_record and number == "" and bank:
            self.add_error("number", _("请填写账号。"))
        if self.on_record and number and not bank:
            self.add_error("bank", _("请填写开户银行。"))
        return data | {"bank": bank}


class AppealForm(PlainForm):
    text = words(
        _("哪里不对"),
        _("请写明哪里不对。"),
        most=1000,
        rows=5,
        hint=_("写清楚哪个数字、哪个人、哪个月不对。材料可以送到窗口。"),
    )


class PublicObjectionForm(PlainForm):
    """Text and a way to answer; who objects is not shown to the unit."""

    text = words(_("您的异议"), _("请写明异议的内容。"), most=1000, rows=5)
    contact = forms.CharField(
        label=_("怎么联系您"),
        max_length=100,
        help_text=_("电话或邮箱,只用来答复您,不告诉对方单位。"),
        error_messages={"required": _("请留下联系方式,我们好答复您。")},
    )


class AnswerForm(PlainForm):
    outcome = forms.ChoiceField(
        label=_("核对结果"),
        choices=[("uphold", _("成立:退回重新核对")), ("reject", _("不成立:维持原来的结果"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择核对结果。")},
    )
    text = words(_("答复和理由"), _("请写明理由。"), hint=_("对方会看到这段话。"))


class FactsForm(PlainForm):
    """Facts a clerk puts right; only what differs from the record counts as changed."""

    size = forms.ChoiceField(
        label=_("单位规模"), choices=[("", _("还不知道")), *RefundEntry.Size.choices], required=False
    )
    entity_kind = forms.ChoiceField(label=_("单位性质"), choices=RefundEntry.EntityKind.choices)
    kind_confirmed = forms.BooleanField(label=_("单位性质已核对"), required=False)
    average_insured = forms.DecimalField(
        label=_("年平均参保人数"), min_value=1, max_digits=10, decimal_places=2
    )
    new_recipients = forms.IntegerField(label=_("新增领失业保险金的人数"), min_value=0, max_value=1_000_000)
    paid_last_year = forms.DecimalField(
        label=_("上年度缴费(元)"), min_value=0, max_digits=14, decimal_places=2
    )
    paid_months = forms.IntegerField(label=_("上年度缴费月数"), min_value=0, max_value=12)
    bad_credit = forms.BooleanField(label=_("在严重失信名单里"), required=False)
    bad_credit_reason = forms.CharField(label=_("失信认定的依据"), max_length=300, required=False)
    reason = words(_("为什么改"), _("请写明为什么改。"), rows=3, hint=_("写明依据,会留在记录里。"))
    FACTS = (
        "size",
        "entity_kind",
        "average_insured",
        "new_recipients",
        "paid_last_year",
        "paid_months",
        "bad_credit",
        "bad_credit_reason",
    )

    def __init__(self, *args: Any, entry: RefundEntry, **kwargs: Any) -> None:
        self.entry = entry
        first = {name: getattr(entry, name) for name in (*self.FACTS, "kind_confirmed")}
        super().__init__(*args, initial=first, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DecimalField | forms.IntegerField):
                told = {"required": _("请填写数字。"), "invalid": _("请填写数字。")}
                field.error_messages |= told | {"min_value": _("数字太小。"), "max_value": _("数字太大。")}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("bad_credit") and not data.get("bad_credit_reason", "").strip():
            self.add_error("bad_credit_reason", _("标为严重失信,要写明依据。"))
        return data

    def changes(self) -> dict[str, Any]:
        """Facts that differ; a kind ticked as seen counts though it is the same."""
        data, entry = self.cleaned_data, self.entry
        out = {name: data[name] for name in self.FACTS if data[name] != getattr(entry, name)}
        if data["bad_credit"]:
            out |= {"bad_credit": True, "bad_credit_reason": data["bad_credit_reason"]}
        if data["kind_confirmed"] and not entry.kind_confirmed:
            out["entity_kind"] = data["entity_kind"]
        return out
