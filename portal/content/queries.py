"""The read door of the guides: every element of an item's 办事指南, in force today."""

from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _

from portal.casework.models import ItemVersion, ServiceItem

from .models import ExtraDemand, Paper

CHANNELS = {
    "online": "网上",
    "window": "窗口",
    "kiosk": "自助机",
    "agent": "代办",
    "visit": "上门",
    "group": "集中办理",
}


@dataclass(frozen=True)
class Material:
    """One thing to hand in."""

    name: str
    form: str = ""
    necessity: str = ""

    def __str__(self) -> str:
        more = "、".join(part for part in (self.form, self.necessity) if part)
        return f"{self.name}({more})" if more else self.name


@dataclass(frozen=True)
class Guide:
    """All elements of one item's guide; `days_certain` False means 待核实, and days are then not told as fact."""

    code: str
    name: str
    version: int
    audience: list[str]
    conditions: str
    materials: list[Material]
    replaced: str
    days: int
    days_text: str
    days_certain: bool
    days_note: str
    fee: str
    accept: str
    decide: str
    channels: list[str]
    route: list[str]
    result: str
    delivery: str
    basis: list[str]
    publicised: bool
    publicised_where: str
    questions_answers: list[tuple[str, str]] = field(default_factory=list)

    def as_json(self) -> dict:
        """Plain types for the API."""
        rest = asdict(self)
        rest["materials"] = [str(each) for each in self.materials]
        rest["questions_answers"] = [{"question": q, "answer": a} for q, a in self.questions_answers]
        return rest


def guide_of(item: ServiceItem, version: ItemVersion | None) -> Guide:
    """An item's guide: what the catalogue says, overridden by the published version in force, if any."""
    words = version or item
    guide = item.guide
    materials = _version_materials(version) if version else _catalogue_materials(guide)
    certain, text = (True, _version_days(version)) if version else (item.days_are_certain, days_text(item))
    made = Guide(
        code=item.pk,
        name=words.name,
        version=version.number if version else 0,
        audience=guide.get("audience") or [],
        conditions=words.conditions,
        materials=materials,
        replaced="" if guide.get("replaced_by") in (None, "无") else guide["replaced_by"],
        days=words.days,
        days_text=text,
        days_certain=certain,
        days_note="" if version else item.days_note,
        fee=_("不收费。"),
        accept=words.accept,
        decide=words.decide,
        channels=guide.get("channels") or [CHANNELS[each] for each in item.channels if each in CHANNELS],
        route=_lines(version.route) if version else guide.get("route") or [],
        result=words.result,
        delivery=_delivery(item),
        basis=_lines(version.basis) if version else guide.get("basis") or [],
        publicised="publicise" in version.path
        if version
        else bool((guide.get("publicity") or {}).get("need")),
        publicised_where=(guide.get("publicity") or {}).get("where", ""),
        questions_answers=_asked(version.questions_answers) if version else [],
    )
    made.questions_answers.extend(_everybody_asks(item, made))
    return made


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _asked(text: str) -> list[tuple[str, str]]:
    """Questions and answers written line by line in turn."""
    lines = _lines(text)
    return list(zip(lines[::2], lines[1::2], strict=False))


def _version_materials(version: ItemVersion) -> list[Material]:
    return [Material(line) for line in _lines(version.materials)]


def _catalogue_materials(guide: dict) -> list[Material]:
    return [Material(**row) for row in guide.get("materials") or []]


def _version_days(version: ItemVersion) -> str:
    if version.days == 0:
        return _("当场办结(即办)。")
    start = version.get_days_start_display()
    return _("%(start)s %(days)s 个工作日。") % {"start": start, "days": version.days}


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


def _delivery(item: ServiceItem) -> str:
    if item.result_kind == "payment":
        return _("钱打到您本人的银行账户。决定在“我的”页面能看到。")
    return _("在“我的”页面查看和下载,也可以到窗口领取。")


def _everybody_asks(item: ServiceItem, guide: Guide) -> list[tuple[str, str]]:
    """What people ask about any item, answered from this one's own facts."""
    pairs = [(_("要花钱吗?"), _("不花钱。谁收钱都不对,请打12333举报。"))]
    if guide.materials:
        names = "、".join(each.name for each in guide.materials)
        pairs.append(
            (_("缺一份材料怎么办?"), _("只看这些:%(names)s。缺什么,我们一次说清。") % {"names": names})
        )
    else:
        pairs.append((_("要带什么?"), _("带本人证件就行,不用交别的。")))
    pairs.append((_("不会用手机怎么办?"), _("到最近的服务网点,工作人员帮您填。")))
    if "agent" in item.channels:
        pairs.append((_("家里人能替我办吗?"), _("能。带上您写的委托书和两个人的证件。")))
    if "visit" in item.channels:
        pairs.append((_("出门不方便怎么办?"), _("拨打12333,约工作人员上门。")))
    pairs.append((_("办到哪一步了,怎么查?"), _("在“我的”页面看,或拨打12333报办件编号。")))
    return pairs


def papers_by_item() -> list[tuple[ServiceItem, list[Paper]]]:
    """The register of papers, item by item, in one query."""
    groups: dict[ServiceItem, list[Paper]] = {}
    for paper in Paper.objects.filter(item__active=True).select_related("item"):
        groups.setdefault(paper.item, []).append(paper)
    return list(groups.items())


def demand(number: str) -> ExtraDemand | None:
    """A report of an extra demand by its receipt number."""
    return ExtraDemand.objects.filter(number=number).select_related("item", "agency").first()
