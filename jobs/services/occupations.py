"""Titles and occupations: what is suggested, and what clerks' corrections teach."""

from pathlib import Path

import yaml
from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Max, QuerySet, Sum

from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor

from ..models import Occupation, OccupationHint, Vacancy, VacancyState
from ..rules import suggesting
from . import openings

WORDS = Path(__file__).parent.parent / "data" / "title_words.yaml"
_built: dict[str, object] = {}
VERSION, SECONDS = "jobs.occupation-hints", 30
CODE_SIZES = (4, 7, 10)


def _version() -> tuple:
    """Cheap sign of what the index was built from; asked of the database at most twice a minute."""
    known = cache.get(VERSION)
    if known is None:
        hints = OccupationHint.objects.aggregate(Sum("count"), Max("changed_at"))
        known = (hints["count__sum"], str(hints["changed_at__max"]), Occupation.objects.count())
        cache.set(VERSION, known, SECONDS)
    return known


def index() -> suggesting.Index:
    """The index of this process, built anew when a clerk taught something."""
    version = _version()
    if _built.get("version") != version:
        words = {code: str(text).split() for code, text in yaml.safe_load(WORDS.read_text("utf-8")).items()}
        rows = Occupation.objects.filter(level__gte=2).order_by("code")
        hints = OccupationHint.objects.order_by("pk").values_list("title", "occupation_id", "count")
        _built["index"] = suggesting.build(rows.values_list("code", "name", "aliases"), words, hints)
        _built["version"] = version
    return _built["index"]


def suggest(title: str, most: int = suggesting.MOST) -> list[tuple[Occupation, int]]:
    """The likeliest occupations of a title with their scores, the best first."""
    found = suggesting.suggest(index(), title, most)
    rows = Occupation.objects.in_bulk([each.code for each in found])
    return [(rows[each.code], each.score) for each in found if each.code in rows]


def clear_code(title: str) -> str | None:
    """The code that may be filled in by itself; None where it is not clear."""
    return suggesting.clear(index(), title)


def clear(title: str) -> Occupation | None:
    """The occupation of `clear_code`."""
    return Occupation.objects.filter(pk=clear_code(title)).first()


def _learned(title: str, occupation: Occupation) -> None:
    text, now = suggesting.plain(title)[:60], clock.now()
    made, new = OccupationHint.objects.get_or_create(
        title=text, occupation=occupation, defaults={"changed_at": now}
    )
    if not new:
        OccupationHint.objects.filter(pk=made.pk).update(count=F("count") + 1, changed_at=now)
    transaction.on_commit(lambda: cache.delete(VERSION))


@verb
def learn(title: str, occupation: Occupation, *, by: Actor) -> None:
    """Remember that a clerk says this title is that occupation; it weighs more than any likeness from now on."""
    _learned(title, occupation)
    record("occupation.learned", subject_type="occupation", subject_id=occupation.pk, by=by)


@verb
def correct(vacancy: Vacancy, occupation: Occupation, *, by: Actor) -> Vacancy:
    """Give a vacancy its right code: learned from, and an open one is found under it at once."""
    rows = Vacancy.objects.select_related("employer__organisation", "region", "occupation")
    locked = rows.select_for_update(of=("self",)).get(pk=vacancy.pk)
    locked.occupation, locked.occupation_suggested = occupation, False
    locked.save(update_fields=["occupation", "occupation_suggested"])
    openings.index(locked)
    _learned(locked.title, occupation)
    record("vacancy.occupation_corrected", subject_type="vacancy", subject_id=locked.pk, by=by)
    return locked


LOOKED_THROUGH = 300
DOUBTED = (VacancyState.SUBMITTED, VacancyState.OPEN, VacancyState.PAUSED)


def of_area(agency_path: str) -> QuerySet[Vacancy]:
    """Vacancies handed in or open whose place lies in a clerk's area, the newest first."""
    rows = Vacancy.objects.select_related("employer__organisation", "occupation", "region")
    rows = rows.filter(state__in=DOUBTED, region__path__startswith=region_path(agency_path))
    return rows.order_by("-made_at", "-pk")


def region_path(agency_path: str) -> str:
    """The regions below an agency: its path knows the province first, a region's the nation."""
    return f"100000/{agency_path}"


def doubtful(rows: QuerySet[Vacancy], most: int) -> list[Vacancy]:
    """Those without a code first, then of the newest those whose code is not among what the title suggests."""
    out = list(rows.filter(occupation=None)[:most])
    for one in rows.filter(occupation__isnull=False)[: LOOKED_THROUGH if len(out) < most else 0]:
        codes = [each.code for each in suggesting.suggest(index(), one.title)]
        if codes and one.occupation_id not in codes:
            out.append(one)
        if len(out) >= most:
            break
    return out
