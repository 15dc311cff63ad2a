"""Conventions as failing tests: sizes, names, translation marks, unused templates, what is loaded at start."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("portal", "registration", "jobs", "assistance", "training", "insurance")
SOURCES = [
    file
    for folder in (*APPS, "tests", "bench")
    for file in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in file.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FACE = [*sorted((ROOT / "static").rglob("*.css")), *sorted((ROOT / "static").rglob("*.js")), *TEMPLATES]
HAN = re.compile(r"[\u4e00-\u9fff]")
BY_OTHERS = ("allauth/", "account/", "mfa/", "socialaccount/")  # named by the library that renders them


def test_no_file_is_longer_than_five_hundred_lines():
    long = [
        str(f.relative_to(ROOT)) for f in (*SOURCES, *FACE) if len(f.read_text("utf-8").splitlines()) > 500
    ]
    assert not long


def test_nine_functions_in_ten_are_shorter_than_thirty_five_lines():
    sizes = []
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                sizes.append((node.end_lineno - node.lineno + 1, f"{file.name}:{node.name}"))
    long = [name for size, name in sizes if size > 35]
    assert len(long) / len(sizes) < 0.1, long


def test_every_migration_is_named_by_somebody():
    auto = re.compile(r"_auto_|_initial\.py$|_and_more\.py$")
    named = [f.name for app in APPS for f in (ROOT / app).rglob("migrations/0*.py")]
    assert named
    assert not [name for name in named if auto.search(name)]


def bare_chinese(text: str) -> list[str]:
    """Chinese that stands in a template outside every tag and comment."""
    text = re.sub(r"{% comment %}.*?{% endcomment %}", "", text, flags=re.DOTALL)
    text = re.sub(r"{% blocktranslate.*?%}.*?{% endblocktranslate %}", "", text, flags=re.DOTALL)
    text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", "", text, flags=re.DOTALL)
    return [line.strip() for line in text.splitlines() if HAN.search(line)]


@pytest.mark.parametrize(
    ("good", "template"),
    [
        (True, '{% translate "办事" %}'),
        (True, "{% blocktranslate trimmed %}还有{{ n }}件{% endblocktranslate %}"),
        (False, "<p>办事</p>"),
        (False, '<img alt="办事">'),
    ],
)
def test_the_search_for_unmarked_chinese_itself(good: bool, template: str):
    assert (not bare_chinese(template)) is good


def test_chinese_in_templates_is_marked_for_translation():
    found = {
        str(f.relative_to(ROOT)): bare_chinese(f.read_text("utf-8"))
        for f in TEMPLATES
        if f.name != "500.html"
    }
    assert not {name: lines for name, lines in found.items() if lines}


def test_every_template_is_used():
    code = "\n".join(f.read_text("utf-8") for f in (*SOURCES, *TEMPLATES))
    unused = []
    for file in TEMPLATES:
        name = str(file.relative_to(ROOT / "templates"))
        if not name.startswith((*BY_OTHERS, "documents/")) and f'"{name}"' not in code:
            unused.append(name)
    assert not unused


def test_heavy_libraries_are_not_loaded_at_start():
    code = (
        "import sys, portal.wsgi, portal.urls\n"
        "print([name for name in ('weasyprint', 'pyhanko', 'numba', 'icalendar', 'segno') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_readme_and_makefile_agree():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`?make ([a-z]+)", (ROOT / "README.md").read_text("utf-8")):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
