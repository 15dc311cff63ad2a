"""Pages against their floors, in process, interleaved: 5 rounds of 400 runs, the median of 5 ratios."""

import io
import statistics
import time
from collections.abc import Callable
from datetime import timedelta

from bench.figures import Figure, against

ROUNDS, RUNS = 5, 400
OPEN_CASES = 10_000
FLOORS = "bench.floors"


def measure() -> list[Figure]:
    """Home, guide, my page, the desk with ten thousand open cases."""
    from django.core.wsgi import get_wsgi_application

    from tests.access.entering import client_of
    from tests.cast import Cast

    cast = Cast()
    _fill(cast)
    application = get_wsgi_application()
    person = client_of(cast.jianguo.user).cookies.output(header="", sep=";").strip()
    clerk = client_of(cast.liufang.user, method="mfa").cookies.output(header="", sep=";").strip()
    pages = [
        ("home, anonymous", "/", "", 1.5),
        ("guide", "/services/unemployment-registration/", "", 2.5),
        ("my page", "/my/", person, 2.5),
        ("person 360°", f"/desk/people/{cast.jianguo.pk}/", clerk, 2.5),
        (f"desk with {OPEN_CASES:,} open cases", "/desk/", clerk, 2.5),
    ]
    return [_figure(application, *page) for page in pages]


def measure_search() -> list[Figure]:
    """The search page as HTML, on the database of vacancies."""
    from urllib.parse import quote

    from django.core.wsgi import get_wsgi_application

    application = get_wsgi_application()
    path, query = "/jobs/", f"q={quote('客服')}&pay=3000"
    return [_figure(application, "search page, HTML", path, "", 2.5, query)]


def _fill(cast) -> None:
    """王建国 with a decided case and messages; ten thousand open cases of three hundred people in 锦江."""
    from django.db import transaction

    from portal.accounts.services import register_person
    from portal.casework import services
    from portal.casework.models import Case
    from portal.events.services import drain
    from portal.kernel import clock
    from portal.kernel.actor import system
    from portal.kernel.ids import uuid7

    services.grant_by_rule(cast.case(cast.jianguo, retirement={}))
    drain()
    model = cast.case(cast.xiaomei)
    with transaction.atomic():
        people = [
            register_person(
                user=None, name="张磊", kind="resident_id", number="519999199011254330", by=system("bench")
            )
            for _n in range(300)
        ]
        rows = []
        for number in range(OPEN_CASES):
            row = Case.objects.get(pk=model.pk) if not rows else Case(**_fields(rows[0]))
            row.pk, row.number, row.subject_key = (
                uuid7(),
                f"SYDJ-{clock.today():%Y%m%d}-{number:06d}",
                str(number),
            )
            row.person = people[number % 300]
            row.due = model.due + timedelta(days=number % 30)
            row.due -= timedelta(days=max(row.due.weekday() - 4, 0))
            rows.append(row)
        Case.objects.bulk_create(rows, batch_size=1000)


def _fields(case) -> dict:
    return {field.attname: getattr(case, field.attname) for field in case._meta.concrete_fields}


def _figure(application: Callable, name: str, path: str, cookie: str, bar: float, query: str = "") -> Figure:
    ratios, values, floors = [], [], []
    for _round in range(ROUNDS):
        page, floor = _interleaved(application, path, cookie, query)
        values.append(page)
        floors.append(floor)
        ratios.append(page / floor)
    return against(
        name, statistics.median(values), "ms", statistics.median(floors), bar, statistics.median(ratios)
    )


def _interleaved(application: Callable, path: str, cookie: str, query: str) -> tuple[float, float]:
    """Median milliseconds of page and floor, run in turns."""
    taken: dict[str, list[float]] = {"portal.urls": [], FLOORS: []}
    for run in range(RUNS + 20):
        for urls, times in taken.items():
            began = time.perf_counter()
            _request(application, urls, path, cookie, query)
            if run >= 20:
                times.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken["portal.urls"]), statistics.median(taken[FLOORS])


def _request(application: Callable, urls: str, path: str, cookie: str, query: str) -> None:
    """One request through the whole handler; anything but 200 is a mistake of the bench."""
    from django.conf import settings

    settings.ROOT_URLCONF = urls
    status: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.url_scheme": "http",
        "HTTP_COOKIE": cookie,
    }
    response = application(environ, lambda line, _headers: status.append(line))
    b"".join(response)
    response.close()
    if not status[0].startswith("200"):
        raise AssertionError(f"{path} by {urls}: {status[0]}")
