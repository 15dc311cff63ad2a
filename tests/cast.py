"""The cast of the tests, by name: made-up people of region 519999 and the staff who serve them.

李晓梅 is 43, lives in 锦江, has no work. 王建国 is 58. 刘芳 takes in and reviews in 锦江, 陈涛 rechecks there,
何静 works in 青羊 and must never see 锦江's cases. 赵敏 administers the province.
"""

import functools
import json
from typing import Any

from portal.accounts import actors
from portal.accounts.models import Clerk, ClerkRole, Person, User
from portal.accounts.services import register_person, verify_person
from portal.agencies.models import Agency
from portal.casework import services
from portal.casework.models import Case, Commitment, Draft, ReasonCode, ServiceItem
from portal.casework.services.submitting import Signature, current_text
from portal.kernel.actor import Actor, system

ITEM = "unemployment-registration"
JINJIANG, QINGYANG, SICHUAN = "510104", "510105", "510000"
NUMBERS = {
    "李晓梅": "519999198303122642",
    "王建国": "519999196809051010",
    "吉克·阿呷": "51999920020718312X",
    "张磊": "519999199011254330",
    "王秀兰": "519999197902144363",
}


class Cast:
    """Made when first asked for, so that a test pays only for whom it names."""

    def person(self, name: str, *, verified: bool = False, phone: str = "13800000001") -> Person:
        """A registered person with a sign-in of their own."""
        user = User.objects.create(username=f"u-{NUMBERS[name]}", phone_index=NUMBERS[name].encode())
        person = register_person(
            user=user, name=name, kind="resident_id", number=NUMBERS[name], phone=phone, by=system("test")
        )
        if verified:
            verify_person(person, method="window", by=self.liufang_actor)
            person.refresh_from_db()
        return person

    @functools.cached_property
    def xiaomei(self) -> Person:
        return self.person("李晓梅")

    @functools.cached_property
    def jianguo(self) -> Person:
        return self.person("王建国", verified=True, phone="13800000002")

    def clerk(self, login: str, name: str, region: str, *roles: str) -> Clerk:
        """A member of staff at the agency of a region."""
        user = User.objects.create(username=login)
        clerk = Clerk.objects.create(user=user, name=name, agency=Agency.objects.get(region_id=region))
        for role in roles:
            ClerkRole.objects.create(clerk=clerk, role=role)
        return clerk

    @functools.cached_property
    def liufang(self) -> Clerk:
        return self.clerk("liufang", "刘芳", JINJIANG, "window", "review")

    @functools.cached_property
    def chentao(self) -> Clerk:
        return self.clerk("chentao", "陈涛", JINJIANG, "recheck", "issue")

    @functools.cached_property
    def hejing(self) -> Clerk:
        return self.clerk("hejing", "何静", QINGYANG, "window", "review")

    @property
    def liufang_actor(self) -> Actor:
        return actors.of_clerk(self.liufang)

    @property
    def chentao_actor(self) -> Actor:
        return actors.of_clerk(self.chentao)

    @property
    def hejing_actor(self) -> Actor:
        return actors.of_clerk(self.hejing)

    def draft(self, person: Person, *, by: Actor | None = None, **changes: Any) -> Draft:
        """A complete draft; `changes` replace pages."""
        draft = services.open_draft(
            ServiceItem.objects.get(pk=ITEM), person, by=by or actors.of_person(person)
        )
        draft.answers = json.dumps(answers(**changes), ensure_ascii=False)
        draft.save(update_fields=["answers"])
        return draft

    def case(self, person: Person, **changes: Any) -> Case:
        """A submitted case."""
        return services.submit(self.draft(person, **changes), signature=tick(), by=actors.of_person(person))

    def reasons(self, use: str, *codes: str) -> list[ReasonCode]:
        """Reason codes of the item."""
        rows = ReasonCode.objects.filter(item_id=ITEM, use=use)
        return list(rows.filter(code__in=codes) if codes else rows[:1])


def tick() -> Signature:
    """The promise in force, ticked online."""
    return Signature(Commitment.Method.TICK, current_text(ITEM).pk)


def answers(**changes: Any) -> dict[str, dict[str, list[str]]]:
    """What 李晓梅 would answer; a keyword replaces one page."""
    return {
        "residence": {"residence": [JINJIANG]},
        "household": {"household": [SICHUAN]},
        "retirement": {"kind": ["female50"]},
        "intention": {"able": ["yes"], "wants_work": ["yes"]},
        "left_by": {"left_by": ["employer"]},
        "last_job": {"last_day": ["2026-10-31"], "last_employer": ["某餐饮公司"]},
        "categories": {"categories": []},
        "contact": {"phone": ["13800000001"]},
        **changes,
    }
