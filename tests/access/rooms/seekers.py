"""CV, assessment, guidance, activities: who reaches what."""

from typing import Any

from jobs.services import guidance, resumes
from portal.accounts import actors
from portal.kernel import clock

MINE = "302 302 200 200 302 302 302 302"
ENTRY = ("jobs:resume_entry", "jobs:drop_entry")
FORMS = ("jobs:resume_basics", "jobs:resume_skills", "jobs:resume_sharing", "jobs:new_wish", "jobs:new_entry")
GUIDED = ("jobs:guided", "jobs:new_interview", "jobs:new_group", "jobs:new_plan")
GUIDES = "302 404 404 404 200 404 302 200"
DESK_POST = "302 404 404 404 405 405 302 405"
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
    "jobs:overdue": "302 404 404 404 200 200 302 200",
    **dict.fromkeys(GUIDED, GUIDES),
    "jobs:contacted": DESK_POST,
    "jobs:end_group": DESK_POST,
    "jobs:my_plans": MINE,
    "jobs:sign_plan": NO_GET,
    "jobs:plan_pdf": "302 302 200 404 302 302 302 302",
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
    "jobs:overdue": DESK_POST,
    "jobs:guided": DESK_POST,
    **dict.fromkeys(GUIDED[1:], "302 404 404 404 422 404 302 422"),
    "jobs:contacted": "302 404 404 404 302 404 302 302",
    "jobs:end_group": "302 404 404 404 302 404 302 302",
    "jobs:my_plans": NO_GET,
    "jobs:sign_plan": "302 302 302 404 302 302 302 302",
    "jobs:plan_pdf": NO_GET,
}
KEYS = (
    ("my/cv/wishes/", "cv_wish"),
    ("my/cv/entries/", "cv_entry"),
    ("desk/seekers/", "person"),
    ("desk/key-groups/", "key_group"),
    ("my/plans/", "career_plan"),
)


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
    return {"cv_entry": entry, "cv_wish": wish, "key_group": _group(cast), "career_plan": _plan(cast)}


def _group(cast: Any) -> Any:
    facts = {"group": "disabled", "evidence": "残疾人证", "source": "paper"}
    return guidance.set_group(cast.xiaomei, clerk=cast.liufang, by=cast.liufang_actor, **facts)


def _plan(cast: Any) -> Any:
    steps = [("学收银", clock.today())]
    return guidance.plan(
        cast.xiaomei, clerk=cast.liufang, goal="当收银员", steps=steps, by=cast.liufang_actor
    )


ROWS = {"jobs.KeyGroup": _group, "jobs.CareerPlan": _plan}
