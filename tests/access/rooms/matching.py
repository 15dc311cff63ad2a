"""CVs, wishes and searches: what must be there."""

from jobs.models import Intention, Occupation, Resume, SavedSearch, Seeker
from portal.kernel import clock


def resume(cast) -> Resume:
    """李晓梅's CV."""
    now = clock.now()
    made, _new = Resume.objects.get_or_create(
        person=cast.xiaomei, defaults={"made_at": now, "changed_at": now}
    )
    return made


def _intention(cast) -> Intention:
    occupation = Occupation.objects.filter(level=4).first()
    return Intention.objects.create(
        resume=resume(cast), position=1, occupation=occupation, region_id="510104", pay_floor=4000
    )


def _saved(cast) -> SavedSearch:
    now = clock.now()
    return SavedSearch.objects.create(
        person=cast.xiaomei, query="q=收银", title="收银", token="t", made_at=now, seen_until=now
    )


def rows(cast, world) -> dict:
    """Somebody who could be invited, if matching showed them."""
    facts = {
        "occupations": [10101],
        "counties": [510104],
        "pay": 0,
        "education": 0,
        "experience": 0,
        "kinds": 31,
    }
    return {"seeker": Seeker.objects.create(person=cast.jianguo, **facts)}


KEYS = (("employers/vacancies/<str:number>/people/", "seeker"),)
ROWS = {"jobs.Resume": resume, "jobs.Intention": _intention, "jobs.SavedSearch": _saved}
MINE = "302 302 200 200 302 302 302 302"
GET = {
    "jobs:matches": MINE,
    "jobs:vacancy_matches": "302 302 404 404 302 302 302 302",
    "jobs:invite": "302 302 405 405 302 302 302 302",
}
POST = {
    "jobs:matches": "302 302 405 405 302 302 302 302",
    "jobs:vacancy_matches": "302 302 405 405 302 302 302 302",
    "jobs:invite": "302 302 404 404 302 302 302 302",
}
