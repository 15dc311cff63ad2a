"""Jobs, deliveries, partners and corrections in words."""

from datetime import date
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.agencies.models import Region
from portal.kernel.dates import full_text, moment_text

from . import registry
from .models import Correction, Delivery, Job, Partner, Snapshot
from .models.partner import Direction

TONES = {
    "waiting": "wait",
    "running": "wait",
    "sent": "info",
    "received": "good",
    "done": "good",
    "returned": "risk",
    "refused": "risk",
    "failed": "risk",
    "differs": "risk",
    "open": "wait",
    "corrected": "good",
    "kept": "info",
}


def title_of(dataset: str, version: int) -> str:
    """A dataset as people call it."""
    if not dataset:
        return _("看不懂的文件")
    found = registry.find(dataset, version)
    return f"{found.title} v{version}" if found else f"{dataset} v{version}"


def partners() -> list[dict[str, Any]]:
    """Every department: how it is reached, when it was last heard of, what waits. Three queries."""
    heard = {
        row["partner"]: row["last"] for row in Job.objects.values("partner").annotate(last=Max("begun_at"))
    }
    counted = Delivery.objects.values("partner").annotate(
        last=Max("sent_at"),
        waiting=Count("pk", filter=Q(state="waiting")),
        returned=Count("pk", filter=Q(state="returned")),
    )
    sent = {row["partner"]: row for row in counted}
    out = []
    for each in Partner.objects.all():
        told = sent.get(each.pk, {})
        out.append(
            {
                "pk": each.pk,
                "name": each.name,
                "kind": each.get_kind_display(),
                "transport": each.get_transport_display(),
                "word": _("启用") if each.active else _("停用"),
                "tone": "good" if each.active else "info",
                "active": each.active and bool(each.address),
                "heard": moment_text(heard[each.pk]) if heard.get(each.pk) else "",
                "sent": moment_text(told["last"]) if told.get("last") else "",
                "waiting": told.get("waiting", 0),
                "returned": told.get("returned", 0),
            }
        )
    return out


def job_row(job: Job) -> dict[str, Any]:
    """A line of the list of jobs."""
    return {
        "url": reverse("exchange:job", args=[job.pk]),
        "title": title_of(job.dataset, job.version),
        "partner": job.partner.name,
        "direction": job.get_direction_display(),
        "when": moment_text(job.begun_at),
        "taken": job.taken,
        "refused": job.refused,
        "word": job.get_state_display(),
        "tone": TONES[job.state],
        "reason": job.reason,
    }


def sent_word(job: Job) -> tuple[str, str]:
    """How far an outbound file is, with its tone: 待推送, 已推送, 已接收, 对不上 or 退回."""
    if job.state == Job.State.REFUSED:
        return _("退回"), "risk"
    return job.snapshot.get_state_display(), TONES[job.snapshot.state]


def last_sent(dataset: str, day: date) -> dict[str, Any] | None:
    """How the newest file of a dataset and day stands; None before there is one. One query."""
    rows = Job.objects.filter(dataset=dataset, as_of=day, direction=Direction.OUT, snapshot__isnull=False)
    job = rows.select_related("snapshot", "partner").order_by("-begun_at", "-pk").first()
    return _last(job) if job else None


def _last(job: Job) -> dict[str, Any]:
    word, tone = sent_word(job)
    return {
        "url": reverse("exchange:job", args=[job.pk]),
        "word": word,
        "tone": tone,
        "reason": job.reason,
        "as_of": full_text(job.as_of),
        "when": moment_text(job.done_at),
        "rows": job.lines,
        "partner": job.partner.name,
        "differences": len(job.snapshot.differences),
        "again": job.state != Job.State.DONE,
    }


def reports() -> list[dict[str, Any]]:
    """Every dataset that is reported: to whom, and how its newest file stands. Two queries."""
    given = [each for each in registry.everything() if each.give and registry.newest(each.code) == each]
    receivers = Partner.objects.filter(active=True).order_by("-code")
    to = {code: row.name for row in receivers for code in row.receives}  # the first by code, as it is sent
    rows = Job.objects.filter(direction=Direction.OUT, dataset__in=[each.code for each in given])
    rows = rows.filter(snapshot__isnull=False).select_related("snapshot", "partner")
    last = {job.dataset: job for job in rows.order_by("dataset", "-begun_at", "-pk").distinct("dataset")}
    return [
        {
            "code": each.code,
            "title": str(each.title),
            "to": to.get(each.code, ""),
            "last": _last(last[each.code]) if each.code in last else None,
        }
        for each in given
    ]


def job_page(job: Job) -> dict[str, Any]:
    """Everything of a job: counts, errors by line, and for a snapshot what does not agree."""
    rows = [
        (_("部门"), job.partner.name),
        (_("方向"), job.get_direction_display()),
        (_("数据日期"), full_text(job.as_of) if job.as_of else ""),
        (_("文件"), job.name),
        (_("开始"), moment_text(job.begun_at)),
        (_("结果"), job.get_state_display()),
        (_("原因"), job.reason),
        (_("行数"), str(job.lines)),
        (_("接收") if job.direction == Direction.IN else _("发出"), str(job.taken)),
    ]
    if job.direction == Direction.IN:
        rows += [(_("没有变化"), str(job.unchanged)), (_("退回"), str(job.refused))]
    found = Snapshot.objects.filter(job=job).first()
    if found and job.state == Job.State.REFUSED:
        rows[5] = (_("结果"), _("退回"))
    return {
        "title": title_of(job.dataset, job.version),
        "rows": [{"name": name, "value": value} for name, value in rows if value],
        "errors": job.errors,
        "cut": job.refused > len(job.errors),
        "snapshot": _compared(found, job) if found else None,
    }


def _compared(found: Snapshot, job: Job) -> dict[str, Any]:
    words = {
        "missing": _("对方没有这个地区"),
        "extra": _("我们没有报这个地区"),
        "rows": _("行数不同"),
        "content": _("行数相同,内容不同"),
    }
    dataset = registry.find(job.dataset, job.version)
    parts = dataset.words if dataset else {}
    codes = [row["region"] for row in found.differences]
    names = dict(Region.objects.filter(code__in=codes).values_list("code", "name"))
    word, tone = sent_word(job)
    return {
        "word": word,
        "tone": tone,
        "when": moment_text(found.reconciled_at) if found.reconciled_at else "",
        "regions": len(found.regions),
        "differences": [
            {
                **row,
                "why": words.get(row["why"])
                or f"{parts.get(row['part'], row['part'])} {parts.get(row['measure'], row['measure'])}",
                "name": names.get(row["region"], ""),
                "gap": row["theirs"] - row["ours"],
            }
            for row in found.differences
        ],
    }


def delivery_row(row: Delivery) -> dict[str, Any]:
    """A line of the list of deliveries; what was told stays sealed."""
    return {
        "pk": row.pk,
        "title": title_of(row.dataset, row.version),
        "partner": row.partner.name if row.partner else _("还没有接入"),
        "made": moment_text(row.made_at),
        "word": row.get_state_display(),
        "tone": TONES[row.state],
        "reason": row.reason,
        "attempts": row.attempts,
        "next": moment_text(row.next_at) if row.state == "waiting" else "",
        "answered": moment_text(row.answered_at) if row.answered_at else "",
        "again": row.state in ("waiting", "returned"),
        "short": str(row.pk)[-6:],
    }


def correction_row(row: Correction) -> dict[str, Any]:
    """A correction for the person and for the desk's list."""
    about = f" · {row.about}" if row.about else ""
    return {
        "pk": row.pk,
        "title": f"{row.title}{about}",
        "origin": row.origin,
        "owner": row.owner,
        "asked": moment_text(row.asked_at),
        "word": row.get_state_display(),
        "tone": TONES[row.state],
        "answer": row.answer,
        "kept": row.state == Correction.State.KEPT,
        "decided": moment_text(row.decided_at) if row.decided_at else "",
        "by": row.decided_by.name if row.decided_by else "",
    }


def origin_of(fact: str, day: Any, *, about: str = "") -> dict[str, Any]:
    """What components/origin.html shows beside a fact: where it comes from, of when, and the way to «不对?改»."""
    found = registry.find_fact(fact)
    url = f"{reverse('exchange:ask')}?fact={fact}" + (f"&about={about}" if about else "")
    return {"source": found.origin if found else "", "day": full_text(day) if day else "", "fix_url": url}
