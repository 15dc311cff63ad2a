"""Official numbers (文号): drawn one after another for each agency, kind of paper and year, without gaps."""

from django.db.models import F
from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.kernel import clock

from .models import NumberRange

WORDS = {
    "letter_send_back": "补",
    "letter_decline": "不受",
    "letter_refuse": "不准",
    "letter_revoke": "撤",
    "letter_revoke_notice": "撤告",
    "letter_suspend": "中止",
    "letter_accept": "受",
}


def draw(agency: Agency, kind: str) -> int:
    """The next number. Its row stays locked until the caller's transaction ends, so a rollback leaves no gap."""
    year = clock.today().year
    NumberRange.objects.bulk_create([NumberRange(agency=agency, kind=kind, year=year)], ignore_conflicts=True)
    rows = NumberRange.objects.filter(agency=agency, kind=kind, year=year)
    rows.update(last=F("last") + 1)  # the UPDATE takes the row's lock: two papers never get one number
    return rows.values_list("last", flat=True).get()


def official_number(agency: Agency, kind: str) -> str:
    """«510104就服补〔2026〕3号»: whose paper, which kind, which year, which number."""
    number = draw(agency, kind)
    return _("%(region)s就服%(word)s〔%(year)s〕%(number)s号") % {
        "region": agency.region_id,
        "word": WORDS.get(kind, "函"),
        "year": clock.today().year,
        "number": number,
    }
