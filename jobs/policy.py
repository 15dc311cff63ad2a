"""Who may do what for an employer."""

from uuid import UUID

from django.db.models import QuerySet

from portal.accounts.models import Membership, User

from .models import Vacancy

POSTING = (Membership.Role.ADMIN, Membership.Role.RECRUITER)


def seats_of(user: User) -> QuerySet[Membership]:
    """The active seats of a user in organisations, with the organisation."""
    rows = Membership.objects.filter(user=user, active=True)
    return rows.select_related("organisation__employer", "organisation__region").order_by("pk")


def seat(user: User, organisation: UUID) -> Membership | None:
    """One's seat in an organisation, if it lets one post: administrators and recruiters."""
    return seats_of(user).filter(organisation_id=organisation, role__in=POSTING).first()


def vacancies_for(user: User) -> QuerySet[Vacancy]:
    """Vacancies of the organisations one may post for; another employer's are not found."""
    mine = Membership.objects.filter(user=user, active=True, role__in=POSTING).values("organisation")
    return Vacancy.objects.filter(employer__in=mine).select_related(
        "employer__organisation", "region", "occupation"
    )
