"""Service stages follow what happens elsewhere: a CV with wishes, a registration, work found, a group set."""

from portal.accounts.models import Person
from portal.events.models import Event
from portal.events.registry import listens
from portal.kernel.actor import system
from registration.models import Spell

from ..models import Application, Resume, StageTransition
from ..services import stages

BY = system("jobs.stages")
R = StageTransition.Reason
E = Spell.Ending
AT_WORK = frozenset({E.HIRED, E.SELF_EMPLOYED, E.EARNING})


def _of_spell(event: Event) -> tuple[Spell, Person] | None:
    """The spell and whom it is of now, after a merge the record that stays."""
    if event.subject_type != "spell":
        return None
    spell = Spell.objects.select_related("person__merged_into").get(pk=event.subject_id)
    return spell, spell.person.merged_into or spell.person


@listens("resume.wished", name="jobs.stage_opened_by_resume")
def wished(event: Event) -> None:
    """A CV with a wish opens; the last wish taken out changes nothing."""
    resume = Resume.objects.select_related("person__merged_into").get(pk=event.subject_id)
    if resume.intentions.exists():
        stages.open_stage(resume.person.merged_into or resume.person, reason=R.RESUME, by=BY)


@listens("unemployment.began", name="jobs.stage_opened_by_registration")
def registered(event: Event) -> None:
    """A granted registration opens."""
    found = _of_spell(event)
    if found and found[0].period.upper is None:
        stages.open_stage(found[1], reason=R.REGISTERED, by=BY)


@listens("unemployment.ended", name="jobs.stage_closed_by_registration")
def unregistered(event: Event) -> None:
    """Work found closes; any other end closes for who has no wish."""
    found = _of_spell(event)
    if found is None:
        return
    spell, person = found
    if spell.ending in AT_WORK:
        stages.close_stage(person, reason=R.HIRED, by=BY)
    elif not Resume.objects.filter(person=person, intentions__isnull=False).exists():
        stages.close_stage(person, reason=R.ENDED, by=BY)


@listens("employment.began", name="jobs.stage_closed_by_employment")
def employed(event: Event) -> None:
    """A registered employment closes."""
    found = _of_spell(event)
    if found and found[0].period.upper is None:
        stages.close_stage(found[1], reason=R.HIRED, by=BY)


@listens("application.hired", name="jobs.stage_closed_by_hire")
def hired(event: Event) -> None:
    """Hired on the portal closes."""
    row = Application.objects.select_related("person__merged_into").get(pk=event.subject_id)
    stages.close_stage(row.person.merged_into or row.person, reason=R.HIRED, by=BY)


@listens("key_group.set", name="jobs.stage_regraded_by_group")
@listens("key_group.ended", name="jobs.stage_regraded_by_group_end")
@listens("guidance.interviewed", name="jobs.stage_regraded_by_interview")
def regraded(event: Event) -> None:
    """Category, grade and dimensions follow."""
    person = Person.objects.select_related("merged_into").get(pk=event.subject_id)
    stages.regrade(person.merged_into or person, by=BY)
