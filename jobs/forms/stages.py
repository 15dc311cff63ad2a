"""What a clerk writes of a person's stage: why not, a conference, what came of it; and who looks for employers."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock

from ..models import ExpertConference
from .base import PlainForm

AHEAD = timedelta(days=90)
LENGTHS = (30, 45, 60, 90, 120)


class DeclineForm(PlainForm):
    """Why the person stays where they are; they can read it."""

    reason = forms.CharField(
        label=_("为什么暂不升级"),
        max_length=300,
        help_text=_("本人看得到这段话,请写得和气些。"),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请写明原因。"), "max_length": _("最多300字。")},
    )


class ConferenceForm(PlainForm):
    """When and where experts and the person meet."""

    day = forms.DateField(
        label=_("哪天"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请填写日期。"), "invalid": _("这个日期不存在,请核对年月日。")},
    )
    time = forms.TimeField(
        label=_("几点"),
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"required": _("请填写几点。"), "invalid": _("请按时:分填写,如14:00。")},
    )
    minutes = forms.TypedChoiceField(
        label=_("多久(分钟)"), coerce=int, choices=[(n, f"{n}") for n in LENGTHS], initial=60
    )
    place = forms.CharField(label=_("地点"), max_length=120, error_messages={"required": _("请填写地点。")})
    experts = forms.CharField(
        label=_("哪些专家"),
        max_length=120,
        help_text=_("写姓名和专长,如 王老师(职业指导师)。"),
        error_messages={"required": _("请填写专家。")},
    )

    def clean(self) -> dict[str, Any]:
        """Not past, and not further than three months ahead."""
        data = super().clean()
        if data.get("day") and data.get("time"):
            begins = datetime.combine(data["day"], data["time"], tzinfo=clock.ZONE)
            if not clock.now() < begins <= clock.now() + AHEAD:
                self.add_error("day", _("时间要在现在以后、90天以内。"))
            data["begins"] = begins
        return data

    def facts(self) -> dict[str, Any]:
        """What the verb takes."""
        return {name: self.cleaned_data[name] for name in ("begins", "minutes", "place", "experts")}


class ResultForm(PlainForm):
    """What came of a conference."""

    result = forms.CharField(
        label=_("会诊意见"),
        max_length=1000,
        help_text=_("本人看得到。写做得到的事,不写评语。"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("请写下会诊意见。"), "max_length": _("最多1000字。")},
    )
    next_step = forms.ChoiceField(
        label=_("下一步"),
        choices=ExpertConference.Next.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择下一步。")},
    )


class LikelyForm(forms.Form):
    """What likely employers are searched by; the same names as the search for vacancies."""

    q = forms.CharField(required=False, max_length=10_000)
    region = forms.RegexField(r"^\d{6}$", required=False)
    occupation = forms.RegexField(r"^[1-8](-\d\d){0,3}$", required=False)
    after = forms.RegexField(r"^[1-3]-\d{1,12}$", required=False)
