"""Sign-in codes by phone. Limits stand in Postgres, per phone, address and site, so nothing resets them."""

import hmac
import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from portal.accounts.models import PhoneCode, SendBudget, User
from portal.accounts.queries import phone_index
from portal.kernel import clock
from portal.kernel.fields import plaintext

VALID = timedelta(minutes=10)
MAX_TRIES = 5
LOCK = timedelta(minutes=15)
SENDS_PER_HOUR = 6
PER_ADDRESS_HOUR = 60
PER_SITE_HOUR = 20_000


class TooManyCodes(Exception):
    """The phone, the network address or the site has used up its codes for now."""


class CodeWrong(Exception):
    """The code does not match or has run out; `left` tries remain."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class CodeLocked(Exception):
    """Five wrong tries: locked until `until`; a service window can unlock it."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


@transaction.atomic
def send_code(phone: str, *, address: str) -> str:
    """The code to send to a phone: the same one again while it is valid, so late messages still work.

    Raises TooManyCodes and CodeLocked. The caller hands the code to the message room.
    """
    now = clock.now()
    for scope, limit in ((f"address:{address}", PER_ADDRESS_HOUR), ("site", PER_SITE_HOUR)):
        _spend(scope, limit, now)
    row = _locked_row(phone, now)
    if row.locked_until and row.locked_until > now:
        raise CodeLocked(row.locked_until)
    if row.window_began <= now - timedelta(hours=1):
        row.window_began, row.sent = now, 0
    if row.sent >= SENDS_PER_HOUR:
        raise TooManyCodes
    if row.expires_at <= now:
        row.code, row.tries = f"{secrets.randbelow(10**6):06d}", 0
        row.expires_at = now + VALID
    row.sent += 1
    row.save()
    return plaintext(row.code)


def _locked_row(phone: str, now: datetime) -> PhoneCode:
    index = phone_index(phone)
    PhoneCode.objects.bulk_create(
        [PhoneCode(phone_index=index, code="000000", expires_at=now - VALID, window_began=now)],
        ignore_conflicts=True,
    )
    return PhoneCode.objects.select_for_update(of=("self",)).get(phone_index=index)


def _spend(scope: str, limit: int, now: datetime) -> None:
    """Count one code against an hourly budget; one UPDATE, so parallel askers cannot overdraw it."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    SendBudget.objects.bulk_create([SendBudget(scope=scope, hour=hour)], ignore_conflicts=True)
    rows = SendBudget.objects.filter(scope=scope, hour=hour, count__lt=limit)
    if not rows.update(count=F("count") + 1):
        raise TooManyCodes


def spend(scope: str, limit: int) -> None:
    """Count one try against an hourly budget of another scope. Raises TooManyCodes."""
    _spend(scope, limit, clock.now())


def check_code(phone: str, code: str) -> User:
    """The user of a phone whose code is right, made now if the phone is new.

    Raises CodeWrong with the tries left, CodeLocked after five. A right code works once.
    """
    code_is_right(phone, code)
    return user_of_phone(phone)


def code_is_right(phone: str, code: str) -> None:
    """Check a code and use it up, without making a user: for a promise signed by SMS at the window.

    Raises CodeWrong with the tries left, CodeLocked after five.
    """
    wrong = _try_code(phone, code)
    if wrong:
        raise wrong


@transaction.atomic
def _try_code(phone: str, code: str) -> CodeWrong | CodeLocked | None:
    """Count the try and commit it, whatever comes out: an exception here would undo the count."""
    now = clock.now()
    row = PhoneCode.objects.select_for_update(of=("self",)).filter(phone_index=phone_index(phone)).first()
    if row is None:
        return CodeWrong(MAX_TRIES)
    if row.locked_until and row.locked_until > now:
        return CodeLocked(row.locked_until)
    if row.expires_at > now and hmac.compare_digest(plaintext(row.code).encode(), code.encode()):
        row.expires_at, row.tries, row.locked_until = now, 0, None
        row.save()
        return None
    row.tries += 1
    if row.tries >= MAX_TRIES:
        row.locked_until, row.tries, row.expires_at = now + LOCK, 0, now
    row.save()
    locked = row.locked_until and row.locked_until > now
    return CodeLocked(row.locked_until) if locked else CodeWrong(MAX_TRIES - row.tries)


def user_of_phone(phone: str) -> User:
    """The user of this phone; two first sign-ins at once make one, by the unique index."""
    index = phone_index(phone)
    user = User.objects.filter(phone_index=index).first()
    if user is not None:
        return user
    user = User(username=f"p-{secrets.token_hex(8)}", phone_index=index, phone_tail=phone[-4:])
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        return User.objects.get(phone_index=index)
    return user
