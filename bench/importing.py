"""Vacancies from a file: ten thousand lines from the upload to drafts, as an employer's own list looks."""

import csv
import io
import random
import time
from typing import Any

from bench.figures import Figure, limit, told

LINES, SEED = 10_000, 20261125
TASKS = (
    "负责门店日常经营,热情接待顾客。", "按排班上岗,服从现场安排,认真做好交接班记录。",
    "每天八小时,每周休两天,加班按规定付加班费。", "会使用常用办公软件,能独立完成本岗位工作。",
    "入职即签订劳动合同,缴纳五险,提供工作餐。", "要求身体健康,吃苦耐劳,能适应倒班。",
    "负责设备点检和日常维护,发现异常及时报告。", "有同类工作经历的优先,没有的可以带教。",
)  # fmt: skip


def measure() -> list[Figure]:
    """One file from the upload to the last draft, by a worker that has just started."""
    from jobs.models import ImportJob
    from jobs.services import imports
    from jobs.tasks.imports import work_imports
    from portal.kernel.actor import system

    employer, by = _employer(), system("bench")
    data = text(random.Random(SEED))
    began = time.perf_counter()
    job = imports.stage(employer, "岗位.csv", data, by=by)
    staged = time.perf_counter() - began
    work_imports()
    spent = time.perf_counter() - began
    done = ImportJob.objects.get(pk=job.pk)
    if (done.total, done.good + done.bad, done.state) != (LINES, LINES, "done") or done.bad > LINES // 20:
        raise AssertionError(f"{done.good} good and {done.bad} bad of {done.total} lines, {done.state}")
    return [
        limit("import of 10,000 rows", spent, "s", 10.0),
        told("… until the upload is answered", staged, "s"),
        told("… lines with errors", float(done.bad), ""),
    ]


def text(dice: random.Random) -> bytes:
    """Titles as frequent as they are, every county, words of its own in every line; one in forty is wrong."""
    from jobs import scaling
    from jobs.rules.rows import COLUMNS
    from portal.agencies.queries import sichuan_counties

    ground = scaling.ground()
    names = [row.full_name for row in sichuan_counties()]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for number in range(LINES):
        titles = dice.choices(ground.occupations, cum_weights=ground.occupation_weights)[0][1]
        low = dice.randrange(25, 120) * 100
        pay = "面议" if dice.random() < 1 / 40 else f"{low}-{low + dice.randrange(5, 30) * 100}元/月"
        writer.writerow(
            [
                dice.choice(titles)[:50], dice.randint(1, 30), pay, dice.choice(names), f"示例路{number % 400 + 1}号",
                "".join(dice.sample(TASKS, 4)) + f"班组{number}。", dice.choice(["不限", "高中", "大专", "本科"]),
                dice.choice(["不限", "1年", "1-3年", "3-5年"]), "全职", dice.choice(["五险、包吃", "双休", ""]), "", "",
            ]
        )  # fmt: skip
    return out.getvalue().encode()


def _employer() -> Any:
    from jobs.models import Employer

    return Employer.objects.order_by("pk")[0]
