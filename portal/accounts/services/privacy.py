"""The only way from a sealed value to its plaintext, and the record the person can read."""

from portal.accounts.models import AccessEntry, Person
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.fields import plaintext


def note_access(person: Person, *, what: str, purpose: str, by: Actor) -> None:
    """Write who saw what of a person, and why. A person's look at their own data is no entry."""
    if by.kind == "person" and by.id == str(person.pk):
        return
    AccessEntry.objects.create(
        at=clock.now(),
        person_id=person.pk,
        actor_kind=by.kind,
        actor_id=by.id,
        actor_name=by.name,
        agency_name=by.agency_name,
        what=what,
        purpose=purpose,
    )


def reveal(owner: object, field: str, *, by: Actor, purpose: str) -> str:
    """The plaintext of a sealed field of a person or a row that belongs to one, with an access row.

    `purpose` is the open case's number or what the clerk said; an empty one raises ValueError.
    """
    if not purpose.strip():
        raise ValueError("a purpose is needed")
    person = owner if isinstance(owner, Person) else owner.person
    label = owner._meta.get_field(field).verbose_name
    note_access(person, what=str(label), purpose=purpose, by=by)
    return plaintext(getattr(owner, field))
