"""社保登记 told to social insurance; the register as a snapshot for the province; units from 市场监管."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from portal.accounts.models import Organisation
from portal.accounts.services import OrganisationRefused, mark_confirmed
from portal.exchange import registry
from portal.exchange.models import Job
from portal.exchange.registry import Outcome, Row
from portal.kernel.actor import system

from ..models import Spell
from ..services.filings_pushed import DATASET

DAY = {"type": "string", "format": "date"}
CODE = {"type": "string", "pattern": "^[0-9A-Z]{18}$"}
TEXT = {"type": "string", "maxLength": 120}
PERSON = {
    "type": "object",
    "required": ["name", "document_kind", "number", "day"],
    "additionalProperties": False,
    "properties": {
        "name": TEXT,
        "document_kind": TEXT,
        "number": TEXT,
        "day": DAY,
        "post": TEXT,
        "contract": TEXT,
        "begins": DAY,
        "ends": {"type": ["string", "null"], "format": "date"},
        "ground": TEXT,
    },
}
PUSHED = {
    "type": "object",
    "required": ["unit", "filing", "kind", "part", "people"],
    "additionalProperties": False,
    "properties": {
        "unit": CODE,
        "filing": TEXT,
        "kind": {"enum": ["hire", "leave"]},
        "part": {"type": "integer", "minimum": 1},
        "people": {"type": "array", "items": PERSON, "minItems": 1, "maxItems": 500},
    },
}
STATUS = {
    "type": "object",
    "required": ["spell", "person", "kind", "begins", "region"],
    "additionalProperties": False,
    "properties": {
        "spell": TEXT,
        "person": TEXT,
        "kind": {"enum": list(Spell.Kind.values)},
        "full_time": {"type": "boolean"},
        "unit": {"type": ["string", "null"]},
        "begins": DAY,
        "region": {"type": "string", "pattern": "^[0-9]{6}$"},
    },
}
UNIT = {
    "type": "object",
    "required": ["uscc", "name", "state"],
    "additionalProperties": False,
    "properties": {"uscc": CODE, "name": TEXT, "state": {"enum": ["open", "closed", "revoked"]}},
}
BY = system("registration.market_supervision")


def statuses(on: date) -> Iterator[dict[str, Any]]:
    """Who stands in the register on a day, without names or numbers, by the key of the spell."""
    rows = Spell.objects.filter(period__contains=on).order_by("pk")
    fields = ("pk", "person_id", "kind", "exclusive", "employer__uscc", "period", "agency__region_id")
    for pk, person, kind, full_time, unit, period, region in rows.values_list(*fields).iterator(2000):
        yield {
            "spell": str(pk),
            "person": str(person),
            "kind": kind,
            "full_time": full_time,
            "unit": unit,
            "begins": period.lower.isoformat(),
            "region": region,
        }


def units(rows: Iterable[Row], job: Job) -> Outcome:
    """Confirm units whose code and name market supervision has; another name or an ended unit is told."""
    out = Outcome()
    for line, row in rows:
        found = Organisation.objects.filter(uscc=row["uscc"]).order_by("confirmed_at", "created_at").first()
        if found is None:
            out.unchanged += 1  # not a unit of ours: nothing to know
        elif row["state"] != "open":
            out.refused.append((line, _("单位已经注销或吊销,请属地核实")))
        elif found.name != row["name"]:
            out.refused.append((line, _("名称和登记的不一致")))
        elif found.confirmed_at:
            out.unchanged += 1
        else:
            _confirm(found, line, out)
    return out


def _confirm(unit: Organisation, line: int, out: Outcome) -> None:
    try:
        mark_confirmed(unit, by=BY)
        out.taken += 1
    except OrganisationRefused:
        out.refused.append((line, _("这个代码已有核实过的单位")))


registry.dataset(DATASET, 1, PUSHED, title=lazy("社会保险登记"), pushed=True)
registry.dataset(
    "employment-register",
    1,
    STATUS,
    title=lazy("就业失业登记"),
    source=lazy("公共就业服务机构"),
    give=statuses,
)
registry.dataset("market-units", 1, UNIT, title=lazy("市场主体登记"), source=lazy("市场监管部门"), take=units)
registry.fact(
    "registration.employment",
    title=lazy("就业登记"),
    origin=lazy("用人单位申报"),
    owner=lazy("用工地的公共就业服务机构"),
)
