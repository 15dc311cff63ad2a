"""What a push says: which openings, why they came, how to stop them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.notices.many import Note

from ..models import Education, KeyGroup, Opening
from ..rules import explaining
from ..rules.groups import prefix_of
from ..rules.stages import Topic
from . import suggesting

# Other groups are not named in a message that somebody else may read over one's shoulder.
NAMED = frozenset({"graduate", "veteran", "migrant"})
NEW_DAYS, REASONS = 7, 2
EDUCATIONS = {int(value): str(word) for value, word in Education.choices}


def of_wish(place: str, work: str) -> str:
    """«因为您想在锦江区做收银员»."""
    return _("因为您想在%(place)s做%(work)s") % {"place": place, "work": work}


def of_place(place: str, category: str) -> str:
    """«因为您是高校毕业生,住在锦江区»."""
    if category in NAMED:
        group = KeyGroup.Group(category).label
        return _("因为您是%(group)s,住在%(place)s") % {"group": group, "place": place}
    return _("因为您在找工作,住在%(place)s") % {"place": place}


def stop_address(token: str) -> str:
    """The whole address, as a text message needs it."""
    return settings.PUBLIC_URL.rstrip("/") + reverse("jobs:stop_push", args=[token])


def _stop(token: str) -> str:
    return _("不再推送此类,打开 %(address)s 。") % {"address": stop_address(token)}


def by_category(
    person: Person,
    parts: Sequence[tuple[Topic, Sequence[Any]]],
    token_of: Callable[[UUID, str], str],
    day: date,
) -> Note:
    """The message of stage 1: for each topic why, which openings, how to stop it."""
    lines = [
        f"{topic.because}:{'、'.join(found.title for found in shown)}。{_stop(token_of(person.pk, topic.code))}"
        for topic, shown in parts
    ]
    many = sum(len(shown) for _topic, shown in parts)
    return Note(
        person,
        key=f"push-{person.pk}-{day:%Y%m%d}",
        kind="push",
        title=_("有%(n)s个新岗位可以看看") % {"n": many},
        body="\n".join(lines),
        link=f"{reverse('jobs:search')}?{urlencode(_asked(parts[0][0]))}",
    )


def _asked(topic: Topic) -> dict[str, Any]:
    """The search that shows a topic's openings."""
    asked: dict[str, Any] = {"region": topic.code.split("-")[1], "days": NEW_DAYS}
    return asked | ({"occupation": prefix_of(topic.group)} if topic.group else {"novice": 1})


def by_profile(person: Person, shown: Sequence[tuple[Opening, int]], token: str, day: date) -> Note:
    """The message of stage 2: the best openings, each with what speaks for it."""
    lines = [_("按您的简历,这几个岗位最合适(每周一次):")]
    for opening, points in shown:
        facts = suggesting.seeker_facts(person.seeker), suggesting.opening_facts(opening)
        told = explaining.reasons(*facts, far=None, educations=EDUCATIONS)
        good = ",".join(each.text for each in told[:REASONS] if each.good)
        words = {"title": opening.title, "points": points, "good": good}
        lines.append(_("%(title)s,符合度%(points)s。因为:%(good)s。") % words)
    return Note(
        person,
        key=f"push-profile-{person.pk}-{day:%Y%m%d}",
        kind="push",
        title=_("本周有%(n)s个岗位适合您") % {"n": len(shown)},
        body="\n".join([*lines, _stop(token)]),
        link=reverse("jobs:matches"),
    )
