"""What a unit fills in about its people: one person, one ending, or a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Region
from portal.agencies.queries import county_choices, sichuan_counties
from portal.exchange.sheets import MOST_BYTES
from portal.kernel import clock
from portal.kernel.identity import DocumentKind

from ..models import ContractKind, Filing, Hours
from ..queries.separations import grounds
from ..rules import roster
from .fields import DateField, RegionChoice


class UnitForm(forms.Form):
    """Without the browser's own boxes: what is missing is said in our words, at the field."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


def work_place() -> RegionChoice:
    """The county where the people work."""
    return RegionChoice(
        label=_("用工地"),
        queryset=Region.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择用工地。"), "invalid_choice": _("请从列表里选择用工地。")},
    )


class PlacedForm(UnitForm):
    """A form with a county of work."""

    region = work_place()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = sichuan_counties()
        self.fields["region"].choices = [("", _("请选择")), *county_choices()]


class UploadForm(PlacedForm):
    """A roster as a file."""

    field_order = ("kind", "file", "region")
    kind = forms.ChoiceField(
        label=_("报什么"),
        choices=Filing.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择报什么。")},
    )
    file = forms.FileField(
        label=_("名单(.xlsx或.csv)"),
        help_text=_("第一行是标题。最多100000行、20MB。"),
        error_messages={"required": _("请选择文件。"), "empty": _("文件是空的。")},
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过20MB,请分成几个文件。"))
        return file


class LineForm(PlacedForm):
    """One line of a roster, filled in on a page: the same cells, the same checks, errors at the field."""

    columns: dict[str, str] = {}

    def cells(self) -> dict[str, str]:
        """What was filled in, by the column names of the file."""
        data = self.cleaned_data
        return {column: _text(data.get(name)) for column, name in self.columns.items() if name in self.fields}

    def read(self) -> roster.Line:
        """The cells read by the rules of the file."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            line = self.read()
            if line.problem:
                self.add_error(self.columns.get(line.column), line.problem)
        return data


def _text(value: Any) -> str:
    return "" if value is None else str(value)


class HireForm(LineForm):
    """就业登记, 劳动用工备案 and the note to social insurance by one form."""

    columns = {
        "姓名": "name",
        "证件类型": "document",
        "证件号码": "number",
        "入职日期": "day",
        "岗位": "post",
        "合同类型": "contract",
        "合同开始日期": "begins",
        "合同结束日期": "ends",
        "工时制": "hours",
        "试用期至": "trial_until",
    }
    name = forms.CharField(label=_("姓名"), error_messages={"required": _("请填写姓名。")})
    document = forms.ChoiceField(
        label=_("证件类型"), choices=DocumentKind.choices, initial=DocumentKind.RESIDENT_ID
    )
    number = forms.CharField(label=_("证件号码"), error_messages={"required": _("请填写证件号码。")})
    day = DateField(
        label=_("入职日期"),
        error_messages={"required": _("请填写入职日期。"), "invalid": _("这个日期不存在。")},
    )
    post = forms.CharField(label=_("岗位"), max_length=60, error_messages={"required": _("请填写岗位。")})
    contract = forms.ChoiceField(
        label=_("合同类型"),
        choices=ContractKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择合同类型。")},
    )
    begins = DateField(label=_("合同开始日期"), required=False, help_text=_("和入职日期同一天的,可以不填。"))
    ends = DateField(label=_("合同结束日期"), required=False, help_text=_("无固定期限的不填。"))
    hours = forms.ChoiceField(
        label=_("工时制"),
        choices=Hours.choices,
        initial=Hours.STANDARD,
        help_text=_("不定时和综合计算工时要先经人社部门批准。"),
    )
    trial_until = DateField(label=_("试用期至"), required=False, help_text=_("没有试用期的不填。"))
    field_order = ("name", "document", "number", "day", "post", "region")

    def cells(self) -> dict[str, str]:
        data = super().cells()
        words = {"证件类型": DocumentKind, "合同类型": ContractKind, "工时制": Hours}
        return data | {column: str(kind(data[column]).label) for column, kind in words.items()}

    def read(self) -> roster.Line:
        return roster.read_hire(self.cells(), known=frozenset(), today=clock.today())


class LeaveForm(UnitForm):
    """An ending: the last day and the ground of the law."""

    last_day = DateField(
        label=_("最后工作日"),
        error_messages={"required": _("请填写最后工作日。"), "invalid": _("这个日期不存在。")},
    )
    ground = forms.ChoiceField(
        label=_("离职原因"),
        widget=forms.RadioSelect,
        help_text=_("原因决定本人能不能领失业保险金,请按实际情况选。本人会收到通知,可以提出异议。"),
        error_messages={"required": _("请选择离职原因。")},
    )

    def __init__(self, *args: Any, region: str, first: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._first = first
        self.fields["ground"].choices = _ground_choices(region)

    def clean_last_day(self) -> Any:
        day = self.cleaned_data["last_day"]
        if day > clock.today():
            raise forms.ValidationError(_("最后工作日还没有到,到了那天再报。"))
        if day < self._first:
            raise forms.ValidationError(_("最后工作日早于登记的入职日期,请核对。"))
        return day


def _ground_choices(region: str) -> list[tuple[str, str]]:
    """Every ground with what it means for the worker, those against one's own wish first."""
    may, may_not = _("非本人意愿,可以申领失业保险金"), _("本人意愿或到龄,一般不能领失业保险金")
    return [
        (code, f"{text}({may if involuntary else may_not})")
        for code, text, involuntary in grounds(clock.today(), region)
    ]
