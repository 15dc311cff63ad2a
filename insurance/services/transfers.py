"""转移接续: months of another place taken in, or ours given to another place; one case, two people.

Source: 社会保险法 第五十二条. The clerk who recorded the other place's letter is not the one who grants.
"""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from portal.accounts.models import Clerk
from portal.casework.models import Case
from portal.casework.services.stepping import NotAllowed
from portal.documents.models import Certificate
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import month_text, months_from
from portal.kernel.money import text as money_text
from portal.rules import queries as law
from portal.rules.verdict import Verdict

from ..models import Contribution, Transfer
from ..queries import claims
from ..queries.changes import MOVED_AWAY
from ..rules.transfers import along
from . import changes
from .letters import write

LAW = "《中华人民共和国社会保险法》第五十二条"
Direction = Transfer.Direction


class SameClerk(NotAllowed):
    """Who recorded the months may not grant them: two pairs of eyes."""


def may_record(actor: Actor, transfer: Transfer) -> bool:
    """A clerk of the deciding agency or above it."""
    return actor.kind == "clerk" and transfer.case.responsible.path.startswith(actor.agency_path or "-")


@verb
def record_months(transfer: Transfer, *, first: date, last: date, proof: str, by: Actor) -> Transfer:
    """Write down the months of the other place's letter (转移凭据); they count once the case is granted."""
    row = _locked(transfer.case)
    if not may_record(by, row) or row.direction != Direction.IN or row.done_at:
        raise NotAllowed(f"{by.id}: months of transfer {row.pk}")
    row.first_month, row.last_month, row.proof = first.replace(day=1), last.replace(day=1), proof[:60]
    row.recorded_by = Clerk.objects.get(pk=by.id)
    row.save()
    record("transfer.recorded", subject_type="transfer", subject_id=row.pk, by=by)
    return row


def _locked(case: Case) -> Transfer:
    rows = Transfer.objects.select_for_update(of=("self",)).select_related("case__responsible", "person")
    return rows.get(case=case)


@verb
def grant_transfer(case: Case, verdict: Verdict, *, by: Actor) -> Transfer:
    """Take the months in, or give ours away: the letter says which, and what goes along. Raises SameClerk."""
    row = _locked(case)
    if row.recorded_by_id is not None and str(row.recorded_by_id) == by.id:
        raise SameClerk("maker and checker are one person")
    if row.direction == Direction.IN:
        _take_in(row)
    else:
        _give_away(row, by)
    row.done_at = clock.now()
    row.save()
    _letter(row, verdict, by)
    record("transfer.done", subject_type="transfer", subject_id=row.pk, by=by)
    return row


def _take_in(row: Transfer) -> None:
    """One contribution a month that is not on record yet; a month counts once, whoever paid it."""
    known = set(Contribution.objects.filter(person_id__in=row.person.all_ids).values_list("month", flat=True))
    Contribution.objects.bulk_create(
        Contribution(
            person=row.person,
            county=row.county,
            month=month,
            base=Decimal(),
            unit_paid=Decimal(),
            own_paid=Decimal(),
            transfer=row,
            as_of=clock.today(),
        )
        for month in months_from(row.first_month, row.last_month)
        if month not in known
    )


def _give_away(row: Transfer, by: Actor) -> None:
    """What is left of a running claim goes along; the claim here is over. Months due before are paid here."""
    claim = claims.running(row.person)
    if claim is None:
        return
    text = _("转移到%(place)s,没有领的月数随同转移。") % {"place": row.place}
    made = changes.end(claim, code=MOVED_AWAY, since=clock.today(), text=text, by=by)
    goes = along(made.set_aside, claim.monthly, law.value("ui.transfer_extra_percent", on=clock.today()))
    row.claim, row.entitled, row.money = claim, goes.months, goes.money


def _letter(row: Transfer, verdict: Verdict, by: Actor) -> Certificate:
    """转移接续告知书: which months, what goes along, what the other place does next."""
    months = {
        "first": month_text(f"{row.first_month:%Y-%m}"),
        "last": month_text(f"{row.last_month:%Y-%m}"),
        "place": row.place,
    }
    if row.direction == Direction.IN:
        told = [_("您在%(place)s的失业保险缴费(%(first)s至%(last)s)已经转入,和本省的缴费合并计算。") % months]
    else:
        told = [_("您的失业保险关系转往%(place)s,缴费记录为%(first)s至%(last)s。") % months]
        if row.claim_id:
            words = {"months": row.entitled, "money": money_text(row.money)}
            told.append(
                _("还没有领的%(months)s个月随同转移,资金%(money)s划转对方,由对方继续发给您。") % words
            )
        told.append(_("对方经办机构收到后会和您联系,您不用自己送材料。"))
    reasons = [
        {"text": each.text, "article": each.article, "next_step": ""} for each in verdict.findings if each.met
    ]
    return write("insurance_transfer", _("失业保险关系转移接续告知书"), row.case, told, reasons, by=by)


@verb
def revoke_transfer(case: Case, *, by: Actor) -> Transfer:
    """The grant is taken back: months taken in leave the record. What was given away the other place gives back."""
    row = _locked(case)
    if row.direction == Direction.IN:
        row.contributions.all().delete()
    record("transfer.revoked", subject_type="transfer", subject_id=row.pk, by=by)
    return row
