"""Guides (办事指南): one page an item, every element said, days we are unsure of marked so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.casework import queries
from portal.casework.models import ServiceItem
from portal.casework.registry import applyable

from . import english

CHECKLIST = {
    "一": gettext_lazy("政策咨询和扶持政策"),
    "二": gettext_lazy("供求、工资价位、培训、见习信息"),
    "三": gettext_lazy("职业介绍、职业指导、创业指导"),
    "四": gettext_lazy("专项活动"),
    "五": gettext_lazy("就业援助"),
    "六": gettext_lazy("就业登记、失业登记"),
    "七": gettext_lazy("失业保险"),
    "八": gettext_lazy("毕业生接收"),
    "九": gettext_lazy("人事档案"),
    "十": gettext_lazy("劳动关系"),
    "十一": gettext_lazy("其他服务"),
}


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """All items, grouped by the eleven lines of the province's list."""
    groups: dict[str, list[tuple[str, str]]] = {number: [] for number in CHECKLIST}
    for item in queries.items().only("code", "name", "checklist", "applicant", "position"):
        groups[item.checklist].append((item.pk, english.name(item.pk, item.name)))
    wanted = english.wanted()
    rows = [
        (f"{place}. " if wanted else f"{number}、", CHECKLIST[number], items)
        for place, (number, items) in enumerate(groups.items(), 1)
    ]
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
    """One item's guide; an item without English words is shown in Chinese to everybody."""
    item = get_object_or_404(ServiceItem, pk=code, active=True)
    following = ServiceItem.objects.filter(pk__in=item.guide.get("next") or [], active=True)
    context = {"item": item, "open": code in applyable(), "nav": "services"}
    context["next"] = [(pk, english.name(pk, name)) for pk, name in following.values_list("code", "name")]
    words = english.of(code)
    if words:
        context |= {"english": words, "days": english.days(item), "place": english.place(item)}
        context["channels"] = english.channels(item)
        return render(request, "content/service_english.html", context)
    if english.wanted():
        translation.activate("zh-hans")
        request.spoken_language = "zh-hans"
        context["next"] = list(following.values_list("code", "name"))
    context |= {"days_text": days_text(item), "checklist": CHECKLIST[item.checklist]}
    return render(request, "content/service.html", context)
