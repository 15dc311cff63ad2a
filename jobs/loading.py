"""Load the occupations. Safe to run again: rows are merged by code."""

import csv
from pathlib import Path

from django.db import transaction

from .models import Occupation

DATA = Path(__file__).parent / "data"


@transaction.atomic
def load() -> dict[str, int]:
    """Every entry of the classification, parents first; returns the count."""
    with (DATA / "occupations.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (int(row["level"]), row["code"]))
    paths: dict[str, str] = {}
    made = []
    for row in rows:
        paths[row["code"]] = f"{paths.get(row['parent'], '')}{row['code']}/"
        made.append(
            Occupation(
                code=row["code"],
                name=row["name"],
                level=int(row["level"]),
                parent_id=row["parent"] or None,
                path=paths[row["code"]],
                aliases=[word for word in row["aliases"].split("|") if word],
            )
        )
    Occupation.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "level", "parent", "path", "aliases"],
    )
    return {"occupations": len(made)}
