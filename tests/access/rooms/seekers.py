"""CV, assessment, guidance, activities: who reaches what."""

from typing import Any

from jobs.services import resumes
from portal.accounts import actors

MINE = "302 302 200 200 302 302 302 302"
ENTRY = ("jobs:resume_entry", "jobs:drop_entry")
FORMS = ("jobs:resume_basics", "jobs:resume_skills", "jobs:resume_sharing", "jobs:new_wish", "jobs:new_entry")
NO_GET = "302 302 405 405 302 302 302 302"

GET = {
    "jobs:resume": MINE,
    "jobs:resume_pdf": MINE,
    **dict.fromkeys(FORMS, MINE),
    "jobs:drop_wish": NO_GET,
    "jobs:resume_entry": "302 302 200 404 302 302 302 302",
    "jobs:drop_entry": NO_GET,
    "jobs:assessment": MINE,
    "jobs:assessment_page": "302 302 404 404 302 302 302 302",
    "jobs:assessment_result": "302 302 302 302 302 302 302 302",
}
POST = {
    "jobs:resume": NO_GET,
    "jobs:resume_pdf": NO_GET,
    "jobs:resume_basics": "302 302 422 422 302 302 302 302",
    "jobs:resume_skills": "302 302 302 302 302 302 302 302",
    "jobs:resume_sharing": "302 302 422 422 302 302 302 302",
    "jobs:new_wish": "302 302 422 422 302 302 302 302",
    "jobs:new_entry": "302 302 422 422 302 302 302 302",
    "jobs:drop_wish": "302 302 302 404 302 302 302 302",
    "jobs:resume_entry": "302 302 422 404 302 302 302 302",
    "jobs:drop_entry": "302 302 302 404 302 302 302 302",
    "jobs:assessment": "302 302 302 302 302 302 302 302",
    "jobs:assessment_page": "302 302 404 404 302 302 302 302",
    "jobs:assessment_result": NO_GET,
}
KEYS = (("my/cv/wishes/", "cv_wish"), ("my/cv/entries/", "cv_entry"))


def rows(cast: Any, world: Any) -> dict[str, Any]:
    """李晓梅's CV with a job and a wish."""
    from jobs.models import Occupation
    from portal.agencies.models import Region

    by = actors.of_person(cast.xiaomei)
    resume = resumes.resume_of(cast.xiaomei, by=by)
    entry = resumes.add_entry(resume, kind="work", place="某餐饮公司", title="收银员", by=by)
    occupation = Occupation.objects.filter(level=4).order_by("pk").first()
    region = Region.objects.get(pk="510104")
    wish = resumes.add_intention(resume, occupation=occupation, region=region, by=by)
    return {"cv_entry": entry, "cv_wish": wish}
