"""Wording held against phrases a person judged: what is unlawful, what a clerk looks at, what is clean."""

import csv
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.screening import ORDER, as_json, rules, screen

PHRASES = Path(__file__).with_name("phrases.csv")


def rows() -> list[dict[str, str]]:
    with PHRASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_at_least_97_of_100_phrases_are_judged_right_and_no_clean_one_is_rejected():
    wrong = [
        f"{row['text']}: {got}, should be {row['expected']}"
        for row in rows()
        if (got := screen(row["text"]).outcome) != row["expected"]
    ]
    rejected = [
        row["text"] for row in rows() if row["expected"] == "pass" and screen(row["text"]).outcome == "reject"
    ]
    assert not rejected
    assert len(wrong) <= len(rows()) * 0.03, "\n".join(wrong)


def test_a_hit_quotes_the_original_at_its_place():
    text = "收银员,要求【限 女 性】,每天八小时"
    hit = screen(text).hits[0]
    assert text[hit.start : hit.end] == hit.phrase == "限 女 性"
    assert (hit.ground, hit.outcome) == ("sex", "reject")
    assert "就业促进法" in hit.article


def test_one_bad_phrase_among_clean_ones_is_found():
    found = screen("男女不限,不收押金。\n但是只招汉族。")
    assert [hit.phrase for hit in found.hits] == ["只招汉族"]


def test_every_ground_says_the_law_and_how_to_write_it_instead():
    for ground in rules().grounds:
        assert ground.label
        assert ground.advice.endswith("。")
        assert "《" in ground.article or "通知" in ground.article
        assert ground.outcome in ORDER


def test_the_api_shape():
    assert as_json(screen("")) == {"outcome": "pass", "hits": []}
    assert set(as_json(screen("限女"))["hits"][0]) == {"phrase", "ground", "article", "outcome"}


def test_ten_thousand_characters_are_read_to_the_end():
    assert screen("招聘收银员。" * 1600 + "限女性").outcome == "reject"


@given(st.text(alphabet="限男女性不优先押金交,。\n 0123岁以下族籍户口年aB🙂", max_size=60))
def test_any_text_is_judged_and_the_worst_hit_decides(text: str):
    found = screen(text)
    worst = max((hit.outcome for hit in found.hits), key=ORDER.__getitem__, default="pass")
    assert found.outcome == worst
    assert all(text[hit.start : hit.end] == hit.phrase for hit in found.hits)
