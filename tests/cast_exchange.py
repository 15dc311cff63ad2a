"""Departments of the tests and the datasets they exchange; made-up rows of region 519999."""

import base64
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from portal.exchange import registry
from portal.exchange.models import Job, Partner
from portal.exchange.registry import Outcome, Row
from portal.exchange.signing import raw

THEIRS = Ed25519PrivateKey.from_private_bytes(b"t" * 32)
NUMBER = {"type": "string", "pattern": "^[0-9]{4}$"}
REGION = {"type": "string", "pattern": "^[0-9]{6}$"}
SCHEMA = {
    "type": "object",
    "required": ["number", "region"],
    "additionalProperties": False,
    "properties": {"number": NUMBER, "region": REGION, "name": {"type": "string", "maxLength": 20}},
}
HELD: dict[str, str] = {}


def take(rows: Iterable[Row], job: Job) -> Outcome:
    """A register in memory: it counts what is new, what was there, and refuses 9999."""
    out = Outcome()
    for line, row in rows:
        if row["number"] == "9999":
            out.refused.append((line, "没有这个号码"))
        elif HELD.get(row["number"]) == row["region"]:
            out.unchanged += 1
        else:
            HELD[row["number"]] = row["region"]
            out.taken += 1
    return out


def give(on: date) -> Iterator[dict[str, Any]]:
    """What is held, in order."""
    for number, region in sorted(HELD.items()):
        yield {"number": number, "region": region}


if registry.find("test-people", 1) is None:
    registry.dataset("test-people", 1, SCHEMA, title="测试名册", source="测试部门", take=take, give=give)
    registry.dataset("test-hires", 1, SCHEMA, title="测试推送", pushed=True)
    registry.fact("test.fact", title="测试事实", origin="测试部门", owner="测试经办机构")


def partner(address: str = "", **facts: Any) -> Partner:
    """A department with a key of its own."""
    usual = {
        "code": "market-51",
        "name": "省市场监管部门",
        "kind": "market",
        "transport": "http",
        "address": address,
        "public_key": base64.b64encode(raw(THEIRS.public_key())).decode(),
        "sends": ["test-people"],
        "receives": ["test-hires", "test-people"],
    }
    return Partner.objects.create(**{**usual, **facts})
