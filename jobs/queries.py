"""The read door of jobs."""

from datetime import date
from typing import Any

from django.db.models import Case, Q, QuerySet, SmallIntegerField, When

from .models import Ban, CreditRecord, Employer, Resume, Vacancy, VacancyState
from .models.vacancy import ENDED


def banned(uscc: str, agent: bytes | None, phone: bytes | None, *, on: date) -> Ban | None:
    """A ban in force that knows this code, this agent or this phone."""
    known = Q(uscc=uscc)
    if agent:
        known |= Q(agent_index=agent)
    if phone:
        known |= Q(phone_index=phone)
    running = Ban.objects.filter(known, begins__lte=on, ends__gt=on, lifted_at__isnull=True)
    return running.order_by("-ends").first()


def broken_promise(employer: Employer) -> CreditRecord | None:
    """The credit record of a broken promise that stands; one withdrawn counts no more."""
    rows = CreditRecord.objects.filter(employer=employer, withdrawn_at__isnull=True)
    return rows.select_related("check_made").order_by("-made_at").first()


def vacancies_of(employer: Employer) -> QuerySet[Vacancy]:
    """An employer's vacancies: what stands in search first, then what waits, then what ended; the newest first."""
    standing = Case(
        When(state__in=(VacancyState.OPEN, VacancyState.PAUSED), then=0),
        When(state__in=ENDED, then=2),
        default=1,
        output_field=SmallIntegerField(),
    )
    return employer.vacancies.select_related("region").order_by(standing, "-made_at", "-pk")


def public_vacancies() -> QuerySet[Vacancy]:
    """What a stranger may read: open, or ended after having been open; nothing that was hidden or taken down."""
    shown = (VacancyState.OPEN, VacancyState.PAUSED, VacancyState.CLOSED, VacancyState.EXPIRED)
    return Vacancy.objects.filter(state__in=shown, hidden_at__isnull=True).select_related(
        "employer__organisation", "region", "occupation"
    )


def has_resume(user: Any) -> bool:
    """Whether somebody signed in has written a CV, so that one tap is enough to apply."""
    return user.is_authenticated and Resume.objects.filter(person__user=user).exists()
