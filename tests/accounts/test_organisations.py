"""Organisations: a code claims nothing until it is confirmed; members come by phone; an administrator stays."""

import pytest
from django.core.exceptions import PermissionDenied

from portal.accounts import actors
from portal.accounts.models import Invitation, Membership, Organisation, User
from portal.accounts.queries import phone_index
from portal.accounts.services import (
    OrganisationRefused,
    answer_invitation,
    change_role,
    confirm_organisation,
    declare_organisation,
    give_mandate,
    invite,
    leave,
)
from portal.kernel import clock
from tests.access.entering import client_of
from tests.cast import ITEM, JINJIANG, Cast

pytestmark = pytest.mark.django_db
PHONE = "13800000055"


def code(body: str = "91510000MA6CABCD0") -> str:
    """A credit code with its right check character."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    return body + alphabet[-sum(alphabet.index(c) * pow(3, i, 31) for i, c in enumerate(body)) % 31]


def declare(cast: Cast, person=None, name: str = "锦江茶馆") -> Organisation:
    person = person or cast.xiaomei
    return declare_organisation(
        user=person.user,
        uscc=code(),
        name=name,
        kind="employer",
        region=JINJIANG,
        by=actors.of_person(person),
    )


def seat_of(user: User) -> Membership:
    return Membership.objects.get(user=user, active=True)


def member(cast: Cast, organisation: Organisation, role: str = "recruiter") -> User:
    """Somebody who joined by an invitation to a phone."""
    user = User.objects.create(username="m", phone_index=phone_index(PHONE), phone_tail="0055")
    admin = seat_of(cast.xiaomei.user)
    row = invite(organisation, phone=PHONE, role=role, user=admin.user, by=actors.of_member(admin))
    answer_invitation(row, user=user, accept=True, by=actors.of_person(cast.xiaomei))
    return user


def test_two_may_declare_a_code_and_one_is_confirmed(cast: Cast):
    one, two = declare(cast), declare(cast, cast.jianguo, "冒名茶馆")
    confirm_organisation(one, by=cast.liufang_actor)
    with pytest.raises(OrganisationRefused, match="taken"):
        confirm_organisation(two, by=cast.liufang_actor)
    assert list(Organisation.objects.exclude(confirmed_at=None)) == [one]
    with pytest.raises(PermissionDenied):
        confirm_organisation(two, by=cast.chentao_actor)


def test_a_known_code_and_a_new_one_are_answered_alike(cast: Cast):
    client = client_of(cast.jianguo.user)
    form = {"name": "新茶馆", "uscc": code(), "kind": "employer", "region": JINJIANG}
    confirm_organisation(declare(cast), by=cast.liufang_actor)
    told = []
    for uscc in (code(), code("91510000MA6CABCD1")):
        answer = client.post("/org/new/", form | {"uscc": uscc}, follow=True)
        told.append([str(message) for message in answer.context["messages"]])
        assert answer.status_code == 200
    assert told[0] == told[1]
    assert "错误:" in client.post("/org/new/", form | {"uscc": "91510000MA6CABCD00"}).content.decode()


def test_a_member_comes_by_phone_and_nobody_else_takes_the_seat(cast: Cast):
    organisation = declare(cast)
    admin = seat_of(cast.xiaomei.user)
    by = actors.of_member(admin)
    assert (by.kind, by.id, by.name) == ("organisation", str(organisation.pk), "锦江茶馆")
    row = invite(organisation, phone=PHONE, role="recruiter", user=admin.user, by=by)
    with pytest.raises(OrganisationRefused, match="not_yours"):
        answer_invitation(row, user=cast.jianguo.user, accept=True, by=actors.of_person(cast.jianguo))
    with pytest.raises(OrganisationRefused, match="invited"):
        invite(organisation, phone=PHONE, role="admin", user=admin.user, by=by)
    user = User.objects.create(username="m", phone_index=phone_index(PHONE))
    answer_invitation(row, user=user, accept=True, by=by)
    assert seat_of(user).role == "recruiter"
    with pytest.raises(OrganisationRefused, match="not_yours"):
        invite(organisation, phone="13800000056", role="admin", user=user, by=by)
    with pytest.raises(OrganisationRefused, match="not_yours"):
        answer_invitation(row, user=user, accept=True, by=by)


def test_the_last_administrator_stays(cast: Cast):
    organisation = declare(cast)
    admin, user = seat_of(cast.xiaomei.user), member(cast, organisation)
    by = actors.of_member(admin)
    with pytest.raises(OrganisationRefused, match="last_admin"):
        leave(admin, user=admin.user, by=by)
    with pytest.raises(OrganisationRefused, match="last_admin"):
        change_role(admin, role="staffing", user=admin.user, by=by)
    change_role(seat_of(user), role="admin", user=admin.user, by=by)
    leave(admin, user=admin.user, by=by)
    assert not Membership.objects.get(pk=admin.pk).active
    with pytest.raises(OrganisationRefused, match="last_admin"):
        leave(seat_of(user), user=user, by=by)


def test_the_pages_of_members_are_theirs_alone(cast: Cast):
    organisation, stranger = declare(cast), client_of(cast.jianguo.user)
    path = f"/org/{organisation.pk}/"
    assert stranger.get(path).status_code == 404
    assert stranger.post(f"{path}invite/", {"phone": PHONE, "role": "admin"}).status_code == 404
    own = client_of(cast.xiaomei.user)
    assert "锦江茶馆" in own.get(path).content.decode()
    assert "错误:" in own.post(f"{path}invite/", {"phone": "12", "role": "admin"}).content.decode()
    assert own.post(f"{path}invite/", {"phone": PHONE, "role": "admin"}).status_code == 302
    assert "138****0055" in own.get(path).content.decode()
    own.post(f"{path}leave/{seat_of(cast.xiaomei.user).pk}/")
    assert seat_of(cast.xiaomei.user)
    row = Invitation.objects.get()
    assert stranger.post(f"/org/invitations/{row.pk}/", {"accept": "1"}).status_code == 404
    cast.jianguo.user.phone_index = phone_index(PHONE)
    cast.jianguo.user.save()
    assert "请您加入" in stranger.get("/org/").content.decode()
    stranger.post(f"/org/invitations/{row.pk}/", {"accept": "1"})
    assert stranger.get(path).status_code == 200
    other = seat_of(cast.jianguo.user)
    own.post(f"{path}role/{other.pk}/", {"role": "recruiter"})
    assert seat_of(cast.jianguo.user).role == "recruiter"
    assert stranger.post(f"{path}leave/{seat_of(cast.xiaomei.user).pk}/").status_code == 403


def test_the_desk_confirms(cast: Cast):
    organisation = declare(cast)
    desk = client_of(cast.liufang.user, method="mfa")
    assert "锦江茶馆" in desk.get("/desk/organisations/").content.decode()
    desk.post(f"/desk/organisations/{organisation.pk}/confirm/")
    organisation.refresh_from_db()
    assert organisation.confirmed_at
    assert client_of(cast.chentao.user, method="mfa").get("/desk/organisations/").status_code == 403


def test_a_confirmed_organisation_accepts_the_mandate_that_names_its_code(cast: Cast):
    organisation, today = declare(cast), clock.today()
    mandate = give_mandate(
        cast.jianguo,
        name="锦江茶馆",
        kind="uscc",
        number=organisation.uscc,
        items=[ITEM],
        begins=today,
        ends=today,
        by=actors.of_person(cast.jianguo),
    )
    own = client_of(cast.xiaomei.user)
    path = f"/org/{organisation.pk}/mandate/"
    assert own.post(path, {"mandate": str(mandate.pk)}).status_code == 404  # not confirmed yet
    confirm_organisation(organisation, by=cast.liufang_actor)
    assert own.post(path, {"mandate": str(mandate.pk)}).status_code == 302
    mandate.refresh_from_db()
    assert mandate.agent_organisation == organisation
    assert own.post(path, {"mandate": "x"}).status_code == 404
