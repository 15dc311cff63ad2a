"""A vacancy that was taken down ends its applications; whoever applied is told, and warned where a report was true."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.events.models import Event
from portal.events.registry import listens
from portal.kernel.actor import system
from portal.notices.services import tell

from ..models import Application, Report, TakenDown, Vacancy, VacancyState
from ..services import applications as services

BY = system("jobs.vacancy_removed")


@listens("vacancy.remove", name="jobs.applicants_told_of_removal")
@listens("report.uphold", name="jobs.applicants_warned")
def warn(event: Event) -> None:
    """Once for each person, whichever of the two came first."""
    vacancy = Vacancy.objects.get(pk=event.subject_id)
    true = Report.objects.filter(vacancy=vacancy, outcome=Report.Outcome.UPHELD).exists()
    broken = TakenDown.objects.filter(vacancy=vacancy, restored_at__isnull=True).first()
    body = _body(true=true, broken=broken is not None)
    rows = Application.objects.filter(vacancy=vacancy).select_related("person").order_by("made_at", "pk")
    for row in rows:
        if vacancy.state == VacancyState.REMOVED and row.state in services.RUNNING:
            services.drop(row, by=BY)
        key = f"vacancy-removed-{broken.pk if broken else vacancy.pk}-{row.person_id}"
        title = _("请留意:%(title)s") if true else _("岗位已下架:%(title)s")
        link = reverse("jobs:application", args=[row.pk])
        words = title % {"title": vacancy.title}
        tell(row.person, key=key, kind="application", title=words, body=body, link=link)


def _body(*, true: bool, broken: bool) -> str:
    """Why it was taken down, and that nobody who applied is to blame."""
    if true:
        body = _("有人举报这个岗位,我们核实后已处理。")
        return body + _("请不要向对方交钱或交出证件。已经受损的,请拨打12333或110。")
    if broken:
        body = _("单位的书面承诺核查没有通过,岗位已下架,您的投递随之结束。")
        return body + _("这不是您的原因,也不影响您投别的岗位。请不要向对方交钱或交出证件。")
    return _("这个岗位已被下架,投递随之结束。")
