"""The register's part of «我失业了», and what it knows already of the last job."""

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.kernel import clock
from portal.kernel.dates import day_of, full_text
from portal.site.life_events import LOST_JOB, Borrowed, Held, Part, Raw, register_part, tells_held

from ..models import ITEM, Separation
from ..presenters.facts import CATEGORY_OF, origin_of
from ..queries.facts import CATEGORIES, held_of
from ..rules import grounds

CLAIM = "unemployment-insurance"


def _left_by(ground: Raw) -> dict[str, list[str]]:
    """The ground of the law in the register's own words."""
    return {"left_by": [grounds.word_of(each) for each in ground.get("ground", [])]}


def _anybody(person: Person) -> str:
    """Whether somebody may be registered is for the law of the item to say."""
    return ""


register_part(
    Part(
        event=LOST_JOB,
        item=ITEM,
        title=_("失业登记"),
        lead=_("没有疑问的当场办好,发登记凭证"),
        position=10,
        offered=_anybody,
        places={
            "birth": 10,
            "residence": 12,
            "household": 14,
            "retirement": 16,
            "left_by": 20,
            "last_job": 22,
            "intention": 30,
            "categories": 40,
            "contact": 90,
        },
        borrows=(Borrowed("left_by", CLAIM, "ground", _left_by),),
    )
)


@tells_held
def last_job(person: Person) -> dict[str, Held]:
    """How the last employment ended, as it was filed: day, unit, ground."""
    rows = Separation.objects.filter(spell__person_id__in=person.all_ids)
    said = rows.select_related("spell__employer").order_by("-last_day").first()
    if said is None:
        return {}
    unit = said.spell.employer.name if said.spell.employer else ""
    by_unit = said.said_by == Separation.Said.EMPLOYER and unit
    source = _now("%(unit)s申报") % {"unit": unit} if by_unit else _now("您的申报")
    day = full_text(day_of(said.said_at))
    job = {"last_day": said.last_day, "last_employer": unit[:60]}
    return {
        "last_job": Held(job, source, day),
        "ground": Held({"ground": said.ground}, source, day),
        "left_by": Held({"left_by": grounds.word_of(said.ground)}, source, day),
    }


@tells_held
def of_departments(person: Person) -> dict[str, Held]:
    """What other departments told us, for the page of categories."""
    facts = held_of(person, clock.today(), CATEGORIES)
    if not facts:
        return {}
    origin = origin_of(facts)
    told = {"categories": [CATEGORY_OF[fact.kind] for fact in facts]}
    return {"categories": Held(told, origin["source"], origin["day"], origin["fix_url"])}
