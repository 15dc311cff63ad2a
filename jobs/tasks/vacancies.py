"""Batch work of jobs: reminders before the end, and the end itself."""

from datetime import timedelta

from celery import shared_task
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.queries import people_of
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.dates import day_text
from portal.notices.services import tell

from .. import services
from ..models import OPEN, Vacancy

REMIND = timedelta(days=5)


@shared_task
def expire_vacancies() -> int:
    """End vacancies whose last day has passed; returns how many."""
    return services.expire_due(by=system("jobs.expire"))


@shared_task
def remind_of_the_end() -> int:
    """Tell members of employers whose open vacancies end within five days, once for each last day."""
    today, told = clock.today(), 0
    rows = Vacancy.objects.filter(state=OPEN, valid_until__gte=today, valid_until__lte=today + REMIND)
    for vacancy in rows.select_related("employer__organisation"):
        words = {"title": vacancy.title, "day": day_text(vacancy.valid_until), "number": vacancy.number}
        for person in people_of(vacancy.employer.organisation):
            tell(
                person,
                key=f"vacancy-ends-{vacancy.pk}-{vacancy.valid_until:%Y%m%d}-{person.pk}",
                kind="vacancy",
                title=_("岗位快到期了:%(title)s") % words,
                body=_("岗位%(number)s到%(day)s为止。还在招的,请续期30天;招满了,请点结束。") % words,
                link=reverse("jobs:employer", args=[vacancy.employer_id]),
            )
            told += 1
    return told
