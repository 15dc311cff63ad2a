"""The read door of people."""

from portal.kernel import identity
from portal.kernel.sealing import blind_index

from .models import Clerk, Document, Person, User


def number_index(namespace: str, number: str) -> bytes:
    """The blind index of a normalised document number in its namespace."""
    return blind_index(f"document:{namespace}", number)


def person_by_document(kind: str, number: str) -> Person | None:
    """The person whose confirmed document this is; numbers in one namespace find one person."""
    namespace = identity.namespace(kind)
    row = (
        Document.objects.filter(
            namespace=namespace, number_index=number_index(namespace, number), confirmed=True, retired=False
        )
        .select_related("person__merged_into")
        .first()
    )
    if row is None:
        return None
    return row.person.merged_into or row.person


def twins_of(person: Person) -> list[Person]:
    """Other records that show the same document number; for clerks' eyes only."""
    numbers = person.documents.values_list("namespace", "number_index")
    twins: dict = {}
    for namespace, index in numbers:
        rows = Document.objects.filter(namespace=namespace, number_index=index, retired=False)
        for row in rows.exclude(person=person).select_related("person"):
            if row.person.merged_into_id != person.pk:
                twins[row.person_id] = row.person
    return list(twins.values())


def person_of(user: User) -> Person | None:
    """The person behind a sign-in."""
    return Person.objects.filter(user=user).first() if user.is_authenticated else None


def clerk_of(user: User) -> Clerk | None:
    """The active clerk behind a sign-in, with agency and roles."""
    if not user.is_authenticated:
        return None
    return (
        Clerk.objects.select_related("agency")
        .prefetch_related("roles")
        .filter(user=user, active=True)
        .first()
    )
