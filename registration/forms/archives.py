"""What is asked about a personnel file: of its owner, of a unit, at the desk."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.agencies.models import Region
from portal.agencies.queries import county_choices, sichuan_counties
from portal.kernel import clock, identity

from ..models import CertificateAsk, FileGroup
from .fields import YES_NO, DateField, QuestionForm, RegionChoice

REGION_MISSING = {
    "required": _("请选择县(市、区)。"),
    "invalid_choice": _("没有找到这个地方,请从列表里选择。"),
}


def text_field(label: Any, help_text: Any = "", *, most: int, required: bool = True) -> forms.CharField:
    """One line of words."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=required,
        error_messages={"required": _("请填写。"), "max_length": _("写得太长了,请写得短一些。")},
    )


def one_of(label: Any, choices: list, missing: Any, help_text: Any = "", **kwargs: Any) -> forms.ChoiceField:
    """One of a few, all to be seen at once."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        help_text=help_text,
        error_messages={"required": missing, "invalid_choice": missing},
        **kwargs,
    )


class CountyField(RegionChoice):
    """A county of the province under its prefecture."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Region.objects.none(), error_messages=REGION_MISSING, **kwargs)


def fill_counties(field: forms.ModelChoiceField) -> None:
    """Read the counties when the form is made, not when it is imported."""
    field.queryset = sichuan_counties()
    field.choices = [("", field.empty_label), *county_choices()]


class KeeperForm(QuestionForm):
    county = CountyField(label=_("存到哪个县(市、区)"), empty_label=_("请选择"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill_counties(self.fields["county"])


class GroupForm(QuestionForm):
    group = one_of(_("您现在的情况"), FileGroup.choices, _("请选择最接近的一项。"))


class CadreForm(QuestionForm):
    cadre = one_of(
        _("做过公务员、国企事业单位干部或者军队文职人员吗?"), YES_NO, _("请选择一项。不清楚就选“不是”。")
    )


class WhereForm(QuestionForm):
    from_county = CountyField(
        label=_("四川省内的公共就业服务机构"),
        empty_label=_("不在这些机构"),
        required=False,
        help_text=_("档案在省内哪个县(市、区)的人才或就业机构,就选哪个。"),
    )
    from_outside = text_field(
        _("别的单位"), _("例如学校、原单位、外省人才中心的全称。上面选了的不用填。"), most=120, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill_counties(self.fields["from_county"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("from_county"):
            data["from_outside"] = ""
        elif not data.get("from_outside", "").strip() and "from_county" not in self.errors:
            self.add_error("from_outside", _("请选一个机构,或者写出单位名称。不清楚可以写最后的学校或单位。"))
        return data


class CertificateForm(QuestionForm):
    kind = one_of(_("哪一种证明"), CertificateAsk.Kind.choices, _("请选择一种。"))
    wanted = text_field(
        _("想证明什么"),
        _("例如:2012年到2016年的学习经历;和父亲的关系。只要存档证明的不用填。"),
        most=120,
        required=False,
    )
    purpose = text_field(_("用在哪里"), _("例如:报考、公证、落户。"), most=120)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kind") not in (None, "kept") and not data.get("wanted", "").strip():
            self.add_error("wanted", _("请写想证明什么,我们好去查。"))
        return data


def number_field(label: Any, help_text: Any = "") -> forms.CharField:
    """A resident's identity number."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=24,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("请填写身份证号码。"), "max_length": _("身份证号码是18位。")},
    )


class AboutForm(QuestionForm):
    """Whose file, kept where, by which letter."""

    county = CountyField(label=_("向哪个存档机构提出"), empty_label=_("请选择"))
    name = text_field(_("存档人姓名"), most=60)
    number = number_field(_("存档人身份证号码"))
    letter_number = text_field(_("函件文号"), _("写单位开的介绍信或函的编号。"), most=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill_counties(self.fields["county"])

    def clean_number(self) -> str:
        return self.checked("number")

    def checked(self, name: str) -> str:
        """A number that can be one, normalised."""
        found = identity.check("resident_id", self.cleaned_data[name])
        if not found.valid:
            raise forms.ValidationError([problem.message for problem in found.problems])
        return found.number


class ConsultForm(AboutForm):
    kind = one_of(
        _("要做什么"),
        [
            ("read", _("查阅:两人到档案室看")),
            ("borrow", _("借阅:借出,按期归还")),
            ("vetting", _("政审(考察):两人到档案室查")),
        ],
        _("请选择一项。"),
    )
    purpose = text_field(_("用途"), _("例如:拟录用公务员考察、入党政审。"), most=200)
    first_name = text_field(_("查阅人一:姓名"), most=60)
    first_number = number_field(_("查阅人一:身份证号码"), _("只用来核对,不保存。"))
    second_name = text_field(_("查阅人二:姓名"), most=60)
    second_number = number_field(_("查阅人二:身份证号码"), _("只用来核对,不保存。"))
    apart = forms.BooleanField(
        label=_("两位查阅人都不是存档人本人,也不是存档人的亲属"),
        error_messages={"required": _("任何人不得查阅本人和亲属的档案。请换人,或者勾选确认。")},
    )

    def clean_first_number(self) -> str:
        return self.checked("first_number")

    def clean_second_number(self) -> str:
        return self.checked("second_number")


class CallForm(AboutForm):
    issued_on = DateField(label=_("开具日期"), error_messages={"required": _("请填开具日期。")})
    valid_until = DateField(label=_("有效期至"), required=False, help_text=_("函上没写的可以空着。"))
    authority = text_field(
        _("管档权限依据"), _("写批准单位管理人事档案的文件或规定,例如批复文号。"), most=200
    )


class PersonForm(QuestionForm):
    """A person at the desk by number."""

    number = number_field(_("存档人身份证号码"))

    def clean_number(self) -> str:
        found = identity.check("resident_id", self.cleaned_data["number"])
        if not found.valid:
            raise forms.ValidationError([problem.message for problem in found.problems])
        return found.number


def shelf_field(required: bool = True) -> forms.CharField:
    """架位, in the agency's own way of writing."""
    return forms.CharField(
        label=_("架位"),
        max_length=24,
        required=required,
        help_text=_("例如 A-03-12。"),
        error_messages={"required": _("请填架位。"), "max_length": _("架位最多24个字。")},
    )


class StockForm(PersonForm):
    group = forms.ChoiceField(label=_("人员类别"), choices=FileGroup.choices)
    cadre = one_of(_("曾任公务员、国企事业单位干部或文职"), YES_NO, _("请选择。"))
    shelf = shelf_field()


def default_day() -> Any:
    """A month ahead, for letters that say nothing."""
    return clock.today() + timedelta(days=30)


def county_of_person(person: Person) -> str:
    """The county somebody lives in, where it is known."""
    return person.residence_region_id or ""
