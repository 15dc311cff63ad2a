"""Schemathesis against the running API: right and wrong data of every kind, no server error, answers as described."""

import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.trust.fortress import Fortress

pytestmark = pytest.mark.server
CHECKS = "not_a_server_error,response_schema_conformance,status_code_conformance"


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_the_api_keeps_its_word(fortress: Fortress, tmp_path: Path, mode: str):
    done = subprocess.run(
        [
            *(
                str(Path(sys.executable).parent / "schemathesis"),
                "run",
                f"{fortress.url}/api/v1/openapi.json",
            ),
            *("--workers", "1", "--mode", mode, "--checks", CHECKS, "--max-examples", "60"),
            *("--phases", "examples,coverage,fuzzing", "--seed", "1", "--no-color", "--continue-on-failure"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-1000:]
    assert "API Operations" in done.stdout


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_unknown_methods_are_refused_as_problems(fortress: Fortress, method: str):
    request = urllib.request.Request(f"{fortress.url}/api/v1/agencies", method=method)  # noqa: S310 - our own
    try:
        answer = urllib.request.urlopen(request)  # noqa: S310
    except urllib.error.HTTPError as error:
        answer = error
    assert answer.status == (200 if method == "GET" else 405)
    kind = answer.headers["Content-Type"]
    assert kind.startswith("application/json" if method == "GET" else "application/problem+json")


def test_an_address_of_the_api_that_does_not_exist_is_a_problem_too(fortress: Fortress):
    with pytest.raises(urllib.error.HTTPError) as missing:
        urllib.request.urlopen(f"{fortress.url}/api/v1/services/%3D")  # noqa: S310
    assert missing.value.headers["Content-Type"].startswith("application/problem+json")
