"""The clerk's ten commonest acts, done in the browser, their keys counted and held against docs/clerk-keys.md."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import SIZES
from tests.journeys.test_j10_clerk import sign_in
from tests.live import Portal

pytestmark = pytest.mark.browser
DOC = Path(__file__).resolve().parents[2] / "docs" / "clerk-keys.md"

CASES = """
from portal.accounts import actors
from portal.accounts.models import Clerk
from portal.accounts.services import register_person, verify_person
from portal.events.services import drain
from portal.kernel.actor import system
from portal.site.demo.people import _case
from portal.casework import services
from portal.casework.models import Case
by = actors.of_clerk(Clerk.objects.get(user__username="liufang"))
for case in Case.objects.filter(state__in=["submitted", "accepted"]):
    services.withdraw(case, by=actors.of_person(case.person))
weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
for n, name in enumerate("甲乙丙丁"):
    body = f"5199991990010100{n}"
    number = body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights)) % 11]
    known = {"kind": "resident_id", "number": number, "phone": f"1371000000{n}"}
    person = register_person(user=None, name="周" + name, by=system("t"), **known)
    if n != 0:
        verify_person(person, method="window", by=by)
    _case(type(person).objects.get(pk=person.pk), "510104")
    if n == 0:
        print(number)
drain()
"""


class Keys:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str, leaves: bool = False) -> None:
        """Press keys; `leaves` says that the last one leads to another page."""
        for number, key in enumerate(keys):
            self.count += 1
            if leaves and number == len(keys) - 1:
                with self.page.expect_navigation():
                    self.page.keyboard.press(key)
            else:
                self.page.keyboard.press(key)

    def taken(self) -> int:
        count, self.count = self.count, 0
        return count


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    running = Portal(tmp_path_factory.mktemp("keys"))
    running.start()
    yield running
    running.stop()


def told() -> list[int]:
    """The last column of the document's table."""
    rows = re.findall(r"^\| .+\| (\d+) \|$", DOC.read_text(encoding="utf-8"), re.MULTILINE)
    return [int(count) for count in rows]


def test_the_ten_commonest_acts_take_as_many_keys_as_the_document_says(own: Portal, browser: Browser):
    number = own.manage("shell", "-v", "0", "-c", CASES).strip().splitlines()[-1]
    page = browser.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(own, page, "liufang")
    page.goto(f"{own.url}/desk/")
    keys, counts = Keys(page), []
    main = page.locator("main")

    keys.press("j", "Enter", leaves=True)
    counts.append(keys.taken())
    for key, words in (("c", "承办 刘芳"), ("v", "实名已核验"), ("r", "已受理"), ("a", "失业登记凭证")):
        keys.press(key, leaves=True)
        expect(page.locator("body")).to_contain_text(words)
        counts.append(keys.taken())
    page.goto(f"{own.url}/desk/")
    Keys(page).press("j", "Enter", leaves=True)
    keys.press("b", "Space", "Enter", leaves=True)
    expect(main).to_contain_text("停表")
    counts.append(keys.taken())
    page.goto(f"{own.url}/desk/")
    keys.press("j", "x", "j", "x")
    keys.press("p", leaves=True)
    expect(main).to_contain_text("通过 2 件")
    counts.append(keys.taken())
    Keys(page).press("Tab")
    with page.expect_navigation():
        page.click("main .feed a >> nth=0")
    keys.press("q", leaves=True)
    expect(main).to_contain_text("就业失业状态")
    counts.append(keys.taken())
    own.manage("shell", "-v", "0", "-c", "from portal.events.services import drain; drain()")
    page.goto(f"{own.url}/desk/issue/")
    keys.press("j", "o", leaves=True)
    expect(page.locator("body")).to_contain_text("已出件")
    counts.append(keys.taken())
    keys.press("/")
    page.keyboard.type(number)
    keys.count += len(number)
    keys.press("Enter", leaves=True)
    expect(main).to_contain_text("打开这个人")
    counts.append(keys.taken())
    assert counts == told()
