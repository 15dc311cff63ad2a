"""The file of a filing, opened once for many chunks: lines are read forward, only as far as asked."""

import base64
from collections.abc import Iterator
from typing import Any

from portal.exchange import sheets
from portal.kernel.fields import plaintext

from ..models import Filing, FilingSheet
from ..rules import roster


class Sheet:
    """Heads and lines of what was handed in."""

    def __init__(self, filing: Filing) -> None:
        self._filing, self._at = filing, 0
        self._found: Iterator[tuple[int, list[str]]] | None = None
        self._heads: list[str] = []

    @property
    def heads(self) -> list[str]:
        """The column names. Raises sheets.BadSheet."""
        if self._found is None:
            self._begin()
        return self._heads

    def _begin(self) -> None:
        data = base64.b64decode(plaintext(FilingSheet.objects.get(pk=self._filing.pk).data))
        self._found = sheets.lines(self._filing.file_name or "one.csv", data)
        self._heads, self._at = next(self._found, (0, []))[1], 1

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """The lines below the heads with their numbers. Raises sheets.BadSheet."""
        if self._found is None:
            self._begin()
        return self._found

    def cells(self, line: int) -> dict[str, str]:
        """One line by its number; fastest when asked in order."""
        if self._found is None or line <= self._at:
            self._begin()
        for number, cells in self._found:
            self._at = number
            if number == line:
                return dict(zip(self._heads, cells, strict=False))
        raise LookupError(f"no line {line}")

    def who(self, line: int) -> dict[str, Any]:
        """Name and number of a line that was found readable: see `roster.known_good`."""
        return roster.known_good(self.cells(line))
