"""What a worker does that takes a file of people chunk by chunk; it may be killed anywhere."""

import sys

from portal.accounts import actors
from portal.accounts.models import Membership
from portal.agencies.models import Region
from portal.casework.models import Commitment
from portal.casework.services import Signature
from portal.casework.services.submitting import current_text
from registration.models import EMPLOYMENT
from registration.services import filings
from registration.tasks.filings import work_filings
from tests.cast import JINJIANG
from tests.cast_registers import hire_cells, sheet

filings.CHUNK, filings.AT_ONCE = 100, 10  # many chunks, all left to the worker


def stage(seed: int, people: int) -> None:
    """A file handed in, sent and granted; nothing of it taken yet."""
    seat = Membership.objects.select_related("organisation").get(role="admin")
    by = actors.of_member(seat)
    first = 20_000 + seed * people
    data = sheet(hire_cells(index) for index in range(first, first + people))
    region = Region.objects.get(pk=JINJIANG)
    filing = filings.stage(seat.organisation, "hire", "名单.xlsx", data, region=region, by=by)
    signature = Signature(Commitment.Method.TICK, current_text(EMPLOYMENT).pk)
    filings.send(filing, signature=signature, by=by)


def go() -> None:
    """Take whatever waits."""
    filings.work_left()  # everything is loaded before the killer is told
    sys.stdout.write("begin\n")
    sys.stdout.flush()
    work_filings()
