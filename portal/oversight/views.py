"""Public boards (公开数据): drawn from snapshots alone, open to everybody, each with its CSV."""

import csv

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from . import queries
from .models import Snapshot
from .registry import Board, Column, board, boards

MOST = 200


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All boards."""
    return render(request, "oversight/boards.html", {"boards": boards()})


def _known(code: str) -> Board:
    found = board(code)
    if found is None:
        raise Http404
    return found


def _chosen(request: HttpRequest, months: list[str]) -> str:
    asked = request.GET.get("month", "")
    return asked if asked in months else (months[0] if months else "")


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One board for a month, all items or one. Three queries."""
    found = _known(code)
    months = queries.months(code)
    month = _chosen(request, months)
    items = queries.items(code, month) if month else []
    item = next((pk for pk, _name in items if pk == request.GET.get("item")), "")
    listed = list(queries.rows(code, month, item)[: MOST + 1]) if month else []
    context = {
        "board": found,
        "heads": [head for head, _of in _heads(found, listed)],
        "months": months,
        "month": month,
        "items": items,
        "item": item,
        "rows": [_cells(found, row, listed) for row in listed[:MOST]],
        "more": len(listed) > MOST,
        "made_at": listed[0].made_at if listed else None,
    }
    return render(request, "oversight/board.html", context)


@require_safe
def download(request: HttpRequest, code: str) -> HttpResponse:
    """The same figures as CSV (UTF-8 with a mark, so that spreadsheets read it), all rows of the month."""
    found = _known(code)
    months = queries.months(code)
    month = _chosen(request, months)
    listed = list(queries.rows(code, month)) if month else []
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}-{month or "empty"}.csv"'
    response.write("\ufeff")
    out = csv.writer(response)
    out.writerow(
        [_("月份"), *(head for head, _of in _heads(found, listed)), *(c.title for c in found.columns)]
    )
    for row in listed:
        figures = [row.figures.get(column.key) for column in found.columns]
        out.writerow([month, *(of(row) for _head, of in _heads(found, listed)), *figures])
    return response


def _heads(found: Board, rows: list[Snapshot]) -> list[tuple]:
    """What a board's rows are about: heading and how to read it off a row. Only what some row has."""
    wanted = [
        (_("事项"), lambda row: row.item.name if row.item else "", any(row.item_id for row in rows)),
        (
            _("地区"),
            lambda row: row.region.full_name if row.region else "",
            any(row.region_id for row in rows),
        ),
        (_("机构"), lambda row: row.agency.name if row.agency else "", any(row.agency_id for row in rows)),
        (_("分组"), lambda row: str(found.cuts.get(row.cut, row.cut)), any(row.cut for row in rows)),
    ]
    return [(head, of) for head, of, shown in wanted if shown]


def _cells(found: Board, row: Snapshot, rows: list[Snapshot]) -> list[tuple[str, str, bool]]:
    """(heading, text, is a number) of each cell."""
    about = [(head, of(row), False) for head, of in _heads(found, rows)]
    return about + [(str(c.title), written(row.figures.get(c.key), c), True) for c in found.columns]


def written(value: float | str | None, column: Column) -> str:
    """A figure as people read it; what is not there or may not be told is a dash."""
    if value is None:
        return "—"
    if column.kind == "share":
        return f"{value:.0%}"
    if column.kind == "days":
        return f"{value:g}"
    return f"{value:.1f}" if column.kind == "average" else f"{value:,}"
