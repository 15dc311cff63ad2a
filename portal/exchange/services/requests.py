"""Who signed a request: checked in one place; what is refused is written down."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor, system

from ..models import Nonce, Partner
from ..signing import DIGEST, KEY, NONCE, SIGNATURE, TIMESTAMP, proves, signed_text
from .incoming import NotTaken

OLDEST = 300  # seconds a signed request may be on its way, either side of our clock
KEPT = timedelta(days=1)
A_NONCE = re.compile(r"[A-Za-z0-9_-]{16,64}")
BY = system("exchange.request")


def actor_of(partner: Partner) -> Actor:
    """A department's system as actor."""
    return Actor(kind="system", id=f"exchange.{partner.code}", name=partner.name, channel="")


def signed_by(method: str, path: str, headers: Mapping[str, str], body: bytes) -> Partner:
    """The department that signed this request. Raises NotTaken, and writes an event, for every other request."""
    try:
        return _checked(method, path, headers, body)
    except NotTaken as why:
        _log(headers.get(KEY, ""), path, why.code, by=BY)
        raise


@verb
def _log(key: str, path: str, why: str, *, by: Actor) -> None:
    shown = re.sub(r"[^A-Za-z0-9_-]", "?", key)[:40] or "-"
    record(
        "exchange.request_refused",
        subject_type="exchange_partner",
        subject_id=shown,
        by=by,
        payload={"why": why, "path": path.replace("\x00", "?")[:120]},
    )


def _checked(method: str, path: str, headers: Mapping[str, str], body: bytes) -> Partner:
    key, stamp, nonce, digest, mark = (headers.get(n, "") for n in (KEY, TIMESTAMP, NONCE, DIGEST, SIGNATURE))
    if not (key and stamp and nonce and digest and mark):
        raise NotTaken("unsigned", _("请求没有签名。"), 401)
    known = "\x00" not in key and Partner.objects.filter(code=key[:40], active=True).first()
    if not known:
        raise NotTaken("unknown_key", _("不认识这个密钥编号。"), 401)
    if not hmac.compare_digest(hashlib.sha256(body).hexdigest().encode(), digest.lower().encode()):
        raise NotTaken("altered", _("内容和校验值对不上。"), 401)
    if not proves(known, signed_text(method, path, key, stamp, nonce, digest), mark):
        raise NotTaken("bad_signature", _("签名不对。"), 401)
    if not re.fullmatch(r"[0-9]{1,12}", stamp) or abs(clock.now().timestamp() - int(stamp)) > OLDEST:
        raise NotTaken("too_old", _("请求的时间和现在相差超过5分钟。"), 401)
    if not A_NONCE.fullmatch(nonce):
        raise NotTaken("bad_nonce", _("随机数要有16到64个字母或数字。"), 401)
    try:
        with transaction.atomic():
            Nonce.objects.create(partner=known, nonce=nonce, at=clock.now())
    except IntegrityError:
        raise NotTaken("replayed", _("这个请求已经收到过。"), 409) from None
    return known


def forget_nonces() -> int:
    """Requests so old that their time alone refuses them need not be remembered."""
    return Nonce.objects.filter(at__lt=clock.now() - KEPT).delete()[0]
