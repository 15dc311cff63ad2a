"""Snapshot and changes: whoever reads both holds what is open, whatever commits meanwhile."""

import gzip
import json
import threading
import time

import pytest
from django.db import connection, transaction
from django.test import Client

from jobs import services
from jobs.services.openings import index
from jobs.services.publishing import Cursor, changes, position
from portal.kernel import clock
from tests.cast import Cast
from tests.cast_jobs import Employers, made_for


def opened(employers: Employers, card, **changed):
    """An open vacancy without its review."""
    row = employers.draft(card, **changed)
    row.state, row.opened_at, row.confirmed_on = "open", clock.now(), clock.today()
    row.save()
    index(row)
    return row


def follow(client: Client, since: str, held: dict) -> str:
    """Read changes to their end into what is held."""
    while True:
        answer = client.get("/api/v1/vacancies/changes", {"since": since}).json()
        for change in answer["changes"]:
            if change["vacancy"] is None:
                held.pop(change["number"], None)
            else:
                held[change["number"]] = change["vacancy"]
        since = answer["next"]
        if not answer["more"]:
            return since


@pytest.fixture
def employers(cast: Cast) -> Employers:
    return Employers(cast)


@pytest.mark.django_db
def test_snapshot_then_changes_hold_what_is_open(cast: Cast, employers: Employers):
    card, _draft, first = made_for(cast)
    second = opened(employers, card, title="保洁员", description="打扫<b>办公室</b>,每天八小时,周末休息。")
    answer = Client().get("/api/v1/vacancies/snapshot")
    rows = [json.loads(line) for line in gzip.decompress(b"".join(answer)).decode().splitlines()]
    held = {row["number"]: row for row in rows}
    assert set(held) == {first.number, second.number}
    assert held[second.number]["pay_low"] == "4000.00"
    assert answer["X-Changes-Since"].endswith(f".{2**60}")


@pytest.mark.parametrize("since", ["x", "1", "-1.0", "1.5.2", "9" * 30 + ".1", ""])
@pytest.mark.django_db
def test_a_forged_cursor_is_refused_in_words(since: str):
    answer = Client().get("/api/v1/vacancies/changes", {"since": since})
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")


def test_a_transaction_that_commits_late_is_not_missed(race, racers: Cast):
    """Two vacancies become public; the one whose transaction began first commits last."""
    employers = Employers(racers)
    card, _draft, _first = made_for(racers)
    late, early = employers.draft(card, title="晚提交"), employers.draft(card, title="早提交")
    began, may_commit, errors = threading.Event(), threading.Event(), []

    def slow() -> None:
        try:
            with transaction.atomic():
                _open(late)
                began.set()
                may_commit.wait(20)
        except Exception as error:
            errors.append(error)
        finally:
            began.set()
            connection.close()

    start = position()
    worker = threading.Thread(target=slow)
    worker.start()
    began.wait(20)
    _open(early)
    found, after, _more = changes(start)
    assert early.number not in [each.number for each in found], "told before an older transaction was over"
    may_commit.set()
    worker.join()
    assert not errors
    end = time.monotonic() + 20  # any transaction of the same servers may hold the news back for a moment
    found = []
    while not found and time.monotonic() < end:
        found, after, _more = changes(after)
    assert {late.number, early.number} <= {each.number for each in found}
    assert isinstance(after, Cursor)
    held: dict = {}
    follow(Client(), str(start), held)
    assert {late.number, early.number} <= set(held)
    services.close(early, by=employers.actor(card.organisation))
    follow(Client(), str(after), held)
    assert early.number not in held
    assert late.number in held


def _open(row) -> None:
    row.state, row.opened_at, row.confirmed_on = "open", clock.now(), clock.today()
    row.save()
    index(row)
