"""The search page in words."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.agencies.queries import sichuan_counties

from .. import search
from ..models import Education, Kind, Vacancy
from .vacancies import card


def search_context(request: HttpRequest, asked: search.Asked, page: search.Page) -> dict[str, Any]:
    """The search page: cards in the found order, the filters as they were asked, the way on."""
    rows = Vacancy.objects.select_related("employer__organisation", "region").defer(
        "description", "screening"
    )
    found = rows.in_bulk(page.vacancies)
    query = request.GET.copy()
    query.pop("after", None)
    following = query.copy()
    following["after"] = page.after
    total = f"{page.total:,}"
    return {
        "nav": "jobs",
        "asked": asked,
        "narrowed": search.first_page(asked) != search.Asked(q=asked.q),
        "cards": [card(found[key]) for key in page.vacancies if key in found],
        "total": _("共%(n)s个岗位") % {"n": total} if page.exact else _("约%(n)s个岗位") % {"n": total},
        "next": f"?{following.urlencode()}" if page.after else "",
        "start": f"?{query.urlencode()}" if asked.after else "",
        "regions": _regions(asked.region),
        "kinds": [(value, word, value == asked.kind) for value, word in Kind.choices],
        "educations": [(value, word, value == asked.education) for value, word in Education.choices if value],
        "days": [(n, _("%(n)s天内") % {"n": n}, n == asked.days) for n in (1, 3, 7, 30)],
    }


def _regions(chosen: str) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for region in sichuan_counties().select_related("parent").only("code", "name", "parent__name"):
        if region.parent.name not in groups:
            whole = _("%(name)s全部") % {"name": region.parent.name}
            groups[region.parent.name] = [(region.parent_id, whole, region.parent_id == chosen)]
        groups[region.parent.name].append((region.code, region.name, region.code == chosen))
    return list(groups.items())
