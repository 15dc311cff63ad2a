"""Graduates of a province's schools from the education department: each school's part is a roster of that school."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from portal.accounts.models import Organisation
from portal.exchange import registry
from portal.exchange.models import Job
from portal.exchange.registry import Outcome, Row
from portal.kernel.actor import system

from ..models import GraduateRoster, SchoolKind
from ..rules import graduates as rules
from ..services import graduates_rosters as services

BY = system("registration.education")
TEXT = {"type": "string", "maxLength": 120}
SOME = TEXT | {"minLength": 1}
FIELDS = {
    "name": "姓名",
    "number": "证件号码",
    "document": "证件类型",
    "level": "学历",
    "major": "专业",
    "graduated_on": "毕业日期",
    "destination": "毕业去向",
    "unit": "去向单位",
    "home": "生源地",
    "phone": "手机",
    "certificate": "毕业证书编号",
}
SCHEMA = {
    "type": "object",
    "required": ["school", "school_kind", "name", "number", "level", "graduated_on", "destination"],
    "additionalProperties": False,
    "properties": {
        **dict.fromkeys(FIELDS, TEXT),
        "school": {"type": "string", "pattern": "^[0-9A-Z]{18}$"},
        "school_kind": {"enum": list(SchoolKind.values)},
        "name": SOME,
        "number": SOME,
        "level": {"enum": list(rules.LEVELS)},
        "graduated_on": {"type": "string", "format": "date"},
        "destination": {"enum": list(rules.DESTINATIONS)},
    },
}


def graduates(rows: Iterable[Row], job: Job) -> Outcome:
    """Each school's rows as a roster of its own, read and taken; a school we do not know is told by the line."""
    parts: dict[tuple[str, str], list[Row]] = {}
    for line, row in rows:
        parts.setdefault((row["school"], row["school_kind"]), []).append((line, row))
    known = Organisation.objects.filter(
        uscc__in={code for code, _kind in parts}, kind=Organisation.Kind.SCHOOL, confirmed_at__isnull=False
    )
    schools = {school.uscc: school for school in known}
    out = Outcome()
    for (code, kind), mine in sorted(parts.items()):
        school = schools.get(code)
        if school is None:
            out.refused += [(line, _("没有登记这所学校")) for line, _row in mine]
            continue
        for start in range(0, len(mine), services.MOST_LINES):
            _roster(school, kind, mine[start : start + services.MOST_LINES], job, out)
    return out


def _roster(school: Organisation, kind: str, rows: list[Row], job: Job, out: Outcome) -> None:
    name = f"{job.partner.code}-{job.as_of or ''}.csv"
    roster = services.stage(school, kind, name, _sheet(row for _line, row in rows), by=BY)
    numbers = [line for line, _row in rows]  # line 1 of the sheet is its head
    problems = roster.lines.exclude(problem="").values_list("line", "problem")
    out.refused += [(numbers[line - 2], text) for line, text in problems]
    if roster.fresh + roster.changed + roster.same:
        taken: GraduateRoster = services.take(roster, by=BY)
        out.taken += taken.fresh + taken.changed
        out.unchanged += taken.same
    else:
        services.drop(roster, by=BY)


def _sheet(rows: Iterable[dict[str, Any]]) -> bytes:
    """The rows as the file a school itself would hand in."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(FIELDS.values())
    writer.writerows([row.get(name, "") for name in FIELDS] for row in rows)
    return text.getvalue().encode()


registry.dataset("graduates", 1, SCHEMA, title=lazy("毕业生名册"), source=lazy("教育部门"), take=graduates)
