"""The lines of a file that were not taken, to be mended and handed in again."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from portal.exchange import sheets

from ..models import Filing, FilingSheet
from .filings_sheet import Sheet


def rows(filing: Filing) -> Iterator[list[str]]:
    """Heads, then every wrong line as it stood in the file with its number and what to mend; for the unit alone."""
    wrong = dict(filing.lines.exclude(problem="").values_list("line", "problem"))
    if not FilingSheet.objects.filter(pk=filing.pk).exists():
        yield [_("行号"), _("要改什么")]
        yield from ([str(line), sheets.safe(text)] for line, text in sorted(wrong.items()))
        return
    sheet = Sheet(filing)
    yield [*sheet.heads, _("行号"), _("要改什么")]
    for number, cells in sheet.lines():
        if number in wrong:
            yield [*map(sheets.safe, cells), str(number), sheets.safe(wrong[number])]
