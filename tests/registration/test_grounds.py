"""The grounds of a separation and the register's words are one table, read both ways."""

import pytest

from registration.models import UnemploymentRegistration
from registration.rules import grounds

LeftBy = UnemploymentRegistration.LeftBy
NO_EMPLOYER = {LeftBy.NEVER, LeftBy.LAND, LeftBy.DISCHARGED, LeftBy.RELEASED}


@pytest.mark.parametrize("word", [word for word in LeftBy if word not in NO_EMPLOYER])
def test_a_word_comes_back_from_its_ground(word: LeftBy):
    assert grounds.word_of(grounds.ground_of(word)) == word


@pytest.mark.parametrize("word", sorted(NO_EMPLOYER))
def test_who_had_no_employer_left_none(word: LeftBy):
    assert grounds.ground_of(word) is None


def test_every_word_is_one_of_the_register():
    assert {word for _ground, word in grounds.TABLE} <= set(LeftBy.values)
    assert grounds.word_of("LCL41") == "employer"
    assert (grounds.ground_of("closed"), grounds.ground_of("resigned")) == ("LCL44_5", "LCL37")
