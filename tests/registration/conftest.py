"""Races in a database of their own, as the tests of faults have them."""

from tests.faults.conftest import race, racers

__all__ = ["race", "racers"]
