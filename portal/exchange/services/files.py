"""Files in drop folders: a manifest names each, and only what agrees with its manifest is taken.

A manifest is JSON: dataset, version, as_of, rows, sha256, file. It is written after its file. What was taken goes to
done/, what was not to refused/, and <name>.result.json in out/ tells the sender which and why.
<name>.receipt.json in in/ answers a snapshot of ours.
"""

import hashlib
import json
import logging
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.kernel.actor import Actor

from .. import sheets
from ..models import Job, Partner
from . import incoming, outgoing, snapshots
from .incoming import NotTaken
from .stores import MARK, MOST_BYTES, Store, store_of

log = logging.getLogger(__name__)
RECEIPT = ".receipt.json"
NAME = re.compile(r"[\w.\-]{1,120}")


def fetch(partner: Partner, *, by: Actor) -> list[Job]:
    """Look through a department's in/ and take what is right. Raises what the connection raises."""
    with store_of(partner) as store:
        for name in filter(NAME.fullmatch, store.waiting(RECEIPT)):
            _receipt(partner, store, name, by=by)
        return [_tried(partner, store, name, by=by) for name in filter(NAME.fullmatch, store.waiting())]


def _tried(partner: Partner, store: Store, name: str, *, by: Actor) -> Job:
    """One file that we fail on stays for the next look, is seen at the desk, and keeps no other waiting."""
    try:
        return _one(partner, store, name, by=by)
    except Exception:
        log.exception("%s of %s not taken", name, partner.code)
        why = NotTaken("failed", _("我们处理时出错,文件还在,下次再试。"))
        mark = hashlib.sha256(name.encode()).hexdigest()
        return incoming.refuse(partner, "", 0, why, digest=mark, name=name, by=by)


def _receipt(partner: Partner, store: Store, name: str, *, by: Actor) -> None:
    """A receipt: of a snapshot, or of messages ({"deliveries": […]}); one we cannot place goes to refused/."""
    try:
        said = json.loads(store.read(f"in/{name}"))
        if "deliveries" in said:
            known = {"ok", "known"}.issuperset(outgoing.answer_many(partner, said["deliveries"], by=by))
        else:
            known = snapshots.reconcile(partner, snapshots.read_receipt(said), by=by) is not None
    except (ValueError, KeyError, TypeError, AttributeError):
        known = False
    store.move(name, "done" if known else "refused")


def _one(partner: Partner, store: Store, name: str, *, by: Actor) -> Job:
    """One manifest with its file, from reading to telling."""
    raw = store.read(f"in/{name}")
    said: dict[str, Any] = {
        "dataset": "",
        "version": 0,
        "file": "",
        "sha256": hashlib.sha256(raw).hexdigest(),
    }
    try:
        said = read_manifest(raw)
        dataset = incoming.agreed(partner, said["dataset"], said["version"])
        rows = list(_rows(store, said))
        facts = {"digest": said["sha256"], "as_of": said["as_of"], "name": said["file"]}
        job, code = incoming.take(partner, dataset, rows, by=by, **facts), "taken"
    except NotTaken as why:
        kept = {"digest": said["sha256"], "name": said["file"] or name}
        job = incoming.refuse(partner, said["dataset"], said["version"], why, by=by, **kept)
        code = why.code
    _tell(store, name, said["file"], job, code)
    return job


def _tell(store: Store, name: str, file: str, job: Job, code: str) -> None:
    """The result first, then the files out of the way: killed between, the file is known by its digest."""
    result = {
        "state": job.state,
        "code": code,
        "reason": job.reason,
        "rows": job.lines,
        "taken": job.taken,
        "unchanged": job.unchanged,
        "refused": job.refused,
        "errors": job.errors,
    }
    store.write(f"out/{name.removesuffix(MARK)}.result.json", json.dumps(result, ensure_ascii=False).encode())
    folder = "done" if job.state == Job.State.DONE else "refused"
    if file:
        store.move(file, folder)
    store.move(name, folder)


def read_manifest(raw: bytes) -> dict[str, Any]:
    """The manifest with its types checked. Raises NotTaken."""
    try:
        said = json.loads(raw[:100_000])
        return {
            "dataset": _text(said["dataset"], r"[\w\-]{1,60}"),
            "version": int(_text(str(said["version"]), r"[0-9]{1,4}")),
            "as_of": date.fromisoformat(said["as_of"]),
            "rows": int(said["rows"]),
            "sha256": _text(said["sha256"].lower(), r"[0-9a-f]{64}"),
            "file": _text(said["file"], NAME.pattern),
        }
    except (ValueError, KeyError, TypeError, AttributeError, UnicodeDecodeError):
        raise NotTaken("bad_manifest", _("清单文件看不懂,或者少了必填项。")) from None


def _text(value: str, pattern: str) -> str:
    if not re.fullmatch(pattern, value) or value in (".", ".."):
        raise ValueError("not allowed in a manifest")
    return value


def _rows(store: Store, said: dict[str, Any]) -> Iterator[tuple[int, Any]]:
    """The lines of the file, once sum and number of rows agree. Raises NotTaken."""
    try:
        data = store.read(f"in/{said['file']}")
    except FileNotFoundError:
        raise NotTaken("file_missing", _("清单里的文件不在。")) from None
    if len(data) > MOST_BYTES:
        raise NotTaken("too_large", _("文件超过64MB,请分成几个文件。"), 413)
    found = hashlib.sha256(data).hexdigest()
    try:
        rows = list(_jsonl(data) if said["file"].endswith(".jsonl") else _sheet(said["file"], data))
    except ValueError:  # BadSheet is one too
        rows = []
    if found != said["sha256"]:
        short = len(rows) < said["rows"]
        text = _("文件不完整,比清单少。") if short else _("文件和清单的校验值对不上。")
        raise NotTaken("truncated" if short else "checksum", text)
    if len(rows) != said["rows"]:
        raise NotTaken("row_count", _("文件的行数和清单不一样。"))
    yield from rows


def _jsonl(data: bytes) -> Iterator[tuple[int, Any]]:
    for line, text in enumerate(data.decode("utf-8-sig").split("\n"), 1):
        if text.strip():
            yield line, json.loads(text)


def _sheet(name: str, data: bytes) -> Iterator[tuple[int, Any]]:
    """Rows of a spreadsheet; the first line names the fields, an empty cell is a field that is not there."""
    lines = sheets.lines(name, data)
    _number, head = next(lines, (0, []))
    for line, cells in lines:
        yield line, {field: cell for field, cell in zip(head, cells, strict=False) if field and cell}
