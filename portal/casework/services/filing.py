"""What an organisation asks for: its rows stand in the service's own tables first, then a case is made for them."""

from django.db import IntegrityError, transaction

from portal.accounts.models import Clerk, Organisation
from portal.agencies.models import Agency, Region
from portal.agencies.queries import agency_for
from portal.casework.models import Case, Channel, Commitment, ServiceItem
from portal.casework.registry import version_on
from portal.casework.steps import OPEN_STATES, State, Step
from portal.events.services import verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.ids import in_use, public_number

from . import clocks
from .stepping import stepping, write_event
from .submitting import CommitmentChanged, Signature, SignatureMissing, current_text, sign


@verb
def file_case(
    item: str,
    organisation: Organisation,
    *,
    subject_key: str = "",
    region: Region,
    signature: Signature | None = None,
    by: Actor,
) -> Case:
    """Make the case of an organisation (收件): decided where `region` lies; filing twice gives the standing case.

    Raises CommitmentChanged when the promise signed is not the one in force, SignatureMissing at the window.
    """
    text = current_text(item)
    if text and (signature is None or signature.text_id != text.pk):
        raise CommitmentChanged
    if text and by.kind == "clerk" and signature.method == Commitment.Method.TICK:
        raise SignatureMissing
    case = _new_case(ServiceItem.objects.get(pk=item), organisation, subject_key, region, by)
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:
        standing = filed(item, organisation, subject_key)
        if standing is None:
            raise
        return standing
    if text:
        sign(case, text, signature, by)
    write_event(case, Step.SUBMIT, by=by, detail={"channel": case.channel})
    return case


def filed(item: str, organisation: Organisation, subject_key: str = "") -> Case | None:
    """The organisation's open case of an item and subject, if there is one."""
    rows = Case.objects.filter(item_id=item, organisation=organisation, subject_key=subject_key)
    return rows.filter(state__in=OPEN_STATES).first()


def refile(case: Case, *, by: Actor) -> Case:
    """Send a returned case in again; what was corrected stands in the service's own rows already."""
    with stepping(case, Step.RESUBMIT, by=by) as locked:
        clocks.go_on(locked, clock.today())
        locked.returned_until, locked.reason = None, None
    return locked


def _new_case(
    item: ServiceItem, organisation: Organisation, subject_key: str, region: Region, by: Actor
) -> Case:
    now, responsible = clock.now(), agency_for(region)
    taken_at = Agency.objects.get(pk=by.agency_id) if by.agency_id else responsible
    case = Case(
        number=public_number(item.number_prefix, now.date(), taken=in_use(Case)),
        item=item,
        version=version_on(item.pk, now.date()),
        state=State.SUBMITTED,
        channel=by.channel if by.channel in Channel.values else Channel.ONLINE,
        organisation=organisation,
        subject_key=subject_key,
        taken_at=taken_at,
        responsible=responsible,
        issue_at=taken_at,
        responsible_path=responsible.path,
        taken_path=taken_at.path,
        taken_by=Clerk.objects.get(pk=by.id) if by.kind == "clerk" else None,
        submitted_at=now,
    )
    clocks.start(case, now.date())
    return case
