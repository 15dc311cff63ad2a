"""Graduates in words: the chain with what is left, the list of the desk, the school's own figures."""

import contextlib
from datetime import date
from typing import Any

from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from portal.accounts.models import Person
from portal.kernel import clock
from portal.kernel.dates import day_of, full_text
from portal.rules import queries as law
from portal.rules.queries import LawMissing

from ..models import GraduateAct, GraduateRoster, Graduation, UnemployedGraduate
from ..queries import graduates as queries
from ..rules import graduates as rules

SHOWN, ARCHIVE = 100, "/my/archive/"
TONE = {"unknown": "wait", "wants": "good", "no_wish": "quiet", "lost": "risk"}
ROSTER_TONE = {"read": "wait", "done": "good", "dropped": "quiet"}
FILTER_WORDS = (
    ("all", lazy("全部")),
    ("waiting", lazy("没联系上")),
    ("overdue", lazy("首次联系超期")),
    ("incomplete", lazy("服务没做完")),
    ("ending", lazy("择业期快满")),
    ("mine", lazy("我负责的")),
    ("no_wish", lazy("暂时不需要")),
    ("lost", lazy("失联")),
)


def chain_rows(tag: UnemployedGraduate, counts: dict[str, int]) -> list[dict[str, Any]]:
    """The four links: what, how often done, ticked or «还差2次»."""
    standard = queries.standard(clock.today(), tag.region_id)
    out = []
    for link in rules.chain(standard, counts):
        left = _("还差%(n)s次") % {"n": link.left} if link.left else _("已完成")
        done = _("%(done)s/%(needed)s次") % {"done": link.done, "needed": link.needed}
        row = {"name": GraduateAct.Kind(link.kind).label, "done": done, "left": left}
        out.append(row | {"kind": "wait" if link.left else "good", "whole": not link.left})
    return out


def left_words(needed: dict[str, int], counts: dict[str, int]) -> str:
    """«还差2次岗位推荐、1次职业指导»; empty when the chain is whole."""
    names = {kind: GraduateAct.Kind(kind).label for kind in rules.LINKS}
    lacking = [link for link in rules.chain(needed, counts) if link.left]
    if not lacking:
        return ""
    told = [_("%(n)s次%(what)s") % {"n": link.left, "what": names[link.kind]} for link in lacking]
    return _("还差%(what)s") % {"what": "、".join(told)}


def clock_words(tag: UnemployedGraduate) -> str:
    """Until when the 择业期 of a tag runs."""
    return until_words(tag.until)


def until_words(until: date) -> str:
    """Until when; and how many days where it is near. The length is known, not read, so the desk confirms it."""
    left = (until - clock.today()).days
    words = {"day": full_text(until), "n": left}
    if left < 0:
        return _("择业期到%(day)s,已经期满") % words
    near = left <= queries.SOON_DAYS
    return _("择业期到%(day)s,还有%(n)s天") % words if near else _("择业期到%(day)s") % words


def desk_row(tag: UnemployedGraduate, needed: dict[str, int]) -> dict[str, Any]:
    """One line of the desk's list; the name masked."""
    counts = queries.counts_on(tag)
    return {
        "url": reverse("registration:desk_graduate", args=[tag.pk]),
        "name": tag.person.name.masked(),
        "school": tag.graduation.school_name,
        "level": tag.graduation.get_level_display(),
        "left": left_words(needed, counts) or _("都做完了"),
        "until": full_text(tag.until),
        "officer": tag.officer.name if tag.officer else _("还没有定"),
        "tag": state_words(tag),
    }


def state_words(tag: UnemployedGraduate) -> tuple[str, str]:
    """Tone and word of how a tag stands: ended, not reached, too late, or what was wished."""
    if tag.ended_on:
        return "quiet", tag.get_ending_display()
    if tag.contacted_on or tag.wish != UnemployedGraduate.Wish.UNKNOWN:
        return TONE[tag.wish], tag.get_wish_display()
    if tag.first_contact_due < clock.today():
        return "risk", _("首次联系超期")
    return "wait", _("还没有联系上")


def graduation_rows(row: Graduation) -> list[dict[str, str]]:
    """Facts with where they come from."""
    source = _("%(school)s报的名册") % {"school": row.school_name} if row.school_id else _("本人自己填的")
    told = [
        (_("学校"), f"{row.school_name}({row.get_school_kind_display()})"),
        (_("学历和专业"), " ".join(filter(None, [row.get_level_display(), row.major]))),
        (_("毕业日期"), full_text(row.graduated_on)),
        (_("来源"), _("%(source)s,%(day)s") % {"source": source, "day": full_text(day_of(row.made_at))}),
    ]
    return [{"name": str(name), "value": str(value)} for name, value in told]


def mine(person: Person) -> dict[str, Any]:
    """What one's own page shows: the graduation, what happens next, the chain with ticks."""
    tag, graduation = queries.tag_of(person), queries.graduations_of(person).first()
    context: dict[str, Any] = {"tag": tag, "graduation": graduation, "links": links()}
    if graduation:
        context["rows"] = graduation_rows(graduation)
    if tag:
        counts = queries.counted(tag.graduation_id)
        context |= {
            "open": tag.ended_on is None,
            "chain": chain_rows(tag, counts),
            "next": _next(tag, counts),
            "clock": clock_words(tag),
            "officer": _officer(tag),
            "may_return": tag.ending == UnemployedGraduate.Ending.SAID_WORKS and tag.until >= clock.today(),
        }
    return context


def _officer(tag: UnemployedGraduate) -> str:
    words = {"agency": tag.agency.name, "clerk": tag.officer.name if tag.officer else ""}
    return _("%(agency)s %(clerk)s") % words if tag.officer else tag.agency.name


def _next(tag: UnemployedGraduate, counts: dict[str, int]) -> str:
    """What happens next, in one sentence."""
    if tag.ended_on:
        words = {"day": full_text(tag.ended_on), "why": tag.get_ending_display()}
        return _("服务已在%(day)s结束:%(why)s。") % words
    if tag.wish == UnemployedGraduate.Wish.NO_WISH:
        return _("您说暂时不需要服务,我们不打扰。以后需要,点“需要服务”。")
    if tag.wish == UnemployedGraduate.Wish.LOST:
        return _("我们没有联系上您。需要服务的,点“需要服务”,马上恢复。")
    left = left_words(queries.standard(clock.today(), tag.region_id), counts)
    if tag.wish == UnemployedGraduate.Wish.UNKNOWN:
        return _("%(agency)s会联系您,问您需要什么。也可以现在就告诉我们。") % {"agency": tag.agency.name}
    if left:
        return _("%(left)s。我们会继续联系您。") % {"left": left}
    return _("四项服务都做过了。还没找到工作的,可以随时再要岗位推荐。")


def links() -> list[dict[str, str]]:
    """Ways on: the personnel file where that room stands, unemployment registration, training."""
    out = [
        {
            "url": reverse("content:service", args=["unemployment-registration"]),
            "text": _("办失业登记,可以领求职和培训的补贴"),
        },
        {"url": reverse("content:service", args=["training-enrolment"]), "text": _("看培训")},
    ]
    with contextlib.suppress(Resolver404):  # the room of the files may not stand here
        resolve(ARCHIVE)
        out.insert(0, {"url": ARCHIVE, "text": _("我的档案在哪里")})
    return out


def roster_context(roster: GraduateRoster) -> dict[str, Any]:
    """What was read or taken, line by line what is wrong."""
    wrong = list(roster.lines.exclude(problem="").order_by("line")[:SHOWN]) if roster.bad else []
    told = [
        (_("一共"), roster.total),
        (_("新登记"), roster.fresh),
        (_("有变化"), roster.changed),
        (_("登记过、没有变化"), roster.same),
        (_("列入未就业名单") if roster.state == "done" else _("还没有就业"), roster.tagged),
        (_("要改的行"), roster.bad),
    ]
    return {
        "roster": roster,
        "tone": ROSTER_TONE[roster.state],
        "word": roster.get_state_display(),
        "told": [
            {"name": name, "value": _("%(n)s人") % {"n": n}} for name, n in told if n or name == told[0][0]
        ],
        "wrong": wrong,
        "more": roster.bad > len(wrong),
        "ready": roster.fresh + roster.changed + roster.same if roster.state == "read" else 0,
    }


def columns() -> list[tuple[str, bool]]:
    """Columns of the file with whether they are needed."""
    return [(column, column in rules.NEEDED) for column in rules.COLUMNS]


def before(rosters: list[GraduateRoster]) -> list[dict[str, Any]]:
    """Files of a school, the newest first."""
    return [
        {
            "url": reverse("registration:graduate_roster", args=[each.pk]),
            "title": each.file_name,
            "tone": ROSTER_TONE[each.state],
            "word": each.get_state_display(),
            "meta": _("%(day)s · %(total)s人")
            % {"day": full_text(day_of(each.made_at)), "total": each.total},
        }
        for each in rosters
    ]


def school_row(row: Graduation, tag: UnemployedGraduate | None) -> dict[str, Any]:
    """One graduate on the school's list: the school sees whether help runs, not what is said in it."""
    word, tone = row.get_destination_display(), "quiet"
    if tag:
        word, tone = (_("正在帮助就业"), "wait") if tag.ended_on is None else (_("已结束服务"), "quiet")
        if tag.ending in UnemployedGraduate.AT_WORK:
            word, tone = _("已就业"), "good"
    return {
        "name": row.person.name.masked(),
        "level": row.get_level_display(),
        "major": row.major,
        "day": full_text(row.graduated_on),
        "tag": (tone, word),
    }


def contact_words(on: Any, region: str) -> str:
    """What the rule for «失联» asks, for the desk."""
    try:
        n = law.value("graduates.lost_channels", on=on, region=region)
    except LawMissing:
        return ""
    return _("记为失联以前,要用过%(n)s种方式,都没联系上。") % {"n": n}
