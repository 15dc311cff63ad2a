"""Sign-in by document number and password, and the way out of a lock. Wrong tries count per number in Postgres."""

from collections.abc import Callable

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from portal.accounts import policy
from portal.accounts.models import Document, PasswordTries, PhoneCode, User
from portal.accounts.queries import number_index, phone_index
from portal.events.services import record, verb
from portal.kernel import clock, identity
from portal.kernel.actor import Actor
from portal.kernel.sealing import blind_index

from .codes import LOCK, MAX_TRIES, CodeLocked

MOST_RECORDS = (
    5  # declared records of one number whose password is tried: a number is a claim until confirmed
)


class PasswordWrong(Exception):
    """Number and password do not belong together, or nobody has this number; `left` tries remain."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


@verb
def set_password(user: User, password: str, *, by: Actor) -> None:
    """Give a citizen's sign-in a password, checked by its form; other sessions of the user end."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record("sign_in.password_set", subject_type="user", subject_id=user.pk, by=by)


def check_password_of_number(kind: str, number: str, password: str) -> User:
    """The user behind a checked document number whose password is right.

    Raises PasswordWrong with the tries left and CodeLocked after five, in the same words for numbers that
    nobody here has.
    """
    namespace = identity.namespace(kind)
    index = number_index(namespace, number)
    outcome = _count_try(index, lambda: _user_with(namespace, index, password))
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


@transaction.atomic
def _count_try(index: bytes, look: Callable[[], User | None]) -> User | Exception:
    """Count the try and commit it; the row's lock lets parallel guesses pass one by one."""
    now = clock.now()
    PasswordTries.objects.bulk_create([PasswordTries(number_index=index)], ignore_conflicts=True)
    row = PasswordTries.objects.select_for_update(of=("self",)).get(number_index=index)
    if row.locked_until and row.locked_until > now:
        return CodeLocked(row.locked_until)
    user = look()
    row.tries = 0 if user else row.tries + 1
    locked = row.tries >= MAX_TRIES
    row.locked_until = now + LOCK if locked else None
    if locked:
        row.tries = 0
    row.save()
    if user:
        return user
    return CodeLocked(row.locked_until) if locked else PasswordWrong(MAX_TRIES - row.tries)


def _user_with(namespace: str, index: bytes, password: str) -> User | None:
    """Whose password this is; a confirmed number shuts out everybody who only declared it."""
    rows = Document.objects.filter(namespace=namespace, number_index=index, retired=False)
    found = list(rows.select_related("person").order_by("-seen_at"))
    confirmed = [row for row in found if row.confirmed]
    people = {row.person.merged_into_id or row.person_id for row in confirmed or found[:MOST_RECORDS]}
    behind = User.objects.filter(Q(person__in=people) | Q(person__merged_into__in=people), is_active=True)
    users = [user for user in behind if user.has_usable_password()]
    right = [user for user in users if check_password(password, user.password)]
    if not users:
        make_password(password)  # as long as a real try, so that time tells nothing
    return right[0] if right else None


@verb
def unlock_sign_in(
    *, phone: str | None = None, kind: str | None = None, number: str | None = None, by: Actor
) -> None:
    """Open a sign-in locked by wrong tries, for somebody who stands at the window with a document.

    Takes a checked phone or a checked document number; one that was not locked is no error. Raises
    PermissionDenied without the right.
    """
    if not policy.may_unlock(by):
        raise PermissionDenied
    if phone:
        index = phone_index(phone)
        PhoneCode.objects.filter(phone_index=index).update(locked_until=None, tries=0, sent=0)
    else:
        index = number_index(identity.namespace(kind), number)
        PasswordTries.objects.filter(number_index=index).update(locked_until=None, tries=0)
    what = "phone" if phone else "number"
    record(
        "sign_in.unlocked", subject_type="sign_in", subject_id=index.hex()[:64], by=by, payload={"what": what}
    )


def check_own_password(user: User, password: str) -> None:
    """Confirm a session by its user's password; tries count per user as they do per number.

    Raises PasswordWrong with the tries left, CodeLocked after five.
    """
    outcome = _count_try(
        blind_index("password:user", str(user.pk)),
        lambda: user if user.has_usable_password() and check_password(password, user.password) else None,
    )
    if isinstance(outcome, Exception):
        raise outcome
