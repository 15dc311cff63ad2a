"""Versions of items: prepared by one administrator, published by another, in force from a day on."""

from datetime import date

from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.casework.models import CommitmentText, ItemCheck, ItemVersion, ServiceItem
from portal.casework.models.version import RESERVED
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.rules import checks

COPIED = (
    "name", "conditions", "accept", "decide", "result", "materials", "basis", "route", "questions_answers",
    "days", "days_start", "path", "publicity_days", "commitment",
)  # fmt: skip


class NotReady(ValueError):
    """A version cannot be published yet; `problems` says what to mend, in words."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class OwnVersion(Exception):
    """Who prepared a version does not publish it (两人发布)."""


def problems_of(version: ItemVersion) -> list[str]:
    """What keeps a version from being published: empty parts, fields without a page, rules without values."""
    out = []
    if version.item.owner_id and not version.fields.exists():
        out.append(_("至少要有一个问题。"))
    fields = {field.name: field.kind for field in version.fields.all()}
    for field in version.fields.all():
        if field.name in RESERVED:
            out.append(_("字段名“%(name)s”是系统用的,请换一个。") % {"name": field.name})
        if field.page in ("check", "residence", "person"):
            out.append(_("页名“%(name)s”是系统用的,请换一个。") % {"name": field.page})
    for row in version.checks.all():
        out += [f"{row.rule}: {text}" for text in checks.problems(row.rule, row.values, fields)]
    if version.from_day < clock.today():
        out.append(_("生效日不能早于今天。"))
    if not version.basis.strip():
        out.append(_("要写明依据。"))
    return out


@verb
def propose(version: ItemVersion, *, by: Actor) -> ItemVersion:
    """Hand a finished version to the second person. Raises NotReady."""
    locked = ItemVersion.objects.select_for_update(of=("self",)).select_related("item").get(pk=version.pk)
    if locked.status != ItemVersion.Status.DRAFT:
        raise NotReady([_("只有编辑中的版本可以送审。")])
    found = problems_of(locked)
    if found:
        raise NotReady(found)
    locked.status = ItemVersion.Status.PROPOSED
    locked.save(update_fields=["status"])
    return locked


@verb
def publish(version: ItemVersion, publisher: User, *, by: Actor) -> ItemVersion:
    """Publish what another person prepared; it holds from its day on, cases begun before keep their version.

    Raises OwnVersion, NotReady.
    """
    locked = ItemVersion.objects.select_for_update(of=("self",)).select_related("item").get(pk=version.pk)
    if locked.status != ItemVersion.Status.PROPOSED:
        raise NotReady([_("先由编辑人送审,再由另一位管理员发布。")])
    if locked.prepared_by_id == publisher.pk:
        raise OwnVersion
    found = problems_of(locked)
    if found:
        raise NotReady(found)
    locked.status = ItemVersion.Status.PUBLISHED
    locked.published_by, locked.published_at = publisher, clock.now()
    locked.save(update_fields=["status", "published_by", "published_at"])
    _commitment_text(locked)
    record("item.published", subject_type="item_version", subject_id=locked.pk, by=by)
    return locked


def _commitment_text(version: ItemVersion) -> None:
    """A new promise text becomes a version of its own from the same day; the old one ends the day before."""
    rows = CommitmentText.objects.filter(item=version.item).order_by("-version")
    latest = rows.first()
    if not version.commitment.strip() or (latest and latest.body == version.commitment):
        return
    from portal.casework.loading import CONSEQUENCES

    CommitmentText.objects.create(
        item=version.item,
        version=latest.version + 1 if latest else 1,
        body=version.commitment,
        consequences=CONSEQUENCES,
        from_day=version.from_day,
    )


@verb
def drop(version: ItemVersion, *, by: Actor) -> ItemVersion:
    """Set a version aside that was never in force: a draft, a proposal, or one whose day has not come."""
    locked = ItemVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if locked.status == ItemVersion.Status.PUBLISHED and locked.from_day <= clock.today():
        raise NotReady([_("已经生效的版本不能作废,请另做一个新版本。")])
    locked.status = ItemVersion.Status.DROPPED
    locked.save(update_fields=["status"])
    return locked


@verb
def copy_version(version: ItemVersion, user: User, *, from_day: date, by: Actor) -> ItemVersion:
    """A new draft with everything the old version says, to be changed."""
    number = (
        ItemVersion.objects.filter(item=version.item).order_by("-number").values_list("number", flat=True)[0]
    )
    new = ItemVersion(item=version.item, number=number + 1, from_day=from_day, prepared_by=user)
    for name in COPIED:
        setattr(new, name, getattr(version, name))
    new.save()
    for field in version.fields.all():
        field.pk, field.version, field._state.adding = None, new, True
        field.save(force_insert=True)
    for row in version.checks.all():
        ItemCheck.objects.create(version=new, rule=row.rule, values=row.values, article=row.article)
    return new


@verb
def first_version(item: ServiceItem, user: User, *, from_day: date, by: Actor) -> ItemVersion:
    """The first version of an item, from what the catalogue says of it."""
    guide = item.guide or {}
    return ItemVersion.objects.create(
        item=item,
        number=1,
        from_day=from_day,
        name=item.name,
        conditions=item.conditions,
        accept=item.accept,
        decide=item.decide,
        result=item.result,
        materials="\n".join(paper["name"] for paper in guide.get("materials") or []),
        basis="\n".join(guide.get("basis") or []),
        route="\n".join(guide.get("route") or []),
        days=item.days,
        days_start=item.days_start,
        path=item.path,
        publicity_days=item.publicity_days,
        prepared_by=user,
    )
