"""Organisations and their members: declared by anybody, confirmed by a clerk, never without an administrator."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from portal.accounts import policy
from portal.accounts.models import Invitation, Membership, Organisation, User
from portal.accounts.queries import phone_index
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor

ADMIN = Membership.Role.ADMIN


class OrganisationRefused(Exception):
    """`code` says why: taken, invited, not_yours, last_admin."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@verb
def declare_organisation(
    *, user: User, uscc: str, name: str, kind: str, region: str, by: Actor
) -> Organisation:
    """Make an organisation from what was declared, its maker the administrator.

    The credit code claims nothing until a clerk has confirmed it, and whether it is known is not looked at.
    """
    organisation = Organisation.objects.create(
        uscc=uscc, name=name, kind=kind, region_id=region, created_at=clock.now()
    )
    Membership.objects.create(user=user, organisation=organisation, role=ADMIN)
    record("organisation.declared", subject_type="organisation", subject_id=organisation.pk, by=by)
    return organisation


@verb
def confirm_organisation(organisation: Organisation, *, by: Actor) -> Organisation:
    """A clerk has checked the licence. Raises OrganisationRefused «taken» when the code is confirmed elsewhere."""
    if not policy.may_confirm_organisations(by):
        raise PermissionDenied
    return mark_confirmed(organisation, by=by)


@verb
def mark_confirmed(organisation: Organisation, *, by: Actor) -> Organisation:
    """The same as part of a decision whose own right was asked for already. Raises OrganisationRefused «taken»."""
    locked = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if locked.confirmed_at:
        return locked
    locked.confirmed_at = clock.now()
    try:
        with transaction.atomic():
            locked.save(update_fields=["confirmed_at"])
    except IntegrityError as error:
        raise OrganisationRefused("taken") from error
    record("organisation.confirmed", subject_type="organisation", subject_id=locked.pk, by=by)
    return locked


def _locked(organisation: Organisation) -> Organisation:
    """Changes of the members of one organisation pass one by one, so that two admins cannot both leave."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def _need_admin(organisation: Organisation, user: User) -> None:
    rows = Membership.objects.filter(user=user, organisation=organisation, role=ADMIN, active=True)
    if not rows.exists():
        raise OrganisationRefused("not_yours")


@verb
def invite(organisation: Organisation, *, phone: str, role: str, user: User, by: Actor) -> Invitation:
    """Offer a seat to a checked phone; one nobody signed in with yet is invited all the same.

    Raises OrganisationRefused: not_yours without the administrator's right, invited when one is open.
    """
    _need_admin(_locked(organisation), user)
    index = phone_index(phone)
    try:
        with transaction.atomic():
            row = Invitation.objects.create(
                organisation=organisation,
                phone=phone,
                phone_index=index,
                role=role,
                made_at=clock.now(),
                made_by=user,
            )
    except IntegrityError as error:
        raise OrganisationRefused("invited") from error
    record("organisation.invited", subject_type="organisation", subject_id=organisation.pk, by=by)
    return row


@verb
def answer_invitation(invitation: Invitation, *, user: User, accept: bool, by: Actor) -> Invitation:
    """The owner of the phone takes the seat or declines it. Raises OrganisationRefused «not_yours»."""
    locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if locked.closed_at or user.phone_index is None or bytes(locked.phone_index) != bytes(user.phone_index):
        raise OrganisationRefused("not_yours")
    if accept:
        Membership.objects.get_or_create(
            user=user, organisation_id=locked.organisation_id, active=True, defaults={"role": locked.role}
        )
    locked.closed_at, locked.accepted = clock.now(), accept
    locked.save(update_fields=["closed_at", "accepted"])
    name = "organisation.joined" if accept else "organisation.declined"
    record(name, subject_type="organisation", subject_id=locked.organisation_id, by=by)
    return locked


@verb
def change_role(membership: Membership, *, role: str, user: User, by: Actor) -> Membership:
    """An administrator gives a member another role. Raises OrganisationRefused: not_yours, last_admin."""
    organisation = _locked(membership.organisation)
    _need_admin(organisation, user)
    locked = Membership.objects.get(pk=membership.pk, active=True)
    if role != ADMIN:
        _keep_an_admin(organisation, locked)
    locked.role = role
    locked.save(update_fields=["role"])
    record("organisation.role_changed", subject_type="organisation", subject_id=organisation.pk, by=by)
    return locked


@verb
def leave(membership: Membership, *, user: User, by: Actor) -> Membership:
    """A member leaves, or an administrator takes a member out. Raises OrganisationRefused."""
    organisation = _locked(membership.organisation)
    if membership.user_id != user.pk:
        _need_admin(organisation, user)
    locked = Membership.objects.get(pk=membership.pk)
    if not locked.active:
        return locked
    _keep_an_admin(organisation, locked)
    locked.active = False
    locked.save(update_fields=["active"])
    record("organisation.left", subject_type="organisation", subject_id=organisation.pk, by=by)
    return locked


def _keep_an_admin(organisation: Organisation, going: Membership) -> None:
    others = Membership.objects.filter(organisation=organisation, role=ADMIN, active=True).exclude(
        pk=going.pk
    )
    if going.role == ADMIN and not others.exists():
        raise OrganisationRefused("last_admin")
