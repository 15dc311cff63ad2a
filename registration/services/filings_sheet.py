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
        self._begin()

    def _begin(self) -> None:
        data = base64.b64decode(plaintext(FilingSheet.objects.get(pk=self._filing.pk).data))
        self._found = sheets.lines(self._filing.file_name or "one.csv", data)
        self.heads = next(self._found, (0, []))[1]

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """The lines below the heads with their numbers. Raises sheets.BadSheet."""
        return self._found

    def cells(self, line: int) -> dict[str, str]:
        """One line by its number; fastest when asked in order."""
        if line <= self._at:
            self._begin()
        for number, cells in self._found:
            self._at = number
            if number == line:
                return dict(zip(self.heads, cells, strict=False))
        raise LookupError(f"no line {line}")

    def who(self, line: int) -> dict[str, Any]:
        """Name and number of a line that was found readable: see `roster.known_good`."""
        return roster.known_good(self.cells(line))
