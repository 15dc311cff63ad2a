"""Batch work of jobs: reminders before the end, and the end itself."""

from datetime import date, timedelta
from itertools import islice
from uuid import UUID

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.dates import day_text
from portal.notices.many import Note, tell_many

from .. import services
from ..models import OPEN, Vacancy

REMIND = timedelta(days=5)
AT_ONCE = 500


@shared_task
def expire_vacancies() -> int:
    """End vacancies whose last day has passed; returns how many."""
    return services.expire_due(by=system("jobs.expire"))


@shared_task
def remind_of_the_end() -> int:
    """Tell members of employers whose open vacancies end within five days, once for each last day."""
    today = clock.today()
    rows = Vacancy.objects.filter(
        state=OPEN,
        valid_until__range=(today, today + REMIND),
        employer__organisation__memberships__active=True,
        employer__organisation__memberships__user__person__isnull=False,
    )
    seats = rows.values_list(
        "employer__organisation__memberships__user__person",
        "pk",
        "number",
        "title",
        "valid_until",
        "employer",
    )
    told, waiting = 0, iter(seats.order_by("valid_until", "pk"))
    while some := list(islice(waiting, AT_ONCE)):
        people = Person.objects.in_bulk({row[0] for row in some})
        told += tell_many([_ending(people[person], *facts) for person, *facts in some])
    return told


def _ending(person: Person, vacancy: UUID, number: str, title: str, last: date, employer: UUID) -> Note:
    """The message that a vacancy ends soon."""
    words = {"title": title, "day": day_text(last), "number": number}
    return Note(
        person,
        key=f"vacancy-ends-{vacancy}-{last:%Y%m%d}-{person.pk}",
        kind="vacancy",
        title=_("岗位快到期了:%(title)s") % words,
        body=_("岗位%(number)s到%(day)s为止。还在招的,请续期30天;招满了,请点结束。") % words,
        link=reverse("jobs:employer", args=[employer]),
    )
