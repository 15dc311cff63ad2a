"""From an empty var to a portal that answers, and back to silence."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.figures import Figure, limit
from tests.live import REPOSITORY, free_port

EXPECTED = {"items": 60, "regions": 40_875}


def measure() -> list[Figure]:
    """First start, second start, stop; the counts of the reference data are asserted."""
    with tempfile.TemporaryDirectory(prefix="shuye-bench-") as folder:
        first, stopped, counts = _once(Path(folder))
        second, _stopped, _counts = _once(Path(folder))
    for name, count in EXPECTED.items():
        if counts[name] != count:
            raise AssertionError(f"{name}: {counts[name]} instead of {count}")
    if counts["rule_values"] < 200:
        raise AssertionError(f"only {counts['rule_values']} values of the law")
    return [
        limit("start from an empty var to 200 on /readyz", first, "s", 60),
        limit("second start", second, "s", 10),
        limit("stop on SIGTERM", stopped, "s", 5),
    ]


def _once(var: Path) -> tuple[float, float, dict]:
    """Seconds until ready, seconds until stopped, what /readyz counted."""
    port = free_port()
    dropped = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SHUYE_CLOCK", "SHUYE_ENV", "SHUYE_DB_ROLE")
    env = {name: value for name, value in os.environ.items() if name not in dropped}
    env |= {"SHUYE_VAR": str(var), "PORT": str(port)}
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "up"], cwd=REPOSITORY, env=env, stdout=subprocess.DEVNULL
    )
    try:
        counts = _wait(port, process)
        ready = time.monotonic() - began
    finally:
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    return ready, time.monotonic() - began, counts


def _wait(port: int, process: subprocess.Popen) -> dict:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:  # noqa: S310
                return json.load(answer)
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError("the portal did not become ready")
