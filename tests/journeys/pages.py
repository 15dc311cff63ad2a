"""What the journeys do again and again in a browser, by keyboard alone, and how a page is judged."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = os.environ.get("SHUYE_PICTURES")  # a folder, to look at what a person sees
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


ALL = "{resultTypes: ['violations']}"
# Elder mode changes sizes and spaces, not the tree: only what looks at those is asked again.
LOOKS = (
    "{resultTypes: ['violations'], runOnly: {type: 'rule', values: "
    "['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block']}}"
)


def judge(page: Page) -> None:
    """axe finds nothing, nothing scrolls sideways, in normal and in elder mode."""
    page.wait_for_load_state("load")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    for mode, asked in (("", ALL), ("elder", LOOKS)):
        page.evaluate(
            "m => m ? (document.documentElement.dataset.mode = m) : delete document.documentElement.dataset.mode",
            mode,
        )
        result = page.evaluate(f"() => axe.run(document, {asked})")
        told = [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in result["violations"]]
        assert not told, f"{page.url} [{mode or 'normal'}]: {told}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} [{mode or 'normal'}] scrolls {wide}px sideways"
    page.evaluate("() => { delete document.documentElement.dataset.mode }")


def look(page: Page, name: str) -> None:
    """The page as it is, judged at both sizes; kept as a picture where SHUYE_PICTURES names a folder."""
    before = page.viewport_size
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        judge(page)
        if PICTURES:
            page.screenshot(path=str(Path(PICTURES) / f"{name}-{size}.png"), full_page=True)
    page.set_viewport_size(before)


def focus(page: Page, selector: str, *, limit: int = 220) -> None:
    """Reach an element with the Tab key only."""
    for _turn in range(limit):
        if page.evaluate("s => !!document.activeElement && document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    seen = page.evaluate("() => document.activeElement.outerHTML.slice(0, 300)")
    pytest.fail(
        f"at {seen}: {selector} is not reached by Tab on {page.url}: {page.locator('main').inner_text()[:600]}"
    )


def type_into(page: Page, selector: str, text: str) -> None:
    """Tab to a field and type."""
    focus(page, selector)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def press(page: Page, selector: str) -> None:
    """Tab to a button or link and press Enter; wait for the next page."""
    focus(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def choose(page: Page, name: str, value: str) -> None:
    """Tab to a radio group and walk to a value with the arrow keys."""
    focus(page, f"input[name='{name}']")
    for _turn in range(20):
        page.keyboard.press("Space")
        if page.evaluate("() => document.activeElement.value") == value:
            return
        page.keyboard.press("ArrowDown")
        if page.evaluate("() => document.activeElement.value") == value:
            return
    pytest.fail(f"{name}={value} cannot be chosen by keyboard")


def sms_code(page: Page, base: str) -> str:
    """The newest code of the development outbox, read in a page of its own."""
    other = page.context.browser.new_context(viewport=SIZES["desktop"])
    try:
        tab = other.new_page()
        tab.goto(f"{base}/outbox/")
        for text in tab.locator("[data-sms]").all_inner_texts():
            found = re.search(r"验证码 (\d{6})", text)
            if found:
                return found[1]
    finally:
        other.close()
    raise AssertionError("no code in the outbox")


def sign_in_by_phone(page: Page, base: str, phone: str) -> None:
    """From the sign-in page to behind the code, by keyboard."""
    judge(page)
    type_into(page, "input[name=phone]", phone)
    press(page, "main form button[type=submit]")
    judge(page)
    type_into(page, "input[name=code]", sms_code(page, base))
    press(page, "main form button[type=submit]")


def pick(page: Page, selector: str, value: str) -> None:
    """Tab to a list and walk down to a value."""
    focus(page, selector)
    for _turn in range(250):
        if page.input_value(selector) == value:
            return
        page.keyboard.press("ArrowDown")
    pytest.fail(f"{selector}={value} cannot be picked by keyboard")


def type_date(page: Page, selector: str, year: str, month: str, day: str) -> None:
    """Tab to a date box and type its parts in the browser's order (month, day, year)."""
    focus(page, selector)
    page.keyboard.type(month + day + year)
    assert page.input_value(selector) == f"{year}-{month}-{day}"
