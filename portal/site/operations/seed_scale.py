"""Fill a database with made-up people by COPY, to see how the portal does with millions. Development only.

Nobody is told: there are no event rows and no deliveries, only what stands in the register and on the desk.
"""

import io
import json
import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection, connections, transaction

from portal.accounts.models import Clerk, ClerkRole, Document, Person, User
from portal.agencies.models import Agency, Level
from portal.casework.models import Case, CaseEvent, Commitment, ReasonCode, ServiceItem
from portal.casework.registry import version_on
from portal.casework.services.clocks import promised_days
from portal.casework.services.submitting import current_text
from portal.documents.models import Certificate
from portal.events.models import Event
from portal.events.services import acting, record
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.copying import copy_statement, lines
from portal.rules.queries import due_day

from .made_up_rows import ITEM, County, Fate, Ground, register, rows_of
from .people_by_number import MOST
from .server import OperationRefused, require_owner

MARK = "scale.seeded"
CHUNK = 2_000
PROCESSES = 2
ORDER = (Person, Document, Case, CaseEvent, Commitment, Certificate)
REGISTER = ("Spell", "UnemploymentRegistration")
OLDEST = 420  # days back that a case may have come in

STAGE = """
CREATE TEMP TABLE seeded (case_id uuid PRIMARY KEY, state text, clerk bigint, reason bigint, accepted_at timestamptz,
                          decided_at timestamptz, closed_at timestamptz, decision jsonb) ON COMMIT DROP
"""
STEPS = (  # each lawful step, one after the other: the trigger refuses anything else
    "UPDATE casework_case c SET state = 'accepted', accepted_at = s.accepted_at, assignee_id = s.clerk "
    "FROM seeded s WHERE c.id = s.case_id AND s.state <> 'submitted'",
    "UPDATE casework_case c SET state = CASE s.state WHEN 'refused' THEN 'refused' ELSE 'granted' END, "
    "decided_at = s.decided_at, decided_by_id = s.clerk, reason_id = s.reason, decision = s.decision "
    "FROM seeded s WHERE c.id = s.case_id AND s.state IN ('granted', 'refused', 'closed')",
    "UPDATE casework_case c SET state = 'closed', closed_at = s.closed_at "
    "FROM seeded s WHERE c.id = s.case_id AND s.state = 'closed'",
)


@dataclass(frozen=True)
class Seeded:
    """What one run added."""

    people: int
    cases: int
    seconds: float
    total: int


def seed_scale(
    people: int,
    cases: int,
    *,
    more: bool = False,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Seeded:
    """Add made-up people of region 519999, verified, and cases of some of them, all in one transaction.

    A database that was filled before stays as it is, unless `more` asks for further people. Every constraint and
    trigger stays on. Raises OperationRefused.
    """
    require_owner()
    if not settings.DEVELOPMENT:
        raise OperationRefused("made-up people have no place in production")
    if cases > people:
        raise OperationRefused("a person has one case at most: --cases is above --persons")
    before = sum(Event.objects.filter(name=MARK).values_list("payload__people", flat=True))
    if before and not more:
        return Seeded(0, 0, 0.0, before)
    if before + people > MOST:
        raise OperationRefused(f"there are only {MOST} made-up people, {before} of them are here")
    began = time.monotonic()
    with transaction.atomic():
        by = system("seed:scale")
        acting(by)
        _fill(before, people, cases, progress)
        payload = {"people": people, "cases": cases}
        record(MARK, subject_type="database", subject_id=before, by=by, payload=payload)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Seeded(people, cases, time.monotonic() - began, before + people)


def _fill(first: int, people: int, cases: int, progress: Callable[[int, int], None]) -> None:
    ground = _ground()
    with connection.cursor() as cursor:
        cursor.execute(STAGE)
        done = 0
        for count, parts, fates in _made(first, people, first + cases, ground):
            for model in (*ORDER, *map(register, REGISTER)):
                if text := parts.get(model._meta.label):
                    cursor.copy_expert(copy_statement(model), io.StringIO(text))
            cursor.copy_expert("COPY seeded FROM STDIN", io.StringIO(fates))
            done += count
            progress(done, people)
        cursor.execute("ANALYZE seeded")
        for step in STEPS:
            cursor.execute(step)


def _made(
    first: int, people: int, with_case: int, ground: Ground
) -> Iterator[tuple[int, dict[str, str], str]]:
    """Chunks of COPY text, made by other processes: sealing is the work, COPY the smaller part."""
    tasks = [
        (start, min(CHUNK, first + people - start), with_case, ground)
        for start in range(first, first + people, CHUNK)
    ]
    with multiprocessing.get_context("fork").Pool(PROCESSES, initializer=_forget_connections) as pool:
        yield from pool.imap(_chunk, tasks)


def _forget_connections() -> None:
    """A child must never speak on, or close, its parent's connection."""
    for one in connections.all(initialized_only=True):
        one.connection = None


def _chunk(task: tuple[int, int, int, Ground]) -> tuple[int, dict[str, str], str]:
    first, count, with_case, ground = task
    rows, fates = rows_of(first, count, with_case, ground)
    return count, {model._meta.label: lines(each) for model, each in rows.items()}, _fate_lines(fates)


def _fate_lines(fates: list[Fate]) -> str:
    out = []
    for one in fates:
        values = [one.case, one.state, one.clerk, one.reason, one.accepted_at, one.decided_at, one.closed_at]
        words = ["\\N" if value is None else str(value) for value in values]
        out.append("\t".join([*words, json.dumps(one.decision).replace("\\", "\\\\")]))
    return "\n".join(out) + "\n" if out else ""


def _ground() -> Ground:
    """Counties with a clerk each, due days, the item's version, promise and reason."""
    item, today = ServiceItem.objects.get(pk=ITEM), clock.today()
    version, text = version_on(ITEM, today), current_text(ITEM)
    agencies = list(Agency.objects.filter(level=Level.COUNTY, active=True))
    days = promised_days(Case(item=item, version=version, responsible=agencies[0]))
    starts = [today - timedelta(days=back) for back in range(OLDEST)]
    dues = {start: due_day(start, days) for start in starts}
    return Ground(
        today=today,
        counties=tuple(_county(agency) for agency in agencies),
        due={start: (due.day, due.provisional) for start, due in dues.items()},
        prefix=item.number_prefix,
        version=version.pk if version else None,
        text=(text.pk, text.text_hash),
        reason=ReasonCode.objects.filter(item=item, use=ReasonCode.Use.REFUSE).first().pk,
    )


def _county(agency: Agency) -> County:
    """A county's agency and its made-up clerk, who cannot sign in."""
    user, made = User.objects.get_or_create(
        username=f"scale-{agency.code}"[:150], defaults={"is_active": False}
    )
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    clerk, _made = Clerk.objects.get_or_create(
        user=user, defaults={"agency": agency, "name": "王试", "post": "试验岗"}
    )
    ClerkRole.objects.get_or_create(clerk=clerk, role="review")
    return County(agency.region_id, agency.pk, agency.path, agency.name, clerk.pk, clerk.post)
