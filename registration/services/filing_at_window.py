"""A filing sent at the window: the promise was signed on paper by somebody of the unit, and its scan is kept."""

from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import Role
from portal.accounts.queries import people_of
from portal.casework.models import Commitment
from portal.casework.services import NotAllowed, Signature
from portal.casework.services.submitting import current_text
from portal.documents import uploads
from portal.events.services import verb
from portal.kernel.actor import Actor

from ..models import Filing
from .filings import ITEM, NotNow, send


@verb
def send_signed(filing: Filing, *, text: int, scan: Any, by: Actor) -> Filing:
    """Send a read filing under the paper promise `text` with its scan, which is kept with the unit's first member.

    Raises NotNow without a scan, for a bad file, or for a unit nobody stands behind; what `filings.send` raises.
    """
    if by.kind != "clerk" or Role.WINDOW not in by.roles:
        raise NotAllowed(f"{by.kind} {by.id}: window filing {filing.pk}")
    if current_text(ITEM[filing.kind]) is None:
        return send(filing, signature=None, by=by)
    if scan is None:
        raise NotNow(_("请上传经办人签了字的承诺书照片或扫描件。"))
    members = people_of(filing.organisation)
    if not members:
        raise NotNow(_("这个单位还没有登记经办人,请先登记。"))
    try:
        kept = uploads.take(scan, person=members[0], purpose="commitment", by=by)
    except uploads.BadFile as wrong:
        raise NotNow(str(wrong)) from wrong
    return send(filing, signature=Signature(Commitment.Method.PAPER, text, None, kept), by=by)
