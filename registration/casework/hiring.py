"""The last step of «我要招人»: whoever was hired is filed within thirty days."""

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Organisation
from portal.site.hiring import Standing, Step, register_step

from ..models import Spell


def filed(unit: Organisation) -> Standing:
    """Whether anybody is on the unit's roster."""
    count = Spell.objects.filter(employer=unit, kind=Spell.Kind.EMPLOYMENT).count()
    if count:
        word = _now("已登记%(n)s人") % {"n": count}
        return Standing(True, word, reverse("registration:roster", args=[unit.pk]))
    return Standing(False, _now("没有办"), reverse("registration:hire", args=[unit.pk]))


register_step(Step("filing", _("就业登记和用工备案"), _("录用后30日内办,一张表同时办好三件事"), 40, filed))
