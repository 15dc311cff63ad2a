"""What the rooms above fill in, because accounts stands below them: how codes leave, what a person may take along."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .models import Person

_sender: list[Callable[[str, str], object]] = []


def send_codes_by(send: Callable[[str, str], object]) -> None:
    """Register the one function (phone, code) that sends a code."""
    _sender[:] = [send]


def code_sender() -> Callable[[str, str], object]:
    """The registered sender."""
    return _sender[0]


exports: dict[str, Callable[["Person"], Any]] = {}


def exporting(name: str) -> Callable:
    """Register what a room holds of a person, as JSON, under a file name: @exporting("办件")."""

    def register(make: Callable[["Person"], Any]) -> Callable[["Person"], Any]:
        exports[name] = make
        return make

    return register
