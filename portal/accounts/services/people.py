"""Persons and their documents: declared online, taken in at a window, verified by somebody named."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from portal.accounts.models import Assurance, Document, Person, User, VerifiedBy
from portal.accounts.queries import name_index, name_indexes, number_index, person_by_document, phone_index
from portal.events.services import record, verb
from portal.kernel import clock, identity
from portal.kernel.actor import Actor

from .privacy import note_access


class DocumentTaken(Exception):
    """The number is confirmed on another person's record: for clerks only, never told online."""

    def __init__(self, person: Person) -> None:
        super().__init__("document number confirmed on another person")
        self.person = person


@verb
def register_person(
    *, user: User | None, name: str, kind: str, number: str, phone: str | None = None, by: Actor
) -> Person:
    """Make a person from what was declared: a checked name and document number.

    Birth and sex are read from the number where it holds them. The number is not confirmed yet, so it claims
    nothing against anybody else.
    """
    checked = identity.check(kind, number)
    if not checked.valid:
        raise ValueError("register_person takes a checked number")
    person = Person.objects.create(
        user=user,
        name=name,
        **name_indexes(name),
        sex=checked.sex or "",
        birth=checked.birth,
        contact_phone=phone or None,
        phone_index=phone_index(phone) if phone else None,
        assurance=Assurance.PHONE if user else Assurance.DECLARED,
        created_at=clock.now(),
    )
    add_document(person, kind=kind, number=checked.number, by=by)
    record("person.registered", subject_type="person", subject_id=person.pk, by=by)
    return person


@verb
def add_document(person: Person, *, kind: str, number: str, by: Actor) -> Document:
    """Put one more document on a person, unconfirmed; the same document again is the same row."""
    namespace = identity.namespace(kind)
    document, _made = Document.objects.get_or_create(
        person=person,
        kind=kind,
        number_index=number_index(namespace, number),
        defaults={"namespace": namespace, "number": number, "seen_at": clock.now()},
    )
    return document


@verb
def take_in_person(
    *, name: str, kind: str, number: str, phone: str | None, birth: date | None, sex: str, by: Actor
) -> Person:
    """The person in front of the window: the one whose confirmed number this is, or a new verified one.

    Raises DocumentTaken when the confirmed number belongs to somebody of another name.
    """
    checked = identity.check(kind, number)
    found = person_by_document(kind, checked.number)
    if found:
        if bytes(found.name_index) != name_index(name):
            raise DocumentTaken(found)
        note_access(found, what="身份信息", purpose="窗口办理", by=by)
        return found
    person = register_person(user=None, name=name, kind=kind, number=number, phone=phone, by=by)
    if person.birth is None:
        person.birth, person.sex = birth, sex
        person.save(update_fields=["birth", "sex"])
    return verify_person(person, method="window", by=by)


@verb
def verify_person(person: Person, *, method: str, by: Actor) -> Person:
    """A named clerk, or an official source, has checked this identity: confirm its documents.

    Raises DocumentTaken when another person holds the same confirmed number: merge first.
    """
    locked = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    for document in locked.documents.filter(confirmed=False, retired=False):
        rival = (
            Document.objects.filter(
                namespace=document.namespace,
                number_index=document.number_index,
                confirmed=True,
                retired=False,
            )
            .select_related("person")
            .first()
        )
        if rival is None:
            _confirm(document)
        elif locked.pk not in (rival.person_id, rival.person.merged_into_id):
            raise DocumentTaken(rival.person)
    locked.assurance, locked.verified_at, locked.verified_by = Assurance.VERIFIED, clock.now(), method
    locked.save(update_fields=["assurance", "verified_at", "verified_by"])
    note_access(locked, what="证件号码", purpose=f"核验身份({method})", by=by)
    record("person.verified", subject_type="person", subject_id=locked.pk, by=by, payload={"method": method})
    return locked


def _confirm(document: Document) -> None:
    """Confirm one document; the index settles the race with another record of the same number."""
    try:
        with transaction.atomic():
            document.confirmed = True
            document.save(update_fields=["confirmed"])
    except IntegrityError as error:
        raise DocumentTaken(document.person) from error


@verb
def update_person(person: Person, *, by: Actor, **facts) -> Person:
    """Set facts the person told in a case: residence, household, birth, sex."""
    allowed = {"residence_region", "household_region", "birth", "sex", "contact_phone"}
    unknown = set(facts) - allowed
    if unknown:
        raise ValueError(f"not a fact of a person: {unknown}")
    if "contact_phone" in facts:
        phone = facts["contact_phone"] = facts["contact_phone"] or None
        facts["phone_index"] = phone_index(phone) if phone else None
    for name, value in facts.items():
        setattr(person, name, value)
    person.save(update_fields=list(facts))
    return person


@verb
def person_by_source(
    *, login_name: str, person: Person | None, name: str, kind: str, number: str, by: Actor
) -> User:
    """The sign-in of somebody whose name and number an official source vouches for.

    `person` is the record with this confirmed number, of the same name and without another sign-in, or None:
    then one is made and verified by «oidc». Two arrivals at once make one user.
    """
    user, _made = User.objects.get_or_create(username=login_name, defaults={"password": make_password(None)})
    if person is None:
        person = register_person(user=user, name=name, kind=kind, number=number, by=by)
        verify_person(person, method=VerifiedBy.OIDC, by=by)
    elif person.user_id is None:
        person.user = user
        person.save(update_fields=["user"])
        record("person.signed_in_first", subject_type="person", subject_id=person.pk, by=by)
    return user
