"""Internships: who reaches what. 李晓梅 has the shop that is a base, and is its intern: she stands on both sides."""

from datetime import timedelta
from typing import Any

from jobs.models import (
    Application,
    BaseRequest,
    BaseReview,
    Employer,
    Internship,
    InternshipBase,
    SubsidyClaim,
    SubsidyMonth,
)
from portal.casework.models import Case
from portal.casework.services import file_case
from portal.kernel import clock
from tests.cast_jobs import Employers, made_for

OPEN = "200 200 200 200 200 200 302 200"
NEVER = "405 405 405 405 405 405 302 405"
MINE = "302 302 200 200 302 302 302 302"
OWN = "302 302 200 404 302 302 302 302"
NO_GET = "302 302 405 405 302 302 302 302"
HERE = "302 404 404 404 200 404 302 200"

GET = {
    "jobs:internship_bases": OPEN,
    "jobs:internship_base": OPEN,
    "jobs:my_internships": MINE,
    "jobs:my_internship": OWN,
    "jobs:unit_internships": OWN,
    "jobs:ask_base": OWN,
    "jobs:claim_subsidy": OWN,
    "jobs:mend_claim": OWN,
    "jobs:new_internship": OWN,
    "jobs:unit_internship": OWN,
    "jobs:desk_internships": "302 404 404 404 200 200 302 200",
    "jobs:inspect_base": HERE,
    "jobs:desk_claim": HERE,
    "jobs:desk_base": HERE,
}
WRITTEN = "302 302 422 404 302 302 302 302"
POST = {
    "jobs:internship_bases": NEVER,
    "jobs:internship_base": NEVER,
    "jobs:my_internships": NO_GET,
    "jobs:my_internship": "302 302 404 404 302 302 302 302",
    "jobs:unit_internships": NO_GET,
    **dict.fromkeys(
        ("jobs:ask_base", "jobs:claim_subsidy", "jobs:mend_claim", "jobs:new_internship"), WRITTEN
    ),
    "jobs:unit_internship": "302 302 404 404 302 302 302 302",
    "jobs:desk_internships": "302 404 404 404 405 405 302 405",
    "jobs:inspect_base": "302 404 404 404 422 404 302 422",
    "jobs:desk_claim": HERE,
    "jobs:desk_base": "302 404 404 404 422 404 302 422",
}
KEYS = (
    ("internships/", "base"),
    ("my/internships/", "internship"),
    ("employers/claims/", "claim"),
    ("employers/hired/", "hired"),
    ("employers/internships/", "internship"),
    ("desk/internships/requests/", "base_request"),
    ("desk/internships/claims/", "claim"),
    ("desk/internships/bases/", "base"),
)


def _case(cast: Any, card: Employer, item: str, key: str) -> Case:
    employers, unit = Employers(cast), card.organisation
    return file_case(
        item,
        unit,
        subject_key=key,
        region=unit.region,
        signature=employers.signature(item),
        by=employers.actor(unit),
    )


def _request(cast: Any, card: Employer) -> BaseRequest:
    case = _case(cast, card, "internship-base-recognition", "")
    facts = {"places": 2, "mentors": 1, "plan": "跟店长学", "stipend": 2000, "made_at": clock.now()}
    return BaseRequest.objects.create(case=case, employer=card, **facts)


def _base(cast: Any, card: Employer) -> InternshipBase:
    request, today = _request(cast, card), clock.today()
    promise = {name: getattr(request, name) for name in ("places", "mentors", "plan", "stipend")}
    return InternshipBase.objects.create(
        number="JX-20261123-TEST23",
        request=request,
        employer=card,
        agency=cast.liufang.agency,
        region=card.organisation.region,
        recognised_on=today,
        review_on=today + timedelta(days=365),
        **promise,
    )


def _taken(cast: Any, card: Employer, title: str) -> Application:
    vacancy = Employers(cast).draft(card, title=title, kind="internship")
    now = clock.now()
    return Application.objects.create(
        vacancy=vacancy, person=cast.xiaomei, made_at=now, answered_at=now, resume="{}", state="hired"
    )


def _internship(cast: Any, base: InternshipBase) -> Internship:
    return Internship.objects.create(
        number="XY-20261123-TEST23",
        base=base,
        application=_taken(cast, base.employer, "见习"),
        person=cast.xiaomei,
        begins=clock.today(),
        ends=clock.today() + timedelta(days=100),
        mentor="赵师傅",
        stipend=2000,
        policy="PICC1",
        made_at=clock.now(),
    )


def _claim(cast: Any, base: InternshipBase) -> SubsidyClaim:
    claim = SubsidyClaim.objects.create(base=base, made_at=clock.now())
    claim.case = _case(cast, base.employer, "internship-subsidy", str(claim.pk))
    claim.save()
    return claim


def rows(cast: Any, world: Any) -> dict[str, Any]:
    """A base with one of everything; the claim was sent back, so that it can be mended."""
    base = _base(cast, world.employer)
    claim = _claim(cast, base)
    Case.objects.filter(pk=claim.case_id).update(state="returned")
    return {
        "base": base,
        "base_request": base.request,
        "internship": _internship(cast, base),
        "hired": _taken(cast, world.employer, "另一个见习"),
        "claim": claim,
    }


def _made(cast: Any) -> InternshipBase:
    return _base(cast, made_for(cast)[0])


def _month(cast: Any) -> SubsidyMonth:
    base = _made(cast)
    row = _internship(cast, base)
    return SubsidyMonth.objects.create(
        claim=_claim(cast, base), internship=row, number=1, first=row.begins, last=row.ends
    )


def _review(cast: Any) -> BaseReview:
    facts = {"on": clock.today(), "next_on": clock.today() + timedelta(days=365), "clerk": cast.liufang}
    return BaseReview.objects.create(base=_made(cast), result="passed", text="好", **facts)


ROWS = {
    "jobs.BaseRequest": lambda cast: _request(cast, made_for(cast)[0]),
    "jobs.InternshipBase": _made,
    "jobs.BaseReview": _review,
    "jobs.Internship": lambda cast: _internship(cast, _made(cast)),
    "jobs.SubsidyClaim": lambda cast: _claim(cast, _made(cast)),
    "jobs.SubsidyMonth": _month,
}
