"""The row that search reads follows its vacancy, in the same transaction."""

from portal.kernel import clock, words

from ..models import OPEN, Opening, Vacancy
from ..rules.pay import Pay, monthly

WEIGHTS = (("title", "A"), ("occupation", "B"), ("employer", "C"), ("description", "D"))


def vector(vacancy: Vacancy) -> str:
    """The words of a vacancy as the text of a tsvector: title first, then occupation, employer, content."""
    texts = {
        "title": vacancy.title,
        "occupation": vacancy.occupation.name if vacancy.occupation else "",
        "employer": vacancy.employer.organisation.name,
        "description": vacancy.description,
    }
    return words.tsvector([(texts[name], weight) for name, weight in WEIGHTS])


def index(vacancy: Vacancy) -> None:
    """Write, rewrite or take away the vacancy's row: only an open one that nobody hid is found."""
    if vacancy.state != OPEN or vacancy.hidden_at:
        Opening.objects.filter(vacancy=vacancy).delete()
        return
    month = monthly(Pay(vacancy.pay_low, vacancy.pay_high, vacancy.pay_unit))
    Opening.objects.update_or_create(
        vacancy=vacancy,
        defaults={
            "posted": vacancy.opened_at or clock.now(),
            "county": int(vacancy.region_id[:6]),
            "occupation": vacancy.occupation_id or "",
            "kind": vacancy.kind,
            "pay": int(month or 0),
            "education": vacancy.education,
            "experience": vacancy.experience,
            "urgent": vacancy.urgent,
            "latitude": vacancy.latitude,
            "longitude": vacancy.longitude,
            "words": vector(vacancy),
        },
    )
