"""Bank accounts: kept sealed, never changed; a new number is a new row."""

from portal.accounts.models import Organisation, Person
from portal.events.services import record, verb
from portal.kernel import clock, sealing
from portal.kernel.actor import Actor

from ..models import BankAccount
from ..models.account import NAMESPACE


@verb
def keep_account(
    holder: Person | Organisation, *, name: str, bank: str, number: str, by: Actor
) -> BankAccount:
    """The account of a person or unit: the standing one when the number is the same, else a new row.

    number: digits only, checked by the form. The old account is retired; payments already made keep theirs.
    """
    now, index = clock.now(), sealing.blind_index(NAMESPACE, number)
    own = {"person": holder} if isinstance(holder, Person) else {"organisation": holder}
    standing = BankAccount.objects.filter(**own, retired_at__isnull=True)
    same = standing.filter(number_index=index).first()
    if same:
        return same
    standing.update(retired_at=now)
    made = BankAccount.objects.create(
        **own, holder=name, bank=bank, number=number, number_index=index, given_at=now, confirmed_at=now
    )
    record("bank_account.kept", subject_type="bank_account", subject_id=made.pk, by=by)
    return made
