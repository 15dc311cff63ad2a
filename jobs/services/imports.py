"""Vacancies from a file: taken in whole, worked by the chunk, sent together after one promise."""

import csv
import functools
import io
import itertools
import json
import logging
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from celery import current_app
from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from portal.accounts import actors
from portal.accounts.models import Membership
from portal.agencies.queries import sichuan_counties
from portal.casework.models import Commitment
from portal.casework.services import Signature
from portal.casework.services.submitting import CommitmentChanged
from portal.events.services import record, verb
from portal.exchange import sheets
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.copying import copy_in
from portal.kernel.ids import public_number, uuid7

from ..models import Employer, ImportJob, ImportRow, Occupation, Vacancy, VacancyState
from ..rules import rows as mapping
from ..rules import suggesting
from ..rules.screening import as_json, screen
from . import occupations, vacancies

log = logging.getLogger(__name__)
CHUNK, SENT_AT_ONCE, STAGED = 1000, 50, 2000
S = ImportJob.State
EXAMPLE = [
    "收银员", "2", "4000-5500元/月", "成都市锦江区", "春熙路1号", "负责超市收银,每天八小时,每周休两天。",
    "不限", "不限", "全职", "五险、包吃", "", "",
]  # fmt: skip


@verb
def stage(employer: Employer, name: str, data: bytes, *, by: Actor) -> ImportJob:
    """Keep every line of a file, to be worked in the background. Raises sheets.BadSheet; then nothing is kept."""
    found = sheets.lines(name, data)
    heads = mapping.heads(next(found, (0, []))[1])
    lacking = [column for column in mapping.NEEDED if column not in heads]
    if lacking:
        raise sheets.BadSheet(_("第一行缺少这些列:%(names)s。请用模板。") % {"names": "、".join(lacking)})
    job = ImportJob.objects.create(employer=employer, name=name[-120:], made_at=clock.now())
    job.total = _keep(job, heads, found)
    if not job.total:
        raise sheets.BadSheet(_("文件里只有标题行,没有岗位。"))
    job.save()
    record("import.staged", subject_type="import", subject_id=job.pk, by=by)
    transaction.on_commit(wake, robust=True)
    return job


def _keep(job: ImportJob, heads: list[str], found: Iterator[tuple[int, list[str]]]) -> int:
    """Copy the lines in; how many there were."""
    total = 0
    while some := list(itertools.islice(found, STAGED)):
        # One instance, filled anew for every line: ten thousand of them would cost more than the writing.
        row, total = ImportRow(job=job), total + len(some)
        filled = (
            _filled(row, line=line, cells=dict(zip(heads, cells, strict=False))) for line, cells in some
        )
        copy_in(ImportRow, filled)
    return total


def _filled(row: Any, **values: Any) -> Any:
    row.__dict__.update(values)
    return row


def wake() -> None:
    """Hint the worker; without a broker the regular task finds the job within a minute."""
    try:
        current_app.send_task("jobs.tasks.imports.work_imports", retry=False, ignore_result=True)
    except Exception as error:
        log.warning("worker not woken: %s", type(error).__name__)


def place_finder() -> Callable[[str], str]:
    """Text to the code of a county: six digits, full name, name with its prefecture, or a name that is alone."""
    codes: dict[str, set[str]] = {}
    for row in sichuan_counties().select_related("parent"):
        full = row.full_name.removeprefix("四川省")
        for text in (row.code, row.full_name, full, f"{row.parent.name}{row.name}", row.name):
            codes.setdefault(text, set()).add(row.code)

    def find(text: str) -> str:
        found = codes.get("".join(text.split()).replace("-", "").replace("·", ""), set())
        return next(iter(found)) if len(found) == 1 else ""

    return find


class Worker:
    """What the lines of a run share: places, codes, and what a title was already found to mean."""

    def __init__(self) -> None:
        self.meant: dict[str, str | None] = {}
        self.index = occupations.index()
        self.screened = functools.lru_cache(10_000)(lambda text: as_json(screen(text)))
        codes = frozenset(Occupation.objects.values_list("code", flat=True))
        self.reader = mapping.Reader(place=place_finder(), known=codes.__contains__, today=clock.today())

    def occupation(self, title: str) -> str | None:
        """The code a title clearly means."""
        if title not in self.meant:
            self.meant[title] = suggesting.clear(self.index, title)
        return self.meant[title]

    def read(self, cells: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
        """What a line says as columns of a vacancy, and what is wrong with it by column."""
        mapped = self.reader.line(cells)
        facts = mapped.facts
        if not mapped.errors:
            if facts["occupation_id"] is None:
                facts["occupation_id"] = self.occupation(facts["title"])
                facts["occupation_suggested"] = facts["occupation_id"] is not None
            facts["screening"] = self.screened(f"{facts['title']}\n{facts['description']}")
            return facts, _unlawful(facts)
        return facts, mapped.errors


def _unlawful(facts: dict[str, Any]) -> dict[str, str]:
    """What the law forbids to write, by the column where it stands, with its article."""
    found: dict[str, str] = {}
    for hit in facts["screening"]["hits"]:
        if hit["outcome"] == "reject":
            column = "岗位名称" if hit["phrase"] in facts["title"] else "岗位内容"
            found.setdefault(column, _("不能写“%(phrase)s”。依据:%(article)s。") % hit)
    return found


def _numbers(count: int) -> list[str]:
    """Numbers that nobody bears, asked of the database once a chunk."""
    given: set[str] = set()
    while len(given) < count:
        new = {
            public_number("GW", clock.today(), taken=given.__contains__) for _one in range(count - len(given))
        }
        taken = Vacancy.objects.filter(number__in=new).values_list("number", flat=True)
        given |= new - set(taken)
    return list(given)


WRITE = """
UPDATE jobs_importrow AS r SET errors = v.errors::jsonb, done = true, vacancy_id = v.vacancy
FROM unnest(%s::bigint[], %s::text[], %s::uuid[]) AS v (id, errors, vacancy) WHERE r.id = v.id
"""


Line = tuple[int, dict[str, str], uuid.UUID | None]


def _write(chunk: list[Line]) -> None:
    """What became of the lines, in one statement."""
    errors = [json.dumps(wrong, ensure_ascii=False) if wrong else "{}" for _pk, wrong, _made in chunk]
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [[each[0] for each in chunk], errors, [each[2] for each in chunk]])


def _drafts(employer: Employer, good: list[tuple[uuid.UUID, dict[str, Any]]]) -> None:
    """Copy drafts in: one instance with what is the same for all, filled anew for every line."""
    row = Vacancy(employer=employer, made_at=clock.now(), source=_("批量导入"))
    filled = (
        _filled(row, id=key, number=number, **{"occupation_suggested": False} | facts)
        for number, (key, facts) in zip(_numbers(len(good)), good, strict=True)
    )
    copy_in(Vacancy, filled)


@verb
def work_chunk(pk: Any, worker: Worker, *, by: Actor) -> bool:
    """Work the next lines of a job; False when none are left, or another worker is at it."""
    rows = ImportJob.objects.select_related("employer").select_for_update(of=("self",), skip_locked=True)
    job = rows.filter(pk=pk, state__in=[S.WAITING, S.RUNNING]).first()
    if job is None:
        return False
    chunk: list[Line] = []
    good = []
    waiting_rows = job.rows.filter(done=False).order_by("line").values_list("pk", "cells")
    for row, cells in waiting_rows[:CHUNK]:
        facts, wrong = worker.read(cells)
        key = None if wrong else uuid7()
        if key:
            good.append((key, facts))
        chunk.append((row, wrong, key))
    _drafts(job.employer, good)
    _write(chunk)
    job.state, job.good = S.RUNNING, job.good + len(good)
    job.bad += len(chunk) - len(good)
    if len(chunk) < CHUNK:
        job.state, job.finished_at = S.DONE, clock.now()
        record("import.read", subject_type="import", subject_id=job.pk, by=by)
    job.save()
    return job.state == S.RUNNING


def unsent(job: ImportJob) -> Any:
    """Lines whose draft was not handed in yet, and that nothing is known against."""
    return job.rows.filter(vacancy__state__in=vacancies.EDITABLE, errors={}).order_by("line")


@verb
def send_together(job: ImportJob, seat: Membership, *, signature: Signature | None, by: Actor) -> None:
    """Have all good drafts handed in under one promise; the worker does it, line by line."""
    locked = ImportJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if locked.state not in (S.DONE, S.SENT):
        return
    locked.state, locked.sender = S.SENDING, seat
    locked.promise_text = signature.text_id if signature else None
    locked.save()
    record("import.sent", subject_type="import", subject_id=job.pk, by=by)
    transaction.on_commit(wake, robust=True)


def send_some(pk: Any) -> bool:
    """Hand in the next drafts of a job, each in a transaction of its own; False when none are left."""
    job = ImportJob.objects.select_related("sender__organisation").filter(pk=pk, state=S.SENDING).first()
    if job is None:
        return False
    rows = list(unsent(job).select_related("vacancy")[:SENT_AT_ONCE]) if job.sender else []
    signature = Signature(Commitment.Method.TICK, job.promise_text) if job.promise_text else None
    for row in rows:
        problems: list[str] = []
        try:
            vacancies.send(row.vacancy, signature=signature, by=actors.of_member(job.sender))
        except vacancies.NotReady as not_ready:
            problems = not_ready.problems
        except CommitmentChanged:
            problems = [_("承诺的文字刚刚更新,请再提交一次。")]
        except vacancies.VacancyMoved:
            continue
        if problems:
            ImportRow.objects.filter(pk=row.pk).update(errors={"提交": " ".join(problems)})
    if len(rows) < SENT_AT_ONCE:
        ImportJob.objects.filter(pk=pk, state=S.SENDING).update(state=S.SENT)
        return False
    return True


def progress(job: ImportJob) -> dict[str, int]:
    """Counts of a job now: lines done, drafts to send, handed in, not handed in."""
    return job.rows.aggregate(
        done=Count("pk", filter=Q(done=True)),
        ready=Count("pk", filter=Q(vacancy__state__in=vacancies.EDITABLE, errors={})),
        sent=Count("pk", filter=Q(vacancy__isnull=False) & ~Q(vacancy__state=VacancyState.DRAFT)),
        stuck=Count("pk", filter=~Q(errors={}) & Q(vacancy__isnull=False)),
    )


def wrong_lines(job: ImportJob) -> str:
    """The lines with errors as CSV, the error beside each; to be mended and uploaded again."""
    out = io.StringIO()
    writer = csv.writer(out)
    columns = list(mapping.COLUMNS)
    writer.writerow([*columns, _("行号"), _("要改什么")])
    for row in job.rows.filter(~Q(errors={})).order_by("line").iterator():
        told = " ".join(f"{column}:{text}" for column, text in row.errors.items())
        cells = [sheets.safe(row.cells.get(column, "")) for column in columns]
        writer.writerow([*cells, row.line, sheets.safe(told)])
    return "\ufeff" + out.getvalue()


def waiting() -> list[Any]:
    """Jobs with work left, the oldest first."""
    rows = ImportJob.objects.filter(state__in=[S.WAITING, S.RUNNING, S.SENDING])
    return list(rows.order_by(F("made_at").asc(), "pk").values_list("pk", flat=True))
