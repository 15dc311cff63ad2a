"""Verification by data (联网核验): the source says match, and the record is verified, or taken over by its owner."""

from portal.accounts import realname
from portal.accounts.models import Document, IdentityCheck, Person, VerifiedBy
from portal.accounts.queries import person_by_document
from portal.events.services import verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.fields import plaintext

from .merging import MergeBlocked, join
from .people import DocumentTaken, verify_person

MOST_A_DAY = 5
REASON = "本人申报的姓名和号码联网核验一致"


class WindowNeeded(Exception):
    """Only a window can settle it; why is not told online, for it would disclose another record."""


class TooManyChecks(Exception):
    """This person asked the source often enough today."""


def verify_by_data(person: Person, *, by: Actor) -> Person:
    """Ask the source about the person's own name and number, and act on a match.

    Returns the person who is verified now: the same, or the window's record without a sign-in that this person
    has proved to own. Raises RealNameAway, TooManyChecks and WindowNeeded; a mismatch or an unknown number
    comes back as the unverified person. No lock is held while the source is asked.
    """
    document = person.documents.filter(retired=False).order_by("-confirmed", "-seen_at").first()
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    if document is None:
        raise WindowNeeded
    if person.identity_checks.filter(at__gte=today).count() >= MOST_A_DAY:
        raise TooManyChecks
    number = plaintext(document.number)
    answer = realname.ask(name=plaintext(person.name), kind=document.kind, number=number)
    _keep(person, answer, by=by)
    if answer.result != IdentityCheck.Result.MATCH:
        return person
    try:
        return _matched(person, document, number, by=by)
    except (DocumentTaken, MergeBlocked) as error:
        raise WindowNeeded from error


@verb
def _keep(person: Person, answer: realname.Answer, *, by: Actor) -> IdentityCheck:
    """The answer stays, whatever follows from it."""
    return IdentityCheck.objects.create(
        person=person, method=VerifiedBy.DATA, result=answer.result, serial=answer.serial, at=clock.now()
    )


@verb
def _matched(person: Person, document: Document, number: str, *, by: Actor) -> Person:
    holder = person_by_document(document.kind, number)
    if holder is None or holder.pk == person.pk:
        return verify_person(person, method=VerifiedBy.DATA, by=by)
    if not _may_take_over(person, holder):
        raise WindowNeeded
    join(holder, person, reason=REASON, by=by, clerk=None)
    return Person.objects.get(pk=holder.pk)


def _may_take_over(person: Person, holder: Person) -> bool:
    """A window's record without a sign-in, of the same name; a phone noted there must be the one proved here."""
    if holder.user_id or person.user_id is None or bytes(holder.name_index) != bytes(person.name_index):
        return False
    return holder.phone_index is None or bytes(holder.phone_index) == bytes(person.user.phone_index or b"")
