"""稳岗返还: a scheme is made, units are matched, told and asked; who does not qualify hears it from a named clerk.

Source of the order 比对 → 确认 → 公示 → 拨付 and of the values: the scheme of the year (insurance/law/enterprise.yaml).
Nothing a unit leaves undone counts as given up before the scheme's closing day.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import Clerk
from portal.agencies.models import Region
from portal.agencies.queries import agency_for
from portal.casework.models import Task
from portal.casework.services import open_task
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.rules import queries as law

from ..models import BankAccount, RefundEntry, RefundScheme
from ..models.firms import LARGE_RATE
from ..queries import refunds
from . import accounts, refund_letters
from . import refund_rights as rights

State = RefundEntry.State
CALL_WITHIN = 5  # working days in which a clerk reaches a unit that reads no message
OPEN = (State.MATCHED, State.ASKED, State.INELIGIBLE, State.CONFIRMED)


class RefundRefused(Exception):
    """`why`: scheme | closed | state | unconfirmed | account | facts | empty | same | early."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def closing_day(year: int, region: str) -> tuple[date, str, str]:
    """The dated closing day (stable_refund.closes, «月-日») with its basis and grade. Raises LawMissing."""
    found = law.lookup("stable_refund.closes", on=date(year, 12, 31), region=region)
    month, day = (int(part) for part in found.value.split("-"))
    return date(year, month, day), found.citation, found.confidence


@verb
def make_scheme(
    year: int, region: Region, *, by: Actor, closes: date | None = None, basis: str = ""
) -> RefundScheme:
    """Open the scheme of a year at one's agency. A closing day given comes with the notice it stands in.

    Raises LawMissing when the year has no percentage or closing day yet, RefundRefused("scheme") when it stands.
    """
    rights.need(rights.may_work(by), "make a scheme")
    if RefundScheme.objects.filter(year=year, region=region).exists():
        raise RefundRefused("scheme")
    day, today = date(year, 12, 31), clock.today()
    law.lookup("stable_refund.percent_small", on=day, region=region.pk)
    grade = "B"
    if closes is None:
        closes, basis, grade = closing_day(year, region.pk)
    made = RefundScheme.objects.create(
        year=year,
        region=region,
        agency_id=by.agency_id,
        law_day=min(max(today, date(year, 1, 1)), day),
        opens=min(today, closes),
        closes=closes,
        closes_basis=basis[:120],
        closes_confidence=grade,
        publicity_days=int(law.value("stable_refund.publicity_days", on=day, region=region.pk)),
        made_by_id=by.id,
        made_at=clock.now(),
    )
    record("refund.scheme_made", subject_type="refund_scheme", subject_id=made.pk, by=by)
    return made


def judge(entry: RefundEntry) -> None:
    """Set facts, values used, verdict and sum of an entry; it is not saved here."""
    entry.inputs = refunds.inputs_of(entry)
    with law.noting() as used:
        verdict = refunds.verdict_of(entry.inputs)
    entry.law = [value.as_json() for value in used]
    entry.verdict, entry.amount = verdict.as_json(), verdict.amount


def _locked_scheme(scheme: RefundScheme, by: Actor) -> RefundScheme:
    rights.need(rights.may_work(by), "work on a scheme")
    row = rights.schemes_for(by).select_for_update(of=("self",)).filter(pk=scheme.pk).first()
    rights.need(row is not None, "a scheme of another place")
    if clock.today() > row.closes:
        raise RefundRefused("closed")
    return row


@verb
def match(scheme: RefundScheme, *, by: Actor) -> int:
    """比对: an entry for every unit that paid in the base year and has none yet; returns how many were added.

    Nobody is told anything: what is found stands on the desk first. Run again, it adds only who came since.
    """
    row = _locked_scheme(scheme, by)
    rights.need(row.agency.path.startswith(by.agency_path), "match below the scheme's agency")
    sizes, places = refunds.sizes_before(row.year), {}
    units = refunds.found_units(row)
    standing = BankAccount.objects.filter(
        organisation_id__in=[unit.organisation for unit in units], retired_at__isnull=True
    )
    on_record = {each.organisation_id: each for each in standing}
    made = []
    with law.from_memory():
        for unit in units:
            if unit.county not in places:
                places[unit.county] = agency_for(Region.objects.get(pk=unit.county))
            entry = _entry(row, unit, sizes.get(unit.organisation, ""), on_record.get(unit.organisation))
            entry.agency = places[unit.county]
            judge(entry)
            made.append(entry)
    RefundEntry.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True)
    row.matched_at = clock.now()
    row.save(update_fields=["matched_at"])
    record(
        "refund.matched",
        subject_type="refund_scheme",
        subject_id=row.pk,
        by=by,
        payload={"units": len(made)},
    )
    return len(made)


def _entry(scheme: RefundScheme, unit: refunds.Found, size: str, account: BankAccount | None) -> RefundEntry:
    return RefundEntry(
        scheme=scheme,
        year=scheme.year,
        organisation_id=unit.organisation,
        county_id=unit.county,
        average_insured=unit.average_insured,
        new_recipients=unit.new_recipients,
        layoff_rate=unit.layoff_rate,
        paid_last_year=unit.paid,
        paid_months=unit.months,
        size=size,
        entity_kind=unit.kind,
        account=account,
    )


def _mine(scheme: RefundScheme, by: Actor, *states: str) -> list[RefundEntry]:
    """Entries of the scheme within the clerk's reach, locked, in these states."""
    rows = rights.entries_for(by).filter(scheme=scheme, state__in=states).order_by("pk")
    return list(rows.select_for_update(of=("self",)))


@verb
def ask(scheme: RefundScheme, *, by: Actor) -> int:
    """推送确认: tell every matched unit that may have it, or may once facts are complete; returns how many."""
    row = _locked_scheme(scheme, by)
    found = [each for each in _mine(row, by, State.MATCHED) if each.verdict["answer"] != "no"]
    for entry in found:
        _ask(entry, by)
    return len(found)


def _ask(entry: RefundEntry, by: Actor) -> None:
    """One message on every channel the members have; who has no member here is rung up by a clerk."""
    entry.state, entry.told, entry.told_on = State.ASKED, entry.told + 1, clock.today()
    entry.save(update_fields=["state", "told", "told_on"])
    reached = refund_letters.ask(entry)
    most = int(law.value("stable_refund.remind_most", on=clock.today(), region=entry.county_id))
    if not reached or entry.told == most:
        _call(entry, by)
    record("refund.asked", subject_type="refund_entry", subject_id=entry.pk, by=by)


def _call(entry: RefundEntry, by: Actor) -> None:
    words = {"unit": entry.organisation.name, "year": entry.year}
    note = _("%(unit)s:%(year)s年稳岗返还还没有确认,请打电话问需要什么帮助") % words
    due = law.due_day(clock.today(), CALL_WITHIN).day
    open_task(Task.Kind.CALL, agency=entry.agency, note=note, due=due, by=by)


@verb
def remind(entry: RefundEntry, *, by: Actor) -> bool:
    """Ask once more where the days between have passed; whether it was done. Never after the last time."""
    rows = RefundEntry.objects.select_for_update(of=("self",))
    row = rows.select_related("organisation", "scheme", "agency").get(pk=entry.pk)
    today = clock.today()
    wait, most = (
        int(law.value(f"stable_refund.{key}", on=today, region=row.county_id))
        for key in ("remind_after_days", "remind_most")
    )
    waits = row.state == State.ASKED and row.confirmed_at is None and row.told < most
    if not waits or today > row.scheme.closes or today < row.told_on + timedelta(days=wait):
        return False
    _ask(row, by)
    return True


@verb
def decline(entry: RefundEntry, *, by: Actor) -> RefundEntry:
    """不符合条件: said by a named clerk, with facts, formula, articles and the ways to appeal; never by the system.

    Raises RefundRefused("state") when the verdict is not «no» or the entry has gone on.
    """
    rights.need(rights.may_work(by), "decline")
    row = rights.entries_for(by).select_for_update(of=("self",)).filter(pk=entry.pk).first()
    rights.need(row is not None, "an entry of another place")
    if row.state != State.MATCHED or row.verdict["answer"] != "no":
        raise RefundRefused("state")
    clerk = Clerk.objects.get(pk=by.id)
    row.state, row.declined_by, row.declined_at = State.INELIGIBLE, clerk, clock.now()
    row.letter = refund_letters.declined(row, who=clerk.name, by=by)
    row.save(update_fields=["state", "declined_by", "declined_at", "letter"])
    refund_letters.tell_declined(row, who=clerk.name)
    record("refund.declined", subject_type="refund_entry", subject_id=row.pk, by=by)
    return row


@verb
def decline_all(scheme: RefundScheme, *, by: Actor) -> int:
    """The same for every matched unit whose verdict is «no»; each gets a letter of its own."""
    row = _locked_scheme(scheme, by)
    found = [each for each in _mine(row, by, State.MATCHED) if each.verdict["answer"] == "no"]
    for entry in found:
        decline(entry, by=by)
    return len(found)


@verb
def confirm(
    entry: RefundEntry,
    *,
    size: str,
    by: Actor,
    bank: str = "",
    number: str = "",
    dispatched_staff: int | None = None,
    allocation_agreed: bool = False,
) -> RefundEntry:
    """The unit confirms account and size. Without a number the account on record is confirmed.

    Raises NotAllowed for anybody but the unit; RefundRefused: state, closed, unconfirmed (the unit was never
    verified), account (none on record and none given).
    """
    rights.need(by.kind == "organisation" and by.id == str(entry.organisation_id), "another unit")
    rows = RefundEntry.objects.select_for_update(of=("self",))
    row = rows.select_related("organisation", "scheme", "agency", "account").get(pk=entry.pk)
    if row.state not in (State.ASKED, State.CONFIRMED):
        raise RefundRefused("state")
    if clock.today() > row.scheme.closes:
        raise RefundRefused("closed")
    if row.organisation.confirmed_at is None:
        raise RefundRefused("unconfirmed")
    if number:
        holder = row.organisation.name
        row.account = accounts.keep_account(row.organisation, name=holder, bank=bank, number=number, by=by)
    if row.account is None:
        raise RefundRefused("account")
    if row.entity_kind not in LARGE_RATE:
        row.size = size
    row.dispatched_staff, row.allocation_agreed = dispatched_staff, allocation_agreed
    row.confirmed_at, row.confirmed_by_id = clock.now(), by.user_id
    settle(row)
    row.save()
    record("refund.confirmed", subject_type="refund_entry", subject_id=row.pk, by=by)
    return row


def settle(entry: RefundEntry) -> None:
    """Judge anew and move to where the entry now belongs, before it is public; a «no» waits for a named clerk."""
    judge(entry)
    answer, whole = entry.verdict["answer"], not entry.wants and entry.confirmed_at is not None
    if answer == "no":
        entry.state = State.INELIGIBLE if entry.state == State.INELIGIBLE else State.MATCHED
    elif entry.state in (State.ASKED, State.CONFIRMED):
        entry.state = State.CONFIRMED if answer == "yes" and whole else State.ASKED


@verb
def correct(entry: RefundEntry, *, reason: str, by: Actor, **facts: Any) -> RefundEntry:
    """A clerk puts facts right, with a reason that stays on record; the verdict is reckoned again.

    facts: average_insured, new_recipients, paid_last_year, paid_months, size, entity_kind (with it the kind counts
    as confirmed), bad_credit, bad_credit_reason. A unit that was told «no» and now qualifies is told and asked.
    Raises RefundRefused: state once it is public, facts without a reason.
    """
    rights.need(rights.may_work(by) or rights.may_approve(by), "correct")
    row = rights.entries_for(by).select_for_update(of=("self",)).filter(pk=entry.pk).first()
    rights.need(row is not None, "an entry of another place")
    if row.state not in OPEN:
        raise RefundRefused("state")
    if not reason.strip() or (facts.get("bad_credit") and not facts.get("bad_credit_reason", "").strip()):
        raise RefundRefused("facts")
    before = {name: str(getattr(row, name)) for name in facts}
    for name, value in facts.items():
        setattr(row, name, value)
    row.kind_confirmed = row.kind_confirmed or "entity_kind" in facts
    if row.kind_confirmed and row.entity_kind in LARGE_RATE:
        row.size = RefundEntry.Size.LARGE
    row.layoff_rate = (Decimal(row.new_recipients) * 100 / row.average_insured).quantize(Decimal("0.01"))
    settle(row)
    row.save()
    told = {"reason": reason.strip(), "before": before, "by": by.name}
    record("refund.corrected", subject_type="refund_entry", subject_id=row.pk, by=by, payload=told)
    if row.declined_at and row.state in (State.INELIGIBLE, State.MATCHED) and row.verdict["answer"] != "no":
        _ask(row, by)
    return row


@verb
def close(scheme: RefundScheme, *, by: Actor) -> bool:
    """The scheme's last day has passed; entries stay as they stand. Whether it was open until now."""
    row = RefundScheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    if row.state == RefundScheme.State.CLOSED or clock.today() <= row.closes:
        return False
    row.state = RefundScheme.State.CLOSED
    row.save(update_fields=["state"])
    record("refund.scheme_closed", subject_type="refund_scheme", subject_id=row.pk, by=by)
    return True
