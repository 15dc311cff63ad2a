"""The three large choices of the home page."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def home_doors() -> list[dict[str, str]]:
    """我要办事 · 我要找工作 · 单位用工, for components/doors.html."""
    services = reverse("content:services")
    return [
        {"name": _("我要办事"), "hint": _("登记、补贴、失业金、证明"), "url": services, "icon": "form"},
        {
            "name": _("我要找工作"),
            "hint": _("职业介绍、指导、培训"),
            "url": reverse("jobs:search"),
            "icon": "work",
        },
        {
            "name": _("单位用工"),
            "hint": _("招聘、用工备案、补贴"),
            "url": reverse("jobs:employer_home"),
            "icon": "building",
        },
    ]
