"""What a clerk writes down about a file: pages by kind, the seal, the arrival, the shelf, loans, look-ups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Clerk
from portal.agencies.models import Agency

from ..models import Dispatch, Material, PartyHandover, PersonnelFile
from ..rules.archives import NEVER_TOLD
from .archives import one_of, shelf_field, text_field
from .fields import DateField, QuestionForm

PAGES = "pages_"


class CountForm(QuestionForm):
    """Pages of each kind; what should be there and is not is ticked. Nothing of what papers say."""

    def __init__(
        self, *args: Any, file: PersonnelFile | None = None, shelf: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if shelf:
            self.fields["shelf"] = shelf_field()
        held = {each.material: each for each in file.items.all()} if file else {}
        for code, label in Material.choices:
            self.fields[f"{PAGES}{code}"] = forms.IntegerField(
                label=_("%(kind)s:页数") % {"kind": label},
                min_value=1,
                max_value=9999,
                required=False,
                initial=held[code].pages or None if code in held else None,
                error_messages={"invalid": _("页数只填数字。"), "min_value": _("没有就空着。")},
            )
        self.fields["missing"] = forms.MultipleChoiceField(
            label=_("应有而缺的"),
            help_text=_("接收核对时,缺的一次告知本人。"),
            choices=[each for each in Material.choices if each[0] not in NEVER_TOLD],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            initial=[code for code, each in held.items() if not each.present],
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        pages = {c: n for c in Material.values if (n := data.get(f"{PAGES}{c}"))}
        for code in data.get("missing", []):
            if code in pages:
                self.add_error("missing", _("“%(kind)s”填了页数,又勾了缺。") % {"kind": Material(code).label})
        if not pages and not self.errors:
            self.add_error(f"{PAGES}resume", _("请清点,至少填一类的页数。"))
        return data | {"pages": pages}

    def counted(self) -> dict[str, Any]:
        """What the verb takes."""
        data = self.cleaned_data
        return {"pages": data["pages"], "missing": data.get("missing", [])}


class ColleagueForm(QuestionForm):
    """The second of two people, out of the same agency."""

    second = forms.ChoiceField(
        label=_("另一位经办人"),
        error_messages={"required": _("要两个人,请选另一位。"), "invalid_choice": _("请从列表里选。")},
    )

    def __init__(self, *args: Any, agency: Agency | None, me: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Clerk.objects.filter(agency=agency, active=True).exclude(pk=me).order_by("name", "pk")
        self.fields["second"].choices = [("", _("请选择")), *rows.values_list("pk", "name")]


class SendForm(ColleagueForm):
    """双人密封寄出."""

    way = one_of(_("转递方式"), Dispatch.Way.choices, _("请选择转递方式。"))
    tracking = text_field(_("机要号、邮件号或送取人姓名"), most=60)
    field_order = ["way", "tracking", "second"]


class ReceiveForm(QuestionForm):
    """签收."""

    received_by = text_field(_("签收人"), most=60)
    on = DateField(label=_("签收日期"), error_messages={"required": _("请填签收日期。")})


class ArriveForm(ReceiveForm):
    """签收 of what an outside body sent: how it came is written down as well."""

    way = one_of(_("怎么来的"), Dispatch.Way.choices, _("请选择。"))
    tracking = text_field(_("机要号、邮件号或送取人姓名"), most=60)


class ShelfForm(QuestionForm):
    """入库."""

    shelf = shelf_field()


class ReceiptForm(QuestionForm):
    """回执 of an outside receiver."""

    receipt = text_field(_("回执编号"), _("没有编号的,写回执上的日期和签章单位。"), most=60)


class WhyForm(QuestionForm):
    """A reason the person reads."""

    reason = text_field(_("原因"), _("本人会看到这句话。"), most=300)


class PaperLetterForm(QuestionForm):
    """A 调档函 on paper."""

    to_name = text_field(_("调档单位(全称)"), _("先核对它有没有管档权限。"), most=120)
    number = text_field(_("调档函文号"), most=60)
    issued_on = DateField(label=_("开具日期"), error_messages={"required": _("请填开具日期。")})
    valid_until = DateField(label=_("有效期至"), required=False)


class PartyForm(QuestionForm):
    """党员组织关系交接."""

    direction = one_of(_("方向"), PartyHandover.Direction.choices, _("请选择。"))
    letter_number = text_field(_("介绍信编号"), most=60)
    from_branch = text_field(_("转出党组织"), most=120)
    to_branch = text_field(_("接收党组织"), most=120)
    on = DateField(label=_("交接日期"), error_messages={"required": _("请填交接日期。")})


class LendForm(QuestionForm):
    """取出; days only where it is lent."""

    days = forms.IntegerField(
        label=_("借几天"),
        min_value=1,
        initial=7,
        error_messages={
            "required": _("请填天数。"),
            "invalid": _("天数只填数字。"),
            "min_value": _("至少1天。"),
            "max_value": _("最多%(limit_value)s天。"),
        },
    )

    def __init__(self, *args: Any, most: int, lent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lent:
            self.fields["days"].max_value = most
            self.fields["days"].help_text = _("最多%(n)s天(内部规定)。") % {"n": most}
        else:
            del self.fields["days"]


class BackForm(QuestionForm):
    """归还."""

    pages = forms.IntegerField(
        label=_("清点页数"),
        min_value=1,
        help_text=_("和取出前登记的总页数对上才能收回。"),
        error_messages={
            "required": _("请当场清点页数。"),
            "invalid": _("页数只填数字。"),
            "min_value": _("请填页数。"),
        },
    )


class LookForm(ColleagueForm):
    """双人查证."""

    found = one_of(
        _("档案里有没有记载"),
        [("yes", _("有记载")), ("no", _("没有记载(出具查无说明)"))],
        _("请选择。"),
    )
    statement = forms.CharField(
        label=_("照档案写,会印在证明上"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("只写这份证明要的那一条。没有记载的空着。"),
        error_messages={"max_length": _("最多300字。")},
    )
    field_order = ["found", "statement", "second"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if (
            data.get("found") == "yes"
            and not data.get("statement", "").strip()
            and "statement" not in self.errors
        ):
            self.add_error("statement", _("有记载的,请照档案写出来。"))
        return data


class FindForm(QuestionForm):
    """A file by shelf, number, or its owner's identity number."""

    q = text_field(_("架位、存档号或身份证号码"), most=40)
