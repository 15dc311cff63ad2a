"""Which language a page speaks: 简体 as written, 繁體 converted when finished, English where it is whole.

The cookie `lang` holds the choice. A page that has no English is shown in Chinese with a notice, never half-translated.
"""

import functools
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

COOKIE = "lang"
HANS, HANT, ENGLISH = "zh-hans", "zh-hant", "en"
CHOICES = ((HANS, "zh-Hans", "简体中文"), (HANT, "zh-Hant", "繁體中文"), (ENGLISH, "en", "English"))

IN_ENGLISH = frozenset({"site:home", "site:search", "content:services", "content:service"})
IN_HANT = IN_ENGLISH | {
    "site:accessibility",
    "accounts:sign_in",
    "accounts:code",
    "documents:verify",
}
PUBLIC_ROOMS = ("content:", "oversight:")  # guides, papers, flows, boards: public, so all in 繁體

TOKEN = re.compile(
    r"<!--.*?-->"
    r"|<(?P<kept>script|style|textarea)\b.*?</(?P=kept)\s*>"
    r"|<(?P<named>\w+)\b[^<>]*\btranslate=\"no\"[^<>]*>[^<]*</(?P=named)\s*>"
    r"|<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>",
    re.DOTALL | re.IGNORECASE,
)
SPOKEN = re.compile(
    r"(?<=\s)((?:alt|title|placeholder|aria-label|aria-description|data-label|data-start|data-stop|data-wait)=)\"([^\"]*)\""
)
HAN = re.compile(r"[\u3400-\u9fff]")


@functools.cache
def _converter(config: str) -> Any:
    import opencc  # some megabytes of dictionaries: loaded for the first reader who asks

    return opencc.OpenCC(config)


def to_hant(text: str) -> str:
    """Traditional characters as Hong Kong writes them."""
    return _converter("s2hk").convert(text)


def to_hans(text: str) -> str:
    """Simplified characters: what the portal's own texts are searched with."""
    return _converter("t2s").convert(text)


def convert_page(html: str) -> str:
    """A finished page in 繁體: text and spoken attributes; form values, addresses and scripts stay as they are."""
    out, end = [], 0
    for found in TOKEN.finditer(html):
        out.append(_text(html[end : found.start()]))
        token = found[0]
        plain_tag = found["kept"] is None and found["named"] is None and not token.startswith("<!--")
        out.append(SPOKEN.sub(_attribute, token) if plain_tag and HAN.search(token) else token)
        end = found.end()
    out.append(_text(html[end:]))
    return "".join(out)


def _text(part: str) -> str:
    return to_hant(part) if HAN.search(part) else part


def _attribute(found: re.Match[str]) -> str:
    return f'{found[1]}"{to_hant(found[2])}"'


def spoken(view_name: str, chosen: str) -> str:
    """The language a page is written in when the reader chose one."""
    if chosen == ENGLISH and view_name in IN_ENGLISH:
        return ENGLISH
    if chosen == HANT and (view_name in IN_HANT or view_name.startswith(PUBLIC_ROOMS)):
        return HANT
    return HANS


class LanguageMiddleware:
    """Nothing is done for readers of 简体; the others get their language for this one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(COOKIE, HANS)
        if chosen not in (HANT, ENGLISH):
            return self.get_response(request)
        request.chosen_language = chosen
        request.spoken_language = HANS
        try:
            response = self.get_response(request)
        finally:
            translation.activate(settings.LANGUAGE_CODE)
        return self._finish(request, response)

    def process_view(self, request: HttpRequest, view: Callable, args: list, kwargs: dict) -> None:
        chosen = getattr(request, "chosen_language", HANS)
        if chosen != HANS:
            request.spoken_language = spoken(request.resolver_match.view_name, chosen)
            translation.activate(request.spoken_language)

    def _finish(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return response
        patch_vary_headers(response, ["Cookie"])
        if request.spoken_language == HANT:
            response.content = convert_page(response.content.decode()).encode()
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
        return response
