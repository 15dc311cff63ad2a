"""A registered employment stops nothing by itself: the person's word does, a clerk does; else there is an inquiry."""

from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.casework.models import Outage
from portal.events.models import Event
from portal.events.registry import listens
from portal.kernel.actor import system
from portal.kernel.dates import full_text
from registration.models import Spell

from ..models import ChangeReport, Claim, Inquiry
from ..queries import claims
from ..services import changes, finding, inquiries

BY = system("insurance.changes")
AT_WORK = frozenset({Spell.Ending.HIRED, Spell.Ending.SELF_EMPLOYED, Spell.Ending.EARNING})


def _running(event: Event) -> tuple[Spell, Claim] | None:
    """The spell of the event and the claim its person draws from now."""
    if event.subject_type != "spell":
        return None
    rows = Spell.objects.select_related("person__merged_into", "employer")
    spell = rows.filter(pk=event.subject_id).first()
    claim = claims.running(spell.person.merged_into or spell.person) if spell else None
    return (spell, claim) if claim else None


def _as_reported(claim: Claim, day: date) -> bool:
    """Stop the claim where the person reported work that began by that day; whether they had."""
    rows = claim.reports.filter(kind=ChangeReport.Kind.WORK, since__lte=day)
    said = rows.filter(at__gte=claim.case.submitted_at).order_by("-at").first()
    if said is None:
        return False
    changes.stop_as_reported(claim, since=said.since, by=BY)
    return True


@listens("employment.began", name="insurance.employment_looked_into")
def employed(event: Event) -> None:
    """Flexible work is no re-employment. Work the person reported stops the claim; any other is asked about."""
    found = _running(event)
    if found is None or found[0].kind != Spell.Kind.EMPLOYMENT or found[0].period.upper is not None:
        return
    spell, claim = found
    day = spell.period.lower
    if _as_reported(claim, day):
        return
    unit = spell.employer.name if spell.employer else _("一家单位")
    words = {"unit": unit, "day": full_text(day)}
    inquiries.open_inquiry(
        claim,
        source=Inquiry.Source.EMPLOYER,
        key=f"spell-{spell.pk}",
        found=_("%(unit)s为您登记了就业,从%(day)s开始。") % words,
        since=max(day, claim.case.received_on),
        by=BY,
    )


@listens("unemployment.ended", name="insurance.registration_ended")
def unregistered(event: Event) -> None:
    """A registration that ended with work found elsewhere is asked about too; our own stop came before it."""
    found = _running(event)
    if found is None or found[0].ending not in AT_WORK:
        return
    spell, claim = found
    standing = claim.inquiries.filter(source=Inquiry.Source.EMPLOYER, outcome=Inquiry.Outcome.OPEN)
    if claim.spell_id != spell.pk or standing.exists():
        return
    day = spell.period.upper
    if _as_reported(claim, day):
        return
    inquiries.open_inquiry(
        claim,
        source=Inquiry.Source.EMPLOYER,
        key=f"spell-{spell.pk}",
        found=_("您的失业登记在%(day)s因为就业结束了。") % {"day": full_text(day)},
        since=max(day, claim.case.received_on),
        by=BY,
    )


@listens("outage.recorded", name="insurance.windows_moved")
def outage(event: Event) -> None:
    """Days to answer an inquiry or an overpayment move with every other window of the citizen."""
    row = Outage.objects.get(pk=event.subject_id)
    first, last = localdate(row.begins), localdate(row.ends)
    inquiries.move_windows(first, (last - first).days + 1, by=BY)


@listens("claim.granted", name="insurance.shared_when_granted")
@listens("claim.account_set", name="insurance.shared_when_account_set")
def shared(event: Event) -> None:
    """An account or phone of many claims is seen at once, not only at night; a human looks, nothing waits."""
    claim = Claim.objects.filter(pk=event.subject_id).first()
    if claim:
        finding.shared_with(claim, by=BY)
