"""«我的就业» on my page."""

from typing import Any

from portal.accounts.models import Person
from portal.accounts.queries import of_human
from portal.kernel.dates import full_text
from portal.site.blocks import Panel, on_my_page

from ..models import Spell


def work(person: Person) -> dict[str, Any] | None:
    """The status that holds now, if there is one; one narrow query."""
    rows = Spell.objects.filter(of_human(person.pk), period__endswith__isnull=True)
    found = rows.values_list("kind", "employer__name", "period")[:1]
    for kind, unit, period in found:
        word = Spell.Kind(kind).label
        return {"word": word, "unit": unit or "", "since": full_text(period.lower)}
    return None


on_my_page(Panel("work", "registration/work/panel.html", work, 45))
