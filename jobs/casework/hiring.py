"""The steps of «我要招人» that jobs does: verification, the first vacancy."""

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation
from portal.kernel import clock
from portal.site.hiring import Standing, Step, register_step

from ..models import Employer, Vacancy


def verified(unit: Organisation) -> Standing:
    """Whether the verification holds today."""
    until = Employer.objects.filter(pk=unit.pk).values_list("verified_until", flat=True).first()
    holds = until is not None and until >= clock.today()
    return Standing(
        holds, _now("已核验") if holds else _now("没有办"), reverse("jobs:verify", args=[unit.pk])
    )


def posted(unit: Organisation) -> Standing:
    """Whether a vacancy was ever written."""
    count = Vacancy.objects.filter(employer_id=unit.pk).count()
    if count:
        word = _now("已写%(n)s个岗位") % {"n": count}
        return Standing(True, word, reverse("jobs:employer", args=[unit.pk]))
    return Standing(False, _now("没有办"), reverse("jobs:new_vacancy", args=[unit.pk]))


register_step(Step("verify", _("招聘资质核验"), _("核验过的单位才能发布岗位"), 20, verified))
register_step(Step("vacancy", _("发布第一个岗位"), _("写的时候就帮您查有没有不能写的"), 30, posted))
