"""«我的求职» on my page: the pages of one's search, officer and plan; key groups on a person's page."""

from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.accounts.queries import of_human
from portal.casework.models import Case
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text, moment_text
from portal.site.blocks import DeskPanel, Panel, on_my_page, on_person_page

from ..models import Application, ApplicationState, KeyGroup, Referral
from ..presenters.guidance import officer_of, plans_of
from .referrals import sent_row, way_to_refer

ON_DESK = 10
GROUP, SENT, LETTER = 0, 1, 2
LINKS = (
    ("jobs:resume", _("我的简历")),
    ("jobs:matches", _("为您匹配的岗位")),
    ("jobs:profile_card", _("我的画像和推送")),
    ("jobs:applications", _("我的投递")),
    ("jobs:saved_searches", _("保存的搜索")),
    ("jobs:assessment", _("职业素质测评")),
    ("jobs:my_activities", _("我的活动")),
    ("jobs:campaigns", _("专项活动和招聘会")),
)


def my_seeking(person: Person) -> dict[str, Any]:
    """The pages of one's search for work, who helps with it, the newest plan."""
    officer = officer_of(person)
    plans = plans_of(person)[:1] if officer else []
    links = [*LINKS, ("jobs:my_plans", _("我的职业规划"))] if plans else LINKS
    shown = [{"url": reverse(name), "title": title} for name, title in links]
    return {"links": shown, "officer": officer, "plan": plans[0] if plans else None}


def seeking(person: Person, cases: list[Case], actor: Actor) -> list[dict[str, str]]:
    """Key groups that stand, leading to the guidance; then the newest applications and referrals. One query for all.

    The CV stays between person and unit.
    """
    groups = KeyGroup.objects.filter(
        person=person, ends__isnull=True, agency__path__startswith=actor.agency_path
    )
    sent = Application.objects.filter(of_human(person.pk)).order_by("-made_at", "-pk")[:ON_DESK]
    letters = Referral.objects.filter(of_human(person.pk)).order_by("-made_at", "-pk")[:ON_DESK]
    at = Cast("next_contact", DateTimeField())
    all_of_them = (
        groups.annotate(at=at)
        .values_list(Value(GROUP), Value(""), "group", "at")
        .union(
            sent.values_list(Value(SENT), "vacancy__title", "state", "made_at"),
            letters.values_list(Value(LETTER), "vacancy__title", "person_result", "made_at"),
            all=True,
        )
    )
    found = sorted(all_of_them, key=lambda row: (row[0] != GROUP, -row[3].timestamp()))
    words = {GROUP: lambda *row: _group(*row, person), SENT: _sent, LETTER: sent_row}
    return way_to_refer(person, cases, actor) + [words[kind](*row) for kind, *row in found]


def _group(_nothing: str, group: str, moment: datetime, person: Person) -> dict[str, str]:
    words = f"{_('下次联系')} {full_text(moment.date())}"
    url = reverse("jobs:guided", args=[person.pk])
    return {"name": str(KeyGroup.Group(group).label), "value": words, "url": url}


def _sent(title: str, state: str, moment: datetime) -> dict[str, str]:
    return {"name": title, "value": f"{ApplicationState(state).label} · {moment_text(moment)}", "url": ""}


on_my_page(Panel("my-seeking", "jobs/guidance/panel.html", my_seeking, 60))
on_person_page(DeskPanel("seeking", _("重点群体、投递和推荐信"), seeking, 30))
