"""The read door of people."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Func, Q, QuerySet, Value

from portal.kernel import clock, identity
from portal.kernel.fields import plaintext
from portal.kernel.sealing import blind_index

from .models import Clerk, Document, Invitation, Mandate, Membership, Organisation, Person, User

FULL_NAME = 3  # from this many characters on, a typed name is first read as a whole one


def name_index(name: str) -> bytes:
    """The blind index of a normalised name."""
    return blind_index("name", name)


def name_indexes(name: str) -> dict[str, bytes]:
    """The three index columns of a normalised name: whole, first character, first two."""
    return {
        "name_index": name_index(name),
        "name_prefix1": blind_index("name1", name[:1]),
        "name_prefix2": blind_index("name2", name[:2]),
    }


def phone_index(phone: str) -> bytes:
    """The blind index of a normalised mobile number."""
    return blind_index("phone", phone)


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


def people_by_name(prefix: str, birth_year: int | None = None, *, limit: int = 50) -> list[Person]:
    """Persons by a typed name, oldest first: three characters and more are a whole name before a beginning.

    Records merged away are left out. For clerks' eyes only.
    """
    prefix = identity.check_name(prefix)[0]
    if not prefix:
        return []
    rows = Person.objects.filter(merged_into__isnull=True).order_by("birth", "id")
    if birth_year is not None:
        rows = rows.filter(birth__gte=date(birth_year, 1, 1), birth__lte=date(birth_year, 12, 31))
    indexes = name_indexes(prefix)
    if len(prefix) >= FULL_NAME:
        whole = list(rows.filter(name_index=indexes["name_index"])[:limit])
        if whole:
            return whole
    column = "name_prefix1" if len(prefix) == 1 else "name_prefix2"
    return list(rows.filter(**{column: indexes[column]})[:limit])


def people_by_phone(phone: str, *, limit: int = 50) -> list[Person]:
    """Persons with this contact phone, normalised; one phone may serve a family."""
    rows = Person.objects.filter(phone_index=phone_index(phone), merged_into__isnull=True)
    return list(rows.order_by("birth", "id")[:limit])


def possible_twins(
    *, name: str, birth: date | None, phone: str | None, kind: str, number: str, limit: int = 20
) -> list[Person]:
    """Records that may be this human being: same number, same name and birthday, same name and phone.

    For clerks' eyes only: told online, it would disclose that somebody is known here.
    """
    space = identity.namespace(kind)
    same = Q(
        pk__in=Document.objects.filter(
            namespace=space, number_index=number_index(space, number), retired=False
        ).values("person")
    )
    if birth:
        same |= Q(name_index=name_index(name), birth=birth)
    if phone:
        same |= Q(name_index=name_index(name), phone_index=phone_index(phone))
    rows = Person.objects.filter(same, merged_into__isnull=True)
    return list(rows.order_by("created_at", "id")[:limit])


def person_of(user: User) -> Person | None:
    """The person behind a sign-in; a merged record leads to the one that stays."""
    if not user.is_authenticated:
        return None
    person = Person.objects.select_related("merged_into").filter(user=user).first()
    return (person.merged_into or person) if person else None


class _IsAnyOf(Func):
    template, arg_joiner = "%(expressions)s)", " = ANY ("
    output_field = BooleanField()


def of_human(pk: Any, column: str = "person_id") -> Func:
    """Rows of this person and of records merged into it: `filter(of_human(pk))`.

    The database makes the array of keys first and then walks the index; an OR over a join would read every row.
    """
    rows = Person.objects.filter(Q(pk=pk) | Q(merged_into_id=pk)).values("pk")
    return _IsAnyOf(column, ArraySubquery(rows))


def confirmed_with_code(uscc: str, but: Any) -> bool:
    """Whether another organisation than `but` is confirmed under this credit code."""
    rows = Organisation.objects.filter(uscc=uscc, confirmed_at__isnull=False)
    return rows.exclude(pk=but).exists()


def people_of(organisation: Organisation) -> list[Person]:
    """The people behind an organisation's active members, who read what it is told."""
    rows = Person.objects.filter(user__memberships__organisation=organisation, user__memberships__active=True)
    return list(rows.order_by("pk"))


def clerk_of(user: User) -> Clerk | None:
    """The active clerk behind a sign-in, with agency and `role_names`: one query, as every desk page asks it."""
    if not user.is_authenticated:
        return None
    held = ArrayAgg("roles__role", filter=Q(roles__role__isnull=False), default=Value([]))
    rows = Clerk.objects.select_related("agency").annotate(role_names=held)
    return rows.filter(user=user, active=True).first()


def covered_by(clerk: Clerk) -> list[Clerk]:
    """The colleagues this clerk stands in for today (AB岗)."""
    today = clock.today()
    rows = Clerk.objects.filter(substitute=clerk, active=True, away_from__lte=today, away_until__gte=today)
    return list(rows.select_related("agency").order_by("id"))


def mandates_to_accept(person: Person) -> QuerySet[Mandate]:
    """Mandates that name this person by a number of theirs and by name, not accepted and not ended."""
    indexes = person.documents.filter(retired=False).values("number_index")
    rows = Mandate.objects.filter(
        agent_index__in=indexes, accepted_at__isnull=True, ended_at__isnull=True, ends__gte=clock.today()
    )
    named = [row.pk for row in rows if name_index(plaintext(row.agent_name)) == bytes(person.name_index)]
    return rows.filter(pk__in=named)


def live_mandates(agent: Person, *, on: date | None = None) -> QuerySet[Mandate]:
    """Mandates an agent holds on a day: accepted, not ended; without a day also those yet to begin."""
    rows = Mandate.objects.filter(
        agent_id__in=agent.all_ids,
        accepted_at__isnull=False,
        ended_at__isnull=True,
        ends__gte=on or clock.today(),
    )
    return rows.filter(begins__lte=on) if on else rows


def mandated_items(agent_id: str, principal_id: str) -> list[str]:
    """Codes of the items an agent may act in for a principal today."""
    today = clock.today()
    rows = Mandate.objects.filter(
        agent_id=agent_id,
        principal_id=principal_id,
        accepted_at__isnull=False,
        ended_at__isnull=True,
        begins__lte=today,
        ends__gte=today,
    )
    return sorted({code for items in rows.values_list("items", flat=True) for code in items})


def invitations_of(user: User) -> QuerySet[Invitation]:
    """Open invitations to the phone this user signs in with."""
    rows = Invitation.objects.filter(closed_at__isnull=True).select_related("organisation")
    return rows.filter(phone_index=user.phone_index).order_by("made_at") if user.phone_index else rows.none()


def mandates_of_organisation(organisation: Organisation) -> QuerySet[Mandate]:
    """Mandates that name a confirmed organisation by its code and wait for it, and those it holds."""
    if not organisation.confirmed_at:
        return Mandate.objects.none()
    waiting = Q(
        agent_index=number_index("uscc", organisation.uscc), accepted_at__isnull=True, ended_at__isnull=True
    )
    rows = Mandate.objects.filter(waiting | Q(agent_organisation=organisation, ended_at__isnull=True))
    return rows.filter(ends__gte=clock.today()).select_related("principal").order_by("consented_at", "id")


def seat_in(user: User, organisation: Any, roles: Iterable[str]) -> Membership | None:
    """One's active seat in a unit, if its role is one of these."""
    rows = Membership.objects.filter(user=user, active=True, role__in=roles, organisation_id=organisation)
    return rows.select_related("organisation__region").first()
