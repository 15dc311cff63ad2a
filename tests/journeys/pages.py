"""What the journeys do again and again in a browser, by keyboard alone, and how a page is judged."""

import hashlib
import os
import re
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
PICTURES = os.environ.get("SHUYE_PICTURES")  # a folder, to look at what a person sees
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


# Elder mode changes sizes and spaces, not the tree: only what looks at those is asked again. Of the rules that are
# on, only the one about sound that starts by itself needs files fetched beforehand.
JUDGED = """
async () => {
  const looks = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block'];
  const heard = !!document.querySelector('audio, video');
  const modes = [['', {preload: heard}], ['elder', {preload: false, runOnly: {type: 'rule', values: looks}}]];
  const root = document.documentElement, told = [];
  for (const [mode, asked] of modes) {
    mode ? (root.dataset.mode = mode) : delete root.dataset.mode;
    const result = await axe.run(document, {resultTypes: ['violations'], ...asked});
    const found = result.violations.map(v => [v.id, v.nodes.map(n => n.html.slice(0, 120)).slice(0, 3)]);
    told.push([mode || 'normal', found, root.scrollWidth - root.clientWidth]);
  }
  delete root.dataset.mode;
  return told;
}
"""
# All that a judgement depends on: the document with what is entered in it, without its one-time values.
DOCUMENT = """
() => JSON.stringify([
  document.documentElement.outerHTML
    .replace(/(name="csrfmiddlewaretoken" value=|X-CSRFToken[^:]*:\\s*)("|&quot;)\\w+/g, '$1')
    .replaceAll(location.origin, ''),
  [...document.querySelectorAll('input:not([type=hidden]), select, textarea')].map(e => [e.value, e.checked]),
  innerWidth, innerHeight
])
"""
_judged: set[bytes] = set()


def judge(page: Page) -> None:
    """axe finds nothing, nothing scrolls sideways, in normal and in elder mode.

    The very same document at the very same size (a sign-in page, say) is judged once in a process.
    """
    page.wait_for_load_state("load")
    document = hashlib.sha256(page.evaluate(DOCUMENT).encode()).digest()
    if document in _judged:
        return
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    for mode, told, wide in page.evaluate(JUDGED):
        assert not told, f"{page.url} [{mode}]: {told}"
        assert wide <= 0, f"{page.url} [{mode}] scrolls {wide}px sideways"
    _judged.add(document)


def look(page: Page, name: str) -> None:
    """The page as it is, judged at both sizes; kept as a picture where SHUYE_PICTURES names a folder."""
    before = page.viewport_size
    for size, viewport in SIZES.items():
        page.set_viewport_size(viewport)
        judge(page)
        if PICTURES:
            page.screenshot(path=str(Path(PICTURES) / f"{name}-{size}.png"), full_page=True)
    page.set_viewport_size(before)


# How many times Tab must be pressed at least: what can be focused between here and there, a group of radios and the
# parts of a date counted low. Pressing goes on one by one from there, so a wrong count costs time and proves the same.
DISTANCE = """
selector => {
  const able = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  const stops = [...document.querySelectorAll(able)].filter(e =>
    e.tabIndex >= 0 && !e.disabled && e.type !== 'radio' && e.checkVisibility({visibilityProperty: true})
    && !e.closest('[inert]'));
  const here = document.activeElement, there = document.querySelector(selector);
  if (!there || here && here.matches(selector)) return 0;
  const after = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
  const from = here && here !== document.body ? here : document.body;
  if (from !== document.body && !after(from, there)) return 0;
  return stops.filter(e => e !== there && after(from, e) && after(e, there)).length;
}
"""


def focus(page: Page, selector: str, *, limit: int = 220) -> None:
    """Reach an element with the Tab key only."""
    for _turn in range(page.evaluate(DISTANCE, selector)):
        page.keyboard.press("Tab")
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


def sms_code(base: str) -> str:
    """The newest code of the development outbox."""
    with urllib.request.urlopen(f"{base}/outbox/", timeout=30) as answer:  # noqa: S310
        found = re.search(r"data-sms.*?验证码 (\d{6})", answer.read().decode(), re.DOTALL)
    assert found, "no code in the outbox"
    return found[1]


def sign_in_by_phone(page: Page, base: str, phone: str) -> None:
    """From the sign-in page to behind the code, by keyboard."""
    judge(page)
    type_into(page, "input[name=phone]", phone)
    press(page, "main form button[type=submit]")
    judge(page)
    type_into(page, "input[name=code]", sms_code(base))
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
