"""Occupations, wages, supply and demand in words and pictures."""

from collections.abc import Callable
from typing import Any

from ..models import Vacancy


def doubtful_rows(vacancies: list[Vacancy], suggest: Callable[[str], list]) -> list[dict[str, Any]]:
    """Vacancies whose code is to be looked at, each with what its title suggests."""
    return [
        {
            "number": one.number,
            "title": one.title,
            "employer": one.employer.organisation.name,
            "now": f"{one.occupation_id} {one.occupation.name}" if one.occupation else "",
            "choices": [
                {"code": row.pk, "text": f"{row.pk} {row.name}", "first": not position}
                for position, (row, _score) in enumerate(suggest(one.title))
            ],
        }
        for one in vacancies
    ]
