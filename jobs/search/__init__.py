"""Search over a million open vacancies: what is asked, the two-step plans, the counts of every further filter."""

from .asked import SORTS, Asked, facet_words, first_page, region_range
from .cursors import Place, cursor_of, read_cursor
from .facets import Facets, facets
from .plans import PAGE, Page, find

__all__ = [
    "PAGE",
    "SORTS",
    "Asked",
    "Facets",
    "Page",
    "Place",
    "cursor_of",
    "facet_words",
    "facets",
    "find",
    "first_page",
    "read_cursor",
    "region_range",
]
