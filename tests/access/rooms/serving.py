"""Employers at the desk."""

GET = {
    "jobs:desk": "302 404 404 404 200 200 302 200",
    "jobs:desk_employers": "302 404 404 404 200 200 302 200",
    "jobs:desk_employer": "302 404 404 404 200 404 302 200",
    "jobs:lift_ban": "302 404 404 404 405 405 302 405",
}
POST = {
    "jobs:desk": "302 404 404 404 405 405 302 405",
    "jobs:desk_employers": "302 404 404 404 405 405 302 405",
    "jobs:desk_employer": "302 404 404 404 200 404 302 200",
    "jobs:lift_ban": "302 404 404 404 404 404 302 404",
}
KEYS = (("desk/employers/", "employer"),)
