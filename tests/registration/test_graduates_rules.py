"""The rules for graduates at their edges."""

from datetime import date

import pytest

from registration.rules import graduates as rules
from registration.rules.cells import Unreadable

TODAY = date(2026, 11, 28)
STANDARD = {"policy_briefing": 1, "guidance": 1, "job_referrals": 3, "training_or_internship": 1}


@pytest.mark.parametrize(
    ("graduated", "end"),
    [
        (date(2026, 6, 30), date(2028, 6, 29)),
        (date(2024, 2, 29), date(2026, 2, 27)),
        (date(2026, 1, 1), date(2027, 12, 31)),
    ],
)
def test_the_choice_period_is_two_years_less_a_day(graduated, end):
    assert rules.choice_end(graduated, 24) == end


@pytest.mark.parametrize(
    ("destination", "until", "works", "expected"),
    [
        ("unemployed", TODAY, False, True),
        ("unemployed", date(2026, 11, 27), False, False),
        ("unemployed", TODAY, True, False),
        ("study", TODAY, False, False),
    ],
)
def test_who_is_tagged(destination, until, works, expected):
    assert rules.tagged(destination, until, TODAY, works=works) is expected


def test_the_chain_counts_what_is_left():
    links = rules.chain(STANDARD, {"referral": 1, "talk": 2})
    assert {link.kind: link.left for link in links} == {
        "talk": 0,
        "guidance": 1,
        "referral": 2,
        "training": 1,
    }
    assert all(link.left == 0 for link in rules.chain({}, {}))


@pytest.mark.parametrize(
    ("tries", "lost"),
    [
        ([], False),
        ([("phone", "no_answer")], False),
        ([("phone", "no_answer"), ("phone", "wrong")], False),
        ([("visit", "no_answer"), ("phone", "no_answer")], True),
        ([("visit", "no_answer"), ("phone", "reached"), ("message", "no_answer")], False),
        ([("visit", "wrong"), ("phone", "no_answer"), ("school", "reached")], True),
    ],
)
def test_lost_needs_two_kinds_of_tries_since_the_last_time_reached(tries, lost):
    assert rules.is_lost(tries, 2) is lost


@pytest.mark.parametrize(
    ("day", "good"),
    [(TODAY, True), (date(2026, 11, 29), False), (date(2016, 11, 28), True), (date(2016, 11, 27), False)],
)
def test_a_day_of_graduation_is_past_and_not_ten_years_old(day, good):
    if good:
        assert rules.graduation_day(day, TODAY) == day
    else:
        with pytest.raises(Unreadable):
            rules.graduation_day(day, TODAY)


CELLS = {
    "姓名": "李小梅",
    "证件号码": "519999198303122642",
    "学历": "本科",
    "毕业日期": "20260630",
    "毕业去向": "待 就 业",
    "生源地": "成都市 锦江区",
}


def _read(kind="higher", **changed):
    counties = {"成都市锦江区": "510104"}
    cells = CELLS | changed
    return rules.read_line(cells, school_kind=kind, counties=counties, known=frozenset(), today=TODAY)


def test_a_line_is_read_however_it_is_written():
    line = _read()
    assert (line.problem, line.level, line.destination, line.home) == ("", "bachelor", "unemployed", "510104")
    assert line.graduated_on == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("kind", "level", "good"),
    [
        ("higher", "大专", True),
        ("vocational", "大专", True),
        ("vocational", "中专", True),
        ("technical", "高级工", True),
        ("technical", "本科", False),
        ("higher", "中级工", False),
    ],
)
def test_levels_belong_to_kinds_of_school(kind, level, good):
    assert (_read(kind, 学历=level).problem == "") is good


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"毕业去向": "不知道"}, "毕业去向"),
        ({"毕业日期": ""}, "毕业日期"),
        ({"姓名": ""}, "姓名"),
        ({"证件号码": "519999198303122643"}, ""),
        ({"学历": "小学"}, "学历"),
    ],
)
def test_what_is_wrong_is_told_in_words(changed, word):
    problem = _read(**changed).problem
    assert problem
    assert word in problem
