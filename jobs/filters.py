"""From the words of an address to what is searched for."""

from django.http import QueryDict

from . import places, search
from .forms import SearchForm

LONGEST = 200


def asked_of(query: QueryDict) -> search.Asked:
    """The filters of an address; one that makes no sense is left out."""
    form = SearchForm(query)
    form.is_valid()
    data = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
    data["q"] = data.get("q", "").replace("\x00", "").strip()[:LONGEST]
    spot = places.find(data.get("near", ""), data.get("region", ""))
    if spot and "latitude" not in data:
        data["latitude"], data["longitude"] = spot
    return search.Asked(**data)
