"""Referrals: who reaches what."""

from typing import Any

from jobs.models import Referral
from jobs.services import referrals
from portal.accounts.models import Person
from portal.agencies.models import Region
from tests.cast import JINJIANG
from tests.cast_jobs import made_for

DESK = "302 404 404 404 200 200 302 200"
HERE = "302 404 404 404 200 404 302 200"
DESK_POST = "302 404 404 404 405 405 302 405"
OWN = "302 302 200 404 302 302 302 302"
OWN_POST = "302 302 404 404 302 302 302 302"
OWN_NO_POST = "302 302 405 405 302 302 302 302"
GET = {
    "jobs:referrals": DESK,
    "jobs:referral_paper": HERE,
    "jobs:refer": HERE,
    "jobs:my_referral": OWN,
    "jobs:my_referral_paper": OWN,
    "jobs:employer_referral": OWN,
}
POST = {
    "jobs:referrals": DESK_POST,
    "jobs:referral_paper": DESK_POST,
    "jobs:refer": "302 404 404 404 422 404 302 422",
    "jobs:my_referral": OWN_POST,
    "jobs:my_referral_paper": OWN_NO_POST,
    "jobs:employer_referral": OWN_POST,
}
KEYS = (
    ("desk/referrals/", "referral"),
    ("my/referrals/", "referral"),
    ("employers/referrals/", "referral"),
)


def _referral(cast: Any, vacancy: Any) -> Referral:
    """李晓梅 lives in 锦江 and is recommended to her own shop, so that she stands on both sides."""
    Person.objects.filter(pk=cast.xiaomei.pk).update(residence_region=Region.objects.get(pk=JINJIANG))
    return referrals.refer(cast.xiaomei, vacancy, consent="present", by=cast.liufang_actor)[0]


def rows(cast: Any, world: Any) -> dict[str, Any]:
    """The referral."""
    return {"referral": _referral(cast, world.opening)}


ROWS = {"jobs.Referral": lambda cast: _referral(cast, made_for(cast)[2])}
