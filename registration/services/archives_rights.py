"""Who may do what with a personnel file, what stands against it, and the history every step leaves."""

from portal.accounts.models import Clerk, Person, Role
from portal.agencies.models import Agency
from portal.casework import policy as casework
from portal.casework.services.stepping import NotAllowed
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.locking import held

from ..models import FileMovement, PersonnelFile, Transfer

KEEPERS = frozenset({Role.WINDOW, Role.REVIEW, Role.RECHECK})
DECIDERS = frozenset({Role.REVIEW, Role.RECHECK})
HEADS = frozenset({Role.RECHECK})


class ArchiveRefused(Exception):
    """A step that may not be taken; `why` names the reason, `text` an article where the law stands against it.

    why: moved | exists | shelf | way | two | colleague | lent | travelling | not_kept | twin | same | own | none |
    valid | far | kinds | looked.
    """

    def __init__(self, why: str, text: str = "") -> None:
        super().__init__(why)
        self.why, self.text = why, text


def ensure_keeper(by: Actor, agency: Agency | None, person: Person, roles: frozenset[str] = KEEPERS) -> None:
    """A clerk of the keeping agency or above it, and never about the own file. Raises NotAllowed, ArchiveRefused."""
    at_place = agency is not None and agency.path.startswith(by.agency_path)
    if not (casework.at_desk(by) and at_place and by.roles & roles):
        raise NotAllowed(f"{by.kind} {by.id} does not keep files here")
    ensure_not_own(by, person)


def ensure_not_own(by: Actor, person: Person) -> None:
    """Nobody handles or reads the file of oneself. Raises ArchiveRefused («own»)."""
    if person.user_id is not None and by.user_id == person.user_id:
        raise ArchiveRefused("own")


def colleague(pk: int, agency: Agency | None, by: Actor) -> Clerk:
    """The second of two people: another active clerk of the same agency. Raises ArchiveRefused («two»)."""
    found = Clerk.objects.filter(pk=pk, active=True, agency=agency).exclude(pk=int(by.id)).first()
    if found is None:
        raise ArchiveRefused("two")
    return found


def note(
    file: PersonnelFile,
    step: str,
    text: str,
    *,
    by: Actor,
    transfer: Transfer | None = None,
    told: bool = True,
) -> FileMovement:
    """One row of the history that nobody can change."""
    return FileMovement.objects.create(
        file=file,
        transfer=transfer,
        step=step,
        state=file.state,
        at=clock.now(),
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=by.name[:60],
        agency_name=by.agency_name,
        text=text[:300],
        told=told,
    )


def locked_file(pk: object) -> PersonnelFile:
    """The file as it stands now, held until the transaction ends."""
    return held(PersonnelFile.objects.select_related("person", "agency"), pk)


def locked_human(person: Person) -> Person:
    """The record that stays of a human being, held: a merge at the same moment waits or has been."""
    rows = Person.objects.select_for_update(of=("self",))
    found = rows.get(pk=person.pk)
    while found.merged_into_id:
        found = rows.get(pk=found.merged_into_id)
    return found
