"""Items a county adds without code (附件十一): their service is built from the version's fields and checks."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import Person
from portal.agencies.models import Region
from portal.agencies.queries import sichuan_counties
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.kernel.fields import plaintext
from portal.rules import checks as rule_registry
from portal.rules.verdict import Verdict, all_of

from .models import Case, ItemField, ItemVersion, LocalRecord
from .registry import CertificateSpec, Page, Service, person_facts

YES_NO = [("yes", gettext_lazy("是")), ("no", gettext_lazy("否"))]


class LocalForm(forms.Form):
    """One page of questions; takes the answers so far like every question form."""

    use_required_attribute = False

    def __init__(self, *args: Any, answers: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def form_field(field: ItemField) -> forms.Field:
    """The Django form field of one question; every refusal says what to do."""
    kinds = ItemField.Kind
    required = {"required": _("请填写“%(label)s”。") % {"label": field.label}}
    common: dict[str, Any] = {
        "label": field.label,
        "help_text": field.hint,
        "required": field.required,
        "error_messages": required,
    }
    options = [(line, line) for line in _lines(field.choices)]
    whole = {"invalid": _("请填整数。")}
    limits = {"min_value": field.least, "max_value": field.most}
    if field.kind == kinds.LONG:
        return forms.CharField(max_length=1000, widget=forms.Textarea({"rows": 4}), **common)
    if field.kind == kinds.NUMBER:
        return forms.IntegerField(**limits, **(common | {"error_messages": required | whole}))
    if field.kind == kinds.MONEY:
        told = required | {"invalid": _("请填金额,例如 1234.50。")}
        return forms.DecimalField(
            max_digits=12, decimal_places=2, **limits, **(common | {"error_messages": told})
        )
    if field.kind == kinds.DATE:
        widget = forms.SelectDateWidget(years=range(1940, clock.today().year + 2))
        told = required | {"invalid": _("这个日期不存在,请再看一下。")}
        return forms.DateField(widget=widget, **(common | {"error_messages": told}))
    if field.kind == kinds.YES_NO:
        return forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect, **common)
    if field.kind == kinds.ONE:
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **common)
    if field.kind == kinds.MANY:
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **common)
    if field.kind == kinds.COUNTY:
        return forms.ModelChoiceField(queryset=sichuan_counties(), empty_label=_("请选择"), **common)
    return forms.CharField(max_length=200, **common)


class ResidenceForm(LocalForm):
    """Where the person lives: it decides which agency is responsible."""

    residence = forms.ModelChoiceField(
        label=gettext_lazy("您现在住在哪个县(市、区)?"),
        queryset=Region.objects.none(),
        empty_label=gettext_lazy("请选择"),
        error_messages={"required": gettext_lazy("请选择您现在住的县(市、区)。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["residence"].queryset = sichuan_counties()


def pages_of(version: ItemVersion) -> tuple[Page, ...]:
    """The question pages in the order of their first field; the residence comes first."""
    grouped: dict[str, list[ItemField]] = {}
    for field in version.fields.all():
        grouped.setdefault(field.page, []).append(field)
    why = _("由您常住地的公共就业服务机构为您服务。")
    pages = [Page("residence", _("您现在住在哪里?"), ResidenceForm, why)]
    for code, fields in grouped.items():
        form = type("PageForm", (LocalForm,), {field.name: form_field(field) for field in fields})
        title = fields[0].label if len(fields) == 1 else _("请填写下面几项")
        pages.append(Page(code, title, form))
    return tuple(pages)


class LocalQuestions:
    """How a county's item asks, and the sealed JSON its answers become."""

    def __init__(self, version: ItemVersion) -> None:
        self.version, self.pages = version, pages_of(version)

    def known(self, person: Person) -> dict[str, Any]:
        return {}

    def standing(self, person: Person) -> str:
        return ""

    def skipped(self, answers: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
        return frozenset()

    def initial(self, page: str, person: Person) -> dict[str, Any]:
        return {"residence": person.residence_region_id} if page == "residence" else {}

    def store(self, case: Case, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep the answers as form data again: what `recall` gives back and the forms can check anew."""
        raw = {
            page: {name: _raw(value) for name, value in data.items()}
            for page, data in answers.items()
            if page != "person"
        }
        row = LocalRecord.objects.filter(case=case).first() or LocalRecord(case=case)
        row.answers = json.dumps(raw, ensure_ascii=False)
        row.save()

    def recall(self, case: Case) -> dict[str, dict[str, list[str]]]:
        return json.loads(plaintext(case.local_record.answers))

    def facts(self, case: Case) -> dict[str, Any]:
        return {}


def _raw(value: Any) -> list[str]:
    """A cleaned value as the list of texts a form would post."""
    if value is None:
        return []
    if isinstance(value, Region):
        return [value.code]
    if isinstance(value, list | tuple):
        return [str(each) for each in value]
    return [value.isoformat() if isinstance(value, date) else str(value)]


class LocalHandler:
    """Checks by the version the case began under; a grant keeps the amount the rules came to."""

    def __init__(self, version: ItemVersion) -> None:
        self.version = version

    def _facts(self, case: Case) -> dict[str, Any]:
        raw = json.loads(plaintext(case.local_record.answers))
        facts: dict[str, Any] = {}
        for data in raw.values():
            for name, values in data.items():
                facts[name] = values[0] if len(values) == 1 else values
        facts["labels"] = {field.name: field.label for field in self.version.fields.all()}
        facts["person"] = {"birth": case.person.birth, **person_facts(case.person, case.received_on)}
        return facts

    def problems(self, case: Case) -> Verdict:
        """Every check of the version held against the answers, on the day of receipt."""
        facts, on = self._facts(case), case.received_on
        findings, amount = [], None
        for row in self.version.checks.all():
            rule = rule_registry.check(row.rule)
            findings.append(rule.run(facts, row.values, on, row.article))
            if rule.amount:
                amount = (amount or Decimal(0)) + (rule.amount(facts, row.values) or Decimal(0))
        return all_of(findings, amount=amount)

    def grant(self, case: Case, *, by: Actor) -> None:
        record = case.local_record
        record.amount = self.problems(case).amount
        record.save(update_fields=["amount"])

    def revoke(self, case: Case, *, by: Actor) -> None:
        """The record stays as it was; its certificate ends with the case."""

    def certificate(self, case: Case) -> CertificateSpec:
        amount = case.local_record.amount
        claims = {
            "name": plaintext(case.person.name),
            "item": self.version.name,
            "status": _("准予"),
            "since": full_text(clock.today()),
            "agency": case.responsible.name,
            "case": case.number,
        }
        if amount is not None:
            claims["amount"] = f"{amount:.2f}"
        return CertificateSpec(
            "local_result", f"{self.version.name}办理结果", "BJPZ", claims, "case", str(case.pk)
        )


def service_of_version(version: ItemVersion) -> Service:
    """The service a version describes."""
    return Service(version.item_id, LocalHandler(version), LocalQuestions(version))
