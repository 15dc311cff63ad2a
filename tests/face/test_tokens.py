"""One place for colours and sizes; one small budget for what a citizen downloads."""

import gzip
import re

import pytest

from tests.face.tokens import ROOT, STATIC, TOKENS, block, schemes

SHEETS = sorted((STATIC / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")
GIVEN = {
    "ink": "#1b2430",
    "quiet": "#56616f",
    "paper": "#ffffff",
    "ground": "#f4f6f8",
    "line": "#d5dbe1",
    "primary": "#0b4f8a",
    "primary-hover": "#083d6b",
    "primary-tint": "#e8f1f9",
    "danger": "#b4324a",
    "good": "#1d7446",
    "wait": "#8a5a00",
    "focus": "#ffbf3f",
    "text": "1rem",
    "leading": "1.75",
    "h3": "1.25rem",
    "h2": "1.5625rem",
    "h1": "1.9375rem",
    "radius": "6px",
    "target": "44px",
    "reading": "720px",
    "desk": "1280px",
    "measure": "38em",
}


def test_the_design_is_kept_to_the_letter():
    light = schemes()["light"]
    assert {name: light[name] for name in GIVEN} == GIVEN


def test_elder_mode_is_larger_and_roomier():
    elder = schemes()["elder"]
    assert (elder["root"], elder["leading"], elder["target"]) == ("125%", "1.6", "60px")


def test_distances_go_in_steps_of_four():
    steps = {name: value for name, value in schemes()["light"].items() if re.fullmatch(r"s\d+", name)}
    assert {name: f"{int(name[1:]) * 4}px" for name in steps} == steps


@pytest.mark.parametrize(
    "sheet", [s for s in SHEETS if s.name not in ("tokens.css", "print.css")], ids=lambda s: s.name
)
def test_colours_are_named_never_written(sheet):
    assert not COLOUR.findall(sheet.read_text(encoding="utf-8"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.name)
def test_every_token_used_is_declared(sheet):
    css = sheet.read_text(encoding="utf-8")
    declared = set(schemes()["light"]) | set(re.findall(r"--([\w-]+):", css))
    assert set(re.findall(r"var\(--([\w-]+)", css)) <= declared


def test_no_token_lies_idle():
    used = set(re.findall(r"var\(--([\w-]+)", "".join(s.read_text(encoding="utf-8") for s in SHEETS)))
    scale = {name for name in schemes()["light"] if re.fullmatch(r"s\d+", name)}
    assert set(schemes()["light"]) - used - scale == set()


def test_paper_uses_the_colours_of_the_screen():
    own = block((STATIC / "css" / "print.css").read_text(encoding="utf-8"), ":root {")
    light = schemes()["light"]
    assert own == {name: light[name] for name in own}
    rest = (STATIC / "css" / "print.css").read_text(encoding="utf-8").split("}", 1)[1]
    assert not COLOUR.findall(rest)


def test_nothing_comes_from_elsewhere():
    for file in [*SHEETS, *SCRIPTS, *TEMPLATES]:
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//|@import|url\(["']?(?:https?:)?//""", text), (
            file.name
        )


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: str(t.relative_to(ROOT / "templates")))
def test_no_inline_style_or_script(template):
    text = template.read_text(encoding="utf-8")
    assert not re.search(
        r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?:\ssrc=|application/(?:ld\+)?json))|javascript:", text
    )


def test_scripts_stay_small():
    """Every page's own two, and each of the others by itself: the desk's are the largest."""
    sizes = {s.name: len(s.read_bytes()) for s in SCRIPTS}
    assert sizes["error-focus.js"] + sizes["submit-once.js"] <= 2_500
    assert max(sizes.values()) <= 5_000


def test_first_load_of_a_citizen_stays_small():
    names = ["css/tokens.css", "css/base.css", "css/components.css", "js/error-focus.js", "js/submit-once.js"]
    names += ["img/logo.svg", "img/icons.svg", "img/favicon.svg"]
    own = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in names)
    assert own <= 30_000  # htmx adds 17 kB, a page about 5: far below the 150 kB allowed


def test_every_icon_asked_for_is_drawn():
    drawn = set(
        re.findall(r'<symbol id="([\w-]+)"', (STATIC / "img" / "icons.svg").read_text(encoding="utf-8"))
    )
    asked = {
        name
        for t in TEMPLATES
        for name in re.findall(r'{% icon "([\w-]+)" %}', t.read_text(encoding="utf-8"))
    }
    assert asked <= drawn


def test_every_class_in_templates_is_styled():
    css = "".join(s.read_text(encoding="utf-8") for s in SHEETS)
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", css))
    for template in TEMPLATES:
        for value in re.findall(r'class="([^"]*)"', template.read_text(encoding="utf-8")):
            fixed = re.sub(r"[\w-]*{%.*?%}[\w-]*|[\w-]*{{.*?}}[\w-]*", " ", value)
            assert set(fixed.split()) <= known, (template.name, value)


def test_dark_scheme_answers_for_every_colour():
    light, dark = schemes()["light"], schemes()["dark"]
    lasting = {"focus", "focus-ink", "scan", "veil"}
    same = {n for n, v in light.items() if v.startswith(("#", "rgb")) and dark[n] == v}
    assert same == lasting
    assert "color-scheme: light dark" in TOKENS
