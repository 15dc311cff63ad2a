"""The deployment's nginx configuration in a real nginx, in front of the real portal."""

import json
import re
import subprocess
import urllib.parse

import pytest

from portal.embedded.process import wait_until
from tests import stack
from tests.deploy.conftest import Deployed, Nginx

pytestmark = pytest.mark.server
OUTER = {"X_Forwarded_Proto": "https"}  # what a proxy that ended TLS says


def test_nginx_takes_the_configuration(any_nginx: Nginx):
    done = subprocess.run(any_nginx.argv("-t"), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


def test_the_portal_answers_through_nginx(proxied: Nginx):
    answer = proxied.get("/healthz", **OUTER)
    assert (answer.status, json.loads(answer.body)) == (200, {"ok": True})
    home = proxied.get("/", Accept_Encoding="gzip", **OUTER)
    assert home.status == 200
    assert home.headers["content-encoding"] == "gzip"
    assert "content-security-policy" in home.headers


def test_plain_http_is_sent_to_https_and_https_promises_to_stay(edge: Nginx):
    answer = edge.get("/services/", scheme="http")
    assert answer.status == 301
    assert answer.headers["location"] == "https://jobs.example/services/"
    secure = edge.get("/healthz", scheme="https")
    assert secure.status == 200
    assert "max-age=31536000" in secure.headers["strict-transport-security"]


def test_a_visitor_cannot_pretend_to_have_come_by_tls(edge: Nginx):
    assert edge.get("/", scheme="http", X_Forwarded_Proto="https").status == 301


def test_hashed_static_files_are_kept_for_good_and_others_shortly(proxied: Nginx, deployed: Deployed):
    names = json.loads((deployed.static / "staticfiles.json").read_text())["paths"]
    hashed = proxied.get(f"/static/{names['css/base.css']}", Accept_Encoding="gzip")
    assert hashed.status == 200
    assert hashed.headers["content-encoding"] == "gzip"
    assert hashed.headers["content-type"].startswith("text/css")
    assert hashed.headers["cache-control"] == "max-age=315360000"
    assert names["css/base.css"] in proxied.get("/", **OUTER).body.decode()
    plain = proxied.get("/static/css/base.css")
    assert plain.headers["cache-control"] == "max-age=600"
    assert proxied.get("/static/none.css").status == 404


def test_every_file_a_page_asks_for_is_there(proxied: Nginx):
    for page in ("/", "/sign-in/", "/services/"):
        for address in re.findall(
            r'(?:href|src)="(/static/[^"]+)"', proxied.get(page, **OUTER).body.decode()
        ):
            assert proxied.get(address).status == 200, address


def test_a_file_too_large_gets_a_page_that_says_what_to_do(proxied: Nginx):
    answer = proxied.get("/my/identity/", data=b"x" * (21 * 1024 * 1024), **OUTER)
    assert answer.status == 413
    assert "文件超过20MB" in answer.body.decode()


def test_behind_a_proxy_each_visitor_has_a_budget_of_their_own(proxied: Nginx):
    address = "/api/v1/workdays?start=2026-01-05&days=1"
    one = [proxied.get(address, X_Forwarded_For="198.51.100.7", **OUTER).status for _turn in range(7)]
    assert one == [200] * 5 + [429] * 2
    assert proxied.get(address, X_Forwarded_For="198.51.100.8", **OUTER).status == 200
    forged = {"X_Forwarded_For": "203.0.113.1, 198.51.100.7"}  # the outer proxy appended the truth
    assert proxied.get(address, **forged, **OUTER).status == 429


def test_codes_are_counted_by_the_visitors_address(proxied: Nginx, deployed: Deployed):
    visitor = {**OUTER, "X_Forwarded_For": "198.51.100.77"}
    page = proxied.get("/sign-in/", **visitor)
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page.body)[1].decode()
    cookie = page.headers["set-cookie"].split(";")[0]
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "phone": "13800004321"}).encode()
    sent = proxied.get(
        "/sign-in/", data=form, Cookie=cookie, Referer="https://jobs.example/sign-in/", **visitor
    )
    assert sent.status == 302
    with stack.owner_cursor(deployed.database) as cursor:
        cursor.execute("SELECT scope FROM accounts_sendbudget")
        scopes = " ".join(row[0] for row in cursor.fetchall())
    assert "198.51.100.77" in scopes


def test_at_the_edge_a_forged_address_buys_nothing(edge: Nginx):
    address = "/api/v1/workdays?start=2026-01-05&days=1"
    seen = [edge.get(address, scheme="https", X_Forwarded_For=f"203.0.113.{n}").status for n in range(7)]
    assert seen == [200] * 5 + [429] * 2


def test_what_people_search_for_is_not_logged(proxied: Nginx):
    proxied.get("/search/?q=%E6%9D%8E%E6%99%93%E6%A2%85-canary", **OUTER)
    log = proxied.folder / "access.log"
    assert wait_until(lambda: "/search/ 200" in log.read_text(), 5)  # written after the answer has gone
    assert "canary" not in log.read_text()


def test_a_flood_is_slowed_with_a_page(proxied: Nginx):
    statuses = [proxied.get("/verify/", X_Forwarded_For="198.51.100.99", **OUTER) for _turn in range(90)]
    blocked = [each for each in statuses if each.status == 429]
    assert blocked
    assert "请稍等再试" in blocked[0].body.decode()
    assert statuses[0].status == 200


def test_maintenance_on_request_and_when_the_portal_is_away(proxied: Nginx, deployed: Deployed):
    flag = proxied.folder / "run" / "maintenance"
    flag.touch()
    resting = proxied.get("/", **OUTER)
    flag.unlink()
    assert resting.status == 503
    assert "正在维护" in resting.body.decode()
    assert resting.headers["retry-after"] == "60"
    assert proxied.get("/static/css/base.css").status == 200
    deployed.web.terminate()
    deployed.web.wait(10)
    try:
        away = proxied.get("/", **OUTER)
        assert away.status == 502
        assert "网站正在维护" in away.body.decode()
    finally:
        deployed.launch()
    assert proxied.get("/", **OUTER).status == 200
