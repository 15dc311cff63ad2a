"""Every text the public reads, gathered for the plain-language check: screens, catalogue, reasons, promises."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

from portal.casework.models import CommitmentText, ReasonCode, ServiceItem
from portal.kernel.plain import english_words, problems

MARKED = re.compile(r"""{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
BLOCK = re.compile(r"{%\s*blocktranslate.*?%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
CALLS = frozenset({"_", "gettext", "gettext_lazy"})
HAN = re.compile(r"[\u3400-\u9fff]")


def templates() -> Iterator[tuple[str, str]]:
    """Strings marked in templates."""
    root = Path(settings.BASE_DIR, "templates")
    for file in sorted(root.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        for pattern in (MARKED, BLOCK):
            for found in pattern.finditer(text):
                line = text.count("\n", 0, found.start()) + 1
                words = next(part for part in (*found.groups(), "") if part is not None)
                yield f"templates/{file.relative_to(root)}:{line}", re.sub(r"{{.*?}}", "", words)


def code() -> Iterator[tuple[str, str]]:
    """Strings marked in our code: errors, messages, labels. Titles of instruments in 《》 do not count as words."""
    for config in apps.get_app_configs():
        folder = Path(config.path)
        if Path(settings.BASE_DIR) not in folder.parents or ".venv" in folder.parts:
            continue
        for file in sorted(folder.rglob("*.py")):
            if "migrations" not in file.parts:
                yield from _marked_in(file)


def _marked_in(file: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS
        if (
            named
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            yield f"{file.relative_to(settings.BASE_DIR)}:{node.lineno}", node.args[0].value


def catalogue() -> Iterator[tuple[str, str]]:
    """The items as guides tell them."""
    for item in ServiceItem.objects.filter(active=True):
        guide = item.guide
        parts = [item.name, item.conditions, item.decide, item.accept, item.result, item.days_note]
        parts += [guide.get("replaced_by") or "", *(guide.get("route") or [])]
        parts += [material["name"] for material in guide.get("materials") or []]
        for part in parts:
            yield f"item {item.pk}", part


def words() -> Iterator[tuple[str, str]]:
    """Reason codes and promises in force."""
    for reason in ReasonCode.objects.filter(active=True):
        yield f"reason {reason.item_id}/{reason.code}", reason.text
        yield f"reason {reason.item_id}/{reason.code}", reason.next_step
    for text in CommitmentText.objects.filter(until_day__isnull=True):
        yield f"promise {text.item_id}", text.body
        yield f"promise {text.item_id}", text.consequences


def found() -> list[tuple[str, str]]:
    """(where, problem) of every text that is not plain."""
    seen = []
    for source in (templates, code, catalogue, words):
        for where, text in source():
            if HAN.search(text):
                bare = re.sub(r"《[^》]*》", "", text)
                seen += [(where, problem) for problem in (*problems(bare), *english_words(bare))]
    return seen
