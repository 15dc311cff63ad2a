"""Load the service items of the province's list, their promise texts and reason codes. Safe to run again."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.db import transaction

from . import wording
from .models import CommitmentText, ItemLevel, Phrase, ReasonCode, ServiceItem

DATA = Path(__file__).parent / "data"
CONSEQUENCES = (
    "承诺不实的,登记会被撤销,已领取的待遇要退回,情况记入信用记录。撤销前会告诉您原因,您可以说明和申诉。"
)
CHANNELS = {
    "网上": "online",
    "窗口": "window",
    "自助机": "kiosk",
    "代办": "agent",
    "上门": "visit",
    "集中": "group",
}
RECOGNITION = ("认定", "核验")
PREFIXES = {"unemployment-registration": "SYDJ"}
SAMPLE_PERCENT = 10


@transaction.atomic
def load() -> dict[str, int]:
    """Merge items by code, add promise texts and reasons that are not there; returns the counts of the files."""
    rows = yaml.safe_load((DATA / "catalogue.yaml").read_text(encoding="utf-8"))["items"]
    for position, row in enumerate(rows):
        ServiceItem.objects.update_or_create(code=row["code"], defaults=_item(row, position))
    texts = [row for row in rows if row.get("commitment")]
    for row in texts:
        _commitment(row["code"], row["commitment"])
    reasons = _reasons()
    _levels(list(ServiceItem.objects.all()))
    return {"items": len(rows), "commitments": len(texts), "reasons": reasons}


def _item(row: dict[str, Any], position: int) -> dict[str, Any]:
    days, words = (
        row["days"],
        wording.tidy({key: row[key] for key in ("conditions", "decide", "accept", "result")}),
    )
    result = words["result"]
    money = result["kind"] == "payment"
    return {
        "name": row["name"],
        "alias": row.get("alias", ""),
        "checklist": row["checklist"],
        "official": row["official"],
        "app": row["app"],
        "applicant": row["applicant"],
        "channels": sorted({CHANNELS[c] for c in row["channels"] if c in CHANNELS}),
        "days": days["v"],
        "days_unit": days["unit"],
        "days_start": days["start"],
        "days_confidence": days["conf"],
        "days_note": wording.plain(days.get("note", "")),
        "inquiry_days": row.get("inquiry_days"),
        "four_eyes": money or any(word in row["name"] for word in RECOGNITION),
        "conditions": words["conditions"],
        "decide": words["decide"],
        "accept": words["accept"],
        "result_kind": result["kind"],
        "result": result["what"],
        "guide": _guide(row),
        "number_prefix": PREFIXES.get(row["code"], "BJ"),
        "path": _path(row),
        "verify_sample": SAMPLE_PERCENT if row.get("commitment") else 0,
        "position": position,
    }


def _path(row: dict[str, Any]) -> list[str]:
    """Steps before the decision: what is publicised was reviewed first; recognitions get a second look."""
    if (row.get("publicity") or {}).get("need"):
        return ["review", "publicise"]
    if any(word in row["name"] for word in RECOGNITION) and row["days"]["v"]:
        return ["review"]
    return []


def _levels(items: list[ServiceItem]) -> int:
    """The item × level matrix (事项层级矩阵) from who accepts and who decides; rows an administrator has are left."""
    known = set(ItemLevel.objects.values_list("item_id", "level"))
    new = []
    for item in items:
        anywhere = "任一网点" in item.accept
        for level in (1, 2, 3, 4, 5):
            if (item.pk, level) in known:
                continue
            deciding = level in (1, 2, 3)
            new.append(
                ItemLevel(
                    item=item,
                    level=level,
                    take=anywhere or deciding or (level == 4 and "乡镇" in item.accept),
                    review=deciding,
                    decide=deciding,
                    assist=level in (4, 5),
                )
            )
    ItemLevel.objects.bulk_create(new)
    return len(new)


def _guide(row: dict[str, Any]) -> dict[str, Any]:
    """The descriptive parts, in words for the public; days of publicity graded D are left unsaid."""
    publicity = row.get("publicity") or {}
    guide = {part: wording.tidy(row.get(part)) for part in ("audience", "materials", "replaced_by", "route")}
    guide |= {"next": row.get("next"), "channels": row["channels"]}
    guide["basis"] = [wording.citation(line) for line in row.get("basis", [])]
    guide["publicity"] = {
        "need": bool(publicity.get("need")),
        "where": wording.plain(publicity.get("where", "")),
    }
    return guide


def _commitment(code: str, body: str) -> None:
    if not CommitmentText.objects.filter(item_id=code).exists():
        CommitmentText.objects.create(
            item_id=code, version=1, body=body, consequences=CONSEQUENCES, from_day=date(2019, 9, 5)
        )


def _reasons() -> int:
    """Reason codes stand in each app's data/reasons.yaml, and those common to all items of a kind nowhere."""
    count = 0
    for config in apps.get_app_configs():
        file = Path(config.path) / "data" / "reasons.yaml"
        if not file.exists() or "site-packages" in str(file):
            continue
        for row in yaml.safe_load(file.read_text(encoding="utf-8"))["reasons"]:
            _reason(row, file)
            count += 1
        _phrases(yaml.safe_load(file.read_text(encoding="utf-8")).get("phrases") or [])
    return count


REASON_KEYS = {"item", "use", "code", "text", "article", "next_step", "page"}


def _reason(row: dict[str, Any], file: Path) -> None:
    """A reason that is not there yet; one whose words were cut short is made whole, an edited one is left.

    Raises ValueError for a key nobody knows: an unquoted comma in a text makes one, and loses what follows it.
    """
    if unknown := set(row) - REASON_KEYS:
        raise ValueError(f"{file}: {row.get('code')}: unknown {sorted(map(str, unknown))}")
    key = {"item_id": row["item"], "use": row["use"], "code": row["code"]}
    rest = {name: row.get(name) or "" for name in ("text", "article", "next_step", "page")}
    found, made = ReasonCode.objects.get_or_create(**key, defaults=rest)
    cut = [
        name
        for name in ("text", "next_step")
        if rest[name] != (old := getattr(found, name)) and rest[name].startswith(old)
    ]
    if not made and cut:
        for name in cut:
            setattr(found, name, rest[name])
        found.save(update_fields=cut)


def _phrases(rows: list[dict[str, Any]]) -> None:
    """Set phrases by number key; what an administrator changed is left."""
    for row in rows:
        Phrase.objects.get_or_create(item_id=row["item"], position=row["key"], defaults={"text": row["text"]})
