"""What is asked of a graduate on reporting, of a school, and of the desk."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Clerk, Organisation
from portal.exchange.sheets import MOST_BYTES
from portal.kernel import clock

from ..models import (
    Destination,
    GraduateAct,
    GraduateContact,
    GraduateReception,
    GraduateSitting,
    Level,
    SchoolKind,
)
from ..rules import graduates as rules
from ..rules.cells import Unreadable
from .fields import YES_NO, DateField, QuestionForm
from .filings import UnitForm


class SchoolForm(QuestionForm):
    """Which school, when, what; filled in already where a school named the person."""

    school_kind = forms.ChoiceField(
        label=_("哪一类学校"),
        choices=SchoolKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择学校类别。")},
    )
    school_name = forms.CharField(
        label=_("学校名称"), max_length=120, error_messages={"required": _("请填写学校名称。")}
    )
    level = forms.ChoiceField(
        label=_("学历"),
        choices=[("", _("请选择")), *Level.choices],
        error_messages={"required": _("请选择学历。")},
    )
    major = forms.CharField(label=_("专业"), max_length=60, required=False)
    graduated_on = DateField(
        label=_("毕业日期"),
        help_text=_("写毕业证书上的日期。"),
        error_messages={"required": _("请填写毕业日期。"), "invalid": _("这个日期不存在。")},
    )
    certificate = forms.CharField(
        label=_("毕业证书编号"),
        max_length=40,
        required=False,
        help_text=_("可以不填。学校没有报名册的,填了核对更快。"),
    )

    def clean_graduated_on(self) -> date:
        try:
            return rules.graduation_day(self.cleaned_data["graduated_on"], clock.today())
        except Unreadable as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kind, level = data.get("school_kind"), data.get("level")
        if kind and level and level not in rules.LEVELS_OF[kind]:
            self.add_error("level", _("这个学历和所选的学校类别对不上,请核对。"))
        return data


class DestinationForm(QuestionForm):
    """Where one is now."""

    destination = forms.ChoiceField(
        label=_("您现在的情况"),
        choices=Destination.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择现在的情况。")},
    )
    unit = forms.CharField(
        label=_("单位或学校名称"), max_length=120, required=False, help_text=_("还没有就业的不填。")
    )


class ArchiveForm(QuestionForm):
    """Where the personnel file is."""

    archive = forms.ChoiceField(
        label=_("档案在哪里"),
        choices=GraduateReception.Archive.choices,
        widget=forms.RadioSelect,
        help_text=_("档案只在机构之间转,不能自己带。不知道也没关系,我们帮您查。"),
        error_messages={"required": _("请选择一项。")},
    )


class ServiceForm(QuestionForm):
    """Whether help is wanted."""

    wants_service = forms.TypedChoiceField(
        label=_("需要我们帮您找工作吗?"),
        choices=[("yes", _("需要")), ("no", _("暂时不需要"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_("选“暂时不需要”的,我们不会打扰您,以后随时可以改。"),
        error_messages={"required": _("请选择一项。")},
    )


class RosterForm(UnitForm):
    """A school's file."""

    school_kind = forms.ChoiceField(
        label=_("学校类别"),
        choices=SchoolKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择学校类别。")},
    )
    file = forms.FileField(
        label=_("毕业生名册(.xlsx或.csv)"),
        help_text=_("第一行是标题。一次最多20000人、20MB。"),
        error_messages={"required": _("请选择文件。"), "empty": _("文件是空的。")},
    )

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过20MB,请分成几个文件。"))
        return file


class EmployedForm(UnitForm):
    """Where one works now; may stay empty."""

    unit = forms.CharField(
        label=_("在哪里工作"), max_length=120, required=False, help_text=_("可以不填。单位会为您办就业登记。")
    )


class ContactForm(UnitForm):
    """A try to reach a graduate."""

    channel = forms.ChoiceField(
        label=_("方式"),
        choices=GraduateContact.Channel.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择方式。")},
    )
    outcome = forms.ChoiceField(
        label=_("结果"),
        choices=GraduateContact.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择结果。")},
    )
    wish = forms.ChoiceField(
        label=_("联系上的,本人怎么说"),
        choices=[("wants", _("需要服务")), ("no_wish", _("暂时不需要,不再打扰"))],
        widget=forms.RadioSelect,
        required=False,
    )
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        reached = data.get("outcome") == GraduateContact.Outcome.REACHED
        if reached and not data.get("wish"):
            self.add_error("wish", _("联系上了,请选本人怎么说。"))
        if not reached:
            data["wish"] = ""
        return data


class ActForm(UnitForm):
    """One link of the chain done by hand."""

    kind = forms.ChoiceField(
        label=_("做了什么"),
        choices=GraduateAct.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择做了什么。")},
    )
    day = DateField(
        label=_("哪天"),
        error_messages={"required": _("请填写日期。"), "invalid": _("这个日期不存在。")},
    )
    note = forms.CharField(
        label=_("内容"),
        max_length=200,
        help_text=_("讲了什么、推荐了哪个岗位、介绍了哪个培训。"),
        error_messages={"required": _("请写一句内容。")},
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=60)


class OfficerForm(UnitForm):
    """Who looks after a graduate."""

    clerk = forms.ModelChoiceField(
        label=_("服务专员"),
        queryset=Clerk.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择服务专员。"), "invalid_choice": _("请从列表里选。")},
    )

    def __init__(self, *args: Any, agency: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clerk"].queryset = Clerk.objects.filter(agency=agency).order_by("name", "pk")
        self.fields["clerk"].label_from_instance = lambda clerk: clerk.name


class SittingForm(UnitForm):
    """A sitting: where, when, what."""

    organisation = forms.CharField(
        label=_("学校或单位"),
        max_length=120,
        help_text=_("填统一社会信用代码,或者全名。"),
        error_messages={"required": _("请填写学校或单位。")},
    )
    act = forms.ChoiceField(
        label=_("办什么"),
        choices=GraduateSitting.Act.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择办什么。")},
    )
    held_on = DateField(
        label=_("哪天"), error_messages={"required": _("请填写日期。"), "invalid": _("这个日期不存在。")}
    )
    place = forms.CharField(label=_("地点"), max_length=120, error_messages={"required": _("请填写地点。")})
    about = forms.CharField(label=_("内容"), max_length=200, required=False)

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = places

    def clean_organisation(self) -> Organisation:
        text = self.cleaned_data["organisation"].strip()
        found = list(self._places.filter(Q(uscc=text.upper()) | Q(name=text))[:2])
        if len(found) != 1:
            many = _("有几家同名的,请填统一社会信用代码。")
            raise forms.ValidationError(many if found else _("本地核实过的学校和单位里没有找到,请核对。"))
        return found[0]


class EntryForm(UnitForm):
    """One person of a sitting."""

    sheet_line = forms.IntegerField(
        label=_("签字表第几行"),
        min_value=1,
        max_value=10_000,
        error_messages={
            "required": _("请填写签字表的行号。"),
            "invalid": _("行号要写数字。"),
            "min_value": _("行号从1开始。"),
            "max_value": _("行号太大,请核对。"),
        },
    )
    consented = forms.ChoiceField(
        label=_("本人签字同意"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择本人是否签字同意。")},
    )
    note = forms.CharField(label=_("说明"), max_length=200, required=False)

    def clean_consented(self) -> bool:
        return self.cleaned_data["consented"] == "yes"


class CloseForm(UnitForm):
    """The signature sheet is filed."""

    sheet_pages = forms.IntegerField(
        label=_("签字表一共几页"),
        min_value=1,
        max_value=500,
        error_messages={
            "required": _("请填写页数。"),
            "invalid": _("页数要写数字。"),
            "min_value": _("至少1页。"),
            "max_value": _("页数太大,请核对。"),
        },
    )
    sheet_place = forms.CharField(
        label=_("签字表存放在哪里"),
        max_length=80,
        help_text=_("例如“2026年集中办理卷第3册”。"),
        error_messages={"required": _("请填写存放的地方。")},
    )
