"""Conventions of the kernel as failing tests: one source of time, named doors out of a sealed value."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("portal", "registration", "jobs", "assistance", "training", "insurance")
ASKED = re.compile(
    r"datetime\.(now|utcnow|today)\(|date\.today\(|timezone\.(now\(|localdate\(\)|localtime\(\))"
)


def files_with(pattern: re.Pattern[str]) -> set[str]:
    files = (file for app in APPS for file in (ROOT / app).rglob("*.py"))
    return {str(f.relative_to(ROOT)) for f in files if pattern.search(f.read_text(encoding="utf-8"))}


def test_nobody_asks_the_machine_for_the_time_but_the_clock():
    assert files_with(ASKED) == {"portal/kernel/clock.py"}


def test_a_sealed_value_opens_through_the_named_doors_alone():
    assert {
        path for path in files_with(re.compile(r"\._open\(")) if path != "portal/kernel/fields.py"
    } == set()
