"""Guides (办事指南): one page an item, every element said, days we are unsure of marked so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.casework import queries
from portal.casework.models import ServiceItem
from portal.casework.registry import applyable

CHECKLIST = {
    "一": "政策咨询和扶持政策",
    "二": "供求、工资价位、培训、见习信息",
    "三": "职业介绍、职业指导、创业指导",
    "四": "专项活动",
    "五": "就业援助",
    "六": "就业登记、失业登记",
    "七": "失业保险",
    "八": "毕业生接收",
    "九": "人事档案",
    "十": "劳动关系",
    "十一": "其他服务",
}


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """All items, grouped by the eleven lines of the province's list."""
    groups: dict[str, list[ServiceItem]] = {number: [] for number in CHECKLIST}
    for item in queries.items().only("code", "name", "checklist", "applicant", "position"):
        groups[item.checklist].append(item)
    rows = [(number, CHECKLIST[number], items) for number, items in groups.items()]
    return render(request, "content/services.html", {"groups": rows, "open": applyable(), "nav": "services"})


def days_text(item: ServiceItem) -> str:
    """How long, in words; days we are not sure of are said to be so."""
    unit = _("个工作日") if item.days_unit == "wd" else _("天")
    start = item.get_days_start_display()
    if not item.days_are_certain:
        promise = _("核对没有疑点的当场办结") if item.days == 0 else ""
        return "。".join(part for part in (promise, _("法定时限待核实")) if part) + "。"
    if item.days == 0:
        return _("当场办结(即办)。")
    return _("%(start)s %(days)s %(unit)s。") % {"start": start, "days": item.days, "unit": unit}


@require_safe
def service(request: HttpRequest, code: str) -> HttpResponse:
    """One item's guide."""
    item = get_object_or_404(ServiceItem, pk=code, active=True)
    following = ServiceItem.objects.filter(pk__in=item.guide.get("next") or [], active=True).only(
        "code", "name"
    )
    context = {
        "item": item,
        "open": code in applyable(),
        "days_text": days_text(item),
        "nav": "services",
        "next": following,
        "checklist": CHECKLIST[item.checklist],
    }
    return render(request, "content/service.html", context)
