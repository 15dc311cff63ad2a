"""The races of people run on a database of their own, like those of cases."""

from tests.faults.conftest import race, racers

__all__ = ["race", "racers"]
