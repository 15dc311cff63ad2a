"""Contribution months: a fact people may question."""

from django.utils.translation import gettext_lazy as _

from portal.exchange import registry

registry.fact(
    "insurance.contributions",
    title=_("失业保险缴费记录"),
    origin=_("社会保险经办机构和税务部门"),
    owner=_("参保地的经办机构"),
)
