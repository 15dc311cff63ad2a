"""The sections of a CV, one small form each."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.agencies.models import Region
from portal.agencies.queries import sichuan_counties
from portal.kernel import clock

from ..models import Education, Intention, Kind, Occupation, Resume
from ..rules import skills
from .base import CountyField, PlainForm

SUGGESTED = 5


class PlaceField(CountyField):
    """A county, or the whole of a prefecture."""

    def fill(self) -> None:
        counties = list(sichuan_counties().select_related("parent"))
        codes = [each.code for each in counties] + [each.parent_id for each in counties]
        self.queryset = Region.objects.filter(code__in=codes)
        groups: dict[str, list[tuple[str, str]]] = {}
        for county in counties:
            whole = (county.parent_id, _now("%(place)s都可以") % {"place": county.parent.name})
            groups.setdefault(county.parent.name, [whole]).append((county.code, county.name))
        self.choices = [("", _("请选择")), *groups.items()]


class OccupationNameField(forms.CharField):
    """An occupation by its name or code; when several are meant, the error names them."""

    def clean(self, value: Any) -> Occupation | None:
        text = super().clean(value).strip()
        if not text:
            return None
        rows = Occupation.objects.filter(level=4)
        exact = rows.filter(pk=text.split(" ")[0]).first() or rows.filter(name=text).order_by("pk").first()
        if exact:
            return exact
        close = rows.filter(name__icontains=text) | rows.filter(aliases__contains=[text])
        close = list(close.order_by("pk")[:SUGGESTED])
        if len(close) == 1:
            return close[0]
        if not close:
            raise forms.ValidationError(_("没有找到这个职业,换个说法试试,比如“收银员”。"))
        names = "、".join(each.name for each in close)
        raise forms.ValidationError(_("请写其中一个:%(names)s。"), params={"names": names})


class BasicsForm(PlainForm):
    """Education, years of work, where one lives, a few words."""

    education = forms.TypedChoiceField(
        label=_("学历"),
        choices=[("", _("不填")), *Education.choices[1:]],
        coerce=int,
        empty_value=None,
        required=False,
    )
    experience = forms.IntegerField(
        label=_("工作年限(年)"),
        min_value=0,
        max_value=60,
        help_text=_("没有工作过写0。"),
        error_messages={
            "required": _("没有工作过写0。"),
            "invalid": _("工作年限写整数,比如 3。"),
            "min_value": _("没有工作过写0。"),
            "max_value": _("工作年限最多写60年。"),
        },
    )
    region = CountyField(
        label=_("现居地"),
        required=False,
        error_messages={"invalid_choice": _("没有找到这个地方,请从列表里选择。")},
    )
    intro = forms.CharField(
        label=_("自我介绍"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("会做什么、做过什么。不用写身份证号和住址。"),
        error_messages={"max_length": _("自我介绍最多1000字。")},
    )

    def clean_intro(self) -> str | None:
        return self.cleaned_data["intro"] or None


class SkillsForm(PlainForm):
    """Skills out of the closed list."""

    skills = forms.MultipleChoiceField(
        label=_("会什么"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("勾选您会的。岗位也按这个词表匹配。"),
        error_messages={"invalid_choice": _("请从列表里勾选。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skills"].choices = skills.choices()


class SharingForm(PlainForm):
    """Who sees the CV; whether openings are looked for."""

    visibility = forms.ChoiceField(
        label=_("谁看得到简历"), choices=Resume.Visibility.choices, widget=forms.RadioSelect
    )
    matching = forms.BooleanField(
        label=_("为我匹配岗位"), required=False, help_text=_("随时可以关。关了就不再为您匹配。")
    )


class WishForm(PlainForm):
    """One wish."""

    occupation = OccupationNameField(
        label=_("想做的职业"),
        max_length=90,
        help_text=_("写职业名称,比如“收银员”。"),
        error_messages={"required": _("请填写想做的职业。")},
    )
    region = PlaceField(
        label=_("想去的地方"),
        error_messages={
            "required": _("请选择想去的地方。"),
            "invalid_choice": _("没有找到这个地方,请从列表里选择。"),
        },
    )
    pay_floor = forms.IntegerField(
        label=_("月薪不低于(元)"),
        min_value=0,
        max_value=300_000,
        initial=0,
        help_text=_("没有要求写0。"),
        error_messages={
            "required": _("没有要求写0。"),
            "invalid": _("月薪写整数,比如 4000。"),
            "min_value": _("没有要求写0。"),
            "max_value": _("期望月薪太高了,请核对。"),
        },
    )
    kind = forms.ChoiceField(label=_("用工形式"), choices=[("", _("都可以")), *Kind.choices], required=False)


def first_of(row: Intention) -> dict[str, Any]:
    """What the form of a wish that stands begins with; the code goes with a name that two occupations have."""
    name = row.occupation.name
    first = Occupation.objects.filter(level=4, name=name).order_by("pk").first()
    return {
        "occupation": name if first == row.occupation else f"{row.occupation_id} {name}",
        "region": row.region_id,
        "pay_floor": row.pay_floor,
        "kind": row.kind,
    }


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        help_text=help_text,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("这个日期不存在,请核对年月日。")},
    )


class EntryForm(PlainForm):
    """One entry of a section; the labels follow the section."""

    place = forms.CharField(max_length=80, error_messages={"required": _("请填写名称。")})
    title = forms.CharField(max_length=60, error_messages={"required": _("这一栏要填写。")})
    begins = _day(_("开始"))
    ends = _day(_("结束"), _("还在做的不用填。"))
    text = forms.CharField(
        label=_("说明"), max_length=1000, required=False, widget=forms.Textarea({"rows": 4})
    )

    LABELS = {
        "work": (_("单位"), _("岗位")),
        "education": (_("学校"), _("专业")),
        "training": (_("培训机构"), _("培训内容")),
        "certificate": (_("发证机构"), _("证书名称")),
    }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].label, self.fields["title"].label = self.LABELS[kind]
        if kind == "certificate":
            self.fields["begins"].label, self.fields["ends"].label = _("发证日期"), _("有效期至")
            self.fields["ends"].help_text = _("长期有效的不用填。")

    def clean_text(self) -> str | None:
        return self.cleaned_data["text"] or None

    def clean_begins(self) -> Any:
        begins = self.cleaned_data["begins"]
        if begins and begins > clock.today():
            raise forms.ValidationError(_("开始日期还没有到,请核对。"))
        return begins

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("begins") and data.get("ends") and data["ends"] < data["begins"]:
            self.add_error("ends", _("结束时间不能早于开始时间。"))
        return data
