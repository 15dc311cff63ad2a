"""Bank accounts: kept sealed, never changed; a new number is a new row."""

from portal.accounts.models import Organisation, Person
from portal.casework.services.stepping import NotAllowed
from portal.events.services import record, verb
from portal.kernel import clock, sealing
from portal.kernel.actor import Actor
from portal.kernel.fields import plaintext

from ..models import BankAccount, Claim
from ..models.account import NAMESPACE
from ..queries.changes import is_own


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


@verb
def set_account(claim: Claim, *, bank: str, number: str, by: Actor) -> Claim:
    """The person gives or changes where a claim's money goes; payments already made keep their account.

    The holder is the person: nobody is paid into another's account. Raises NotAllowed.
    """
    rows = Claim.objects.select_for_update(of=("self",)).select_related("person__merged_into")
    row = rows.get(pk=claim.pk)
    if not is_own(by, row.person):
        raise NotAllowed("only the person names an account")
    person = row.person.merged_into or row.person
    row.account = keep_account(person, name=plaintext(person.name), bank=bank, number=number, by=by)
    row.save(update_fields=["account"])
    record("claim.account_set", subject_type="claim", subject_id=row.pk, by=by)
    return row
