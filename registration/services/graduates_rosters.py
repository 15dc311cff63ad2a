"""A school hands in whom it let go: read and shown, then taken as a whole; the same file again changes nothing.

A line that does not fit keeps its reason and the others are taken. Source: 人力资源市场暂行条例 第十五条; that rosters
come from schools: 国办发〔2022〕13号 (报到证 abolished, known, not read).
"""

import base64
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from portal.accounts.models import Membership, Organisation
from portal.accounts.queries import name_index, number_index
from portal.accounts.services import Declared, enrol_many
from portal.agencies.queries import county_of, known_county_codes
from portal.casework.services import NotAllowed
from portal.events.services import record, record_from, verb
from portal.exchange import sheets
from portal.kernel import clock, identity
from portal.kernel.actor import Actor
from portal.kernel.copying import copy_in
from portal.kernel.fields import plaintext
from portal.kernel.ids import uuid7
from portal.kernel.names import check_phone
from portal.kernel.sealing import blind_index
from portal.rules import queries as law

from ..models import GraduateLine, GraduateRoster, Graduation
from ..policy import STAFF_SEATS
from ..queries import graduates as queries
from ..rules import graduates as rules
from ..rules import roster as cells_rules
from . import graduates_sql as sql

MOST_LINES = 20_000
BATCH = 2_000
State = GraduateRoster.State
WRITTEN = ("school", "school_name", "school_kind", "level", "major", "graduated_on", "destination", "unit",
           "destination_on", "roster", "certificate_index", "phone")  # fmt: skip


class NotNow(ValueError):
    """Why this cannot be done now, in words."""


def certificate_index(number: str) -> bytes | None:
    """The blind index of a 毕业证书编号, however it was typed; None for nothing."""
    text = "".join(number.split()).upper()
    return blind_index("graduation_certificate", text) if text else None


def _allowed(school: Organisation, by: Actor) -> None:
    """The school itself, or the education department's system that hands its roster on."""
    if school.kind != Organisation.Kind.SCHOOL:
        raise NotAllowed(f"{school.pk} is no school")
    if by.is_system:
        return
    mine = by.kind == "organisation" and by.id == str(school.pk)
    seats = Membership.objects.filter(organisation=school, user_id=by.user_id, active=True)
    if not mine or not seats.filter(role__in=STAFF_SEATS).exists():
        raise NotAllowed(f"{by.kind} {by.id}: roster of {school.pk}")


@verb
def stage(school: Organisation, school_kind: str, name: str, data: bytes, *, by: Actor) -> GraduateRoster:
    """Read a file and show what it would do; nothing is changed by this. Raises sheets.BadSheet, NotAllowed.

    school_kind: one of SchoolKind, by which the levels of the lines are checked. At most 20,000 lines.
    """
    _allowed(school, by)
    heads, found = _read(name, data)
    roster = GraduateRoster.objects.create(
        school=school,
        school_kind=school_kind,
        file_name=name[-120:],
        data=base64.b64encode(data).decode(),
        made_by_id=by.user_id,
        made_at=clock.now(),
    )
    _copy_lines(roster, heads, found)
    _run(sql.TWICE, roster)
    _run(sql.MARK, roster)
    _count(roster)
    record("graduate_roster.staged", subject_type="graduate_roster", subject_id=roster.pk, by=by)
    return roster


def _read(name: str, data: bytes) -> tuple[list[str], list[tuple[int, list[str]]]]:
    found = sheets.lines(name, data)
    heads = next(found, (0, []))[1]
    lacking = [column for column in rules.NEEDED if column not in heads]
    if lacking:
        raise sheets.BadSheet(_("第一行缺少这些列:%(names)s。请用模板。") % {"names": "、".join(lacking)})
    rows = list(found)
    if not rows:
        raise sheets.BadSheet(_("文件里只有标题行,没有毕业生。"))
    if len(rows) > MOST_LINES:
        raise sheets.BadSheet(_("一次最多20000人,请分成几个文件。"))
    return heads, rows


def _copy_lines(roster: GraduateRoster, heads: list[str], found: list[tuple[int, list[str]]]) -> None:
    known, today, counties = known_county_codes(), clock.today(), queries.county_words()

    def typed() -> Iterator[GraduateLine]:
        for number, values in found:
            cells = dict(zip(heads, values, strict=False))
            read = rules.read_line(
                cells, school_kind=roster.school_kind, counties=counties, known=known, today=today
            )
            yield _line(roster, number, read, cells)

    copy_in(GraduateLine, typed())


def _line(roster: GraduateRoster, number: int, read: rules.Line, cells: Mapping[str, str]) -> GraduateLine:
    namespace = identity.namespace(read.document_kind) if read.number else ""
    return GraduateLine(
        key=uuid7(),
        roster=roster,
        line=number,
        masked=read.masked[:40],
        namespace=namespace,
        document_kind=read.document_kind if read.number else "",
        number_index=number_index(namespace, read.number) if read.number else None,
        name_index=name_index(read.name) if read.number else None,
        certificate_index=certificate_index(cells.get("毕业证书编号", "")),
        level=read.level,
        major=read.major,
        graduated_on=read.graduated_on,
        destination=read.destination,
        unit=read.unit,
        home=read.home,
        problem=read.problem,
    )


def _run(statement: str, roster: GraduateRoster) -> None:
    values = {"roster": roster.pk, "school": roster.school_id, "wrong_name": sql.WRONG_NAME}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _count(roster: GraduateRoster) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.COUNT, {"roster": roster.pk})
        row = cursor.fetchone()
    roster.total, roster.bad, roster.fresh, roster.changed, roster.same, roster.tagged = row
    roster.save()


def _locked(roster: GraduateRoster, by: Actor) -> GraduateRoster:
    rows = GraduateRoster.objects.select_for_update(of=("self",)).select_related("school__region")
    locked = rows.get(pk=roster.pk)
    _allowed(locked.school, by)
    if locked.state != State.READ:
        raise NotNow(_("这份名册现在是“%(state)s”。") % {"state": locked.get_state_display()})
    return locked


@verb
def take(roster: GraduateRoster, *, by: Actor) -> GraduateRoster:
    """Take every good line in one transaction: persons, graduations, tags, events. Raises NotNow, NotAllowed.

    Rosters are taken one after another, whoever's they are: what an earlier one wrote is known to the next.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('graduate-rosters', 0))")
    locked = _locked(roster, by)
    _run(sql.MARK, locked)
    _count(locked)
    if locked.fresh + locked.changed + locked.same == 0:
        raise NotNow(_("没有一行可以办,请先改好再上传。"))
    _write(locked)
    values = _values(locked)
    kept = {"subject_type": "graduation", "source": sql.FILED}
    record_from("graduation.filed", values=values, by=by, **kept)
    record_from("graduate.untagged", subject_type="graduate", source=sql.UNTAG, values=values, by=by)
    locked.tagged = record_from(
        "graduate.tagged", subject_type="graduate", source=sql.TAG, values=values, by=by
    )
    locked.lines.filter(problem="").delete()
    locked.state, locked.finished_at = State.DONE, clock.now()
    locked.save()
    record("graduate_roster.taken", subject_type="graduate_roster", subject_id=locked.pk, by=by)
    return locked


def _values(roster: GraduateRoster) -> dict[str, Any]:
    today, county = clock.today(), county_of(roster.school.region).pk
    days = law.value("graduates.first_contact_days", on=today, region=county)
    return {
        "roster": roster.pk,
        "today": today,
        "months": queries.choice_months(today, county),
        "due": law.due_day(today, days).day,
        "county": county,
    }


def _write(roster: GraduateRoster) -> None:
    """Persons nobody knew, then graduations; names, numbers and phones come once more from the sealed file."""
    good = {
        row.line: row
        for row in roster.lines.filter(problem="", effect__in=["new", "changed"]).order_by("line")
    }
    heads, found = _read(roster.file_name, base64.b64decode(plaintext(roster.data)))
    people: list[Declared] = []
    made: list[Graduation] = []
    changed: list[Graduation] = []
    for number, values in found:
        row = good.get(number)
        if row is None:
            continue
        cells = dict(zip(heads, values, strict=False))
        if row.person_id is None:
            people.append(_declared(row, cells))
        fresh = row.effect == GraduateLine.Effect.NEW
        (made if fresh else changed).append(_graduation(roster, row, cells))
    enrol_many(people)
    Graduation.objects.bulk_create(made, batch_size=BATCH)
    Graduation.objects.bulk_update(changed, WRITTEN, batch_size=500)


def _declared(row: GraduateLine, cells: Mapping[str, str]) -> Declared:
    who = cells_rules.known_good(cells)
    return Declared(
        row.key,
        who["name"],
        who["document_kind"],
        who["number"],
        who["birth"],
        who["sex"],
        number_index=bytes(row.number_index),
        name_index=bytes(row.name_index),
    )


def _graduation(roster: GraduateRoster, row: GraduateLine, cells: Mapping[str, str]) -> Graduation:
    phone, wrong = check_phone(cells.get("手机", ""))
    return Graduation(
        id=row.graduation_id or row.key,
        person_id=row.person_id or row.key,
        school=roster.school,
        school_name=roster.school.name,
        school_kind=roster.school_kind,
        level=row.level,
        major=row.major,
        graduated_on=row.graduated_on,
        certificate_index=row.certificate_index,
        destination=row.destination,
        unit=row.unit,
        destination_on=clock.today(),
        phone=phone if phone and not wrong else None,
        roster=roster,
        made_at=clock.now(),
    )


@verb
def drop(roster: GraduateRoster, *, by: Actor) -> GraduateRoster:
    """Do not hand in what was only read; the file is forgotten at once. Raises NotNow, NotAllowed."""
    locked = _locked(roster, by)
    GraduateLine.objects.filter(roster=locked).delete()
    locked.state, locked.data = State.DROPPED, None
    locked.save()
    record("graduate_roster.dropped", subject_type="graduate_roster", subject_id=locked.pk, by=by)
    return locked


@verb
def forget(before: date, *, by: Actor) -> int:
    """Forget files and wrong lines of rosters made before a day; how many rosters."""
    old = GraduateRoster.objects.filter(made_at__date__lt=before, data__isnull=False)
    keys: list[UUID] = list(old.order_by("made_at").values_list("pk", flat=True)[:1000])
    GraduateLine.objects.filter(roster__in=keys).delete()
    GraduateRoster.objects.filter(pk__in=keys, state=State.READ).update(state=State.DROPPED)
    GraduateRoster.objects.filter(pk__in=keys).update(data=None)
    return len(keys)
