"""The read door of personnel files."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from portal.accounts.models import Membership, Organisation, Person
from portal.accounts.queries import of_human, twins_of
from portal.casework.policy import at_desk
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.rules import queries as law

from ..models import Consultation, PersonnelFile, Transfer
from ..rules.archives import ENDED, State

SEND = "limit.archive-transfer-out"
TRANSFER_RELATED = ("file__person", "file__agency", "from_agency", "to_agency", "letter", "dispatch")


def file_of(person: Person) -> PersonnelFile | None:
    """The one file of a human being, wherever it is."""
    return PersonnelFile.objects.filter(of_human(person.pk)).select_related("agency").first()


def open_transfer(file: PersonnelFile) -> Transfer | None:
    """The journey a file is on."""
    return file.transfers.filter(ended_at__isnull=True).select_related(*TRANSFER_RELATED).first()


def twin_with_file(person: Person) -> bool:
    """Whether another record of the same document number has a file: the two are to be merged first."""
    others = [each.pk for each in twins_of(person)]
    return bool(others) and PersonnelFile.objects.filter(person_id__in=others).exists()


def _concerns(path: str) -> Q:
    """Journeys that begin or end at an agency of this subtree."""
    return Q(from_agency__path__startswith=path) | Q(to_agency__path__startswith=path)


def files_for(actor: Actor) -> QuerySet[PersonnelFile]:
    """Files kept by the clerk's agency or below it, and those on their way to it; nobody else's."""
    if not at_desk(actor):
        return PersonnelFile.objects.none()
    path = actor.agency_path
    coming = Transfer.objects.filter(_concerns(path), ended_at__isnull=True).values("file")
    rows = PersonnelFile.objects.filter(Q(agency__path__startswith=path) | Q(pk__in=coming))
    return rows.select_related("agency", "person")


def transfers_for(actor: Actor) -> QuerySet[Transfer]:
    """Open journeys that begin or end at the clerk's agency or below it, the first due first."""
    if not at_desk(actor):
        return Transfer.objects.none()
    rows = Transfer.objects.filter(_concerns(actor.agency_path), ended_at__isnull=True)
    return rows.select_related(*TRANSFER_RELATED).order_by("due", "pk")


def consultations_for(actor: Actor) -> QuerySet[Consultation]:
    """What units asked of the clerk's agency or below it."""
    if not at_desk(actor):
        return Consultation.objects.none()
    rows = Consultation.objects.filter(case__responsible_path__startswith=actor.agency_path)
    return rows.select_related("case__responsible", "unit", "file__agency", "file__person", "supervisor")


def of_unit(organisation: Organisation) -> QuerySet[Consultation]:
    """What a unit asked for, the newest first."""
    rows = Consultation.objects.filter(unit=organisation)
    return rows.select_related("case__reason", "file").order_by("-asked_at", "-pk")


def sits_in(user_id: int | None, organisation: Organisation) -> bool:
    """Whether a user has a seat in a unit."""
    rows = Membership.objects.filter(user_id=user_id, organisation=organisation, active=True)
    return user_id is not None and rows.exists()


def region_of(row: Transfer) -> str:
    """The region whose law the clock of a journey follows: the end that must act."""
    keeper = row.to_agency if row.state in (State.RECEIVED, State.CHECKED) else row.from_agency
    return (keeper or row.to_agency or row.from_agency).region_id


def due_after(state: str, region: str, on: date) -> date | None:
    """The day by which the next step is due once a journey stands in `state`; None where nothing is waited for."""
    key = KEYS.get(state)
    if key is None:
        return None
    days = law.value(key, on=on, region=region)
    return law.due_day(on, days).day


KEYS = {State.CALLED: SEND, State.SENT: "archives.receipt_wd", State.RECEIVED: "archives.shelve_wd"}
KEEPS_DAY = (State.REVIEWED, State.CHECKED, State.SHELVED)  # these steps do not move the clock


def told_due(row: Transfer) -> date | None:
    """The day to tell, where the law behind it is sure; a value of grade D is not told to anybody as a fact."""
    if row.due is None or row.state in ENDED:
        return None
    key = SEND if row.state in (State.CALLED, State.REVIEWED) else "archives.shelve_wd"
    if row.state == State.SENT:
        key = KEYS[State.SENT]
    found = law.lookup(key, on=row.begun_at.date(), region=region_of(row))
    return None if found.confidence == "D" else row.due


def lawful_ways(*, ever_cadre: bool) -> list[str]:
    """How a file may travel today."""
    key = "archives.ways_for_cadres" if ever_cadre else "archives.ways_for_others"
    return list(law.value(key, on=clock.today()))


def desk_counts(actor: Actor) -> dict[str, Any]:
    """How much waits at the desk."""
    today = clock.today()
    out = consultations_for(actor).filter(state=Consultation.State.OUT)
    return {
        "transfers": transfers_for(actor).count(),
        "late": transfers_for(actor).filter(due__lt=today).count(),
        "out": out.count(),
        "overdue": out.filter(due_back__lt=today).count(),
    }
