"""Load the law from the YAML beside each app. Running it again changes nothing that is already there."""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.conf import settings
from django.db import transaction

from . import kinds
from .models import CalendarDay, Instrument, RuleKey, RuleValue

CALENDAR = Path(__file__).parent / "data" / "calendar_days.csv"


def law_files() -> list[Path]:
    """Every app's law/*.yaml, in a fixed order."""
    base = Path(settings.BASE_DIR)
    folders = {
        Path(config.path) / "law" for config in apps.get_app_configs() if base in Path(config.path).parents
    }
    return sorted(file for folder in folders for file in folder.glob("*.yaml"))


@transaction.atomic
def load() -> dict[str, int]:
    """Merge instruments, keys, values and calendar days; returns how many of each the files hold.

    A value is known by key, region and first day: one that is there is left alone, because a decision may rest on it.
    """
    instruments: dict[str, Instrument] = {}
    keys: list[dict[str, Any]] = []
    values: list[dict[str, Any]] = []
    for file in law_files():
        text = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
        for row in text.get("instruments", []):
            instruments[row["code"]] = _instrument(row)
        keys += text.get("keys", [])
        values += text.get("values", [])
    kinds_by_key = {row["key"]: row["kind"] for row in keys}
    for row in keys:
        defaults = {"kind": row["kind"], "unit": row.get("unit") or "", "title": row["title"]}
        RuleKey.objects.update_or_create(key=row["key"], defaults=defaults)
    for row in values:
        kinds.check(kinds_by_key[row["key"]], row["value"])
    _add_values(values, instruments)
    return {
        "instruments": len(instruments),
        "keys": len(keys),
        "values": len(values),
        "days": _load_calendar(),
    }


def _instrument(row: dict[str, Any]) -> Instrument:
    defaults = {
        "number": row.get("number") or "",
        "title": row["title"],
        "issuer": row.get("issuer") or "",
        "in_force": row.get("in_force"),
        "read": bool(row.get("read")),
    }
    return Instrument.objects.get_or_create(code=row["code"], defaults=defaults)[0]


def _add_values(values: list[dict[str, Any]], instruments: dict[str, Instrument]) -> None:
    there = set(RuleValue.objects.values_list("key_id", "region_id", "in_force__startswith"))
    new = []
    for row in values:
        first = row["from"]
        if (row["key"], str(row["region"]), first) in there:
            continue
        last: date | None = row.get("to")
        new.append(
            RuleValue(
                key_id=row["key"],
                region_id=str(row["region"]),
                in_force=(first, last + timedelta(days=1) if last else None),
                value=row["value"],
                instrument=instruments.get(row.get("instrument") or ""),
                article=row.get("article") or row.get("basis") or "",
                confidence=row["conf"],
                note=row.get("note") or "",
            )
        )
    RuleValue.objects.bulk_create(new)


def _load_calendar() -> int:
    with CALENDAR.open(encoding="utf-8", newline="") as file:
        rows = [
            CalendarDay(day=date.fromisoformat(row["day"]), working=row["working"] == "1", name=row["name"])
            for row in csv.DictReader(line for line in file if not line.startswith("#"))
        ]
    CalendarDay.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
