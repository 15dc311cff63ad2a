"""Registered as unemployed and silent for months: what counts as having been heard, and who is being looked for."""

from datetime import datetime

from django.db.models import DateTimeField, Exists, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from portal.accounts.models import Person
from portal.casework.models import Case, Contact
from portal.kernel.actor import Actor
from portal.notices.models import Message

from ..models import LostContact, Spell

HEARD = (Contact.Kind.CALL_IN, Contact.Kind.VISIT)
OPEN = (LostContact.State.LOOKING, LostContact.State.NOTIFIED)


def _latest(rows: QuerySet, moment: str, key: str) -> Coalesce:
    """The newest moment of somebody's rows, or the day of the registration where there is none."""
    grouped = rows.order_by().values(key).annotate(newest=Max(moment)).values("newest")
    return Coalesce(Subquery(grouped, output_field=DateTimeField()), F("registered_at"))


def silent_since(before: datetime) -> QuerySet[Spell]:
    """Open registrations whose person was not heard of since `before`, with `heard`: the last sign of any kind.

    A sign is a case handed in, a call or visit of theirs, a message read, a sign-in, or having been found before.
    """
    person = OuterRef("person_id")
    rows = Spell.objects.filter(
        kind=Spell.Kind.UNEMPLOYMENT, period__endswith__isnull=True, registered_at__lt=before
    )
    found = LostContact.objects.filter(spell=OuterRef("pk"), state=LostContact.State.FOUND)
    rows = rows.annotate(
        heard=Greatest(
            "registered_at",
            _latest(Case.objects.filter(person_id=person), "submitted_at", "person_id"),
            _latest(Contact.objects.filter(person_id=person, kind__in=HEARD), "at", "person_id"),
            _latest(Message.objects.filter(person_id=person), "read_at", "person_id"),
            _latest(found, "decided_at", "spell_id"),
            Coalesce("person__user__last_login", F("registered_at")),
        )
    )
    looked_for = LostContact.objects.filter(spell=OuterRef("pk"), state__in=OPEN)
    rows = rows.filter(~Exists(looked_for), heard__lt=before)
    return rows.select_related("person__merged_into", "agency").order_by("heard", "pk")


def lost_for(actor: Actor) -> QuerySet[LostContact]:
    """Who is being looked for by the actor's agency and those below, the longest first."""
    rows = LostContact.objects.filter(
        state__in=OPEN, spell__agency__path__startswith=actor.agency_path or "-"
    )
    return rows.select_related("spell__person", "spell__agency", "notified_by").order_by("opened_on", "pk")


def looked_for(person: Person) -> LostContact | None:
    """The search for a person that is open."""
    return LostContact.objects.filter(spell__person_id__in=person.all_ids, state__in=OPEN).first()
