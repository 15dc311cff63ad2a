"""A county's own item for the tests: «灵活就业社保补贴», made as an administrator would, without code."""

from datetime import date
from typing import Any

from portal.accounts.models import User
from portal.agencies.models import Agency
from portal.casework.models import ItemCheck, ItemField, ItemLevel, ItemVersion, ReasonCode, ServiceItem
from portal.casework.services import versions
from portal.kernel.actor import system

CODE = "jinjiang-flexible-subsidy"
ADMIN = system("test.admin")
ARTICLE = "《锦江区就业补助办法》第三条"


def item() -> ServiceItem:
    """The item itself, of 锦江."""
    made, _new = ServiceItem.objects.get_or_create(
        code=CODE,
        defaults={
            "name": "灵活就业社保补贴",
            "checklist": "十一",
            "app": "portal.casework",
            "applicant": "person",
            "channels": ["online", "window"],
            "days": 10,
            "days_start": "acceptance",
            "days_confidence": "A",
            "conditions": "灵活就业并缴纳社会保险费的登记失业人员。",
            "decide": "锦江区公共就业服务机构",
            "accept": "锦江区任一网点",
            "result_kind": "payment",
            "result": "补贴",
            "owner": Agency.objects.get(region_id="510104"),
            "position": 1000,
        },
    )
    for level in (1, 2, 3):
        ItemLevel.objects.get_or_create(
            item=made, level=level, defaults={"take": True, "review": True, "decide": True}
        )
    for use in ("refuse", "suspend", "revoke", "send_back", "decline"):
        ReasonCode.objects.get_or_create(
            item=made, use=use, code=f"{use}-1", defaults={"text": "缴费记录对不上。", "article": ARTICLE}
        )
    return made


def draft_version(
    preparer: User, *, from_day: date, number: int = 1, path: tuple[str, ...] = (), most: str = "800"
) -> ItemVersion:
    """A version with two questions and two rules."""
    version = ItemVersion.objects.create(
        item=item(),
        number=number,
        from_day=from_day,
        name="灵活就业社保补贴",
        conditions="灵活就业并缴纳社会保险费的登记失业人员。",
        accept="锦江区任一网点",
        decide="锦江区公共就业服务机构",
        result="按实缴的三分之二补贴",
        basis=ARTICLE,
        route="申请\n审核\n公示\n拨付",
        days=10,
        days_start="acceptance",
        path=list(path),
        publicity_days=5,
        commitment="本人确为灵活就业,缴费情况属实。",
        prepared_by=preparer,
    )
    ItemField.objects.create(
        version=version,
        position=1,
        page="paid",
        name="paid",
        label="这个月缴了多少钱?",
        kind="money",
        least="0.01",
    )
    ItemField.objects.create(
        version=version, position=2, page="flexible", name="flexible", label="您是灵活就业吗?", kind="yes_no"
    )
    ItemCheck.objects.create(
        version=version, rule="answered_yes", values={"field": "flexible"}, article=ARTICLE
    )
    ItemCheck.objects.create(
        version=version,
        rule="share_of_paid",
        values={"field": "paid", "percent": "66.67", "most": most},
        article=ARTICLE,
    )
    return version


def users() -> tuple[User, User]:
    """Who prepares and who publishes."""
    return (
        User.objects.get_or_create(username="preparer")[0],
        User.objects.get_or_create(username="publisher")[0],
    )


def published(*, from_day: date, **rest: Any) -> ItemVersion:
    """A version two people made."""
    preparer, publisher = users()
    version = draft_version(preparer, from_day=from_day, **rest)
    versions.propose(version, by=ADMIN)
    return versions.publish(version, publisher, by=ADMIN)


def answers(paid: str = "600.00", flexible: str = "yes") -> dict[str, dict[str, list[str]]]:
    """What an applicant would answer."""
    return {
        "residence": {"residence": ["510104"]},
        "paid": {"paid": [paid]},
        "flexible": {"flexible": [flexible]},
    }
