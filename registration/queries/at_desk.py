"""What the register keeps of one person, read at once: statuses, the tag of a graduate, the personnel file, moves."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Subquery
from django.db.models.functions import JSONObject

from portal.accounts.models import Person
from portal.accounts.queries import of_human

from ..models import PersonMove, PersonnelFile, Spell, UnemployedGraduate

KEPT = "_of_the_register"
NEWEST = 10


def register_of(person: Person) -> dict[str, Any]:
    """Spells, moves (lists), tag and file (or None) as JSON: one query a person object, for several panels."""
    if KEPT not in person.__dict__:
        mine = of_human(person.pk)
        spells = Spell.objects.filter(mine).order_by("-registered_at")[:NEWEST]
        tag = UnemployedGraduate.objects.filter(mine).order_by("-pk")[:1]
        file = PersonnelFile.objects.filter(mine)[:1]
        moves = PersonMove.objects.filter(mine).order_by("-asked_at")[:NEWEST]
        rows = Person.objects.filter(pk=person.pk).values_list(
            ArraySubquery(spells.values(of=JSONObject(
                kind="kind", first="period__startswith", last="period__endswith", ending="ending"
            ))),
            Subquery(tag.values(of=JSONObject(
                pk="pk", ended_on="ended_on", ending="ending", wish="wish", until="until",
                agency="agency__name", path="agency__path",
            ))),
            Subquery(file.values(of=JSONObject(
                pk="pk", state="state", number="number", shelf="shelf", path="agency__path"
            ))),
            ArraySubquery(moves.values(of=JSONObject(
                to="to_region__name", agency="to_agency__name", at="asked_at", received="received_at"
            ))),
        )  # fmt: skip
        spells_, tag_, file_, moves_ = rows.get()
        person.__dict__[KEPT] = {"spells": spells_, "tag": tag_, "file": file_, "moves": moves_}
    return person.__dict__[KEPT]
