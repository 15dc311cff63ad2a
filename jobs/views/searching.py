"""Saved searches, the feed of a search, the map of the site for other searchers."""

from typing import Any

from django.contrib import messages
from django.contrib.sitemaps import Sitemap
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts import actors
from portal.accounts.doors import person_required
from portal.kernel.actor import system

from .. import search
from ..filters import asked_of
from ..models import Opening, SavedSearch, Vacancy
from ..presenters.searching import region_groups, title_of
from ..presenters.vacancies import pay_text
from ..services.saving import TooManySaved, save_search, stop_search

LONGEST_QUERY = 400


def _query(source: QueryDict) -> str:
    """The filters of an address in one order, so that the same search is the same text."""
    kept = {name: source[name] for name in sorted(source) if source[name] and name not in ("after", "sort")}
    made = QueryDict(mutable=True)
    made.update(kept)
    made.pop("csrfmiddlewaretoken", None)
    return made.urlencode()[:LONGEST_QUERY]


@person_required
@require_http_methods(["GET", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search of the address; GET shows what would be kept."""
    source = QueryDict(request.POST.get("query", "")) if request.method == "POST" else request.GET
    query = _query(source)
    asked = asked_of(QueryDict(query))
    title, problem = title_of(asked, region_groups()), ""
    if request.method == "POST":
        person = request.user.person
        try:
            save_search(person, query, title, by=actors.of_person(person))
        except TooManySaved:
            problem = _("最多保存20个搜索。请先停掉不用的。")
        else:
            messages.success(request, _("已保存。有新岗位,第二天早上告诉您。"))
            return redirect("jobs:saved_searches")
    context = {"nav": "jobs", "query": query, "title": title, "problem": problem}
    return render(request, "jobs/save_search.html", context, status=422 if problem else 200)


@person_required
@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """The searches one keeps."""
    rows = SavedSearch.objects.filter(person_id__in=request.user.person.all_ids, stopped_at__isnull=True)
    return render(
        request, "jobs/saved_searches.html", {"nav": "jobs", "rows": rows.order_by("-made_at", "pk")}
    )


@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a search by the token of its message, without signing in; a GET only asks, as mail programs open links."""
    found = get_object_or_404(SavedSearch, token=token)
    if request.method == "POST":
        stop_search(found, by=system("visitor"))
    return render(request, "jobs/stop_search.html", {"nav": "jobs", "saved": found})


class VacancyFeed(Feed):
    """Atom (RFC 4287) of any search: its twenty newest vacancies."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest) -> search.Asked:
        return search.first_page(asked_of(request.GET))

    def title(self, asked: search.Asked) -> str:
        return _("蜀业岗位:%(search)s") % {"search": title_of(asked, region_groups())}

    def link(self, asked: search.Asked) -> str:
        return reverse("jobs:search")

    def items(self, asked: search.Asked) -> list[Vacancy]:
        keys = search.find(asked).vacancies
        rows = Vacancy.objects.select_related("employer__organisation", "region").in_bulk(keys)
        return [rows[key] for key in keys if key in rows]

    def item_title(self, item: Vacancy) -> str:
        return f"{item.title} {pay_text(item)}"

    def item_description(self, item: Vacancy) -> str:
        return f"{item.employer.organisation.name} · {item.region.full_name}"

    def item_link(self, item: Vacancy) -> str:
        return reverse("jobs:vacancy", args=[item.number])

    def item_pubdate(self, item: Vacancy) -> Any:
        return item.opened_at

    def item_updateddate(self, item: Vacancy) -> Any:
        return item.opened_at


class VacancyMap(Sitemap):
    """Every open vacancy, five thousand a page."""

    changefreq = "daily"
    limit = 5000

    def items(self) -> Any:
        return Opening.objects.order_by("id").values_list("vacancy__number", "posted")

    def location(self, item: tuple) -> str:
        return reverse("jobs:vacancy", args=[item[0]])

    def lastmod(self, item: tuple) -> Any:
        return item[1]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What searchers may read: everything public; the map is named."""
    where = request.build_absolute_uri(reverse("jobs:sitemap"))
    lines = ["User-agent: *", "Disallow: /my/", "Disallow: /desk/", "Disallow: /admin/", f"Sitemap: {where}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@person_required
@require_POST
def stop_own(request: HttpRequest, pk: Any) -> HttpResponse:
    """Stop one's own search from the list."""
    person = request.user.person
    found = get_object_or_404(SavedSearch, pk=pk, person_id__in=person.all_ids)
    stop_search(found, by=actors.of_person(person))
    messages.success(request, _("已停止,不再发消息。"))
    return redirect("jobs:saved_searches")
