"""What jobs did for somebody counts in the chain «1131» of a graduate; the register keeps the count."""

from portal.events.models import Event
from portal.events.registry import listens
from portal.kernel.actor import system
from registration.services import graduates

from ..models import Internship, Referral

BY = system("jobs.graduates")


@listens("referral.made", name="jobs.graduate_referred")
def referred(event: Event) -> None:
    """One letter of referral, one recommendation."""
    rows = Referral.objects.select_related("person__merged_into", "vacancy")
    found = rows.filter(pk=event.subject_id).first()
    if found:
        person = found.person.merged_into or found.person
        source, note = f"referral:{found.pk}", found.vacancy.title
        graduates.count_for(person, kind="referral", source=source, note=note, by=BY)


@listens("internship.offered", name="jobs.graduate_offered_internship")
def offered(event: Event) -> None:
    """An internship offered is the chance the chain asks for."""
    rows = Internship.objects.select_related("person__merged_into", "base__employer__organisation")
    found = rows.filter(pk=event.subject_id).first()
    if found:
        person = found.person.merged_into or found.person
        source, note = f"internship:{found.pk}", found.base.employer.organisation.name
        graduates.count_for(person, kind="training", source=source, note=note, by=BY)
