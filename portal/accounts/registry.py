"""How codes leave the house: the message room above fills this in, because accounts stands below it."""

from collections.abc import Callable

_sender: list[Callable[[str, str], object]] = []


def send_codes_by(send: Callable[[str, str], object]) -> None:
    """Register the one function (phone, code) that sends a code."""
    _sender[:] = [send]


def code_sender() -> Callable[[str, str], object]:
    """The registered sender."""
    return _sender[0]
