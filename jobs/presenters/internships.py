"""就业见习 in words, for everybody, the unit, the intern and the desk."""

import functools
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.casework.models import Case
from portal.kernel import clock
from portal.kernel.dates import day_text, full_text, moment_text
from portal.kernel.fields import plaintext
from portal.kernel.money import text as money_text
from portal.rules.queries import LawMissing
from portal.rules.verdict import Finding

from ..models import (
    Application,
    ApplicationState,
    BaseRequest,
    CountyRetention,
    Internship,
    InternshipBase,
    Kind,
    SubsidyClaim,
    SubsidyMonth,
)
from ..rules import internships as rules
from ..services.internship_subsidy import Claimable, eligible, groups
from ..services.internships import months_allowed
from .vacancies import verified_text

S = Internship.State
TONES = {S.OFFERED: "wait", S.RUNNING: "good", S.ENDED: "quiet"}
Rows = list[dict[str, str]]


def _rows(pairs: list[tuple[Any, Any]]) -> Rows:
    return [{"name": str(name), "value": str(value)} for name, value in pairs if value not in ("", None)]


def rate_text(base: InternshipBase) -> str:
    """«留用率62%»; few people are not told of."""
    if base.rate is None:
        return str(_("留用率暂不公布(人数少)"))
    return _("留用率%(n)s%%") % {"n": base.rate}


def base_card(base: InternshipBase) -> dict[str, Any]:
    """A base in the public list."""
    words = {"n": base.places, "sum": money_text(base.stipend)}
    return {
        "url": reverse("jobs:internship_base", args=[base.pk]),
        "title": base.employer.organisation.name,
        "meta": f"{base.region.full_name.removeprefix('四川省')} · {rate_text(base)}",
        "text": _("名额%(n)s人 · 生活费每月不低于%(sum)s") % words,
    }


def county_text(found: CountyRetention | None) -> str:
    """One line about a county; empty where nothing was counted yet."""
    if found is None:
        return ""
    head = _("共有%(n)s个见习单位。") % {"n": found.bases}
    if found.rate is None:
        return head + _("期满的人还少,留用率暂不公布。")
    words = {
        "finished": found.finished,
        "rate": found.rate,
        "day": day_text(found.made_at.astimezone(clock.ZONE).date()),
    }
    return head + _("期满%(finished)s人,留用率%(rate)s%%(算到%(day)s)。") % words


def term_text(region: str) -> str:
    """How long an internship lasts, in one sentence; empty where the law says nothing today."""
    try:
        least, most = months_allowed(clock.today(), region)
    except LawMissing:
        return ""
    return _("见习最短%(least)s个月,最长%(most)s个月。") % {"least": least, "most": most}


def base_rows(base: InternshipBase) -> Rows:
    """A base for everybody."""
    retention = rate_text(base)
    if base.rate is not None:
        retention += _("(期满%(n)s人)") % {"n": base.finished}
    return _rows(
        [
            (_("见习单位编号"), base.number),
            (_("地址"), f"{base.region.full_name}{base.employer.address}"),
            (_("核验"), verified_text(base.employer)),
            (_("见习名额"), _("%(n)s人") % {"n": base.places}),
            (_("带教人"), _("%(n)s人") % {"n": base.mentors}),
            (_("生活费"), _("每月不低于%(sum)s") % {"sum": money_text(base.stipend)}),
            (_("保险"), _("单位买人身意外伤害保险")),
            (_("认定"), f"{full_text(base.recognised_on)} · {base.agency.name}"),
            (_("下次评估"), full_text(base.review_on)),
            (_("留用"), retention),
        ]
    )


def paragraphs(text: str) -> list[str]:
    """A text by its lines."""
    return [part for part in text.splitlines() if part.strip()]


def agreement_rows(row: Internship) -> Rows:
    """An agreement for its two sides."""
    ended = ""
    if row.ended_on:
        ended = f"{full_text(row.ended_on)} · {row.get_ended_by_display()}"
    return _rows(
        [
            (_("协议编号"), row.number),
            (_("单位"), row.base.employer.organisation.name),
            (_("岗位"), row.application.vacancy.title),
            (_("开始"), full_text(row.begins)),
            (_("结束"), full_text(row.ends)),
            (_("带教人"), plaintext(row.mentor)),
            (_("每月生活费"), money_text(row.stipend)),
            (_("保险单号"), plaintext(row.policy)),
            (_("本人同意"), moment_text(row.agreed_at) if row.agreed_at else ""),
            (_("实际结束"), ended),
            (_("原因"), plaintext(row.why) if row.why else ""),
            (_("留用"), kept_text(row)),
        ]
    )


def kept_text(row: Internship) -> str:
    """What the unit said of keeping, and what the intern said to it."""
    if row.kept is None:
        return ""
    head = _("单位说留用了,签了劳动合同") if row.kept else _("单位说没有留用")
    if row.confirmed is None:
        return f"{head}({_('等本人确认')})"
    return f"{head}({_('本人确认') if row.confirmed else _('本人说不是')})"


def _card(row: Internship, page: str, title: str) -> dict[str, Any]:
    return {
        "url": reverse(page, args=[row.pk]),
        "title": title,
        "meta": f"{row.number} · {day_text(row.begins)}—{day_text(row.last)}",
        "text": kept_text(row),
        "kind": TONES.get(S(row.state), "stop"),
        "word": row.get_state_display(),
    }


def own_card(row: Internship) -> dict[str, Any]:
    """An agreement in the intern's list."""
    return _card(row, "jobs:my_internship", row.base.employer.organisation.name)


def unit_card(row: Internship) -> dict[str, Any]:
    """An agreement in the unit's list: with whom."""
    return _card(row, "jobs:unit_internship", plaintext(row.person.name))


def waiting_card(row: Application) -> dict[str, Any]:
    """Somebody taken who has no agreement yet."""
    return {
        "url": reverse("jobs:new_internship", args=[row.pk]),
        "title": _("给%(name)s写见习协议") % {"name": plaintext(row.person.name)},
        "meta": row.vacancy.title,
    }


def next_link(row: Application) -> str:
    """Where the unit writes the agreement of somebody it took for an internship; empty for anybody else."""
    taken = row.state == ApplicationState.HIRED and row.vacancy.kind == Kind.INTERNSHIP
    return reverse("jobs:new_internship", args=[row.pk]) if taken else ""


def month_choices(months: list[Claimable]) -> list[tuple[str, str]]:
    """Months to tick: who, which, from when to when."""
    return [
        (f"{key}.{number}", _month(each.internship, each.month))
        for each in months
        for key, number in [each.key]
    ]


def _month(row: Internship, month: rules.Month | SubsidyMonth) -> str:
    words = {"name": plaintext(row.person.name), "n": month.number}
    return f"{_('%(name)s 第%(n)s个月') % words} · {day_text(month.first)}—{day_text(month.last)}"


def claim_card(claim: SubsidyClaim) -> dict[str, Any]:
    """A claim in the unit's list. Its sum is told after the decision only."""
    case: Case = claim.case
    text = _("共%(n)s个月(每人每月算一个)") % {"n": claim.asked}
    if claim.total is not None:
        text += f" · {money_text(claim.total)}"
    return {
        "title": _("见习补贴 %(number)s") % {"number": case.number},
        "meta": f"{day_text(claim.made_at.astimezone(clock.ZONE).date())} · {case.responsible.name}",
        "text": text,
        **claim_state(claim),
    }


def claim_state(claim: SubsidyClaim) -> dict[str, str]:
    """Where a claim stands, and the way to mend it while it is sent back."""
    case: Case = claim.case
    if case.state == "returned":
        url = reverse("jobs:mend_claim", args=[claim.pk])
        return {"kind": "risk", "word": str(_("需要补正,点标题修改")), "url": url}
    if case.state in ("granted", "closed") and claim.total is not None:
        return {"kind": "wait", "word": str(_("已准予,待拨付(由就业补助资金拨付)"))}
    tone = "wait" if case.due and case.closed_at is None and case.decided_at is None else "stop"
    due = _(",最晚%(day)s答复") % {"day": day_text(case.due)} if tone == "wait" and case.due else ""
    return {"kind": tone, "word": f"{case.get_state_display()}{due}"}


def request_card(row: BaseRequest) -> dict[str, Any]:
    """A request at the desk."""
    seen = _("考察:%(day)s") % {"day": day_text(row.inspected_on)} if row.inspected_on else _("等考察")
    return {
        "url": reverse("jobs:inspect_base", args=[row.pk]),
        "title": row.employer.organisation.name,
        "meta": f"{row.case.number} · {row.case.get_state_display()} · {_('最晚')}{day_text(row.case.due)}",
        "kind": "good" if row.inspected_on else "wait",
        "word": seen,
    }


def request_rows(row: BaseRequest) -> Rows:
    """What the unit promised, for the inspection."""
    return _rows(
        [
            (_("办件编号"), row.case.number),
            (_("单位"), row.employer.organisation.name),
            (_("地址"), row.employer.address),
            (_("见习名额"), row.places),
            (_("带教人数"), row.mentors),
            (_("每月生活费"), money_text(row.stipend)),
            (_("岗位与带教计划"), row.plan),
        ]
    )


def desk_claim_card(claim: SubsidyClaim) -> dict[str, Any]:
    """An open claim at the desk."""
    return {
        "url": reverse("jobs:desk_claim", args=[claim.pk]),
        "title": claim.base.employer.organisation.name,
        "meta": f"{claim.case.number} · {_('最晚')}{day_text(claim.case.due)}",
        "kind": "wait",
        "word": claim.case.get_state_display(),
    }


def claimed_interns(rows: list[Internship], policies: dict[Any, str]) -> list[dict[str, Any]]:
    """Whom a claim is about: name and policy masked until they are asked for, and what the law says of them."""
    law_of = functools.cache(groups)
    return [
        {
            "url": reverse("site:person", args=[row.person_id]),
            "name": row.person.name.masked(),
            "finding": _eligible(row, law_of),
            "rows": _rows(
                [
                    (_("协议编号"), row.number),
                    (_("协议期"), f"{full_text(row.begins)}—{full_text(row.last)}"),
                    (_("每月生活费"), money_text(row.stipend)),
                    (_("毕业日期"), full_text(row.graduated_on) if row.graduated_on else _("本人没有填")),
                    (_("保险单号"), policies.get(row.pk, row.policy.masked())),
                ]
            ),
        }
        for row in rows
    ]


def _eligible(row: Internship, law_of: Any) -> list[Finding]:
    try:
        return [eligible(row, law_of)]
    except LawMissing:
        return []


def desk_card(base: InternshipBase) -> dict[str, Any]:
    """A base at the desk: due for its review or not. Counts are not hidden here."""
    late = (base.review_on - clock.today()).days
    words = {"day": day_text(base.review_on)}
    if late < 0:
        kind, word = "risk", _("评估过期:%(day)s") % words
    elif late <= 30:
        kind, word = "wait", _("快到评估:%(day)s") % words
    else:
        kind, word = "good", _("下次评估:%(day)s") % words
    counts = {"finished": base.finished, "kept": base.kept, "n": base.places}
    return {
        "url": reverse("jobs:desk_base", args=[base.pk]),
        "title": base.employer.organisation.name,
        "meta": f"{base.number} · {base.region.name}",
        "text": _("名额%(n)s · 期满%(finished)s · 留用%(kept)s") % counts,
        "kind": kind,
        "word": word,
    }


def reviews(base: InternshipBase) -> list[dict[str, str]]:
    """Past reviews, the newest first."""
    rows = base.reviews.select_related("clerk").order_by("-on", "-pk")
    return [
        {"head": f"{full_text(row.on)} · {row.get_result_display()} · {row.clerk.name}", "text": row.text}
        for row in rows[:20]
    ]
