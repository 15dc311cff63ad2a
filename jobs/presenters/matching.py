"""Matches in words: why, what is missing, what one change would open."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ..models import Education, Opening, Seeker, Vacancy
from ..rules import explaining, skills
from ..services import suggesting
from .searching import kilometres
from .vacancies import card

EDUCATIONS = {int(value): str(word) for value, word in Education.choices}


def _far(seeker: Seeker, opening: Opening) -> float | None:
    if None in (seeker.latitude, opening.latitude):
        return None
    return kilometres(seeker.latitude, seeker.longitude, opening.latitude, opening.longitude)


def _reasons(seeker: Seeker, opening: Opening) -> list[dict[str, Any]]:
    facts = suggesting.seeker_facts(seeker), suggesting.opening_facts(opening)
    told = explaining.reasons(*facts, far=_far(seeker, opening), educations=EDUCATIONS)
    return [{"good": each.good, "text": each.text} for each in told]


def seeker_context(seeker: Seeker) -> dict[str, Any]:
    """The page of somebody's matches."""
    shown = suggesting.for_seeker(seeker)
    rows = Opening.objects.filter(pk__in=shown.keys).select_related(
        "vacancy__employer__organisation", "vacancy__region"
    )
    found = {row.pk: row for row in rows.defer("words", "vacancy__description", "vacancy__screening")}
    matches = [
        {"card": card(found[key].vacancy), "score": points, "reasons": _reasons(seeker, found[key])}
        for key, points in zip(shown.keys, shown.scores, strict=True)
        if key in found
    ]
    facts = suggesting.seeker_facts(seeker)
    openings = [suggesting.opening_facts(row) for row in suggesting.openings_of_groups(seeker)]
    opens = [
        _("会%(what)s后,符合要求的岗位 %(before)s → %(after)s 个")
        % {"what": each.what, "before": each.before, "after": each.after}
        for each in explaining.seeker_opens(facts, openings)
    ]
    return {"nav": "my", "matches": matches, "as_of": shown.as_of, "opens": opens}


def reasons_for(user: Any, vacancy: Vacancy) -> list[dict[str, Any]]:
    """Why an open vacancy fits whoever reads it, and what is missing; nothing for a visitor without a CV."""
    person = getattr(user, "person", None) if user.is_authenticated else None
    seeker = Seeker.objects.filter(person_id__in=person.all_ids).first() if person else None
    opening = Opening.objects.filter(vacancy=vacancy).defer("words").first() if seeker else None
    return _reasons(seeker, opening) if opening else []


def opening_context(vacancy: Vacancy, opening: Opening) -> dict[str, Any]:
    """The page of a vacancy's matches; names and phones stay with the people."""
    shown = suggesting.for_opening(opening)
    people = suggesting.shown_to_employers(shown.keys)
    matches = [
        {
            "key": key,
            "name": people[key].person.name.masked(),
            "about": _about(people[key]),
            "score": points,
            "reasons": _reasons(people[key], opening),
        }
        for key, points in zip(shown.keys, shown.scores, strict=True)
        if key in people
    ]
    seekers = [suggesting.seeker_facts(row) for row in suggesting.seekers_of_group(opening)]
    before, opens = explaining.opening_opens(suggesting.opening_facts(opening), seekers, EDUCATIONS)
    sentences = [
        _("%(what)s,符合的人 %(before)s → %(after)s") % {"what": e.what, "before": e.before, "after": e.after}
        for e in opens[:6]
    ]
    return {
        "nav": "my",
        "vacancy": vacancy,
        "matches": matches,
        "hidden": len([key for key in shown.keys if key not in people]),
        "as_of": shown.as_of,
        "before": before,
        "opens": sentences,
        "back": reverse("jobs:employer", args=[vacancy.employer_id]),
    }


def _about(seeker: Seeker) -> str:
    """Education, years, skills: nothing else of the person."""
    words = [EDUCATIONS[seeker.education] if seeker.education else _("学历未填")]
    words.append(_("%(n)s年经验") % {"n": seeker.experience} if seeker.experience else _("没有经验"))
    return " · ".join([*words, *(skill.name for skill in skills.named(seeker.skills))])
