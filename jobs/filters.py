"""From the words of an address to what is searched for."""

from django.http import QueryDict

from . import search
from .forms import SearchForm

LONGEST = 200


def asked_of(query: QueryDict) -> search.Asked:
    """The filters of an address; one that makes no sense is left out."""
    form = SearchForm(query)
    form.is_valid()
    data = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
    data["q"] = data.get("q", "").replace("\x00", "").strip()[:LONGEST]
    return search.Asked(**data)
