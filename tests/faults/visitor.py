"""A visitor over plain HTTP: cookies, forms with their tokens, no browser."""

import http.cookiejar
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


@dataclass
class Answer:
    """Status, place to go on to, body, seconds it took."""

    status: int
    location: str
    body: str
    seconds: float


class Visitor:
    """Goes to pages of one portal and posts their forms."""

    def __init__(self, url: str) -> None:
        self.url = url
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(_Stay, urllib.request.HTTPCookieProcessor(jar))
        self.token = ""

    def get(self, path: str) -> Answer:
        return self._open(path, None)

    def post(self, path: str, **fields: str) -> Answer:
        data = {"csrfmiddlewaretoken": self.token, **fields}
        return self._open(path, urllib.parse.urlencode(data).encode())

    def _open(self, path: str, data: bytes | None) -> Answer:
        began = time.monotonic()
        try:
            answer = self.opener.open(f"{self.url}{path}", data, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        body = answer.read().decode("utf-8", "replace")
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)
        self.token = found[1] if found else self.token
        return Answer(answer.status, answer.headers.get("Location", ""), body, time.monotonic() - began)

    def code(self) -> str:
        """The newest code in the development outbox."""
        return re.search(r"验证码 (\d{6})", self.get("/outbox/").body)[1]

    def sign_in(self, phone: str, name: str, number: str) -> None:
        """Phone, code, identity."""
        self.get("/sign-in/")
        assert self.post("/sign-in/", phone=phone).status == 302
        self.get("/sign-in/code/")
        assert self.post("/sign-in/code/", code=self.code()).status == 302
        self.get("/my/identity/")
        assert self.post("/my/identity/", name=name, kind="resident_id", number=number).status == 302
