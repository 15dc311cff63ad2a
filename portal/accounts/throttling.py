"""How often one address may send a public form within the hour, without keeping the address."""

from django.core.cache import cache
from django.utils.translation import gettext as _

from portal.kernel import sealing

AN_HOUR = 3600
OBJECTIONS = 5  # to public notices, whatever they are about


class TooMany(Exception):
    """One address sent too much within the hour."""


def spend(kind: str, address: str, most: int) -> None:
    """Count one message of an address; raises TooMany. The address itself is not kept, only its keyed digest."""
    key = f"content:{kind}:{sealing.blind_index('content.address', address).hex()[:32]}"
    cache.add(key, 0, timeout=AN_HOUR)
    if cache.incr(key) > most:
        raise TooMany


def words(most: int) -> str:
    """What the sender reads."""
    return _("这里一小时最多提交%(n)s次。请过一会儿再来,或拨打12333。") % {"n": most}
