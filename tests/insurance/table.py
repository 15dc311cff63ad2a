"""The cases a lawyer can read: tests/insurance/cases/*.yaml, one file a benefit, named after its code."""

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "cases"


def cases(benefit: str) -> list[dict[str, Any]]:
    """The cases of one benefit, with its code."""
    file = FOLDER / f"{benefit.replace('-', '_')}.yaml"
    rows = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [{"benefit": benefit, **row} for row in rows]


def every_case() -> list[dict[str, Any]]:
    """All of them."""
    codes = sorted(file.stem.replace("_", "-") for file in FOLDER.glob("*.yaml"))
    return [case for code in codes for case in cases(code)]


def name_of(case: dict[str, Any]) -> str:
    """For pytest: which benefit, which case."""
    return f"{case['benefit']}: {case['name']}"
