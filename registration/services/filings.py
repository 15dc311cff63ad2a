"""A unit files hires and endings: read and shown, sent under one promise, taken by the chunk with one receipt.

A line that does not fit is kept with its reason, the others are taken; the same file again changes nothing. Sources:
就业服务与就业管理规定 第六十二条; 中华人民共和国劳动合同法 第五十条; 劳社部发〔2006〕46号 (劳动用工备案).
"""

import base64
import logging
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from celery import current_app
from django.db import connection, transaction
from django.utils.translation import gettext as _

from portal.accounts.models import Membership, Organisation, Role
from portal.accounts.queries import name_index, number_index
from portal.agencies.models import Region
from portal.agencies.queries import agency_for, known_county_codes
from portal.casework import services as casework
from portal.casework.models import Case
from portal.casework.services import NotAllowed, Signature
from portal.casework.services.filing import file_case
from portal.events.services import record, verb
from portal.exchange import sheets
from portal.kernel import clock, identity
from portal.kernel.actor import Actor, system
from portal.kernel.copying import Pattern, stream_in, text
from portal.kernel.ids import uuid7
from portal.rules import queries as law

from ..models import EMPLOYMENT, TERMINATION, Filing, FilingLine, FilingSheet
from ..policy import STAFF_SEATS
from ..queries.separations import ground_words
from ..rules import roster
from . import filings_sql as sql
from . import filings_taking as taking
from .filings_sheet import Sheet

log = logging.getLogger(__name__)
BY = system("registration.filings")
AT_ONCE, READ_AT_ONCE = 2_000, 200_000  # lines, bytes
CHUNK = 10_000
Kind, State = Filing.Kind, Filing.State
ITEM = {Kind.HIRE: EMPLOYMENT, Kind.LEAVE: TERMINATION}
NEEDED = {Kind.HIRE: roster.HIRE_NEEDED, Kind.LEAVE: roster.LEAVE_NEEDED}
COLUMNS = {Kind.HIRE: roster.HIRE_COLUMNS, Kind.LEAVE: roster.LEAVE_COLUMNS}
READ = (
    "key", "line", "masked", "document_kind", "namespace", "number_index", "name_index", "day", "post", "contract",
    "begins", "ends", "hours", "trial_until", "ground", "problem",
)  # fmt: skip
# Most hires are of people the register does not know yet: their lines are right as they are read in.
UNTIL_MARKED = {Kind.HIRE: FilingLine.Effect.NEW, Kind.LEAVE: ""}
EXAMPLE = {
    Kind.HIRE: ["李小梅", "519999198303122642", "居民身份证", "2026-11-02", "收银员", "固定期限", "2026-11-02",
                "2028-11-01", "标准工时制", "2027-01-01"],
    Kind.LEAVE: ["李小梅", "519999198303122642", "居民身份证", "2026-11-20", "劳动合同期满终止"],
}  # fmt: skip


class NotNow(ValueError):
    """Why a filing cannot take this step, in words."""


def allowed(organisation: Any, by: Actor) -> None:
    """The unit itself, by a member who looks after staff; or a clerk of the window who files for it."""
    mine = by.kind == "organisation" and by.id == str(organisation)
    if mine:
        seats = Membership.objects.filter(organisation_id=organisation, user_id=by.user_id, active=True)
        mine = seats.filter(role__in=STAFF_SEATS).exists()
    if not mine and not (by.kind == "clerk" and by.agency_id and Role.WINDOW in by.roles):
        raise NotAllowed(f"{by.kind} {by.id}: filing of {organisation}")


@verb
def stage(
    organisation: Organisation, kind: str, name: str, data: bytes, *, region: Region, by: Actor
) -> Filing:
    """Keep a file and read it: a small one now, a big one in the background. Raises sheets.BadSheet, NotAllowed.

    Nothing is changed in the register by this. region: the county where the people work.
    """
    allowed(organisation.pk, by)
    small = len(data) <= READ_AT_ONCE
    heads, first = _heads(kind, name, data) if small else ([], [])
    filing = new_filing(organisation, kind, name[-120:], region, by)
    FilingSheet.objects.create(filing=filing, data=base64.b64encode(data).decode())
    record("filing.staged", subject_type="filing", subject_id=filing.pk, by=by)
    if small:
        read_lines(filing, heads, first)
    else:
        sheets.check(data)
        transaction.on_commit(wake, robust=True)
    return filing


def _heads(kind: str, name: str, data: bytes) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Column names and lines of a small file. Raises sheets.BadSheet."""
    found = sheets.lines(name, data)
    heads = next(found, (0, []))[1]
    _check_heads(kind, heads)
    rows = list(found)
    if not rows:
        raise sheets.BadSheet(_("文件里只有标题行,没有人员。"))
    return heads, rows


def _check_heads(kind: str, heads: list[str]) -> None:
    lacking = [column for column in NEEDED[kind] if column not in heads]
    if lacking:
        raise sheets.BadSheet(_("第一行缺少这些列:%(names)s。请用模板。") % {"names": "、".join(lacking)})


def new_filing(organisation: Organisation, kind: str, name: str, region: Region, by: Actor) -> Filing:
    return Filing.objects.create(
        organisation=organisation,
        kind=kind,
        region=region,
        agency=agency_for(region),
        file_name=name,
        made_by_id=by.user_id,
        made_at=clock.now(),
    )


@verb
def read_staged(pk: UUID, *, by: Actor) -> bool:
    """Read a big file in the background, as a whole or not at all; False when there is nothing to read."""
    filing = (
        Filing.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(pk=pk, state=State.READING)
        .first()
    )
    if filing is None:
        return False
    try:
        sheet = Sheet(filing)
        _check_heads(filing.kind, sheet.heads)
        read_lines(filing, sheet.heads, sheet.lines())
    except sheets.BadSheet as bad:
        FilingLine.objects.filter(filing=filing).delete()
        filing.lines.create(line=1, problem=str(bad)[:200])
        count(filing)
        filing.state = State.READ
        filing.save()
    return True


def read_lines(filing: Filing, heads: list[str], found: Iterable[tuple[int, list[str]]]) -> None:
    """Lines typed and copied in, held against the register, counted; then the filing may be sent."""
    read = reader(filing.kind, filing.region_id)
    pattern = Pattern(FilingLine(filing=filing, effect=UNTIL_MARKED[filing.kind]), READ)
    typed = ((number, read(dict(zip(heads, cells, strict=False)))) for number, cells in found)
    stream_in(pattern, (pattern.line(_filled(number, line)) for number, line in typed))
    taking.mark_all(filing)
    count(filing)
    filing.state = State.READ
    filing.save()


def reader(kind: str, region: str) -> Any:
    """The function that reads the cells of one line."""
    known, today = known_county_codes(), clock.today()
    if kind == Kind.HIRE:
        return lambda cells: roster.read_hire(cells, known=known, today=today)
    words = ground_words(today, region)
    return lambda cells: roster.read_leave(cells, grounds=words, known=known, today=today)


def _filled(number: int, read: roster.Line) -> dict[str, str]:
    """What is kept of a line, as COPY reads it."""
    namespace = identity.namespace(read.document_kind) if read.number else ""
    return {
        "key": str(uuid7()),
        "line": str(number),
        "masked": text(read.masked[:40]),
        "document_kind": text(read.document_kind) if read.number else "",
        "namespace": namespace,
        "number_index": text(number_index(namespace, read.number) if read.number else None),
        "name_index": text(name_index(read.name) if read.number else None),
        "day": text(read.day),
        "post": text(read.post),
        "contract": read.contract,
        "begins": text(read.begins),
        "ends": text(read.ends),
        "hours": read.hours,
        "trial_until": text(read.trial_until),
        "ground": text(read.ground),
        "problem": text(read.problem),
    }


def count(filing: Filing) -> None:
    today, what = clock.today(), "hire" if filing.kind == Kind.HIRE else "termination"
    days = law.value(f"registration.employer_file_{what}_days", on=today)
    values = {"filing": filing.pk, "days": days, "today": today}
    with connection.cursor() as cursor:
        cursor.execute(sql.COUNT, values)
        row = cursor.fetchone()
    filing.total, filing.bad, filing.fresh, filing.changed, filing.same, filing.late = row


def _locked(filing: Filing, by: Actor, *states: str) -> Filing:
    rows = Filing.objects.select_for_update(of=("self",)).select_related("organisation", "region")
    locked = rows.get(pk=filing.pk)
    allowed(locked.organisation_id, by)
    if locked.state not in states:
        raise NotNow(_("这次申报现在是“%(state)s”,不能这样做。") % {"state": locked.get_state_display()})
    return locked


@verb
def send(filing: Filing, *, signature: Signature | None, by: Actor) -> Filing:
    """Hand a read filing in: one case, one receipt. A confirmed unit's is granted by the rule and taken.

    Raises NotNow, casework's CommitmentChanged. A small one is taken before this returns.
    """
    locked = _locked(filing, by, State.READ)
    if locked.fresh + locked.changed + locked.same == 0:
        raise NotNow(_("没有一行可以办,请先改好再上传。"))
    locked.case = file_case(
        ITEM[locked.kind],
        locked.organisation,
        subject_key=str(locked.pk),
        region=locked.region,
        signature=signature,
        by=by,
    )
    locked.state = State.WAITING
    locked.save()
    record("filing.sent", subject_type="filing", subject_id=locked.pk, by=by)
    if casework.grant_by_rule(locked.case) and locked.total <= AT_ONCE:
        take_all(locked.pk)
    locked.refresh_from_db()
    return locked


def begin_taking(case: Case, *, by: Actor) -> None:
    """What the grant of the case means: its lines may be taken, by the worker or by who sent a small filing."""
    filing = Filing.objects.select_for_update(of=("self",)).get(case=case)
    filing.state = State.TAKING
    filing.save()
    transaction.on_commit(wake, robust=True)


@verb
def take_chunk(pk: UUID, *, sheet: Sheet | None = None, by: Actor) -> bool:
    """Take the next lines; True while more are left. Who comes twice, or after a crash, finds what is left.

    sheet: the filing's file where it is open already.
    """
    rows = Filing.objects.select_for_update(of=("self",), skip_locked=True)
    filing = rows.select_related("organisation").filter(pk=pk, state=State.TAKING).first()
    if filing is None:
        return False
    lines = filing.lines.filter(done=False, problem="").order_by("line")
    numbers = list(lines.values_list("line", flat=True)[:CHUNK])
    if numbers:
        taking.take(filing, numbers[0], numbers[-1], sheet or Sheet(filing), by=by)
        return True
    _finish(filing, by=by)
    return False


def take_all(pk: UUID) -> None:
    """Take every line of a granted filing, the chunk each in a transaction of its own."""
    filing = Filing.objects.filter(pk=pk, state=State.TAKING).first()
    sheet = Sheet(filing) if filing else None
    while sheet and take_chunk(pk, sheet=sheet, by=BY):
        pass


def _finish(filing: Filing, *, by: Actor) -> None:
    count(filing)
    filing.state, filing.finished_at = State.DONE, clock.now()
    filing.save()
    filing.lines.filter(done=True, effect=FilingLine.Effect.SAME).delete()
    record("filing.taken", subject_type="filing", subject_id=filing.pk, by=by)
    casework.close(filing.case, by=BY)


@verb
def drop(filing: Filing, *, by: Actor) -> Filing:
    """Do not send what was only read; the file is forgotten at once."""
    locked = _locked(filing, by, State.READING, State.READ)
    locked.state = State.DROPPED
    locked.save()
    FilingLine.objects.filter(filing=locked).delete()
    FilingSheet.objects.filter(pk=locked.pk).delete()
    record("filing.dropped", subject_type="filing", subject_id=locked.pk, by=by)
    return locked


def wake() -> None:
    """Hint the worker; without a broker the regular task finds the filing within a minute."""
    try:
        current_app.send_task("registration.tasks.filings.work_filings", retry=False, ignore_result=True)
    except Exception as error:
        log.warning("worker not woken: %s", type(error).__name__)


def work_left() -> list[tuple[UUID, str]]:
    """Filings to read or to take, the oldest first."""
    rows = Filing.objects.filter(state__in=[State.READING, State.TAKING]).order_by("made_at", "pk")
    return list(rows.values_list("pk", "state"))


@verb
def forget_sheets(before: date, *, by: Actor) -> int:
    """Forget files and wrong lines of filings that ended or were left before a day; how many."""
    old = Filing.objects.filter(made_at__date__lt=before, sheet__isnull=False)
    old = old.exclude(state__in=[State.WAITING, State.TAKING])
    keys = list(old.values_list("pk", flat=True)[:1000])
    FilingLine.objects.filter(filing__in=keys).delete()
    FilingSheet.objects.filter(pk__in=keys).delete()
    Filing.objects.filter(pk__in=keys, state__in=[State.READING, State.READ]).update(state=State.DROPPED)
    return len(keys)
