"""The search page in words."""

from math import asin, cos, radians, sin, sqrt
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.agencies.queries import sichuan_counties

from .. import places, search
from ..models import Education, Kind, Occupation, Vacancy
from ..search.facets import DAYS, PAYS
from .vacancies import card

EARTH = 6371.0
RADII = (1, 3, 5, 10, 20, 50)


def search_context(
    request: HttpRequest, asked: search.Asked, page: search.Page, counted: search.Facets
) -> dict[str, Any]:
    """The search page: cards in the found order, filters with what each would leave, chips to take one off."""
    rows = Vacancy.objects.select_related("employer__organisation", "region").defer(
        "description", "screening"
    )
    found = rows.in_bulk(page.vacancies)
    query = request.GET.copy()
    query.pop("after", None)
    groups = region_groups()
    return {
        "nav": "jobs",
        "asked": asked,
        "cards": [_placed(found[key], asked) for key in page.vacancies if key in found],
        "total": total_text(page),
        "next": f"?{_with(query, after=page.after)}" if page.after else "",
        "start": f"?{query.urlencode()}" if asked.after else "",
        "chips": chips(query, asked, groups),
        "clear": f"?{urlencode({'q': asked.q})}" if asked.q else reverse("jobs:search"),
        "saving_title": title_of(asked, groups),
        "landmarks": places.landmarks(),
        "place_unknown": bool(asked.near) and not asked.placed,
        "saving": _without(query, "sort"),
        "feed": f"{reverse('jobs:feed')}?{_without(query, 'sort')}",
        **filters(asked, counted, groups),
    }


def total_text(page: search.Page) -> str:
    """«共20个岗位», or «约» where nobody counted to the end."""
    return (_("共%(n)s个岗位") if page.exact else _("约%(n)s个岗位")) % {"n": f"{page.total:,}"}


def _with(query: QueryDict, **changed: str) -> str:
    other = query.copy()
    for name, value in changed.items():
        other[name] = value
    return other.urlencode()


def _without(query: QueryDict, *names: str) -> str:
    other = query.copy()
    for name in names:
        other.pop(name, None)
    return other.urlencode()


def _placed(vacancy: Vacancy, asked: search.Asked) -> dict[str, Any]:
    shown = card(vacancy)
    if asked.placed and vacancy.latitude is not None:
        far = kilometres(asked.latitude, asked.longitude, vacancy.latitude, vacancy.longitude)
        shown["far"] = _("约%(n)s公里") % {"n": f"{far:.1f}" if far < 10 else f"{far:.0f}"}
    return shown


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The way of the crow between two places (haversine)."""
    up, across = radians(other_latitude - latitude) / 2, radians(other_longitude - longitude) / 2
    part = sin(up) ** 2 + cos(radians(latitude)) * cos(radians(other_latitude)) * sin(across) ** 2
    return 2 * EARTH * asin(sqrt(part))


def region_groups() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(code, name, counties) of every prefecture."""
    groups: dict[str, tuple[str, str, list[tuple[str, str]]]] = {}
    rows = sichuan_counties().values_list("code", "name", "parent_id", "parent__name")
    for code, name, parent, parent_name in rows:
        groups.setdefault(parent, (parent, parent_name, []))[2].append((code, name))
    return list(groups.values())


def filters(asked: search.Asked, counted: search.Facets, groups: list) -> dict[str, Any]:
    """Every filter's values with the number they would leave; none where the filter is already set."""

    def told(name: str, value: Any, word: str, chosen: bool, alone: bool) -> tuple[str, str, bool]:
        count = counted.counts.get(name, {}).get(str(value), 0)
        if not alone or not (counted.exact or count):  # none among some is not none
            return str(value), word, chosen
        about = "" if counted.exact else "约"
        return str(value), f"{word}({about}{count:,})", chosen

    free = {"kind": not asked.kind, "education": asked.education is None, "days": not asked.days}
    free |= {"pay": not asked.pay, "region": not asked.region}
    regions = [
        (
            name,
            [
                told(
                    "prefecture",
                    code,
                    _("%(name)s全部") % {"name": name},
                    code == asked.region,
                    free["region"],
                )
            ]
            + [told("county", each, word, each == asked.region, free["region"]) for each, word in counties],
        )
        for code, name, counties in groups
    ]
    return {
        "regions": regions,
        "kinds": [told("kind", v, str(w), v == asked.kind, free["kind"]) for v, w in Kind.choices],
        "educations": [
            told("education", v, str(w), v == asked.education, free["education"])
            for v, w in Education.choices
            if v
        ],
        "days": [told("days", n, _("%(n)s天内") % {"n": n}, n == asked.days, free["days"]) for n in DAYS],
        "pays": [
            told("pay", n, _("%(n)s元以上") % {"n": f"{n:,}"}, n == asked.pay, free["pay"])
            for n in sorted({*PAYS, *([asked.pay] if asked.pay else [])})
        ],
        "novice": told("novice", 1, _("不要经验"), asked.novice, not asked.novice),
        "urgent": told("urgent", 1, _("急招"), asked.urgent, not asked.urgent),
        "occupations": _occupations(asked, counted, told),
        "radii": [(n, _("%(n)s公里内") % {"n": n}, n == asked.radius) for n in RADII],
        "sorts": _sorts(asked),
    }


def _occupations(asked: search.Asked, counted: search.Facets, told: Any) -> list[tuple[str, str, bool]]:
    """The groups that occur, the commonest first; the chosen one by its own name."""
    codes = counted.counts.get("occupation", {})
    names = dict(
        Occupation.objects.filter(
            code__in=[f"{code}-00-00" for code in codes] + [asked.occupation]
        ).values_list("code", "name")
    )
    if asked.occupation:
        padded = asked.occupation + "-00" * ((10 - len(asked.occupation)) // 3)
        name = (
            names.get(padded) or Occupation.objects.filter(code=padded).values_list("name", flat=True).first()
        )
        return [(asked.occupation, name or asked.occupation, True)]
    order = sorted(codes, key=lambda code: (-codes[code], code))[:20]
    return [told("occupation", code, names.get(f"{code}-00-00", code), False, True) for code in order]


def _sorts(asked: search.Asked) -> list[tuple[str, str, bool]]:
    out = [("", _("最新在前"), not asked.sort)]
    if asked.q:
        out.append(("fit", _("最合适在前"), asked.sort == "fit"))
    if asked.placed:
        out.append(("near", _("最近在前"), asked.sort == "near"))
    return out


def chips(query: QueryDict, asked: search.Asked, groups: list) -> list[dict[str, str]]:
    """The filters that are set, each with the address that takes it off."""
    names = {code: name for code, name, _counties in groups}
    names |= {code: name for _code, _name, counties in groups for code, name in counties}
    words: list[tuple[tuple[str, ...], str]] = []
    if asked.region:
        words.append((("region",), names.get(asked.region, asked.region)))
    if asked.radius and asked.placed:
        far = {"place": asked.near or _("所在位置"), "n": asked.radius}
        words.append((("near", "latitude", "longitude", "radius", "sort"), _("%(place)s%(n)s公里内") % far))
    if asked.pay:
        words.append((("pay",), _("%(n)s元以上") % {"n": f"{asked.pay:,}"}))
    if asked.kind:
        words.append((("kind",), str(Kind(asked.kind).label)))
    if asked.education is not None:
        words.append((("education",), _("我的学历:%(e)s") % {"e": Education(asked.education).label}))
    if asked.days:
        words.append((("days",), _("%(n)s天内") % {"n": asked.days}))
    if asked.novice:
        words.append((("novice",), _("不要经验")))
    if asked.urgent:
        words.append((("urgent",), _("急招")))
    if asked.occupation:
        words.append((("occupation",), _("职业 %(code)s") % {"code": asked.occupation}))
    return [{"name": word, "remove_url": f"?{_without(query, *taken)}"} for taken, word in words]


def title_of(asked: search.Asked, groups: list) -> str:
    """A search in a few words, for a saved one and for its feed."""
    parts = [asked.q] if asked.q else []
    parts += [chip["name"] for chip in chips(QueryDict(), asked, groups)]
    return (" · ".join(parts) or _("全部岗位"))[:80]
