"""A dataset as it stands on a day, sent to the system that collects it, and compared with what it says it got."""

import hashlib
import json
import logging
from collections import defaultdict
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.events.services import record, transaction_by, verb
from portal.kernel import clock
from portal.kernel.actor import Actor

from .. import registry
from ..models import Job, Partner, Snapshot
from ..models.partner import Direction
from ..queries import ended, receiver_of
from ..registry import Dataset
from .incoming import NotTaken
from .stores import store_of

log = logging.getLogger(__name__)


def snapshot(dataset: str, on: date, *, by: Actor) -> Job:
    """Make the file of a day, send it, keep its counts per region. The same content again is the job of then.

    The file itself is not kept: it is made again when it did not arrive. Raises NotTaken when the dataset is not
    given out or nobody receives it.
    """
    given, partner = registry.newest(dataset), receiver_of(dataset)
    if given is None or ended(dataset, given.version, Direction.OUT, on=clock.today()):
        raise NotTaken("unknown_version", _("没有约定向外发送这个数据集。"), 404)
    if partner is None:
        raise NotTaken("nobody", _("还没有部门接收这个数据集。"), 409)
    data, lines, regions = _counted(given, on)
    digest = hashlib.sha256(data).hexdigest()
    keys = {
        "partner": partner,
        "direction": Direction.OUT,
        "dataset": dataset,
        "version": given.version,
        "digest": digest,
    }
    before = Job.objects.filter(**keys, as_of=on, state=Job.State.DONE).first()
    if before:
        return before
    name = f"{dataset}-v{given.version}-{on:%Y%m%d}-{digest[:12]}.jsonl"
    problem = _sent(partner, name, data, manifest(given, on, lines, digest, name))
    return _written(keys, regions, problem, name=name, as_of=on, lines=lines, by=by)


def _counted(given: Dataset, on: date) -> tuple[bytes, int, dict[str, dict[str, Any]]]:
    """The file, its number of rows, and rows with a SHA-256 for each region."""
    out, counts, sums = [], defaultdict(int), defaultdict(hashlib.sha256)
    for row in given.give(on):
        line = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        region = given.region(row)
        counts[region] += 1
        sums[region].update(line)
        out.append(line)
    regions = {key: {"rows": counts[key], "sha256": sums[key].hexdigest()} for key in sorted(counts)}
    return b"".join(out), len(out), regions


def manifest(given: Dataset, on: date, lines: int, digest: str, name: str) -> dict[str, Any]:
    """The sheet that goes beside a file."""
    return {
        "dataset": given.code,
        "version": given.version,
        "as_of": on.isoformat(),
        "rows": lines,
        "sha256": digest,
        "file": name,
    }


def _sent(partner: Partner, name: str, data: bytes, sheet: dict[str, Any]) -> str:
    """Put file, then manifest: who reads the manifest finds the file whole. Returns what went wrong, in words."""
    try:
        with store_of(partner) as store:
            store.write(f"out/{name}", data)
            store.write(f"out/{name}.manifest.json", json.dumps(sheet, ensure_ascii=False).encode())
    except Exception as error:
        log.warning("snapshot %s not sent: %s", name, type(error).__name__)
        return _("对方系统没有回应")
    return ""


def _written(keys: dict, regions: dict, problem: str, *, by: Actor, **facts: Any) -> Job:
    with transaction_by(by):
        now = clock.now()
        state = Job.State.FAILED if problem else Job.State.DONE
        before = Job.objects.filter(**keys, state=Job.State.DONE).first()
        if before:  # another day with the same content: that day's job keeps the receipt
            return before
        taken = 0 if problem else facts["lines"]
        job = Job.objects.create(
            **keys, **facts, taken=taken, state=state, reason=problem, begun_at=now, done_at=now
        )
        waits = Snapshot.State.WAITING if problem else Snapshot.State.SENT
        Snapshot.objects.create(job=job, regions=regions, state=waits)
        name = "exchange.snapshot_failed" if problem else "exchange.snapshot_sent"
        record(name, subject_type="exchange_job", subject_id=job.pk, by=by)
        return job


def read_receipt(said: Any) -> dict[str, Any]:
    """A receipt with its shape checked: {"sha256", "regions": {code: {"rows", "sha256"}}}. Raises ValueError."""
    try:
        regions = {
            str(key)[:12]: {"rows": int(each["rows"]), "sha256": str(each["sha256"])[:64]}
            for key, each in said["regions"].items()
        }
        found = {"sha256": str(said["sha256"])[:64], "regions": regions}
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a receipt") from error
    if "\\u0000" in json.dumps(found, ensure_ascii=False).encode().decode():  # half characters do not encode
        raise ValueError("not a receipt")
    return found


@verb
def reconcile(partner: Partner, receipt: dict[str, Any], *, by: Actor) -> Snapshot | None:
    """Compare what a receipt says arrived with what was sent, region by region; None for a file we never sent.

    receipt: {"sha256": of the file, "regions": {"510104": {"rows": 12, "sha256": …}}}.
    """
    rows = Snapshot.objects.select_for_update(of=("self",)).select_related("job")
    found = rows.filter(
        job__partner=partner, job__digest=receipt["sha256"], job__state=Job.State.DONE
    ).first()
    if found is None:
        return None
    found.receipt = receipt["regions"]
    found.differences = differences(found.regions, receipt["regions"])
    found.state = Snapshot.State.DIFFERS if found.differences else Snapshot.State.RECEIVED
    found.reconciled_at = clock.now()
    found.save()
    name = "exchange.snapshot_differs" if found.differences else "exchange.snapshot_received"
    record(name, subject_type="exchange_job", subject_id=found.job_id, by=by)
    return found


def differences(ours: dict[str, dict], theirs: dict[str, dict]) -> list[dict[str, Any]]:
    """Regions that do not agree. why: missing (they have none), extra (we sent none), rows, content."""
    out = []
    for region in sorted({*ours, *theirs}):
        mine, got = ours.get(region), theirs.get(region)
        sent, came = (mine or {}).get("rows", 0), (got or {}).get("rows", 0)
        if mine == got:
            continue
        why = "missing" if got is None else "extra" if mine is None else "rows" if sent != came else "content"
        out.append({"region": region, "ours": sent, "theirs": came, "why": why})
    return out
