"""A kiosk keeps nothing of one person for the next."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from portal.kernel import clock
from tests.access.entering import client_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def kiosk_of(cast: Cast) -> Client:
    """李晓梅 signed in at a kiosk."""
    client = client_of(cast.xiaomei.user)
    client.cookies["kiosk"] = "1"
    assert client.get("/my/").status_code == 200
    return client


def test_starting_signs_out_and_marks_the_machine(cast: Cast):
    client = client_of(cast.xiaomei.user)
    answer = client.post("/kiosk/")
    assert answer.cookies["kiosk"].value == "1"
    assert answer.cookies["kiosk"]["httponly"]
    assert client.get("/my/").status_code == 302


def test_a_session_that_rested_is_gone_at_the_next_request(cast: Cast):
    client = kiosk_of(cast)
    rows = Session.objects.count()
    with clock.at(clock.now() + timedelta(seconds=61)):
        answer = client.get("/my/")
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert Session.objects.count() == rows - 1
        assert client.get("/my/")["Location"].startswith("/sign-in/")


def test_a_busy_person_stays(cast: Cast):
    client = kiosk_of(cast)
    for seconds in (50, 100, 150):
        with clock.at(clock.now() + timedelta(seconds=seconds)):
            assert client.post("/kiosk/seen/").status_code == 204
    with clock.at(clock.now() + timedelta(seconds=200)):
        assert client.get("/my/").status_code == 200


def test_elsewhere_a_session_may_rest(cast: Cast):
    client = client_of(cast.xiaomei.user)
    client.get("/my/")
    with clock.at(clock.now() + timedelta(minutes=30)):
        assert client.get("/my/").status_code == 200


def test_wiping_clears_session_cookies_and_storage(cast: Cast):
    client = kiosk_of(cast)
    client.cookies["mode"] = "elder"
    answer = client.post("/kiosk/wipe/")
    assert answer["Location"] == "/"
    assert "storage" in answer["Clear-Site-Data"]
    gone = {name for name, cookie in answer.cookies.items() if not cookie.value}
    assert {"sessionid", "mode"} <= gone
    assert client.cookies["kiosk"].value == "1"
    assert client.get("/my/").status_code == 302


def test_stopping_takes_the_mark_away(cast: Cast):
    client = kiosk_of(cast)
    client.post("/kiosk/", {"action": "stop"})
    assert not client.cookies["kiosk"].value


def test_nothing_is_kept_by_the_browser_and_nothing_offered_again():
    client = Client()
    client.cookies["kiosk"] = "1"
    for path in ("/", "/sign-in/", "/services/", "/api/v1/regions/", "/nowhere/"):
        answer = client.get(path)
        assert answer["Cache-Control"] == "no-store", path
    html = client.get("/sign-in/").content.decode()
    assert html.count("<form") == len(re.findall(r'<form [^>]*autocomplete="off"', html)) > 2
    assert 'autocomplete="tel"' not in html
    assert "kiosk.js" in html
    assert "kiosk.js" not in Client().get("/sign-in/").content.decode()


def test_no_file_is_left_on_the_machine(cast: Cast):
    case = cast.case(cast.xiaomei)
    client = client_of(cast.xiaomei.user)
    page, paper = f"/cases/{case.number}/receipt/", f"/cases/{case.number}/receipt.pdf"
    assert paper in client.get(page).content.decode()
    assert client.get(paper)["Content-Type"] == "application/pdf"
    client.cookies["kiosk"] = "1"
    html = client.get(page).content.decode()
    assert not re.search(r'href="[^"]*\.(pdf|ics|vc)"', html)
    assert '<a href="/kiosk/print/">打印</a>' in html
    told = client.get(paper)
    assert told["Content-Type"].startswith("text/html")
    assert "免费打印" in told.content.decode()


def test_targets_are_large_at_a_kiosk_and_stay_so():
    client = Client()
    client.cookies["kiosk"] = "1"
    html = client.get("/services/").content.decode()
    assert 'data-mode="elder"' in html
    assert 'name="mode"' not in html
    assert "openapi.json" in html
    assert 'data-mode="elder"' not in Client().get("/services/").content.decode()
