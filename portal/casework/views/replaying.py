"""重算我的决定: whoever holds a receipt sees their decision reckoned again, point by point, without signing in."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from portal.accounts.services.codes import TooManyCodes, spend
from portal.casework.models import Case
from portal.casework.services import replaying
from portal.kernel.dates import day_text
from portal.kernel.fields import plaintext
from portal.kernel.money import text as money_text
from portal.rules import facts as known

AN_HOUR = 600  # tries of everybody together; a number has 729 million neighbours


class ReplayForm(forms.Form):
    """The number on the receipt and the end of the document: what the holder has in hand."""

    use_required_attribute = False
    number = forms.CharField(
        label=lazy("办件编号"),
        max_length=40,
        help_text=lazy("在回执或决定书上,例如 BJ-20261123-7K4Q2M。"),
        error_messages={"required": lazy("请填写办件编号。")},
    )
    ending = forms.CharField(
        label=lazy("证件号码最后四位"),
        max_length=4,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={
            "required": lazy("请填写证件号码最后四位。"),
            "max_length": lazy("只填最后四位。"),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix, self.case = "", None

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            self.case = found(data["number"].strip().upper(), data["ending"].strip().upper())
            if self.case is None:
                raise forms.ValidationError(
                    _("没有找到。请核对编号和证件号码最后四位;还没有决定的、不用计算的事项这里查不到。")
                )
        return data


def found(number: str, ending: str) -> Case | None:
    """The decided case of a number whose applicant's document ends so; the same silence for every other."""
    case = replaying.decided().filter(number=number).select_related("person", "item").first()
    if case is None or case.person is None:
        return None
    documents = case.person.documents.filter(retired=False)
    return case if any(plaintext(each.number)[-4:].upper() == ending for each in documents) else None


def shown(case: Case) -> dict[str, Any]:
    """Then and now beside each other, with the facts and articles they rest on."""
    done = replaying.replay(case)
    inputs = case.decision["inputs"]
    rows = [
        {"name": name, "then": _in_words(key, done.then[key]), "now": _in_words(key, done.now[key])}
        for key, name in (("months", _("月数")), ("monthly", _("每月")), ("amount", _("合计")))
    ]
    facts = [
        {"name": fact.question, "value": _fact(value)}
        for name, value in inputs["facts"].items()
        if value is not None and (fact := known.fact(name))
    ]
    return {
        "item": case.item.name,
        "number": case.number,
        "day": day_text(case.received_on),
        "same": done.same,
        "rows": rows,
        "facts": facts,
        "findings": done.now["findings"],
    }


def _in_words(key: str, value: Any) -> str:
    if value is None:
        return "—"
    return _("%(months)s个月") % {"months": value} if key == "months" else money_text(value)


def _fact(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("不是")
    if isinstance(value, dict):
        return _("核定%(entitled)s个月,已领%(drawn)s个月") % value
    return str(value)


@require_http_methods(["GET", "POST"])
def replay(request: HttpRequest) -> HttpResponse:
    """Ask for a number; show the decision reckoned again."""
    form = ReplayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            spend("replay", AN_HOUR)
        except TooManyCodes:
            return render(request, "casework/replay.html", {"form": form, "busy": True}, status=429)
    valid = form.is_bound and form.is_valid()
    context = {"form": form, "done": shown(form.case) if valid else None}
    return render(request, "casework/replay.html", context, status=422 if form.errors else 200)
