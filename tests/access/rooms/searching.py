"""Saved searches, feeds, the map of the site."""

OPEN = "200 200 200 200 200 200 302 200"
MINE = "302 302 200 200 302 302 302 302"
GET = {
    "jobs:feed": OPEN,
    "jobs:open_data": OPEN,
    "jobs:saved_searches": MINE,
    "jobs:save_search": MINE,
    "jobs:stop_own_search": "302 302 405 405 302 302 302 302",
    "jobs:stop_search": "404 404 404 404 404 404 302 404",
    "jobs:sitemap": OPEN,
    "jobs:sitemap_part": OPEN,
    "jobs:robots": OPEN,
    "jobs_api:facets": OPEN,
    "jobs_api:snapshot": OPEN,
    "jobs_api:changes": OPEN,
}
POST = {
    "jobs:saved_searches": "302 302 405 405 302 302 302 302",
    "jobs:save_search": "302 302 302 302 302 302 302 302",
    "jobs:stop_own_search": "302 302 404 404 302 302 302 302",
    "jobs:stop_search": "404 404 404 404 404 404 302 404",
}
