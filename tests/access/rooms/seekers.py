"""CV, assessment, guidance, activities: who reaches what."""

from datetime import timedelta
from typing import Any

from jobs.services import activities, guidance, resumes
from portal.accounts import actors
from portal.kernel import clock

MINE = "302 302 200 200 302 302 302 302"
ENTRY = ("jobs:resume_entry", "jobs:drop_entry")
FORMS = ("jobs:resume_basics", "jobs:resume_skills", "jobs:resume_sharing", "jobs:new_wish", "jobs:new_entry")
GUIDED = ("jobs:guided", "jobs:new_interview", "jobs:new_group", "jobs:new_plan")
GUIDES = "302 404 404 404 200 404 302 200"
DESK_POST = "302 404 404 404 405 405 302 405"
NO_GET = "302 302 405 405 302 302 302 302"
OPEN = "200 200 200 200 200 200 302 200"
NEVER = "405 405 405 405 405 405 302 405"
AWAY = "302 302 302 302 302 302 302 302"
OWN = "302 302 200 404 302 302 302 302"
OWN_POST = "302 302 302 404 302 302 302 302"
DESK_DONE = "302 404 404 404 302 404 302 302"
ACTIVITY_FORMS = ("jobs:edit_activity", "jobs:scan_activity", "jobs:call_off_activity")

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
    "jobs:plan_pdf": OWN,
    "jobs:resume_wish": OWN,
    "jobs:my_step": NO_GET,
    "jobs:step_done": DESK_POST,
    "jobs:activities": OPEN,
    "jobs:activity": OPEN,
    "jobs:book": AWAY,
    "jobs:my_activities": MINE,
    "jobs:booking": OWN,
    **dict.fromkeys(("jobs:cancel_booking", "jobs:rate_booking"), NO_GET),
    **dict.fromkeys(("jobs:desk_activities", "jobs:new_activity"), "302 404 404 404 200 200 302 200"),
    **dict.fromkeys(("jobs:desk_activity", "jobs:edit_activity"), GUIDES),
    **dict.fromkeys(("jobs:scan_activity", "jobs:call_off_activity", "jobs:came"), DESK_POST),
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
    "jobs:resume_wish": "302 302 422 404 302 302 302 302",
    "jobs:my_step": OWN_POST,
    "jobs:step_done": DESK_DONE,
    "jobs:activities": NEVER,
    "jobs:activity": NEVER,
    "jobs:book": AWAY,
    "jobs:my_activities": NO_GET,
    "jobs:booking": NO_GET,
    **dict.fromkeys(("jobs:cancel_booking", "jobs:rate_booking"), OWN_POST),
    "jobs:desk_activities": DESK_POST,
    "jobs:new_activity": "302 404 404 404 422 422 302 422",
    "jobs:desk_activity": DESK_POST,
    **dict.fromkeys(ACTIVITY_FORMS, "302 404 404 404 422 404 302 422"),
    "jobs:came": DESK_DONE,
}
KEYS = (
    ("my/cv/wishes/", "cv_wish"),
    ("my/cv/entries/", "cv_entry"),
    ("desk/seekers/", "person"),
    ("desk/key-groups/", "key_group"),
    ("my/plans/", "career_plan"),
    ("my/plans/steps/", "plan_step"),
    ("desk/plan-steps/", "plan_step"),
    ("activities/", "activity"),
    ("my/activities/", "booking"),
    ("desk/activities/", "activity"),
    ("desk/activities/bookings/", "booking"),
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
    plan, activity = _plan(cast), _activity(cast)
    return {
        "cv_entry": entry,
        "cv_wish": wish,
        "key_group": _group(cast),
        "career_plan": plan,
        "plan_step": plan.steps.get(),
        "activity": activity,
        "booking": activities.book(activity, cast.xiaomei, by=by),
    }


def _activity(cast: Any) -> Any:
    begins = clock.now() + timedelta(days=1)
    return activities.make(
        cast.liufang,
        kind="mock",
        title="模拟面试",
        about="练一次面试",
        place="春熙路1号",
        begins_at=begins,
        ends_at=begins + timedelta(hours=2),
        capacity=20,
        by=cast.liufang_actor,
    )


def _group(cast: Any) -> Any:
    facts = {"group": "disabled", "evidence": "残疾人证", "source": "paper"}
    return guidance.set_group(cast.xiaomei, clerk=cast.liufang, by=cast.liufang_actor, **facts)


def _plan(cast: Any) -> Any:
    steps = [("学收银", clock.today())]
    return guidance.plan(
        cast.xiaomei, clerk=cast.liufang, goal="当收银员", steps=steps, by=cast.liufang_actor
    )


ROWS = {"jobs.KeyGroup": _group, "jobs.CareerPlan": _plan}
