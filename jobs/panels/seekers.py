"""«我的求职» on my page: the pages of one's search, officer and plan; key groups on a person's page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import Person
from portal.casework.models import Case
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.site.blocks import DeskPanel, Panel, on_my_page, on_person_page

from ..models import KeyGroup
from ..presenters.guidance import officer_of, plans_of

LINKS = (
    ("jobs:resume", _("我的简历")),
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


def groups(person: Person, cases: list[Case], actor: Actor) -> list[dict[str, str]]:
    """Key groups that stand and when to speak next, leading to the guidance."""
    rows = KeyGroup.objects.filter(
        person=person, ends__isnull=True, agency__path__startswith=actor.agency_path
    )
    url = reverse("jobs:guided", args=[person.pk])
    return [
        {
            "name": row.get_group_display(),
            "value": f"{_('下次联系')} {full_text(row.next_contact)}",
            "url": url,
        }
        for row in rows.order_by("next_contact", "pk")
    ]


on_my_page(Panel("my-seeking", "jobs/guidance/panel.html", my_seeking, 60))
on_person_page(DeskPanel("key-groups", _("重点群体"), groups, 30))
