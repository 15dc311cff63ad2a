"""Made-up people of region 519999, which no real number has, and their cases in several states."""

import json
from datetime import timedelta

from portal.accounts import actors
from portal.accounts.models import Clerk, Person
from portal.accounts.queries import person_by_document
from portal.accounts.services import register_person, verify_person
from portal.casework import services
from portal.casework.models import Case, Commitment, ServiceItem
from portal.casework.services.submitting import Signature, current_text
from portal.kernel import clock
from portal.kernel.actor import system

ITEM = "unemployment-registration"
PEOPLE = (
    ("李晓梅", "519999198303122642", "13800000001", "510104"),
    ("王建国", "519999196809051010", "13800000002", "510104"),
    ("吉克·阿呷", "51999920020718312X", "13800000003", "510105"),
    ("张磊", "519999199011254330", "13800000004", "510104"),
)


def are_made() -> bool:
    """Whether the demo people stand in this database already."""
    return person_by_document("resident_id", PEOPLE[1][1]) is not None or Case.objects.exists()


def make() -> int:
    """Register demo people and put some cases on the desk; returns how many cases there are."""
    clerk = Clerk.objects.select_related("agency").prefetch_related("roles").get(user__username="liufang")
    made = 0
    for index, (name, number, phone, county) in enumerate(PEOPLE[1:]):
        person = register_person(
            user=None, name=name, kind="resident_id", number=number, phone=phone, by=system("demo")
        )
        if index == 0:
            verify_person(person, method="window", by=actors.of_clerk(clerk))
        case = _case(person, county)
        made += 1
        if index == 2:
            services.accept(case, by=actors.of_clerk(clerk, channel="online"))
    return made


def answers(county: str, last_day: str) -> dict[str, dict[str, list[str]]]:
    """A complete set of answers for the demo."""
    return {
        "residence": {"residence": [county]},
        "household": {"household": ["510000"]},
        "retirement": {"kind": ["female50"]},
        "intention": {"able": ["yes"], "wants_work": ["yes"]},
        "left_by": {"left_by": ["employer"]},
        "last_job": {"last_day": [last_day], "last_employer": [""]},
        "categories": {"categories": []},
        "contact": {"phone": ["13800000002"]},
    }


def _case(person: Person, county: str):
    by = actors.of_person(person)
    draft = services.open_draft(ServiceItem.objects.get(pk=ITEM), person, by=by)
    last_day = (clock.today() - timedelta(days=24)).isoformat()
    draft.answers = json.dumps(answers(county, last_day), ensure_ascii=False)
    draft.save(update_fields=["answers"])
    signature = Signature(Commitment.Method.TICK, current_text(ITEM).pk)
    return services.submit(draft, signature=signature, by=by)
