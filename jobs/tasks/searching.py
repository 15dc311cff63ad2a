"""Each morning: what is new in the searches people keep."""

from dataclasses import replace

from celery import shared_task
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kernel import clock
from portal.kernel.actor import system
from portal.notices.services import tell

from .. import search
from ..filters import asked_of
from ..models import Opening, SavedSearch
from ..services.saving import told_until

BY = system("jobs.saved_searches")
NAMED = 3


@shared_task
def tell_new_vacancies() -> int:
    """Tell everybody whose search has vacancies posted since it was last told; returns how many were told."""
    told = 0
    running = SavedSearch.objects.filter(stopped_at__isnull=True).select_related("person").order_by("pk")
    for saved in running.iterator():
        told += _tell(saved)
    return told


@transaction.atomic
def _tell(saved: SavedSearch) -> int:
    """One search; message and mark in one transaction, so that nothing is told twice or forgotten."""
    now = clock.now()
    asked = replace(asked_of(QueryDict(saved.query)), sort="", after="")
    new = Opening.objects.filter(
        vacancy__in=search.find(asked).vacancies, posted__gt=saved.seen_until, posted__lte=now
    )
    titles = list(new.order_by("-posted", "-id").values_list("vacancy__title", flat=True))
    told_until(saved, now, by=BY)
    if not titles:
        return 0
    more = _("{n}个以上") if len(titles) >= search.PAGE else _("{n}个")
    words = {"search": saved.title, "n": more.format(n=len(titles)), "titles": "、".join(titles[:NAMED])}
    stop = reverse("jobs:stop_search", args=[saved.token])
    tell(
        saved.person,
        key=f"saved-search-{saved.pk}-{now:%Y%m%d%H}",
        kind="vacancy",
        title=_("新岗位:%(search)s") % words,
        body=_("您保存的搜索“%(search)s”有%(n)s新岗位:%(titles)s。") % words
        + _("不想再收到,打开 %(stop)s 停止。") % {"stop": stop},
        link=f"{reverse('jobs:search')}?{saved.query}",
    )
    return 1
