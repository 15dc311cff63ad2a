"""繁體 and English: whole pages or none, nothing of a form changed, the page kept."""

import re

import pytest
from django.test import Client

from portal.casework.models import ServiceItem
from portal.content import english
from portal.site.language import HAN, convert_page

pytestmark = pytest.mark.django_db
NAMES = re.compile(r'<(\w+)[^<>]*translate="no"[^<>]*>[^<]*</\1>')
SERVICE = "/services/unemployment-registration/"
ENGLISH = [
    "/",
    "/services/",
    SERVICE,
    "/search/",
    "/search/?q=benefit",
    "/search/?q=zzzz",
    "/services/archive-transfer-out/",
]
HONG_KONG = "着脱税悦兑户"
HANT = [*ENGLISH, "/sign-in/", "/verify/", "/accessibility/"]


def page(path: str, language: str, **extra) -> str:
    """A page as the reader of a language gets it."""
    client = Client()
    client.cookies["lang"] = language
    answer = client.get(path, **extra)
    assert answer.status_code == 200, path
    return answer.content.decode()


def told(html: str) -> str:
    """What a reader sees or hears, without the switch's own names and without values typed before."""
    html = NAMES.sub("", html)
    return re.sub(r'\b(?:value|href|action|content)="[^"]*"', "", html)


def only_simplified(char: str) -> bool:
    """In the mainland's character set, not in Taiwan's, and no form that Hong Kong writes too."""
    return known(char, "gb2312") and not known(char, "big5") and char not in HONG_KONG


def known(char: str, codec: str) -> bool:
    """Whether a character set has the character."""
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def test_the_measure_of_simplified_itself():
    assert all(map(only_simplified, "业务补贴险领"))
    assert not any(map(only_simplified, "業務補貼險領中的人"))


@pytest.mark.parametrize("path", ENGLISH)
def test_english_pages_show_no_chinese(path: str):
    html = page(path, "en")
    assert '<html lang="en"' in html
    assert not HAN.findall(told(html)), [line for line in told(html).splitlines() if HAN.search(line)]


def test_every_item_has_english_and_its_guide_no_chinese():
    for code in ServiceItem.objects.filter(active=True).values_list("code", flat=True):
        assert code in english.texts(), code
        html = told(page(f"/services/{code}/", "en"))
        assert not HAN.search(html), (code, [line for line in html.splitlines() if HAN.search(line)])


@pytest.mark.parametrize("path", HANT)
def test_traditional_pages_keep_no_simplified_character(path: str):
    html = page(path, "zh-hant")
    assert '<html lang="zh-Hant"' in html
    left = {char for char in told(html) if HAN.match(char) and only_simplified(char)}
    assert not left
    assert "服務" in html


def test_every_guide_in_traditional_characters():
    for code in ServiceItem.objects.filter(active=True).values_list("code", flat=True):
        html = told(page(f"/services/{code}/", "zh-hant"))
        assert not {c for c in html if HAN.match(c) and only_simplified(c)}, code


def test_a_page_without_english_says_so_and_stays_whole_in_chinese():
    html = page("/accessibility/", "en")
    assert '<html lang="zh-Hans"' in html
    assert "in Chinese only" in html
    assert "首页" in html
    assert ">Home<" not in html


def test_an_item_a_county_added_is_shown_in_chinese_with_the_notice():
    item = ServiceItem.objects.get(pk="career-guidance")
    item.pk, item.name = "county-own", "某县自设事项"
    item.save(force_insert=True)
    html = page("/services/county-own/", "en")
    assert '<html lang="zh-Hans"' in html
    assert "in Chinese only" in html
    assert "某县自设事项" in html


def test_form_values_and_addresses_are_never_converted():
    html = (
        '<p title="业务" data-x="业务">业务</p><input value="业务" placeholder="业务"><a href="/业务/">业务</a>'
        '<textarea>业务</textarea><script>"业务"</script><span translate="no">业务</span><img alt="业务 > 1">'
    )
    assert convert_page(html) == (
        '<p title="業務" data-x="业务">業務</p><input value="业务" placeholder="業務"><a href="/业务/">業務</a>'
        '<textarea>业务</textarea><script>"业务"</script><span translate="no">业务</span><img alt="業務 > 1">'
    )


def test_readers_of_simplified_get_the_page_as_written():
    assert Client().get("/").content.count("服务".encode()) > 3
    assert '<html lang="zh-Hans"' in Client().get("/").content.decode()


def test_one_readers_choice_is_not_the_next_ones():
    page("/", "en")
    page("/", "zh-hant")
    assert '<html lang="zh-Hans"' in Client().get("/").content.decode()


def test_the_switch_keeps_the_page():
    client = Client()
    answer = client.post("/language/", {"lang": "en", "next": SERVICE})
    assert (answer.status_code, answer["Location"]) == (302, SERVICE)
    assert "Unemployment registration" in client.get(SERVICE).content.decode()
    client.post("/language/", {"lang": "zh-hans", "next": SERVICE})
    assert "失业登记" in client.get(SERVICE).content.decode()
    assert client.post("/language/", {"lang": "en", "next": "https://elsewhere.example/"})["Location"] == "/"


def test_search_finds_english_words_and_traditional_ones():
    assert SERVICE in page("/search/?q=unemployment+registration", "en")
    assert SERVICE in page("/search/?q=unemployment", "zh-hans")
    assert SERVICE in page("/search/?q=失業登記", "zh-hant")


def test_what_machines_read_is_left_alone():
    client = Client()
    client.cookies["lang"] = "zh-hant"
    assert "失业登记" in client.get("/api/v1/services/unemployment-registration").content.decode()
