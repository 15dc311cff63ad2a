"""Whoever was hired on the portal need not be typed again for 就业登记: what the unit knows already goes along."""

from typing import Any

from portal.accounts.actors import of_member
from portal.accounts.models import Membership
from portal.accounts.services import note_access
from portal.kernel.fields import plaintext
from portal.kernel.ids import uuid_of
from registration.prefill import knows_hired

from ..models import Application
from ..models.application import ApplicationState


@knows_hired("application")
def hired(key: str, seat: Membership) -> dict[str, Any]:
    """Name, number, post and county of a hired applicant of this unit; the person's log says that it was read."""
    rows = Application.objects.select_related("person__merged_into", "vacancy")
    found = rows.filter(
        pk=uuid_of(key), state=ApplicationState.HIRED, vacancy__employer=seat.organisation_id
    ).first()
    if found is None:
        return {}
    person = found.person.merged_into or found.person
    paper = person.documents.filter(retired=False).order_by("-confirmed", "seen_at").first()
    note_access(person, what="姓名和证件号码", purpose="录用后办就业登记", by=of_member(seat))
    return {
        "name": plaintext(person.name),
        "document": paper.kind,
        "number": plaintext(paper.number),
        "post": found.vacancy.title,
        "region": found.vacancy.region_id,
    }
