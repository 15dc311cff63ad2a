"""政策计算器: one set of answers, no sign-in, every benefit that has a rule. Nothing said here is kept.

The questions are the facts that benefits read (portal.rules.facts); so a benefit that an app adds is asked for and
answered without a change here.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from portal.agencies.queries import county_choices
from portal.casework.registry import service_of
from portal.casework.views.apply import CARRIED
from portal.kernel import clock
from portal.kernel.money import text as money_text
from portal.rules import facts as known
from portal.rules.facts import Fact
from portal.rules.queries import from_memory
from portal.rules.registry import Benefit, benefits
from portal.rules.verdict import Answer, Finding, Verdict

from .estimating import estimate_all

YES_NO = [("", lazy("不清楚")), ("yes", lazy("是")), ("no", lazy("不是"))]
MOST_RADIOS = 5
ORDER = {Answer.YES: 0, Answer.UNKNOWN: 1, Answer.NO: 2}
SPELL = (("entitled", lazy("核定了几个月")), ("drawn", lazy("领了几个月")))


def field_of(fact: Fact, on: date, region: str) -> forms.Field:
    """A form field for a fact; every one may be left empty, which means «not known»."""
    label, hint = fact.question, fact.help
    if fact.kind == "bool":
        return forms.ChoiceField(
            label=label, help_text=hint, choices=YES_NO, required=False, widget=forms.RadioSelect
        )
    if fact.kind in ("choice", "choices"):
        options = [(str(code), text) for code, text in fact.options(on, region)]
        if fact.kind == "choices":
            return forms.MultipleChoiceField(
                label=label,
                help_text=hint,
                choices=options,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        widget = forms.RadioSelect if len(options) < MOST_RADIOS else forms.Select
        return forms.ChoiceField(
            label=label,
            help_text=hint,
            choices=[("", _("不清楚")), *options],
            required=False,
            widget=widget,
        )
    attrs = {"date": {"type": "date"}, "integer": {"inputmode": "numeric"}}.get(
        fact.kind, {"inputmode": "decimal"}
    )
    text = f"{label}({fact.unit})" if fact.unit else label
    return forms.CharField(
        label=text, help_text=hint, required=False, max_length=30, widget=forms.TextInput(attrs)
    )


class CalculatorForm(forms.Form):
    """The questions for a person or for a firm; `facts` after validation holds what was said, by name."""

    use_required_attribute = False

    def __init__(self, who: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix, self.on, self.facts = "", clock.today(), {}
        self.asked = [fact for fact in known.facts() if fact.who == who and fact.asked]
        self.fields["region"] = forms.ChoiceField(
            label=_("最后在哪个县(市、区)参保?") if who == "person" else _("在哪个县(市、区)参保?"),
            choices=[("", _("请选择")), *county_choices()],
            error_messages={
                "required": _("请选择县(市、区),各地标准不一样。"),
                "invalid_choice": _("请从列表里选择。"),
            },
        )
        for fact in self.asked:
            if fact.kind == "spell":
                for part, words in SPELL:
                    label = f"{fact.question} {words}({fact.unit})"
                    number = forms.TextInput({"inputmode": "numeric"})
                    self.fields[f"{fact.name}_{part}"] = forms.CharField(
                        label=label, help_text=fact.help, required=False, max_length=4, widget=number
                    )
            else:
                self.fields[fact.name] = field_of(fact, self.on, "510000")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for fact in self.asked:
            given = self._given(fact, data)
            if given in (None, "", []):
                continue
            try:
                self.facts[fact.name] = known.read(
                    fact, given, on=self.on, region=data.get("region") or "510000"
                )
            except known.BadFact as error:
                self.add_error(f"{fact.name}_drawn" if fact.kind == "spell" else fact.name, str(error))
        self.facts = known.with_implied(self.facts)
        return data

    def _given(self, fact: Fact, data: Mapping[str, Any]) -> Any:
        if fact.kind == "spell":
            parts = {part: data.get(f"{fact.name}_{part}", "").strip() for part, _words in SPELL}
            return parts if any(parts.values()) else None
        given = data.get(fact.name)
        if fact.kind == "bool":
            return {"yes": True, "no": False}.get(given)
        return given.strip() if isinstance(given, str) else given


def _told(finding: Finding) -> dict[str, Any]:
    """A finding as a citizen may be told it: what is not confirmed is never stated as a fact."""
    text = str(finding.text) or _("当天的规定没有查到")
    if finding.confidence == "D":
        text = _("%(text)s(这一条待核实,以窗口答复为准)") % {"text": text}
    return {"met": finding.met, "text": text, "article": finding.article}


def result(benefit: Benefit, verdict: Verdict) -> dict[str, Any]:
    """One benefit for the page: the answer in a word, the sum, the findings, what is missing, what to do next."""
    words = {
        Answer.YES: ("good", _("符合条件")),
        Answer.UNKNOWN: ("wait", _("还差一些情况")),
        Answer.NO: ("plain", _("这次不符合")),
    }
    kind, word = words[verdict.answer]
    missing = [known.fact(name) for name in verdict.missing]
    return {
        "code": benefit.code,
        "title": benefit.title,
        "kind": kind,
        "word": word,
        "sum": _sum(verdict),
        "hint": verdict.hint,
        "findings": [_told(finding) for finding in verdict.findings],
        "missing": [fact.question for fact in missing if fact],
        "law_missing": any(fact is None for fact in missing),
        "guide": reverse("content:service", args=[benefit.item]),
        "apply": benefit.item if verdict.yes and _fillable(benefit.item) else "",
    }


def _fillable(item: str) -> bool:
    service = service_of(item)
    return service is not None and not service.entry


def _sum(verdict: Verdict) -> str:
    if not verdict.yes or (verdict.amount is None and verdict.months is None):
        return ""
    if verdict.monthly is None:
        months = _("%(months)s个月,每月金额以窗口答复为准") % {"months": verdict.months}
        return months if verdict.months else money_text(verdict.amount)
    said = {"months": verdict.months, "each": money_text(verdict.monthly), "sum": money_text(verdict.amount)}
    return _("%(months)s个月,每月%(each)s,共%(sum)s") % said


def asked_of(who: str, benefit: Benefit) -> bool:
    """Whether a benefit is for persons or for firms: by the facts it reads."""
    return any(fact.who == who for fact in map(known.fact, benefit.facts) if fact)


def results(form: CalculatorForm, who: str) -> list[dict[str, Any]]:
    """Every benefit for this kind of asker: yes first, then perhaps, then no."""
    only = [benefit.code for benefit in benefits() if asked_of(who, benefit)]
    found = estimate_all(form.facts, on=form.on, region=form.cleaned_data["region"], only=only)
    ordered = sorted(found, key=lambda pair: ORDER[pair[1].answer])
    return [result(benefit, verdict) for benefit, verdict in ordered]


def _carried(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What was said, as a session can hold it."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
    return {name: value for name, value in plain.items() if isinstance(value, str | int | bool)}


@require_http_methods(["GET", "POST"])
def calculator(request: HttpRequest, who: str = "person") -> HttpResponse:
    """Questions to a person or a firm; after them the answers, and the questions again with what was said."""
    with from_memory():
        form = CalculatorForm(who, request.POST if request.method == "POST" else None)
        found = results(form, who) if form.is_bound and form.is_valid() else None
    item = request.POST.get("apply", "")
    if found is not None and item in {row["apply"] for row in found if row["apply"]}:
        request.session[CARRIED] = _carried(form.facts)
        return redirect("casework:start", item)
    context = {"form": form, "results": found, "who": who, "day": form.on}
    return render(request, "site/calculator.html", context, status=422 if form.errors else 200)
