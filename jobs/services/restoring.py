"""What a check took down wrongly comes back: vacancies by the employer's one act, applications one by one."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.casework.services.stepping import NotAllowed
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.notices.services import tell

from ..models import Application, ApplicationState, Employer, TakenDown, Vacancy, VacancyState
from . import vacancies
from .checks import restorable


class NotVerified(Exception):
    """The verification has not come back: the employer asks for it first."""


@verb
def restore(employer: Employer, *, by: Actor) -> int:
    """Open again every vacancy that a wrong result took down, paused ones paused; returns how many.

    Who had applied is told that sending it again takes one tap. Raises NotAllowed, NotVerified.
    """
    if by.kind != "organisation" or by.id != str(employer.pk):
        raise NotAllowed("only the employer restores")
    row = Employer.objects.select_for_update(of=("self",)).get(pk=employer.pk)
    if not row.verified_until or row.verified_until < clock.today():
        raise NotVerified
    found = list(restorable(row).select_for_update(of=("self",)))
    for each in found:
        vacancies.restore(each.vacancy, by=by)
        if each.state == VacancyState.PAUSED:
            vacancies.pause(each.vacancy, by=by)
        each.restored_at = clock.now()
        each.save(update_fields=["restored_at"])
        _tell_applicants(each)
    record("employer.restored", subject_type="employer", subject_id=row.pk, by=by, payload={"n": len(found)})
    return len(found)


def _tell_applicants(each: TakenDown) -> None:
    rows = Application.objects.filter(vacancy=each.vacancy, state=ApplicationState.LAPSED)
    title = _("岗位恢复了:%(title)s") % {"title": each.vacancy.title}
    body = _("复核后,这个岗位恢复招聘。上次的投递已经结束。还想去的,打开岗位再投一次就行。")
    link = reverse("jobs:vacancy", args=[each.vacancy.number])
    for row in rows.select_related("person").order_by("made_at", "pk"):
        key = f"vacancy-restored-{each.pk}-{row.pk}"
        tell(row.person, key=key, kind="application", title=title, body=body, link=link)


def taken_down_with(vacancy: Vacancy) -> bool:
    """Whether a failed check took the vacancy down and nobody brought it back."""
    return TakenDown.objects.filter(vacancy=vacancy, restored_at__isnull=True).exists()


def may_send_again(application: Application) -> bool:
    """Whether it ended only because a check took the vacancy down, and the vacancy is back."""
    if application.state != ApplicationState.LAPSED:
        return False
    ended = application.events.filter(state=ApplicationState.LAPSED).order_by("-at").first()
    back = TakenDown.objects.filter(vacancy=application.vacancy_id, restored_at__isnull=False)
    return (
        ended is not None
        and back.filter(restored_at__gte=ended.at, check_made__decided_at__lte=ended.at).exists()
    )
