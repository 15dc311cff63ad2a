"""Work begins and ends a graduate's tag; guidance counts; who proves who they are finds what the school filed."""

from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.events.models import Event
from portal.events.registry import listens
from portal.kernel.actor import system
from portal.kernel.dates import full_text
from portal.notices.services import tell

from ..models import Spell, UnemployedGraduate
from ..services import graduates as services

BY = system("registration.graduates")


def _of_spell(event: Event) -> tuple[Spell, Person] | None:
    """The spell and whom it is of now."""
    if event.subject_type != "spell":
        return None
    spell = Spell.objects.select_related("person__merged_into").filter(pk=event.subject_id).first()
    return (spell, spell.person.merged_into or spell.person) if spell else None


@listens("employment.began", name="registration.graduate_hired")
def hired(event: Event) -> None:
    """Work that runs ends the tag; one filed afterwards that is over does not."""
    found = _of_spell(event)
    if found and found[0].period.upper is None:
        services.end_for_work(found[1], by=BY)


@listens("employment.ended", name="registration.graduate_left")
def left(event: Event) -> None:
    """Back on the list within the 择业期."""
    found = _of_spell(event)
    if found:
        services.reopen_after_work(found[1], by=BY)


@listens("guidance.interviewed", name="registration.graduate_guided")
def guided(event: Event) -> None:
    """An interview of guidance is one link of the chain."""
    person = Person.objects.select_related("merged_into").filter(pk=event.subject_id).first()
    if person:
        source = f"guidance:{event.pk}"
        services.count_for(person.merged_into or person, kind="guidance", source=source, by=BY)


@listens("person.verified", name="registration.graduate_found")
def verified(event: Event) -> None:
    """What a school named under this number before is theirs now."""
    person = Person.objects.filter(pk=event.subject_id).first()
    if person:
        services.adopt(person, by=BY)


@listens("graduate.tagged", name="registration.graduate_told")
def told(event: Event) -> None:
    """That we know, what is offered, until when; and that it may be declined."""
    rows = UnemployedGraduate.objects.select_related("person__merged_into", "agency")
    tag = rows.filter(pk=event.subject_id, ended_on__isnull=True).first()
    if tag is None:
        return
    body = _(
        "%(agency)s会联系您:讲政策、做职业指导、推荐岗位、介绍培训和见习,都免费。"
        "已经就业或暂时不需要的,在“毕业以后”里点一下就行。服务到%(until)s。"
    ) % {"agency": tag.agency.name, "until": full_text(tag.until)}
    tell(
        services.person_of(tag),
        key=f"graduate-tagged-{event.pk}",
        kind="graduate",
        title=_("毕业以后,我们帮您找工作"),
        body=body,
        link="/my/graduation/",
    )
