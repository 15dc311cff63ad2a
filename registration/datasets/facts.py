"""Disability certificates from the federation, 低保 from civil affairs, who is insured: facts of persons we know."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from portal.exchange import registry
from portal.exchange.models import Job
from portal.exchange.registry import Outcome, Row
from portal.kernel import clock, identity, names
from portal.kernel.actor import system

from ..models import HeldFact
from ..services import facts

DAY = {"type": ["string", "null"], "format": "date"}
TEXT = {"type": "string", "minLength": 1, "maxLength": 60}
LEVELS = {"1": "一级", "2": "二级", "3": "三级", "4": "四级"}
IMPAIRMENTS = {
    "vision": "视力残疾",
    "hearing": "听力残疾",
    "speech": "言语残疾",
    "limb": "肢体残疾",
    "intellect": "智力残疾",
    "mental": "精神残疾",
    "multiple": "多重残疾",
}
AREAS = {"urban": "城市低保", "rural": "农村低保"}


def schema(**more: Any) -> dict[str, Any]:
    """Who, what of it, until when, whether it still holds."""
    usual = {"name": TEXT, "number": TEXT, "state": {"enum": ["valid", "ended"]}}
    return {
        "type": "object",
        "required": [*usual, *more],
        "additionalProperties": False,
        "properties": {**usual, **more, "valid_until": DAY},
    }


def disability(row: dict[str, Any]) -> str:
    """Kind and level, as on the certificate."""
    return f"{IMPAIRMENTS[row['impairment']]}{LEVELS[row['level']]}"


def living(row: dict[str, Any]) -> str:
    """Which 低保."""
    return AREAS[row["area"]]


def insured(row: dict[str, Any]) -> str:
    """By which unit, since when."""
    since = date.fromisoformat(row["since"])
    return _("%(unit)s为您参保,从%(y)s年%(m)s月起") % {"unit": row["unit"], "y": since.year, "m": since.month}


def taker(kind: str, value: Callable[[dict[str, Any]], str]) -> Callable[[Iterable[Row], Job], Outcome]:
    """Hands rows to the verb that keeps facts; a number that cannot be one is told by its line."""
    by = system(f"registration.{kind}")

    def take(rows: Iterable[Row], job: Job) -> Outcome:
        told, wrong = [], []
        for line, row in rows:
            found = identity.check("resident_id", row["number"])
            name, problems = names.check_name(row["name"])
            if not found.valid or problems:
                wrong.append((line, _("姓名或证件号码不对")))
                continue
            until = date.fromisoformat(row["valid_until"]) if row.get("valid_until") else None
            told.append(facts.Told(line, name, found.number, value(row), until, row["state"] == "ended"))
        as_of = min(job.as_of or clock.today(), clock.today())
        kept = facts.hold(kind, told, source=job.partner.name, as_of=as_of, by=by)
        return Outcome(kept.taken, kept.unchanged, [*wrong, *kept.refused])

    return take


DISABLED, LIVING, INSURED = HeldFact.Kind.DISABLED, HeldFact.Kind.MINIMUM_LIVING, HeldFact.Kind.INSURED
registry.dataset(
    "disability-certificates",
    1,
    schema(impairment={"enum": list(IMPAIRMENTS)}, level={"enum": list(LEVELS)}),
    title=lazy("残疾人证"),
    source=lazy("残疾人联合会"),
    take=taker(DISABLED, disability),
)
registry.dataset(
    "minimum-living",
    1,
    schema(area={"enum": list(AREAS)}),
    title=lazy("最低生活保障"),
    source=lazy("民政部门"),
    take=taker(LIVING, living),
)
registry.dataset(
    "insured-status",
    1,
    schema(unit=TEXT, since={"type": "string", "format": "date"}),
    title=lazy("职工社会保险参保状态"),
    source=lazy("社会保险经办机构"),
    take=taker(INSURED, insured),
)
registry.fact(
    f"registration.{INSURED}",
    title=lazy("职工社会保险"),
    origin=lazy("社会保险经办机构"),
    owner=lazy("参保地的社会保险经办机构"),
)
registry.fact(
    f"registration.{DISABLED}",
    title=lazy("残疾人证"),
    origin=lazy("残疾人联合会"),
    owner=lazy("残疾人联合会"),
)
registry.fact(
    f"registration.{LIVING}",
    title=lazy("最低生活保障"),
    origin=lazy("民政部门"),
    owner=lazy("户籍地的民政部门"),
)
