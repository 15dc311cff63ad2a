"""Contributions from files: read and shown, then applied as a whole, undone as long as nothing rests on them.

A line that does not fit is kept with its reason; the others are taken. The same file again changes nothing.
"""

import hashlib
import itertools
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from portal.accounts.models import Clerk, Role
from portal.accounts.queries import number_index
from portal.agencies.models import Agency
from portal.agencies.queries import known_county_codes, sichuan_counties
from portal.casework.services import NotAllowed
from portal.events.services import record, verb
from portal.exchange import sheets
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.copying import copy_in

from ..models import ContributionImport, ContributionLine
from ..rules import lines as rules
from . import contributions_sql as sql

STAGED = 5000
State = ContributionImport.State
DATA_ROLES = frozenset({Role.DATA, Role.RECHECK})


class NotNow(ValueError):
    """Why an import cannot take this step, in words."""


def _allowed(by: Actor, agency_path: str = "") -> None:
    if by.kind != "clerk" or not by.roles & DATA_ROLES or not agency_path.startswith(by.agency_path or "-"):
        raise NotAllowed(f"{by.kind} {by.id}: contributions")


@verb
def stage(name: str, data: bytes, *, source: str, as_of: date, by: Actor) -> ContributionImport:
    """Read a file and show what it would do; nothing is changed. Raises sheets.BadSheet, NotNow, NotAllowed."""
    agency = Agency.objects.get(pk=by.agency_id) if by.agency_id else None
    _allowed(by, agency.path if agency else "")
    digest = hashlib.sha256(data).hexdigest()
    if ContributionImport.objects.filter(digest=digest, state=State.APPLIED).exists():
        raise NotNow(_("这个文件已经导入过,不会重复计算。"))
    if as_of > clock.today():
        raise NotNow(_("数据截至日期不能在以后。"))
    found = sheets.lines(name, data)
    heads = next(found, (0, []))[1]
    lacking = [column for column in rules.NEEDED if column not in heads]
    if lacking:
        raise sheets.BadSheet(_("第一行缺少这些列:%(names)s。请用模板。") % {"names": "、".join(lacking)})
    batch = ContributionImport.objects.create(
        source=source.strip()[:60],
        as_of=as_of,
        file_name=name[-120:],
        digest=digest,
        agency=agency,
        made_by=Clerk.objects.get(pk=by.id),
        made_at=clock.now(),
    )
    _keep(batch, heads, found)
    _preview(batch)
    if not batch.rows:
        raise sheets.BadSheet(_("文件里只有标题行,没有缴费记录。"))
    record("contributions.staged", subject_type="contribution_import", subject_id=batch.pk, by=by)
    return batch


def _keep(batch: ContributionImport, heads: list[str], found: Iterator[tuple[int, list[str]]]) -> None:
    """Copy the lines in, typed; numbers as blind indexes only."""
    counties = {}
    for region in sichuan_counties().select_related("parent"):
        counties[region.code] = counties[region.name] = region.code
        counties[f"{region.parent.name}{region.name}"] = region.code
    known, today = known_county_codes(), clock.today()
    row = ContributionLine(batch=batch)
    while some := list(itertools.islice(found, STAGED)):
        typed = (
            _filled(row, number, rules.read(cells, counties=counties, known=known, today=today))
            for number, cells in ((number, dict(zip(heads, each, strict=False))) for number, each in some)
        )
        copy_in(ContributionLine, typed)


def _filled(row: ContributionLine, number: int, read: rules.Line) -> ContributionLine:
    """One instance, filled anew for every line: a hundred thousand of them would cost more than the writing."""
    row.__dict__.update(
        line=number,
        document_index=number_index("citizen", read.number) if read.number else None,
        employer_code=read.employer,
        county_code=read.county,
        month=read.month,
        base=read.base,
        unit_paid=read.unit_paid,
        own_paid=read.own_paid,
        problem=read.problem,
    )
    return row


def _preview(batch: ContributionImport) -> None:
    """Find persons and employers, mark what cannot be taken, count the rest; set-based throughout."""
    with connection.cursor() as cursor:
        for statement in sql.MARK:
            cursor.execute(statement, {"batch": batch.pk})
        cursor.execute(sql.COUNT, {"batch": batch.pk})
        batch.rows, batch.refused, batch.added, batch.changed, batch.same = cursor.fetchone()
        cursor.execute(sql.EFFECT, {"batch": batch.pk})
        people, drawing = cursor.fetchone()
    batch.effect = {"people": people, "drawing": drawing}
    batch.save()


@verb
def apply(batch: ContributionImport, *, by: Actor) -> ContributionImport:
    """Take the lines that fit: new months added, changed ones corrected, what was there kept for the undo."""
    locked = _locked(batch, by, State.PREVIEWED)
    if ContributionImport.objects.filter(digest=locked.digest, state=State.APPLIED).exists():
        raise NotNow(_("这个文件已经导入过,不会重复计算。"))
    _preview(locked)  # the world may have changed since it was shown
    with connection.cursor() as cursor:
        values = {"batch": locked.pk, "as_of": locked.as_of}
        cursor.execute(sql.REMEMBER, values)
        cursor.execute(sql.TAKE, values)
        cursor.execute(sql.FORGET, values)
    _ended(locked, State.APPLIED, by)
    record("contributions.applied", subject_type="contribution_import", subject_id=locked.pk, by=by)
    return locked


@verb
def undo(batch: ContributionImport, *, by: Actor) -> ContributionImport:
    """Put everything back as it was. Raises NotNow when a later import or a decided claim rests on it."""
    locked = _locked(batch, by, State.APPLIED)
    with connection.cursor() as cursor:
        values = {"batch": locked.pk, "at": locked.ended_at}
        cursor.execute(sql.LATER, values)
        if cursor.fetchone()[0]:
            raise NotNow(_("后来的导入又改过这些记录,请先撤销后来的。"))
        cursor.execute(sql.DECIDED, values)
        cases = [row[0] for row in cursor.fetchall()]
        if cases:
            raise NotNow(_("已经有决定用到这些记录:%(cases)s。请走更正程序。") % {"cases": "、".join(cases)})
        cursor.execute(sql.RESTORE, values)
        cursor.execute(sql.REMOVE, values)
    _ended(locked, State.UNDONE, by)
    record("contributions.undone", subject_type="contribution_import", subject_id=locked.pk, by=by)
    return locked


@verb
def drop(batch: ContributionImport, *, by: Actor) -> ContributionImport:
    """Do not take a file that was only shown."""
    locked = _locked(batch, by, State.PREVIEWED)
    _ended(locked, State.DROPPED, by)
    locked.lines.filter(problem="").delete()
    return locked


def _locked(batch: ContributionImport, by: Actor, state: str) -> ContributionImport:
    rows = ContributionImport.objects.select_related("agency").select_for_update(of=("self",))
    locked = rows.get(pk=batch.pk)
    _allowed(by, locked.agency.path)
    if locked.state != state:
        raise NotNow(_("这个文件现在是“%(state)s”,不能这样做。") % {"state": locked.get_state_display()})
    return locked


def _ended(batch: ContributionImport, state: str, by: Actor) -> None:
    batch.state, batch.ended_by_id, batch.ended_at = state, int(by.id), clock.now()
    batch.save()


def visible_to(actor: Actor) -> Any:
    """Imports of the actor's agency and below, for those who keep data."""
    if actor.kind != "clerk" or not actor.roles & DATA_ROLES:
        return ContributionImport.objects.none()
    return ContributionImport.objects.filter(agency__path__startswith=actor.agency_path)
