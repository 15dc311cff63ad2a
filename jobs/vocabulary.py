"""The words that jobs knows, for cutting: occupations, their other names, places."""

from portal.agencies.models import Level, Region
from portal.agencies.queries import SICHUAN
from portal.kernel import words

from .models import Occupation

_told = False


def known() -> None:
    """Tell the cutter our words; the first call in a process reads them, later ones cost nothing."""
    global _told  # noqa: PLW0603 — once a process, like the cutter itself
    if _told:
        return
    rows = Occupation.objects.order_by("code").values_list("name", "aliases")
    words.add([each for name, aliases in rows for each in (name, *aliases)])
    places = Region.objects.filter(path__startswith=f"100000/{SICHUAN}/", level__lte=Level.COUNTY)
    words.add(places.order_by("code").values_list("name", flat=True))
    _told = True
