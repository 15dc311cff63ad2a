"""Words, imports, wages and figures: who reaches them, and rows of their tables."""

from jobs.models import ImportJob, WageGuide
from portal.kernel import clock

OPEN = "200 200 200 200 200 200 302 200"
DESK = "302 404 404 404 200 200 302 200"
EMPLOYERS = "302 302 200 404 302 302 302 302"
EMPLOYERS_GET_ONLY = "302 302 405 405 302 302 302 302"
GET = {
    "jobs_api:occupations": OPEN,
    "jobs_api:wages": OPEN,
    "jobs_api:suggest": "400 400 400 400 400 400 302 400",
    **dict.fromkeys(("jobs:wages", "jobs:wages_csv", "jobs:market", "jobs:market_csv"), OPEN),
    "jobs:load_wages": "302 404 404 404 404 404 302 200",
    "jobs:occupation_codes": DESK,
    "jobs:import": EMPLOYERS,
    "jobs:import_template": EMPLOYERS,
    "jobs:import_job": EMPLOYERS,
    "jobs:import_errors": EMPLOYERS,
}
NEVER = "405 405 405 405 405 405 302 405"
POST = {
    "jobs_api:occupations": NEVER,
    "jobs_api:wages": NEVER,
    "jobs_api:suggest": NEVER,
    **dict.fromkeys(("jobs:wages", "jobs:wages_csv", "jobs:market", "jobs:market_csv"), NEVER),
    "jobs:load_wages": "302 404 404 404 404 404 302 422",
    "jobs:occupation_codes": "302 404 404 404 404 404 302 404",
    "jobs:import": EMPLOYERS,
    "jobs:import_template": EMPLOYERS_GET_ONLY,
    "jobs:import_job": "302 302 422 404 302 302 302 302",
    "jobs:import_errors": EMPLOYERS_GET_ONLY,
}
KEYS = (("employers/imports/", "import_job"),)


def rows(cast, world) -> dict:
    """A file that 李晓梅's shop handed in."""
    job = ImportJob.objects.create(employer=world.employer, name="岗位.csv", made_at=clock.now())
    return {"import_job": job}


def _guide(_cast) -> WageGuide:
    points = {"p10": 30000, "p25": 36000, "p50": 42000, "p75": 55000, "p90": 70000}
    return WageGuide.objects.create(
        year=2026, region_id="510100", occupation_id="4-01-02-04", source="示例", **points
    )


ROWS = {"jobs.WageGuide": _guide}
