"""The narrow row that matching reads of a person, kept with the CV in one transaction."""

from ..models import Intention, Kind, Resume, Seeker
from ..rules import skills
from ..rules.groups import group_of

ALL_KINDS = (1 << len(Kind.values)) - 1


def kind_bits(intentions: list[Intention]) -> int:
    """How one wishes to work, by bits in the order of Kind; a wish that leaves it open asks for any."""
    if any(not each.kind for each in intentions):
        return ALL_KINDS
    return sum(1 << Kind.values.index(kind) for kind in {each.kind for each in intentions})


def index_seeker(resume: Resume) -> Seeker | None:
    """Write the row of a matched person with a wish; anybody else has none. Runs inside the caller's verb."""
    wishes = list(resume.intentions.order_by("position"))
    if not resume.matching or not wishes:
        Seeker.objects.filter(person_id=resume.person_id).delete()
        return None
    facts = {
        "occupations": list(dict.fromkeys(group_of(each.occupation_id) for each in wishes)),
        "counties": list(dict.fromkeys(int(each.region_id) for each in wishes)),
        "pay": min(each.pay_floor for each in wishes),
        "education": resume.education or 0,
        "experience": resume.experience,
        "kinds": kind_bits(wishes),
        "skills": skills.bits(resume.skills),
        "latitude": resume.latitude,
        "longitude": resume.longitude,
    }
    row, _made = Seeker.objects.update_or_create(person_id=resume.person_id, defaults=facts)
    return row
