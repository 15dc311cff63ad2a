"""What employers fill in, and what seekers search by."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Region
from portal.agencies.queries import sichuan_counties
from portal.kernel import clock, identity

from .models import Education, Employer, EmployerVerification, Kind, Occupation, PayUnit
from .rules import pay

BENEFITS = [
    (word, word)
    for word in ("五险", "五险一金", "包吃", "包住", "双休", "带薪年假", "交通补贴", "培训", "年终奖")
]


class CountyField(forms.ModelChoiceField):
    """Counties under their prefecture."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Region.objects.none(), empty_label=_("请选择"), **kwargs)

    def fill(self) -> None:
        """Read the counties: done by the form, never at import."""
        self.queryset = sichuan_counties()
        groups: dict[str, list[tuple[str, str]]] = {}
        for region in self.queryset.select_related("parent").only("code", "name", "parent__name"):
            groups.setdefault(region.parent.name, []).append((region.code, region.name))
        self.choices = [("", _("请选择")), *groups.items()]


class PlainForm(forms.Form):
    """A form whose errors we write ourselves."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for field in self.fields.values():
            if isinstance(field, CountyField):
                field.fill()


class ProfileForm(PlainForm):
    """The employer's card."""

    ownership = forms.ChoiceField(
        label=_("单位性质"),
        choices=[("", _("请选择")), *Employer.Ownership.choices],
        error_messages={"required": _("请选择单位性质。")},
    )
    size = forms.ChoiceField(
        label=_("人数规模"), choices=[("", _("不填")), *Employer.Size.choices], required=False
    )
    address = forms.CharField(
        label=_("地址"), max_length=120, error_messages={"required": _("请填写单位地址。")}
    )
    intro = forms.CharField(
        label=_("单位简介"), max_length=1000, required=False, widget=forms.Textarea({"rows": 4})
    )
    contact_phone = forms.CharField(
        label=_("招聘电话"),
        max_length=40,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel"}),
        error_messages={"required": _("请填写招聘电话。")},
    )

    def clean_contact_phone(self) -> str:
        phone, problems = identity.check_phone(self.cleaned_data["contact_phone"])
        if problems:
            raise forms.ValidationError([problem.message for problem in problems])
        return phone


class VerificationForm(PlainForm):
    """How to be verified, and by whom it is asked."""

    basis = forms.ChoiceField(
        label=_("怎么核验"),
        choices=[
            (Employer.Basis.DOCUMENTS, _("用单位证照核验(执照、登记证书等)")),
            (Employer.Basis.PROMISE, _("证照还不齐,由经办人书面承诺")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择核验方式。")},
    )
    ground = forms.ChoiceField(
        label=_("用书面承诺的原因"),
        choices=[("", _("不用书面承诺")), *EmployerVerification.Ground.choices],
        required=False,
    )
    ground_text = forms.CharField(label=_("说明"), max_length=200, required=False)
    agent_name = forms.CharField(
        label=_("经办人姓名"), max_length=40, error_messages={"required": _("请填写经办人姓名。")}
    )
    agent_number = forms.CharField(
        label=_("经办人居民身份证号码"),
        max_length=30,
        error_messages={"required": _("请填写经办人的身份证号码。")},
    )

    def clean_agent_number(self) -> str:
        checked = identity.check(identity.DocumentKind.RESIDENT_ID, self.cleaned_data["agent_number"])
        if not checked.valid:
            raise forms.ValidationError([problem.message for problem in checked.problems])
        return checked.number

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("basis") == Employer.Basis.PROMISE and not data.get("ground"):
            self.add_error("ground", _("用书面承诺的,要选一个原因。"))
        if data.get("ground") == EmployerVerification.Ground.OTHER and not data.get("ground_text"):
            self.add_error("ground_text", _("选了“其他情况”,请说明原因。"))
        return data


class OccupationField(forms.CharField):
    """An occupation by its code, empty allowed."""

    def clean(self, value: Any) -> Occupation | None:
        code = super().clean(value).split(" ")[0]
        if not code:
            return None
        found = Occupation.objects.filter(pk=code).first()
        if found is None:
            raise forms.ValidationError(_("没有这个职业编码,请从建议里选。"))
        return found


class VacancyForm(PlainForm):
    """The lawful fields of a vacancy, in the order a reader wants them."""

    title = forms.CharField(
        label=_("岗位名称"), max_length=60, error_messages={"required": _("请填写岗位名称。")}
    )
    occupation = OccupationField(
        label=_("职业"), required=False, max_length=90, help_text=_("写好岗位名称后,可以从建议里选。")
    )
    kind = forms.ChoiceField(label=_("用工形式"), choices=Kind.choices, initial=Kind.FULL_TIME)
    headcount = forms.IntegerField(
        label=_("招聘人数"),
        min_value=1,
        max_value=10_000,
        error_messages={
            "required": _("请填写招聘人数。"),
            "invalid": _("人数写数字,比如 5。"),
            "min_value": _("人数至少是1。"),
            "max_value": _("一个岗位最多招10000人。"),
        },
    )
    pay_low = forms.DecimalField(
        label=_("最低薪资(元)"),
        max_digits=10,
        decimal_places=2,
        error_messages={
            "required": _("请填写最低薪资。不能只写“面议”。"),
            "invalid": _("薪资写数字,比如 4000。不能只写“面议”。"),
            "max_digits": _("这个数太大了,请核对。"),
        },
    )
    pay_high = forms.DecimalField(
        label=_("最高薪资(元)"),
        max_digits=10,
        decimal_places=2,
        error_messages={
            "required": _("请填写最高薪资。"),
            "invalid": _("薪资写数字,比如 6000。"),
            "max_digits": _("这个数太大了,请核对。"),
        },
    )
    pay_unit = forms.ChoiceField(label=_("薪资单位"), choices=PayUnit.choices, initial=PayUnit.MONTH)
    region = CountyField(
        label=_("工作地区"),
        error_messages={
            "required": _("请选择工作的县(市、区)。"),
            "invalid_choice": _("没有找到这个地方,请从列表里选择。"),
        },
    )
    address = forms.CharField(
        label=_("工作地址"), max_length=120, error_messages={"required": _("请填写工作地址。")}
    )
    education = forms.TypedChoiceField(
        label=_("学历要求"), choices=Education.choices, coerce=int, initial=Education.ANY
    )
    experience = forms.IntegerField(
        label=_("经验要求(年)"),
        min_value=0,
        max_value=30,
        initial=0,
        help_text=_("没有要求写0。"),
        error_messages={
            "required": _("没有要求写0。"),
            "invalid": _("经验写整数年,没有要求写0。"),
            "max_value": _("经验要求最多写30年。"),
            "min_value": _("没有要求写0。"),
        },
    )
    description = forms.CharField(
        label=_("岗位内容"),
        max_length=4000,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("做什么、每天几小时、每周休几天、还要会什么。"),
        error_messages={
            "required": _("请写清楚岗位内容。"),
            "max_length": _("岗位内容最多4000字。"),
        },
    )
    benefits = forms.MultipleChoiceField(
        label=_("福利"), choices=BENEFITS, required=False, widget=forms.CheckboxSelectMultiple
    )
    urgent = forms.BooleanField(label=_("急招"), required=False)
    valid_until = forms.DateField(
        label=_("有效期至"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("请填写有效期。"),
            "invalid": _("这个日期不存在,请核对年月日。"),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_until"].initial = clock.today() + timedelta(days=30)

    def clean_valid_until(self) -> Any:
        until, today = self.cleaned_data["valid_until"], clock.today()
        if not today < until <= today + timedelta(days=366):
            raise forms.ValidationError(_("有效期要在明天和一年之内。"))
        return until

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if {"pay_low", "pay_high", "pay_unit"} <= data.keys():
            for problem in pay.problems(data["pay_low"], data["pay_high"], data["pay_unit"]):
                self.add_error("pay_low", problem)
        return data


SORTS = [("", _("最新")), ("pay", _("薪资高的在前"))]


class SearchForm(forms.Form):
    """The search page's filters; every one may be empty, a wrong one is left out rather than refused."""

    q = forms.CharField(required=False, max_length=10_000)
    region = forms.RegexField(r"^\d{6}$", required=False)
    pay = forms.IntegerField(required=False, min_value=0, max_value=1_000_000)
    education = forms.TypedChoiceField(
        choices=Education.choices, coerce=int, required=False, empty_value=None
    )
    kind = forms.ChoiceField(choices=Kind.choices, required=False)
    occupation = forms.RegexField(r"^\d(-\d\d){0,3}$", required=False)
    days = forms.IntegerField(required=False, min_value=1, max_value=90)
    novice = forms.BooleanField(required=False)
    urgent = forms.BooleanField(required=False)
    after = forms.CharField(required=False, max_length=60)
