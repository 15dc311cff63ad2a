"""A worker is told what a unit filed: nobody finds out at the benefit window how a job is said to have ended."""

from django.utils.translation import gettext as _

from portal.events.models import Event
from portal.events.registry import listens
from portal.kernel.dates import full_text
from portal.notices.services import tell

from ..models import Separation, Spell
from ..queries.separations import ground_text


def _spell(event: Event) -> Spell | None:
    rows = Spell.objects.select_related("person__merged_into", "employer", "agency", "separation")
    found = rows.filter(pk=event.subject_id).first() if event.subject_type == "spell" else None
    return found if found and found.kind == Spell.Kind.EMPLOYMENT and found.employer else None


@listens("employment.began", name="registration.hire_told")
def hired(event: Event) -> None:
    """Which unit filed which first day, and what to do when it is wrong."""
    spell = _spell(event)
    if spell is None:
        return
    words = {"unit": spell.employer.name, "day": full_text(spell.period.lower)}
    tell(
        spell.person.merged_into or spell.person,
        key=f"hired-{spell.pk}",
        kind="employment",
        title=_("单位为您办了就业登记"),
        body=_("%(unit)s登记您从%(day)s开始上班。不对的,在“我的就业”里告诉我们。") % words,
        link="/my/work/",
    )


@listens("employment.ended", name="registration.ending_told")
def ended(event: Event) -> None:
    """Ground and day as the unit filed them, the right to object, and what to do after a job was lost."""
    spell = _spell(event)
    said = getattr(spell, "separation", None) if spell else None
    if said is None or said.said_by != Separation.Said.EMPLOYER:
        return
    words = {
        "unit": spell.employer.name,
        "day": full_text(said.last_day),
        "ground": ground_text(said.ground, said.last_day, spell.agency.region_id),
    }
    tell(
        spell.person.merged_into or spell.person,
        key=f"left-{spell.pk}-{said.said_at:%Y%m%d}",
        kind="employment",
        title=_("单位申报您已离职"),
        body=_(
            "%(unit)s申报您的最后工作日是%(day)s,原因是“%(ground)s”。原因不对的,在“我的就业”里提出异议。"
            "没有工作了,可以一次办好失业登记、失业保险金和求职。"
        )
        % words,
        link="/my/work/",
    )
