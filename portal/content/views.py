"""Guides (办事指南): one page an item, every element said, days we are unsure of marked so."""

import functools
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.casework.models import ServiceItem
from portal.casework.queries import items as all_items
from portal.casework.registry import applyable, is_open, version_on

from . import english
from .queries import guide_of

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
    for item in all_items().only("code", "name", "checklist", "applicant", "position"):
        groups[item.checklist].append((item.pk, english.name(item.pk, item.name)))
    wanted = english.wanted()
    rows = [
        (f"{place}. " if wanted else f"{number}、", CHECKLIST[number], items)
        for place, (number, items) in enumerate(groups.items(), 1)
    ]
    return render(request, "content/services.html", {"groups": rows, "open": applyable(), "nav": "services"})


@require_safe
def service(request: HttpRequest, code: str) -> HttpResponse:
    """One item's guide; an item without English words is shown in Chinese to everybody."""
    item = get_object_or_404(ServiceItem, pk=code, active=True)
    following = ServiceItem.objects.filter(pk__in=item.guide.get("next") or [], active=True)
    names = list(following.values_list("code", "name"))
    version = version_on(code)
    context = {"item": item, "open": is_open(item, version), "nav": "services"}
    words = english.of(code)
    if words:
        context |= {"english": words, "days": english.days(item), "place": english.place(item)}
        context |= {
            "channels": english.channels(item),
            "next": english.names(names),
        }
        return render(request, "content/service_english.html", context)
    if english.wanted():
        translation.activate(settings.LANGUAGE_CODE)
        request.spoken_language = settings.LANGUAGE_CODE
    context |= {"guide": guide_of(item, version), "checklist": CHECKLIST[item.checklist], "next": names}
    return render(request, "content/service.html", context)


@functools.cache
def _versions() -> list[tuple[str, list[str]]]:
    """CHANGELOG.md as (version, lines), read once a process."""
    out: list[tuple[str, list[str]]] = []
    for line in Path(settings.BASE_DIR, "CHANGELOG.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            out.append((line[3:], []))
        elif line.startswith("- ") and out:
            out[-1][1].append(line[2:].replace("`", ""))
        elif line.strip() and out and out[-1][1]:
            out[-1][1][-1] += f" {line.strip()}"
    return out


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """What changed in the portal, version by version."""
    return render(request, "content/changes.html", {"versions": _versions()})
