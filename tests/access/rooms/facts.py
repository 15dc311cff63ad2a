"""Facts of other departments: no page of their own, only the owner's."""

from typing import Any

from portal.kernel import clock
from registration.models import HeldFact


def _fact(cast: Any) -> HeldFact:
    """李晓梅 has a certificate."""
    return HeldFact.objects.create(
        person=cast.xiaomei,
        kind="disabled",
        value="肢体残疾三级",
        source="省残联",
        as_of=clock.today(),
        held_at=clock.now(),
    )


ROWS = {"registration.HeldFact": _fact}
