"""«我停业了»: a unit closes. Everybody on its roster is filed as ended in one act, and the agency calls soon.

Source: 中华人民共和国劳动合同法 第四十四条 (grounds four and five), 第五十条; 就业服务与就业管理规定 第六十二条.
"""

from datetime import date

from django.utils.translation import gettext as _

from portal.accounts.models import Organisation
from portal.agencies.queries import agency_for
from portal.casework.models import Task
from portal.casework.services.tasks import open_task
from portal.events.services import record, verb
from portal.kernel import clock, masking
from portal.kernel.actor import Actor, system
from portal.kernel.fields import plaintext
from portal.rules import queries as law

from ..models import Filing, FilingLine, Spell
from ..queries.roster import roster
from .filings import NotNow, allowed, new_filing, read_lines

CALL_WD = 2  # 创业失败帮扶: within two working days
GROUNDS = ("LCL44_5", "LCL44_4")


@verb
def close_unit(unit: Organisation, *, last_day: date, ground: str, by: Actor) -> Filing | None:
    """Stage the ending of everybody at work and let the agency call; None where nobody is on the roster.

    The staged filing is looked through and sent like any other; nothing in the register has changed before that.
    Raises NotNow for a day to come or a ground that is not closing.
    """
    allowed(unit.pk, by)
    if last_day > clock.today() or ground not in GROUNDS:
        raise NotNow(_("停业的日期要在今天或以前。"))
    staff = list(roster(unit.pk))
    _call(unit, len(staff))
    record("unit.closing", subject_type="organisation", subject_id=unit.pk, by=by)
    if not staff:
        return None
    filing = new_filing(unit, Filing.Kind.LEAVE, "", unit.region, by)
    lines = [_line(filing, number, spell, last_day, ground) for number, spell in enumerate(staff, start=1)]
    FilingLine.objects.bulk_create([line for line in lines if line], batch_size=1000)
    record("filing.staged", subject_type="filing", subject_id=filing.pk, by=by)
    read_lines(filing, [], [])
    return filing


def _line(filing: Filing, number: int, spell: Spell, last_day: date, ground: str) -> FilingLine | None:
    """One of the staff; `roster` brings the documents along, the best first."""
    document = next(iter(spell.person.documents.all()), None)
    if document is None:
        return None
    tail = plaintext(document.number)[-4:]
    return FilingLine(
        filing=filing,
        line=number,
        masked=f"{masking.MASKS['name'](plaintext(spell.person.name))} …{tail}",
        document_kind=document.kind,
        namespace=document.namespace,
        number_index=document.number_index,
        name_index=spell.person.name_index,
        day=max(last_day, spell.period.lower),
        ground=ground,
    )


def _call(unit: Organisation, staff: int) -> None:
    """A task for the agency, once: debts, staff, what comes next."""
    agency = agency_for(unit.region)
    words = {"unit": unit.name, "code": unit.uscc, "n": staff}
    note = _("单位停业:%(unit)s(%(code)s),在职%(n)s人。请联系:债务咨询、员工安置、失业登记和培训") % words
    waiting = Task.objects.filter(agency=agency, kind=Task.Kind.CONTACT, done_at__isnull=True)
    if waiting.filter(note__contains=unit.uscc).exists():
        return
    open_task(
        Task.Kind.CONTACT,
        agency=agency,
        note=note,
        due=law.due_day(clock.today(), CALL_WD).day,
        by=system("registration.closing"),
    )
