"""A finished assessment in words and as a chart."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kernel.dates import day_of, full_text

from ..models import Assessment, Occupation
from ..rules import riasec

CENTRE, RADIUS = 130.0, 95.0


def letters() -> dict[str, tuple[str, str]]:
    """Name and explanation of each letter."""
    return {
        "R": (_("实际型"), _("喜欢动手、用工具,做看得见的东西。")),
        "I": (_("研究型"), _("喜欢弄清道理,观察、分析、找答案。")),
        "A": (_("艺术型"), _("喜欢创作和表达,做事有自己的样子。")),
        "S": (_("社会型"), _("喜欢帮助人、教人,和人相处。")),
        "E": (_("企业型"), _("喜欢带头、说服人,争取做成一件事。")),
        "C": (_("常规型"), _("喜欢有条理,按步骤把细节做准。")),
    }


def _points(share: Any) -> str:
    corners = [
        riasec.corner(place, share(letter), centre=CENTRE, radius=RADIUS)
        for place, letter in enumerate(riasec.LETTERS)
    ]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def chart(points: dict[str, int]) -> dict[str, Any]:
    """Everything the radar is drawn with, as finished text."""
    labels = []
    for place, letter in enumerate(riasec.LETTERS):
        x, y = riasec.corner(place, 1.18, centre=CENTRE, radius=RADIUS)
        labels.append({"text": letter, "x": f"{x:.1f}", "y": f"{y + 5:.1f}"})
    return {
        "rings": [_points(lambda _letter, part=part: part / 4) for part in (1, 2, 3, 4)],
        "shape": _points(lambda letter: points[letter] / riasec.HIGHEST),
        "labels": labels,
    }


def result(assessment: Assessment, answers: dict[int, int]) -> dict[str, Any]:
    """The result page; one query."""
    points, names = riasec.scores(answers), letters()
    code = riasec.code(points)
    wanted = [f"{each}-00-00" for each in riasec.occupations(code)]
    found = Occupation.objects.in_bulk(wanted)
    return {
        "day": full_text(day_of(assessment.finished_at)),
        "code": code,
        "top": [{"letter": each, "name": names[each][0], "text": names[each][1]} for each in code],
        "table": [{"letter": e, "name": names[e][0], "points": points[e]} for e in riasec.LETTERS],
        "chart": chart(points),
        "occupations": [
            {"name": found[each].name, "url": f"{reverse('jobs:search')}?occupation={each[:4]}"}
            for each in wanted
            if each in found
        ],
    }
