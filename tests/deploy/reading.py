"""The deployment files and the code, read as a machine reads them."""

import ast
import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
APPS = ("portal", "registration", "jobs", "assistance", "training", "insurance")
READERS = {"get", "str", "bool", "int", "list", "email_url", "given", "getenv"}
# Set by us for the processes we start, or by every system: nobody configures them.
NOT_CONFIGURED = {"PATH", "DJANGO_SETTINGS_MODULE", "SHUYE_DB_ROLE"}


class Loader(yaml.SafeLoader):
    """YAML with the one tag of compose that we use."""


Loader.add_constructor("!override", lambda loader, node: loader.construct_sequence(node))


def compose(name: str = "docker-compose.yml") -> dict[str, Any]:
    """A compose file with its anchors merged."""
    return yaml.load((ROOT / name).read_text("utf-8"), Loader)  # noqa: S506 - a SafeLoader


def ours(service: dict[str, Any]) -> bool:
    """Whether a service runs the portal's own image."""
    return service.get("build", {}).get("target") == "portal"


def variables_read() -> set[str]:
    """Every name of the environment that the project's code asks for, and the _FILE of those that may be secrets."""
    found: set[str] = set()
    files = [ROOT / "manage.py", *(file for app in APPS for file in (ROOT / app).rglob("*.py"))]
    for file in files:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            found |= _names(node)
    return found - NOT_CONFIGURED


def _names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
        return _text(node.slice)
    if not (isinstance(node, ast.Call) and node.args):
        return set()
    called = ast.unparse(node.func)
    owner, _, method = called.rpartition(".")
    if method == "given":
        return {name + tail for name in _text(node.args[0]) for tail in ("", "_FILE")}
    if method in READERS and owner in ("os.environ", "env", "os"):
        return _text(node.args[0])
    return set()


def _text(node: ast.AST) -> set[str]:
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def variables_listed() -> list[str]:
    """The names in .env.example, in its order."""
    return re.findall(r"^#?([A-Z][A-Z0-9_]*)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE)


def in_context(path: str) -> bool:
    """Whether .dockerignore lets this path of the repository into the image's context."""
    allowed, kept = False, path.split("/")
    for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines():
        rule = line.strip()
        if not rule or rule.startswith("#"):
            continue
        negated, rule = rule.startswith("!"), rule.removeprefix("!")
        parts = rule.split("/")
        if (
            rule == "*"
            or kept[: len(parts)] == parts
            or (rule.startswith("**/") and _anywhere(rule[3:], kept))
        ):
            allowed = negated
    return allowed


def _anywhere(rule: str, parts: list[str]) -> bool:
    return rule in parts or (rule.startswith("*.") and parts[-1].endswith(rule[1:]))


def dockerfile() -> list[tuple[str, str]]:
    """(instruction, the rest) of the Dockerfile, with continued lines joined."""
    text = re.sub(r"^#.*$", "", (ROOT / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = [line.strip() for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in lines]
