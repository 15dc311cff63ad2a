"""What comes in: checked against its contract, handed to the app that keeps it, counted in a job.

One job is one transaction: killed half-way, nothing of it is there, and the same file is simply taken again.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.events.services import record, transaction_by, verb
from portal.kernel import clock
from portal.kernel.actor import Actor

from .. import registry
from ..models import Job, Partner
from ..models.partner import Direction
from ..queries import ended
from ..registry import Dataset, Row
from ..schemas import problems

MOST_ERRORS = 1000
ENDED = frozenset({Job.State.DONE, Job.State.RUNNING})


class NotTaken(Exception):
    """Nothing of it was taken. code: a stable word for machines; the text says why in plain words."""

    def __init__(self, code: str, text: str, status: int = 422) -> None:
        super().__init__(text)
        self.code, self.text, self.status = code, text, status


def agreed(partner: Partner, dataset: str, version: int) -> Dataset:
    """The dataset, when this department may send that version today. Raises NotTaken."""
    if dataset not in partner.sends:
        raise NotTaken("not_agreed", _("没有约定由这个部门送来这个数据集。"), 403)
    found = registry.find(dataset, version)
    if found is None or found.take is None:
        raise NotTaken("unknown_version", _("没有约定这个数据集的这个版本。"), 404)
    if ended(dataset, version, Direction.IN, on=clock.today()):
        raise NotTaken("version_ended", _("这个版本已经停用,请改用新版本。"), 410)
    return found


def take(
    partner: Partner,
    dataset: Dataset,
    rows: Iterable[tuple[int, Any]],
    *,
    digest: str,
    as_of: date | None,
    by: Actor,
    name: str = "",
) -> Job:
    """Take the rows of a file or request: (line, row). What was taken before gives the job of then, unchanged.

    Raises whatever the app's `take` raises; then nothing is written.
    """
    keys = {
        "partner": partner,
        "direction": Direction.IN,
        "dataset": dataset.code,
        "version": dataset.version,
        "digest": digest,
    }
    before = Job.objects.filter(**keys, state=Job.State.DONE).first()
    if before:
        return before
    with transaction_by(by):
        try:
            with transaction.atomic():
                job = Job.objects.create(**keys, name=name[:200], as_of=as_of, begun_at=clock.now())
        except IntegrityError:  # the same file at the same moment: whoever came first has taken it
            return Job.objects.get(**keys, state__in=ENDED)
        _work(job, dataset, rows)
        record("exchange.taken", subject_type="exchange_job", subject_id=job.pk, by=by)
        return job


def _work(job: Job, dataset: Dataset, rows: Iterable[tuple[int, Any]]) -> None:
    good, refused = _sorted_out(dataset, rows)
    outcome = dataset.take(good, job) if good else registry.Outcome()
    refused = sorted([*refused, *outcome.refused])
    job.lines = len(good) + len(refused) - len(outcome.refused)
    job.taken, job.unchanged, job.refused = outcome.taken, outcome.unchanged, len(refused)
    job.errors = [{"line": line, "text": text} for line, text in refused[:MOST_ERRORS]]
    job.state, job.done_at = Job.State.DONE, clock.now()
    if refused and len(refused) == job.lines:
        job.state, job.reason = Job.State.REFUSED, _("每一行都不符合约定")
    job.save()


def _sorted_out(dataset: Dataset, rows: Iterable[tuple[int, Any]]) -> tuple[list[Row], list[tuple[int, str]]]:
    """Rows that keep the contract, and lines that do not with the reason."""
    good, bad = [], []
    for line, row in rows:
        found = problems(dataset, row)
        if found:
            bad.append((line, ";".join(found)))
        else:
            good.append((line, row))
    return good, bad


@verb
def refuse(
    partner: Partner, dataset: str, version: int, why: NotTaken, *, digest: str, name: str, by: Actor
) -> Job:
    """Keep that a file was not taken and why, once for each file and reason."""
    facts = {"partner": partner, "direction": Direction.IN, "dataset": dataset[:60], "version": version}
    facts |= {"digest": digest, "state": Job.State.REFUSED, "reason": why.text, "name": name[:200]}
    before = Job.objects.filter(**facts).first()
    if before:
        return before
    job = Job.objects.create(**facts, begun_at=clock.now(), done_at=clock.now())
    record(
        "exchange.refused",
        subject_type="exchange_job",
        subject_id=job.pk,
        by=by,
        payload={"partner": partner.code, "why": why.code},
    )
    return job
