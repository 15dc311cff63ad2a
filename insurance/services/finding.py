"""What the night looks for in the records: contributions of a unit, shared accounts and phones, claims at their end.

Nothing here decides anything: it opens inquiries and tasks for humans. Contributions without a unit (灵活就业人员参保)
are no re-employment.
"""

import hashlib
from datetime import timedelta

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from portal.casework.models import Task
from portal.casework.services import open_task
from portal.events.services import verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import month_of
from portal.rules import queries as law

from ..models import Benefit, Claim, Contribution, Inquiry, Interruption, Payment
from ..queries import changes as queries
from ..queries import claims
from ..queries.verdicts import SICHUAN
from . import change_letters, changes, ending, extension, overpayments
from .inquiries import open_inquiry

State, Source = Claim.State, Inquiry.Source
RUNNING = (State.DRAWING, State.SUSPENDED)


def contributions_of_units(*, by: Actor) -> int:
    """A unit paid for somebody who draws, for a month after the first: an inquiry for each unit. Returns how many.

    A unit whose inquiry was closed is asked about again only for months after that.
    """
    rows = (
        Contribution.objects.filter(
            person__insurance_claims__state=State.DRAWING,
            month__gt=F("person__insurance_claims__first_month"),
            employer__isnull=False,
            unit_paid__gt=0,
        )
        .values("employer", "employer__name", claim=F("person__insurance_claims__pk"))
        .annotate(first=Min("month"), last=Max("month"))
        .order_by("claim", "employer")
    )
    return sum(_ask_about(row, by) for row in list(rows))


def _ask_about(row: dict, by: Actor) -> int:
    prefix = f"unit-{row['employer']}"
    known = Inquiry.objects.filter(claim_id=row["claim"], source=Source.CONTRIBUTION, key__startswith=prefix)
    closed = known.aggregate(last=Max("ended_at"))["last"]
    if known.filter(outcome=Inquiry.Outcome.OPEN).exists():
        return 0
    first = row["first"]
    if closed is not None:
        if row["last"] <= month_of(closed.astimezone(clock.ZONE).date()):
            return 0
        first = row["last"]
    words = {"unit": row["employer__name"], "month": change_letters.month_words(first)}
    open_inquiry(
        Claim.objects.get(pk=row["claim"]),
        source=Source.CONTRIBUTION,
        key=f"{prefix}-{first:%Y%m}",
        found=_("%(unit)s从%(month)s起为您缴了社会保险费。") % words,
        since=first,
        by=by,
    )
    return 1


def shared_by_many(*, by: Actor) -> int:
    """Accounts, phones shared by more claims than `ui.shared_account_most`: an inquiry for a human. Returns how many.

    Nothing is held and nobody is told: families share phones.
    """
    most = law.value("ui.shared_account_most", on=clock.today(), region=SICHUAN)
    return sum(_group(column, str(what), most, by) for column, what in SHARED)


SHARED = (("account__number_index", _lazy("收款账户")), ("person__phone_index", _lazy("联系电话")))


def shared_with(claim: Claim, *, by: Actor) -> int:
    """The same for one claim, when it is granted or its account changes. Returns how many inquiries."""
    most = law.value("ui.shared_account_most", on=clock.today(), region=SICHUAN)
    made = 0
    for column, what in SHARED:
        value = Claim.objects.filter(pk=claim.pk).values_list(column, flat=True).first()
        if value is None:
            continue
        others = Claim.objects.filter(state__in=RUNNING, **{column: value})
        count = others.aggregate(n=Count("person", distinct=True))["n"]
        if count > most:
            made += _ask_human(others.filter(pk=claim.pk), column, bytes(value), count, str(what), by)
    return made


def _group(column: str, what: str, most: int, by: Actor) -> int:
    running = Claim.objects.filter(state__in=RUNNING).exclude(**{f"{column}__isnull": True})
    groups = running.values(column).annotate(n=Count("person", distinct=True)).filter(n__gt=most)
    made = 0
    for group in list(groups.order_by(column)):
        value = bytes(group[column])
        made += _ask_human(running.filter(**{column: value}), column, value, group["n"], what, by)
    return made


def _ask_human(rows: QuerySet[Claim], column: str, value: bytes, count: int, what: str, by: Actor) -> int:
    """An inquiry into each claim of a group that has none for it yet. The value itself is not written down."""
    key = f"{column.split('__')[-1]}-{hashlib.sha256(value).hexdigest()[:32]}"
    found = _("%(n)s个人的%(what)s相同。") % {"n": count, "what": what}
    known = Inquiry.objects.filter(claim=OuterRef("pk"), source=Source.SHARED, key=key)
    asked = list(rows.exclude(Exists(known)).order_by("pk"))
    for claim in asked:
        open_inquiry(claim, source=Source.SHARED, key=key, found=found, by=by)
    return len(asked)


def paid_after_a_stop(*, by: Actor) -> int:
    """Money that was on its way when a claim stopped and arrived for later months: heard as overpaid, once.

    Returns how many overpayments were found; a month somebody has decided about is not found again.
    """
    arrived = Payment.objects.filter(
        claim=OuterRef("claim"),
        benefit=Benefit.MONTHLY,
        state=Payment.State.PAID,
        month__gte=OuterRef("unpaid_from"),
    )
    rows = Interruption.objects.filter(Exists(arrived), lifted_on__isnull=True, unpaid_from__isnull=False)
    return sum(_found(made, by=by) for made in list(rows.order_by("pk")))


@verb
def _found(made: Interruption, *, by: Actor) -> int:
    made.claim = changes.locked(made.claim)
    return int(overpayments.found_by_stop(made, by=by) is not None)


def claims_at_their_end(*, by: Actor) -> int:
    """Claims whose months are all paid: near retirement they are proposed for extension, others are over (领满).

    Nothing is taken: every month was paid. Returns how many it looked at.
    """
    paid = Count(
        "payments",
        filter=Q(payments__benefit=Benefit.MONTHLY, payments__state=Payment.State.PAID),
    )
    rows = Claim.objects.filter(state=State.DRAWING).annotate(paid=paid)
    count, over = 0, []
    for claim in list(rows.filter(paid__gte=F("granted") + F("merged")).select_related(*queries.RELATED)):
        if claims.balance(claim).left > 0:
            continue
        count += 1
        if extension.until(claim, clock.today()) and claim.extended_until is None:
            _propose(claim, by)
        else:
            over.append(claim.pk)
    _end(over, by=by)
    return count + _ended_near_retirement(by)


@verb
def _end(claims: list[int], *, by: Actor) -> None:
    ending.end_paid_up(claims=claims, by=by)


def _ended_near_retirement(by: Actor) -> int:
    """Those whose last payment was settled since yesterday, and who are near retirement, are proposed as well."""
    since = clock.today() - timedelta(days=1)
    rows = Claim.objects.filter(state=State.ENDED, ended_on__gte=since, extended_until__isnull=True)
    standing = Interruption.objects.filter(claim=OuterRef("pk"), lifted_on__isnull=True)
    rows = rows.exclude(case__state="revoked").exclude(Exists(standing.exclude(code=changes.EXHAUSTED)))
    found = [
        claim
        for claim in rows.select_related(*queries.RELATED)
        if claims.balance(claim).left <= 0 and extension.until(claim, clock.today())
    ]
    for claim in found:
        _propose(claim, by)
    return len(found)


def _propose(claim: Claim, by: Actor) -> None:
    note = _("%(number)s 领满仍失业,离法定退休不足1年:请核对能否续发至退休") % {"number": claim.case.number}
    due = law.due_day(clock.today(), 5).day
    open_task(Task.Kind.CONTACT, agency=claim.agency, note=note, due=due, case=claim.case, by=by)
