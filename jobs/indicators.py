"""What jobs lets be counted: waiting of employers, who is shown by matching, stages, openings that mirror."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from portal.kernel import clock
from portal.oversight.indicators import CUTS
from portal.oversight.registry import Column, Month, Row, measure, patrol
from portal.oversight.suppression import hidden, share

from .models import OPEN, Employer, Opening, Stage, Vacancy
from .models.employer import VERIFICATION
from .models.vacancy import PUBLICATION
from .rules.stages import GENERAL
from .services import stage_counts
from .services.matching import last_run

MOST = 200
WAITING = """
SELECT c.item_id, e.ownership, count(*),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c.decided_at - c.submitted_at) / 3600),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM c.decided_at - c.submitted_at) / 3600)
FROM casework_case c JOIN jobs_employer e ON e.organisation_id = c.organisation_id
WHERE c.item_id = ANY(%s) AND c.decided_at >= %s AND c.decided_at < %s
GROUP BY c.item_id, e.ownership
"""
EXPOSED = """
WITH who AS (
  SELECT s.id, coalesce(cardinality(m.openings), 0) AS many, m.scores[1] AS best,
         coalesce(nullif(p.sex, ''), 'unknown') AS sex,
         CASE WHEN p.birth IS NULL THEN 'unknown' ELSE (
           CASE WHEN age(%(today)s, p.birth) < interval '25 years' THEN '16-24'
                WHEN age(%(today)s, p.birth) < interval '35 years' THEN '25-34'
                WHEN age(%(today)s, p.birth) < interval '45 years' THEN '35-44'
                WHEN age(%(today)s, p.birth) < interval '55 years' THEN '45-54' ELSE '55+' END) END AS band,
         CASE WHEN h.path IS NULL THEN 'unknown' WHEN h.path NOT LIKE '100000/510000/%%' THEN 'outside'
              WHEN p.household_region_id = p.residence_region_id THEN 'local' ELSE 'province' END AS household
  FROM jobs_seeker s JOIN accounts_person p ON p.id = s.person_id
  LEFT JOIN agencies_region h ON h.code = p.household_region_id
  LEFT JOIN jobs_seekermatch m ON m.seeker_id = s.id AND m.run_id = %(run)s
)
SELECT kind, value, count(*), count(*) FILTER (WHERE many > 0), avg(many), avg(best)
FROM who CROSS JOIN LATERAL (VALUES ('sex', sex), ('age', band), ('household', household)) AS cut(kind, value)
GROUP BY kind, value
"""


@measure(
    "employer-waiting",
    title=_("单位等了多久"),
    lead=_("民营和国有排一条队,先交先审。从提交到答复的小时数,含休息日。"),
    position=50,
    cuts={f"ownership:{value}": word for value, word in Employer.Ownership.choices},
    columns=[
        Column("done", _("办完")),
        Column("median", _("一半不超过(小时)"), "average"),
        Column("p90", _("九成不超过(小时)"), "average"),
    ],
)
def employer_waiting(month: Month) -> Iterable[Row]:
    """Hours from receipt to answer, by item and ownership of the employer."""
    begin, end = (datetime.combine(day, time(), clock.ZONE) for day in (month.first, month.after))
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [[VERIFICATION, PUBLICATION], begin, end])
        rows = cursor.fetchall()
    for item, ownership, done, median, p90 in rows:
        figures = {"done": done, "median": round(float(median), 1), "p90": round(float(p90), 1)}
        yield Row(figures, item=item, cut=f"ownership:{ownership}")


@measure(
    "matching-exposure",
    title=_("匹配对谁都一样吗"),
    lead=_("匹配不看性别、年龄、户籍。这里看结果:各类人匹配到多少岗位。少于5人的不公开。"),
    position=60,
    cuts=CUTS,
    columns=[
        Column("done", _("求职者")),
        Column("matched", _("匹配到岗位的"), "share"),
        Column("many", _("平均岗位数"), "average"),
        Column("best", _("最高符合度平均"), "average"),
    ],
)
def matching_exposure(month: Month) -> Iterable[Row]:
    """Of the newest run: how many openings people of each sex, age and household were shown."""
    run = last_run()
    if run is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(EXPOSED, {"today": month.today, "run": run.pk})
        found = cursor.fetchall()
    groups: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for kind, *row in found:
        groups[kind].append(tuple(row))
    for kind, rows in groups.items():
        gone = hidden({value: people for value, people, *_rest in rows})
        for value, people, matched, many, best in rows:
            figures = {
                "done": people,
                "matched": share(matched, people),
                "many": _one(many),
                "best": _one(best),
            }
            told = value not in gone
            yield Row({key: figures[key] if told else None for key in figures}, cut=f"{kind}:{value}")


def _one(value: Any) -> float | None:
    return None if value is None else round(float(value), 1)


@measure(
    "service-stages",
    title=_("四阶段服务到了哪一步"),
    lead=_("月末各阶段正在服务的人数。少于5人的不公开。"),
    position=70,
    cuts={f"stage:{value}": word for value, word in Stage.choices},
    columns=[Column("done", _("人数")), Column("named", _("重点群体里的"), "share")],
)
def service_stages(month: Month) -> Iterable[Row]:
    """People by stage at the end of the month, and which share of them stands in a key group."""
    found = stage_counts.standing("", month)
    people, named = defaultdict(int), defaultdict(int)
    for (stage, category), count in found.items():
        people[stage] += count
        named[stage] += count if category != GENERAL else 0
    gone = hidden(people)
    for stage, count in sorted(people.items()):
        told = stage not in gone
        figures = {"done": count, "named": share(named[stage], count)}
        yield Row({key: figures[key] if told else None for key in figures}, cut=f"stage:{stage}")


@patrol("jobs.openings_mirror_open_vacancies")
def openings_without_open_vacancy() -> Iterable[str]:
    """Search knows exactly the open vacancies that nobody hid."""
    shown = Vacancy.objects.filter(state=OPEN, hidden_at__isnull=True)
    missing = shown.exclude(Exists(Opening.objects.filter(vacancy=OuterRef("pk"))))
    stale = Opening.objects.exclude(vacancy__in=shown)
    yield from missing.values_list("number", flat=True)[:MOST]
    yield from stale.values_list("vacancy__number", flat=True)[:MOST]
