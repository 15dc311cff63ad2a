"""One person at a time: from a form, or about an employment that stands. Then sent like a file of one line."""

import base64
import csv
import io
from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.accounts.models import Organisation
from portal.agencies.models import Region
from portal.events.services import record, verb
from portal.kernel import masking
from portal.kernel.actor import Actor
from portal.kernel.fields import plaintext

from ..models import Filing, FilingLine, FilingSheet, Spell
from .filings import allowed, new_filing, read_lines

Kind = Filing.Kind


@verb
def stage_one(organisation: Organisation, cells: Mapping[str, str], *, region: Region, by: Actor) -> Filing:
    """A hire from a form: the cells and checks of a file of one line. Nothing is changed in the register yet."""
    allowed(organisation.pk, by)
    filing = new_filing(organisation, Kind.HIRE, "", region, by)
    heads, row = list(cells), [str(value) for value in cells.values()]
    out = io.StringIO()
    csv.writer(out).writerows([heads, row])
    FilingSheet.objects.create(filing=filing, data=base64.b64encode(out.getvalue().encode()).decode())
    record("filing.staged", subject_type="filing", subject_id=filing.pk, by=by)
    read_lines(filing, heads, [(2, row)])
    return filing


@verb
def stage_ending(spell: Spell, *, last_day: date, ground: str, by: Actor) -> Filing:
    """An ending of one employment: last day and ground of the law."""
    return _stage_line(spell, Kind.LEAVE, by, day=last_day, ground=ground)


@verb
def stage_contract(spell: Spell, *, by: Actor, **agreed: Any) -> Filing:
    """A renewed or changed contract of one employment: contract, begins, ends, hours, trial_until, post."""
    return _stage_line(spell, Kind.HIRE, by, day=spell.period.lower, **agreed)


def _stage_line(spell: Spell, kind: str, by: Actor, **cells: Any) -> Filing:
    """A filing of one line about somebody on the roster: nobody has to type a number again."""
    allowed(spell.employer_id, by)
    filing = new_filing(spell.employer, kind, "", spell.agency.region, by)
    document = spell.person.documents.filter(retired=False).order_by("-confirmed", "seen_at").first()
    number = plaintext(document.number)
    FilingLine.objects.create(
        filing=filing,
        line=1,
        masked=f"{masking.MASKS['name'](plaintext(spell.person.name))} …{number[-4:]}",
        document_kind=document.kind,
        namespace=document.namespace,
        number_index=document.number_index,
        name_index=spell.person.name_index,
        **cells,
    )
    record("filing.staged", subject_type="filing", subject_id=filing.pk, by=by)
    read_lines(filing, [], [])
    return filing
