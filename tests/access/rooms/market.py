"""Words, imports, wages and figures: who reaches them, and rows of their tables."""

OPEN = "200 200 200 200 200 200 302 200"
GET = {
    "jobs_api:occupations": OPEN,
    "jobs_api:suggest": "400 400 400 400 400 400 302 400",
    "jobs:occupation_codes": "302 404 404 404 200 200 302 200",
}
POST = {
    "jobs:occupation_codes": "302 404 404 404 404 404 302 404",
}
