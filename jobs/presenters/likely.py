"""可投递单位 in words."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.agencies.models import Region

from ..models import LikelyEmployer, Occupation
from ..rules.groups import prefix_of
from .searching import region_groups
from .vacancies import answers_text, verified_text


def stars_text(stars: int) -> str:
    """Stars in words, which is what counts for who does not see them."""
    return {1: _("招过"), 2: _("招过多次"), 3: _("经常招")}[stars]


def cards(rows: list[LikelyEmployer]) -> list[dict[str, Any]]:
    """Employers in the found order; names of places and occupations in two queries. Never how many were hired."""
    codes = {f"{prefix_of(row.occupations)}-00" for row in rows}
    works = dict(Occupation.objects.filter(pk__in=codes).values_list("code", "name"))
    places = dict(
        Region.objects.filter(pk__in={f"{row.county:06d}" for row in rows}).values_list("code", "full_name")
    )
    out = []
    for row in rows:
        code, unit = f"{prefix_of(row.occupations)}-00", row.employer.organisation
        out.append(
            {
                "name": unit.name,
                "stars": "★" * row.stars,
                "word": stars_text(row.stars),
                "work": works.get(code, code),
                "place": places.get(f"{row.county:06d}", "").removeprefix("四川省"),
                "address": row.employer.address,
                "verified": verified_text(row.employer),
                "answers": answers_text(row.employer),
                "openings": f"{reverse('jobs:search')}?{urlencode({'q': unit.name})}",
            }
        )
    return out


def places(chosen: str) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Counties under their prefecture for the select."""
    return [
        (
            name,
            [(code, _("%(name)s全部") % {"name": name}, code == chosen)]
            + [(each, word, each == chosen) for each, word in counties],
        )
        for code, name, counties in region_groups()
    ]
