"""How to appeal (行政复议, 行政诉讼), in one sentence for every adverse message of jobs."""

from django.utils.translation import gettext as _

from portal.kernel import clock
from portal.rules import queries as law


def appeal_text(region: str) -> str:
    """The sentence with the days and months in force at a place today (`remedy.*`). Raises LawMissing."""
    on = clock.today()
    words = {
        "days": law.value("remedy.reconsideration_days", on=on, region=region),
        "months": law.value("remedy.lawsuit_months", on=on, region=region),
    }
    return _("不服的,%(days)s日内可以申请行政复议,%(months)s个月内可以提起行政诉讼。") % words
