"""Saved searches, feeds, the map of the site."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path
from django.views.decorators.http import require_safe

from ..views import public, searching

MAPS = {"vacancies": searching.VacancyMap}
PARTS = {"sitemaps": MAPS, "sitemap_url_name": "jobs:sitemap_part"}
urlpatterns = [
    path("jobs/open-data/", public.open_data, name="open_data"),
    path("jobs/feed.atom", require_safe(searching.VacancyFeed()), name="feed"),
    path("my/searches/", searching.saved, name="saved_searches"),
    path("my/searches/new/", searching.save, name="save_search"),
    path("my/searches/<uuid:pk>/stop/", searching.stop_own, name="stop_own_search"),
    path("searches/<str:token>/stop/", searching.stop, name="stop_search"),
    path(
        "sitemap.xml",
        require_safe(index),
        {"sitemaps": MAPS, "sitemap_url_name": "jobs:sitemap_part"},
        name="sitemap",
    ),
    path("sitemap-<section>.xml", require_safe(sitemap), {"sitemaps": MAPS}, name="sitemap_part"),
    path("robots.txt", searching.robots, name="robots"),
]
