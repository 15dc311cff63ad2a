"""A closed month goes to the provincial system at once; what does not agree is work for the agency it is about."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from portal.agencies.models import Agency, Region
from portal.agencies.queries import SICHUAN
from portal.casework.models import Task
from portal.casework.services.tasks import open_task
from portal.events.services import verb
from portal.exchange import registry
from portal.exchange.models import Job
from portal.exchange.services import snapshots
from portal.exchange.services.incoming import NotTaken
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text, months_later
from portal.rules import queries as law

from ..models import FigureMonth
from ..queries.figures import DATASET

DATASETS = (DATASET, "employment-register")
ANSWER_WD = 5  # working days for an agency to look
MOST_AGENCIES = 20  # beyond that something is wrong with the file, not with the counties


def send_month(count: FigureMonth, *, by: Actor) -> Job | None:
    """Send a closed month in its newest version; None while nobody receives it (the nightly run looks again)."""
    try:
        return snapshots.snapshot(DATASET, months_later(count.month, 1) - timedelta(1), by=by)
    except NotTaken:
        return None


@verb
def open_tasks(job: Job, *, by: Actor) -> int:
    """One task for each agency whose numbers do not agree, or one for the province where very many do not.

    The same difference told again opens nothing. Returns how many tasks are new.
    """
    if job.dataset not in DATASETS:
        return 0
    lines: dict[Agency, list[str]] = {}
    agencies = _agencies(sorted({row["region"] for row in job.snapshot.differences}))
    for row in job.snapshot.differences:
        lines.setdefault(agencies[row["region"]], []).append(_words(row))
    if len(lines) > MOST_AGENCIES:
        lines = {_province(): [_("%(n)s个地区对不上") % {"n": len(agencies)}]}
    head = {"title": registry.newest(job.dataset).title, "day": full_text(job.as_of)}
    due = law.due_day(clock.today(), ANSWER_WD).day
    return sum(
        _open(agency, (_("上报%(title)s(%(day)s)对不上:") % head) + ";".join(said), due, by)
        for agency, said in lines.items()
    )


def _open(agency: Agency, note: str, due: date, by: Actor) -> bool:
    waiting = Task.objects.filter(agency=agency, kind=Task.Kind.INVESTIGATE, done_at__isnull=True)
    if waiting.filter(note=note[:300]).exists():
        return False
    open_task(Task.Kind.INVESTIGATE, agency=agency, note=note, due=due, by=by)
    return True


def _agencies(codes: list[str]) -> dict[str, Agency]:
    """The agency of each region: its own, or the province's for a region without one."""
    found = {
        row.region_id: row
        for row in Agency.objects.filter(region_id__in=codes, active=True).order_by("-level", "pk")
    }
    return {code: found.get(code) or _province() for code in codes}


def _province() -> Agency:
    region = Region.objects.get(pk=SICHUAN)
    return Agency.objects.filter(region=region, active=True).order_by("level", "pk")[0]


def _words(row: dict) -> str:
    words = {
        "missing": _("对方没有这个地区"),
        "extra": _("我们没有报这个地区"),
        "rows": _("行数不同"),
        "content": _("内容不同"),
    }
    said = words.get(row["why"]) or _measure(row)
    return _("%(region)s %(said)s,我方%(ours)s,对方%(theirs)s") % {**row, "said": said}


def _measure(row: dict) -> str:
    names = registry.newest(DATASET).words
    return f"{names.get(row['part'], row['part'])}{names.get(row['measure'], row['measure'])}"
