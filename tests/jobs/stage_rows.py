"""People by the hundred with a wish each, and openings, for the tests of stages and pushes."""

from datetime import timedelta
from typing import Any

from jobs.models import Employer, Intention, Opening, Resume, Vacancy
from jobs.services import resumes
from jobs.services.openings import index
from jobs.services.seekers import index_seeker
from portal.accounts import actors
from portal.accounts.models import Person
from portal.kernel import clock
from tests.cast import JINJIANG, QINGYANG, Cast
from tests.cast_jobs import Employers, made_for

CASHIER, COOK = "4-01-02-03", "4-03-02-01"


def occupation(code: str) -> Any:
    from jobs.models import Occupation

    return Occupation.objects.get(pk=code)


def wishing(person: Person, *wishes: tuple[str, str], **facts: Any) -> Resume:
    """A CV with wishes (occupation, region)."""
    by = actors.of_person(person)
    resume = resumes.resume_of(person, by=by)
    if facts:
        resume = resumes.describe(resume, by=by, **facts)
    for code, region in wishes:
        from portal.agencies.models import Region

        resumes.add_intention(
            resume, occupation=occupation(code), region=Region.objects.get(pk=region), by=by
        )
    return Resume.objects.get(pk=resume.pk)


def shop(cast: Cast) -> Employer:
    """李晓梅's small shop, verified for the tests, with nothing open yet."""
    card = made_for(cast)[0]
    Opening.objects.all().delete()
    today = clock.today()
    facts = {"verified_on": today, "verified_until": today + timedelta(days=100), "basis": "documents"}
    Employer.objects.filter(pk=card.pk).update(**facts)
    card.refresh_from_db()
    return card


def opened(
    cast: Cast, card: Employer, title: str, *, code: str = CASHIER, region: str = JINJIANG, **changed: Any
) -> Vacancy:
    """An open vacancy, posted an hour ago unless told."""
    posted = changed.pop("posted", clock.now() - timedelta(hours=1))
    row = Employers(cast).draft(card, title=title, occupation=occupation(code), region_id=region, **changed)
    row.state, row.opened_at, row.confirmed_on = "open", posted, clock.today()
    row.save()
    index(row)
    return row


def crowd(count: int) -> list[Person]:
    """So many people with a phone, each wishing to be a cashier in one of two counties, every other one twice."""
    now = clock.now()
    people = Person.objects.bulk_create(
        [
            Person(
                name="张三", name_index=b"n", created_at=now, contact_phone=f"138{number:08d}",
                residence_region_id=JINJIANG,
            )
            for number in range(count)
        ]
    )  # fmt: skip
    cvs = Resume.objects.bulk_create(
        [Resume(person=person, made_at=now, changed_at=now, education=4) for person in people]
    )
    wishes = []
    for number, resume in enumerate(cvs):
        place = (JINJIANG, QINGYANG)[number % 2]
        wishes.append(Intention(resume=resume, position=1, occupation_id=CASHIER, region_id=place))
        if number % 2:
            wishes.append(Intention(resume=resume, position=2, occupation_id=COOK, region_id=JINJIANG))
    Intention.objects.bulk_create(wishes)
    return people


def indexed(people: list[Person]) -> None:
    """Their rows for matching."""
    for resume in Resume.objects.filter(person__in=people):
        index_seeker(resume)
