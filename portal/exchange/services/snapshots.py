"""A dataset as it stands on a day, sent to the system that collects it, and compared with what it says it got."""

import hashlib
import json
import logging
from collections import defaultdict
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
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


def snapshot(dataset: str, on: date, *, by: Actor, again: bool = False) -> Job:
    """Make the file of a day, send it, keep its counts per region. The same content again is the job of then.

    The file itself is not kept: it is made again when it did not arrive, and when it came back only if asked
    (`again`). Raises NotTaken when the dataset is not given out, nobody receives it, or there is nothing yet.
    """
    given, partner = registry.newest(dataset), receiver_of(dataset)
    if given is None or ended(dataset, given.version, Direction.OUT, on=clock.today()):
        raise NotTaken("unknown_version", _("没有约定向外发送这个数据集。"), 404)
    if partner is None:
        raise NotTaken("nobody", _("还没有部门接收这个数据集。"), 409)
    day = given.day(on)
    if day is None:
        raise NotTaken("nothing", _("现在还没有可以上报的数据。"), 409)
    data, lines, regions = _counted(given, day)
    digest = hashlib.sha256(data).hexdigest()
    keys = {
        "partner": partner,
        "direction": Direction.OUT,
        "dataset": dataset,
        "version": given.version,
        "digest": digest,
    }
    kept = [Job.State.DONE] if again else [Job.State.DONE, Job.State.REFUSED]
    before = Job.objects.filter(**keys, as_of=day, state__in=kept).order_by("-begun_at").first()
    if before:
        return before
    name = f"{dataset}-v{given.version}-{day:%Y%m%d}-{digest[:12]}.jsonl"
    problem = _sent(partner, name, data, manifest(given, day, lines, digest, name))
    return _written(keys, regions, problem, name=name, as_of=day, lines=lines, by=by)


def send_waiting(*, by: Actor) -> int:
    """Send again what did not arrive, unless something newer of that day did; returns how many arrived now."""
    rows = Job.objects.filter(snapshot__state=Snapshot.State.WAITING, state=Job.State.FAILED)
    arrived = 0
    for dataset, day in rows.order_by().values_list("dataset", "as_of").distinct():
        newest = Job.objects.filter(dataset=dataset, as_of=day, direction=Direction.OUT)
        if newest.order_by("-begun_at", "-pk").values_list("state", flat=True)[0] == Job.State.FAILED:
            arrived += snapshot(dataset, day, by=by).state == Job.State.DONE
    return arrived


def _counted(given: Dataset, on: date) -> tuple[bytes, int, dict[str, dict[str, Any]]]:
    """The file, its number of rows, and rows with a SHA-256 for each region (and what the dataset adds up)."""
    out, counts, marks = [], defaultdict(int), defaultdict(hashlib.sha256)
    sums: dict[str, Any] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for row in given.give(on):
        line = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
        region = given.region(row)
        counts[region] += 1
        marks[region].update(line)
        out.append(line)
        if given.sums:
            part, numbers = given.sums(row)
            for measure, number in numbers.items():
                sums[region][part][measure] += number
    regions = {key: {"rows": counts[key], "sha256": marks[key].hexdigest()} for key in sorted(counts)}
    for region, parts in sums.items():
        regions[region]["sums"] = {part: dict(numbers) for part, numbers in parts.items()}
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
        before = Job.objects.filter(**keys, state=Job.State.DONE).first()
        if before:  # another day with the same content: that day's job keeps the receipt
            return before
        try:
            with transaction.atomic():
                job = _job(keys, problem, facts)
        except IntegrityError:  # the same content at the same moment: whoever came first has sent it
            return Job.objects.get(**keys, state=Job.State.DONE)
        state = Snapshot.State.WAITING if problem else Snapshot.State.SENT
        Snapshot.objects.update_or_create(job=job, defaults={"regions": regions, "state": state})
        name = "exchange.snapshot_failed" if problem else "exchange.snapshot_sent"
        record(name, subject_type="exchange_job", subject_id=job.pk, by=by)
        return job


def _job(keys: dict, problem: str, facts: dict) -> Job:
    """The job of this content: the one that did not arrive before, or a new one."""
    same = Job.objects.select_for_update().filter(**keys, as_of=facts["as_of"], state=Job.State.FAILED)
    job = same.order_by("-begun_at").first() or Job(**keys, **facts)
    job.state = Job.State.FAILED if problem else Job.State.DONE
    job.taken, job.reason = 0 if problem else facts["lines"], problem
    job.begun_at = job.begun_at or clock.now()
    job.done_at = clock.now()
    job.save()
    return job


def read_receipt(said: Any) -> dict[str, Any]:
    """A receipt with its shape checked: {"sha256", "regions": {code: {"rows", "sha256", "sums"}}}, or
    {"sha256", "state": "returned", "reason"}. Raises ValueError.
    """
    try:
        found = {"sha256": str(said["sha256"])[:64]}
        if said.get("state") == "returned":
            found["reason"] = str(said.get("reason") or _("对方没有说明原因"))[:200]
        else:
            found["regions"] = {str(key)[:12]: _region(each) for key, each in said["regions"].items()}
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError("not a receipt") from error
    if "\\u0000" in json.dumps(found, ensure_ascii=False).encode().decode():  # half characters do not encode
        raise ValueError("not a receipt")
    return found


def _region(said: Any) -> dict[str, Any]:
    """What a receipt says of one region."""
    out = {"rows": int(said["rows"]), "sha256": str(said["sha256"])[:64]}
    if "sums" in said:
        out["sums"] = {
            str(part)[:40]: {str(measure)[:40]: int(number) for measure, number in numbers.items()}
            for part, numbers in said["sums"].items()
        }
    return out


@verb
def reconcile(partner: Partner, receipt: dict[str, Any], *, by: Actor) -> Snapshot | None:
    """Compare what a receipt says arrived with what was sent, region by region; None for a file we never sent.

    receipt: as `read_receipt` gives it. A file that came back is kept as refused with their reason.
    """
    rows = Snapshot.objects.select_for_update(of=("self",)).select_related("job")
    found = rows.filter(
        job__partner=partner, job__digest=receipt["sha256"], job__state=Job.State.DONE
    ).first()
    if found is None:
        return None
    if "reason" in receipt:
        return _came_back(found, receipt["reason"], by)
    found.receipt = receipt["regions"]
    found.differences = differences(found.regions, receipt["regions"])
    found.state = Snapshot.State.DIFFERS if found.differences else Snapshot.State.RECEIVED
    found.reconciled_at = clock.now()
    found.save()
    name = "exchange.snapshot_differs" if found.differences else "exchange.snapshot_received"
    record(name, subject_type="exchange_job", subject_id=found.job_id, by=by)
    return found


def _came_back(found: Snapshot, reason: str, by: Actor) -> Snapshot:
    found.job.state, found.job.reason = Job.State.REFUSED, reason
    found.job.save(update_fields=["state", "reason"])
    record("exchange.snapshot_returned", subject_type="exchange_job", subject_id=found.job_id, by=by)
    return found


def differences(ours: dict[str, dict], theirs: dict[str, dict]) -> list[dict[str, Any]]:
    """What does not agree, by region. why: missing (they have none), extra (we sent none), rows, content, or sums:
    then with the part and the measure, one row for each number that differs.
    """
    out = []
    for region in sorted({*ours, *theirs}):
        mine, got = ours.get(region), theirs.get(region)
        if mine == got:
            continue
        told = _numbers(region, mine, got) if mine and got else []
        if not told and _whole(mine) == _whole(got):
            continue  # a receipt need not add up
        sent, came = (mine or {}).get("rows", 0), (got or {}).get("rows", 0)
        why = "missing" if got is None else "extra" if mine is None else "rows" if sent != came else "content"
        out += told or [{"region": region, "ours": sent, "theirs": came, "why": why}]
    return out


def _whole(said: dict[str, Any] | None) -> tuple[Any, Any] | None:
    return None if said is None else (said.get("rows"), said.get("sha256"))


def _numbers(region: str, mine: dict[str, Any], got: dict[str, Any]) -> list[dict[str, Any]]:
    """The sums of a region that differ, where both sides told them."""
    if "sums" not in mine or "sums" not in got:
        return []
    out = []
    for part in sorted({*mine["sums"], *got["sums"]}):
        ours, theirs = mine["sums"].get(part, {}), got["sums"].get(part, {})
        for measure in sorted({*ours, *theirs}):
            numbers = {"ours": ours.get(measure, 0), "theirs": theirs.get(measure, 0)}
            if numbers["ours"] != numbers["theirs"]:
                out.append({"region": region, "why": "sums", "part": part, "measure": measure} | numbers)
    return out
