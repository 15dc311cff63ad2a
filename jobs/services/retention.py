"""留用率: counted each night for every base and county, told only where it tells of nobody."""

from collections import defaultdict

from django.db.models import Count, Q

from portal.events.services import verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.oversight.suppression import share

from ..models import CountyRetention, Internship, InternshipBase
from ..rules import internships as rules

ENDED = Internship.State.ENDED
KEPT = Q(internships__state=ENDED, internships__kept=True) & ~Q(internships__confirmed=False)
FINISHED = Q(internships__state=ENDED, internships__ended_by="term") | KEPT


def of_county(region: str) -> CountyRetention | None:
    """The newest count of a county."""
    return CountyRetention.objects.filter(pk=region).first()


@verb
def count(*, by: Actor) -> int:
    """Count anew; returns how many bases there are. Finished: the term is over, or kept before it was.

    Kept: the unit says so and the intern has not denied it.
    """
    rows = InternshipBase.objects.annotate(
        now_finished=Count("internships", filter=FINISHED), now_kept=Count("internships", filter=KEPT)
    )
    counties: dict[str, list[InternshipBase]] = defaultdict(list)
    for row in rows.order_by("pk"):
        counties[row.region_id].append(row)
    for region, bases in counties.items():
        _county(region, bases)
    return sum(map(len, counties.values()))


def _county(region: str, bases: list[InternshipBase]) -> None:
    counts = {row.pk: (row.now_finished, row.now_kept) for row in bases}
    told = rules.tellable(counts)
    for row in bases:
        row.finished, row.kept = counts[row.pk]
        row.rate = rules.rate(row.finished, row.kept) if row.pk in told else None
    InternshipBase.objects.bulk_update(bases, ["finished", "kept", "rate"], batch_size=500)
    finished, kept = (sum(pair[part] for pair in counts.values()) for part in (0, 1))
    public = share(kept, finished) is not None
    facts = {
        "bases": sum(row.ended_on is None for row in bases),
        "finished": finished,
        "kept": kept,
        "rate": rules.rate(finished, kept) if public else None,
        "made_at": clock.now(),
    }
    CountyRetention.objects.update_or_create(region_id=region, defaults=facts)
