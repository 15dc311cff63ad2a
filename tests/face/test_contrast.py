"""Every pair of colours that may meet on a page can be read, in each scheme and mode."""

import pytest

from tests.face.tokens import PAIR, TOKENS, contrast, schemes

PAIRS = [(front, back, float(least)) for front, back, least in PAIR.findall(TOKENS)]


def test_the_measure_itself():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "elder", "dark", "dark elder"])
def test_declared_pairs(scheme):
    tokens = schemes()[scheme]
    low = {
        f"{front} on {back}": round(contrast(tokens[front], tokens[back]), 2)
        for front, back, least in PAIRS
        if contrast(tokens[front], tokens[back]) < least
    }
    assert not low


def test_no_text_pair_is_asked_for_less_than_the_standard():
    assert len(PAIRS) >= 30
    assert {front for front, _, least in PAIRS if least < 4.5} == {"control", "focus"}


def test_every_ink_is_paired_with_the_grounds_it_meets():
    declared = {(front, back) for front, back, _ in PAIRS}
    for front in ("ink", "quiet", "primary"):
        for back in ("paper", "ground", "primary-tint", "good-tint", "wait-tint", "danger-tint"):
            assert (front, back) in declared
