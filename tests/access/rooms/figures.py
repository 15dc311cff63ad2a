"""登记统计: the desk's own; addresses of an indicator that does not exist are not there."""

from datetime import date

from portal.kernel import clock
from registration.models import FigureMonth, RegisterFigure

DESK = "302 404 404 404 200 200 302 200"
NOT = "302 404 404 404 405 405 302 405"
GET = {
    "registration:figures": DESK,
    "registration:figures_export": DESK,
    "registration:indicator": DESK,
}
POST = dict.fromkeys(GET, NOT)


def _month(cast) -> FigureMonth:
    return FigureMonth.objects.create(month=date(2026, 10, 1), counted_at=clock.now())


def _figure(cast) -> RegisterFigure:
    return RegisterFigure.objects.create(
        count=_month(cast),
        region_id="510104",
        kind="employment",
        band="25-34",
        begun=1,
        ended=0,
        standing=1,
    )


ROWS = {"registration.FigureMonth": _month, "registration.RegisterFigure": _figure}
