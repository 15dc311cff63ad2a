"""Every address × every role: what each may reach. An address missing from the tables fails the build."""

import re

import pytest
from django.db import transaction
from django.test import Client

from portal.casework.models import Case
from tests.access import rooms
from tests.access.entering import client_of, role_clients
from tests.access.walking import make_world, ours, path_of, patterns, theirs
from tests.cast import ITEM, Cast

pytestmark = pytest.mark.django_db

ROLES = ("anonymous", "newcomer", "owner", "stranger", "clerk", "elsewhere", "bare", "admin")
#  anonymous: nobody · newcomer: a phone, nobody behind it · owner 李晓梅 · stranger 王建国 · clerk 刘芳 (锦江)
#  elsewhere 何静 (青羊) · bare: 刘芳 before her second factor · admin 赵敏
OPEN = "200 200 200 200 200 200 302 200"
ALWAYS = "200 200 200 200 200 200 200 200"
MINE = "302 302 200 200 302 302 302 302"
DESK = "302 404 404 404 200 200 302 200"
DESK_POST = "302 404 404 404 405 405 302 405"
NEVER = "405 405 405 405 405 405 302 405"
EMPLOYER = ("jobs:employer", "jobs:verify", "jobs:new_vacancy", "jobs:edit", "jobs:check")
GET = {
    "site:home": OPEN,
    "site:calculator": OPEN,
    "site:calculator_firm": OPEN,
    "casework:replay": OPEN,
    "site:search": OPEN,
    "jobs:search": OPEN,
    "jobs:vacancy": OPEN,
    "jobs:employer_home": "302 302 302 200 302 302 302 302",
    **dict.fromkeys(EMPLOYER, "302 302 200 404 302 302 302 302"),
    "jobs:move": "302 302 405 405 302 302 302 302",
    "site:my": "302 302 200 200 302 302 302 302",
    "site:my_access": "302 302 200 200 302 302 302 302",
    "site:desk": "302 404 404 404 200 200 302 200",
    "site:find": "302 404 404 404 405 405 302 405",
    "site:mode": "405 405 405 405 405 405 405 405",
    "site:language": NEVER,
    "site:kiosk": OPEN,
    "site:kiosk_print": OPEN,
    "site:kiosk_wipe": NEVER,
    "site:kiosk_seen": NEVER,
    "site:accessibility": OPEN,
    "site:components": OPEN,
    "site:outbox": OPEN,
    "site:healthz": ALWAYS,
    "site:readyz": ALWAYS,
    "accounts:sign_in": "200 302 302 302 302 302 302 302",
    "accounts:code": "302 302 302 302 302 302 302 302",
    "accounts:sign_out": "405 405 405 405 405 405 405 405",
    "accounts:identity": "302 200 302 302 302 302 302 302",
    "accounts:verify": "302 302 404 404 302 302 302 302",
    "accounts:mandates": "302 302 200 200 302 302 302 302",
    "accounts:give_mandate": "302 302 200 200 302 302 302 302",
    "accounts:accept_mandate": "302 302 405 405 302 302 302 302",
    "accounts:end_mandate": "302 302 405 405 302 302 302 302",
    "accounts:acting": "302 302 200 200 302 302 302 302",
    "accounts:export": "302 302 200 200 302 302 302 302",
    "accounts:organisations": "302 302 200 200 302 302 302 302",
    "accounts:new_organisation": "302 302 200 200 302 302 302 302",
    "accounts:organisation": "302 302 404 404 302 302 302 302",
    "accounts:invite": "302 302 405 405 302 302 302 302",
    "accounts:answer_invitation": "302 302 405 405 302 302 302 302",
    "accounts:change_role": "302 302 405 405 302 302 302 302",
    "accounts:leave_organisation": "302 302 405 405 302 302 302 302",
    "accounts:accept_for_organisation": "302 302 405 405 302 302 302 302",
    "accounts:confirm_organisations": "302 404 404 404 200 200 302 200",
    "accounts:confirm_organisation": "302 404 404 404 405 405 302 405",
    "accounts:by_password": "200 302 302 302 302 302 302 302",
    "accounts:password": "302 302 200 200 302 302 302 302",
    "accounts:confirm": "302 302 200 200 302 302 302 302",
    "accounts:sessions": "302 302 200 200 302 302 302 302",
    "accounts:end_all_sessions": "302 302 405 405 302 302 302 302",
    "accounts:end_session": "302 302 405 405 302 302 302 302",
    "accounts:unlock_sign_in": "302 404 404 404 200 200 302 200",
    "accounts:pin": "302 404 404 404 200 200 302 200",
    "accounts:lock": "302 404 404 404 302 302 302 302",
    "accounts:unlock": "302 404 404 404 405 405 302 405",
    "accounts:merge": "302 404 404 404 404 404 302 404",
    "accounts:merges": "302 404 404 404 200 200 302 200",
    "accounts:undo_merge": "302 404 404 404 405 405 302 405",
    "casework:start": "302 302 302 302 302 302 302 302",
    "casework:check": "302 302 302 302 302 302 302 302",
    "casework:page": "302 302 200 302 302 302 302 302",
    "casework:case": "302 302 200 404 200 404 302 200",
    "casework:receipt": "302 302 200 404 302 302 302 302",
    "casework:receipt_pdf": "302 302 200 404 302 302 302 302",
    "casework:due_ics": "302 302 200 404 302 302 302 302",
    "casework:rate": "302 302 405 405 302 302 302 302",
    "casework:correct": "302 302 405 405 302 302 302 302",
    "casework:case_identity": NEVER,
    "casework:show_number": NEVER,
    "casework:step": NEVER,
    "casework:window": "302 404 404 404 200 200 302 403",
    "casework:window_fill": "302 404 404 404 200 404 302 404",
    "casework:answer": "302 302 405 405 302 302 302 302",
    "casework:volume": "302 302 200 404 200 404 302 200",
    "casework:electronic": MINE,
    "casework:move": NEVER,
    "casework:announce": NEVER,
    "casework:drop_announcement": NEVER,
    "casework:publicities": OPEN,
    "casework:publicity": OPEN,
    "casework:batch": DESK_POST,
    "casework:tasks": DESK,
    "casework:task": "302 404 404 404 200 404 302 200",
    "casework:issue": DESK,
    "casework:print_papers": DESK_POST,
    "casework:hand_out": DESK_POST,
    "casework:serve": DESK,
    "casework:objection": "302 404 404 404 200 404 302 200",
    "casework:shift": DESK,
    "casework:outage": "302 404 404 404 404 404 302 200",
    "notices:inbox": MINE,
    "notices:message": "302 302 200 404 302 302 302 302",
    "notices:preferences": MINE,
    "notices:confirm": "302 302 302 302 302 302 302 302",
    "site:person": DESK,
    "site:person_contact": DESK_POST,
    "content:services": OPEN,
    "content:service": OPEN,
    "documents:keys": OPEN,
    "documents:keys_json": OPEN,
    "documents:paper_certificate": OPEN,
    "documents:credential": "302 302 200 404 200 404 302 200",
    "content:item_flow": OPEN,
    "content:flow": OPEN,
    "content:matrix": OPEN,
    "content:papers": OPEN,
    "content:extra_demand": OPEN,
    "content:demand_answer": OPEN,
    "content:changes": OPEN,
    "content:feedback": NEVER,
    "oversight:boards": OPEN,
    "oversight:board": "404 404 404 404 404 404 302 404",
    "oversight:board_csv": "404 404 404 404 404 404 302 404",
    "documents:verify": OPEN,
    "documents:revocations": OPEN,
    "documents:public_key": OPEN,
    "documents:certificate": "302 302 200 404 200 404 302 200",
    "api:schema": OPEN,
    "api:regions": OPEN,
    "api:agencies": OPEN,
    "api:services": OPEN,
    "api:service": OPEN,
    "api:workdays": "400 400 400 400 400 400 302 400",
    "api:retirement_age": "400 400 400 400 400 400 302 400",
    "api:estimate": NEVER,
    "api:identity_check": NEVER,
    "jobs_api:screen": NEVER,
    "jobs_api:vacancies": OPEN,
    "jobs_api:vacancy": OPEN,
    "api:verify": NEVER,
    **rooms.table("GET"),
}
POST = {
    **dict.fromkeys(GET, NEVER),
    **rooms.table("POST"),
    "site:my": "302 302 405 405 302 302 302 302",
    "jobs:employer_home": "302 302 405 405 302 302 302 302",
    "jobs:employer": "302 302 405 405 302 302 302 302",
    **dict.fromkeys(EMPLOYER[1:4], "302 302 200 404 302 302 302 302"),
    "jobs:check": "302 302 422 404 302 302 302 302",
    "jobs:move": "302 302 404 404 302 302 302 302",
    "site:my_access": "302 302 405 405 302 302 302 302",
    "site:desk": "302 404 404 404 405 405 302 405",
    "site:find": "302 404 404 404 302 302 302 302",
    "site:mode": "302 302 302 302 302 302 302 302",
    "site:language": "302 302 302 302 302 302 302 302",
    "site:calculator": "422 422 422 422 422 422 302 422",
    "site:calculator_firm": "422 422 422 422 422 422 302 422",
    "casework:replay": "422 422 422 422 422 422 302 422",
    "site:kiosk": "302 302 302 302 302 302 302 302",
    "site:kiosk_wipe": "302 302 302 302 302 302 302 302",
    "site:kiosk_seen": "204 204 204 204 204 204 302 204",
    "site:healthz": "405 405 405 405 405 405 405 405",
    "site:readyz": "405 405 405 405 405 405 405 405",
    "accounts:sign_in": "200 302 302 302 302 302 302 302",
    "accounts:code": "302 302 302 302 302 302 302 302",
    "accounts:sign_out": "302 302 302 302 302 302 302 302",
    "accounts:identity": "302 200 302 302 302 302 302 302",
    "accounts:verify": "302 302 404 404 302 302 302 302",
    "accounts:mandates": "302 302 200 200 302 302 302 302",
    "accounts:give_mandate": "302 302 200 200 302 302 302 302",
    "accounts:accept_mandate": "302 302 404 404 302 302 302 302",
    "accounts:end_mandate": "302 302 404 404 302 302 302 302",
    "accounts:acting": "302 302 302 302 302 302 302 302",
    "accounts:export": "302 302 200 200 302 302 302 302",
    "accounts:organisations": "302 302 200 200 302 302 302 302",
    "accounts:new_organisation": "302 302 200 200 302 302 302 302",
    "accounts:organisation": "302 302 404 404 302 302 302 302",
    "accounts:invite": "302 302 404 404 302 302 302 302",
    "accounts:answer_invitation": "302 302 404 404 302 302 302 302",
    "accounts:change_role": "302 302 404 404 302 302 302 302",
    "accounts:leave_organisation": "302 302 404 404 302 302 302 302",
    "accounts:accept_for_organisation": "302 302 404 404 302 302 302 302",
    "accounts:confirm_organisations": "302 404 404 404 200 200 302 200",
    "accounts:confirm_organisation": "302 404 404 404 404 404 302 404",
    "accounts:by_password": "200 302 302 302 302 302 302 302",
    "accounts:password": "302 302 200 200 302 302 302 302",
    "accounts:confirm": "302 302 200 200 302 302 302 302",
    "accounts:sessions": "302 302 200 200 302 302 302 302",
    "accounts:end_all_sessions": "302 302 302 302 302 302 302 302",
    "accounts:end_session": "302 302 404 404 302 302 302 302",
    "accounts:unlock_sign_in": "302 404 404 404 200 200 302 200",
    "accounts:pin": "302 404 404 404 200 200 302 200",
    "accounts:lock": "302 404 404 404 302 302 302 302",
    "accounts:unlock": "302 404 404 404 422 422 302 422",
    "accounts:merge": "302 404 404 404 404 404 302 404",
    "accounts:merges": "302 404 404 404 200 200 302 200",
    "accounts:undo_merge": "302 404 404 404 404 404 302 404",
    "casework:start": "302 302 405 405 302 302 302 302",
    "casework:check": "302 302 302 302 302 302 302 302",
    "casework:page": "302 302 200 302 302 302 302 302",
    "casework:receipt": "302 302 405 405 302 302 302 302",
    "casework:receipt_pdf": "302 302 405 405 302 302 302 302",
    "casework:due_ics": "302 302 405 405 302 302 302 302",
    "casework:rate": "302 302 422 404 302 302 302 302",
    "casework:correct": "302 302 302 404 302 302 302 302",
    "casework:case_identity": "404 404 404 404 302 404 302 302",
    "casework:show_number": "404 404 404 404 200 404 302 200",
    "casework:step": "404 404 302 404 302 404 302 302",
    "casework:window": "302 404 404 404 200 200 302 403",
    "casework:window_fill": "302 404 404 404 200 404 302 404",
    "casework:answer": "302 302 404 404 302 302 302 302",
    "casework:electronic": "302 302 302 302 302 302 302 302",
    "casework:move": "404 404 404 404 403 404 302 403",
    "casework:announce": "404 404 404 404 422 404 302 422",
    "casework:drop_announcement": "404 404 404 404 404 404 302 404",
    "casework:publicity": "422 422 422 422 422 422 302 422",
    "casework:batch": "302 404 404 404 302 302 302 302",
    "casework:tasks": DESK_POST,
    "casework:task": "302 404 404 404 200 404 302 200",
    "casework:issue": DESK_POST,
    "casework:print_papers": "302 404 404 404 302 302 302 302",
    "casework:hand_out": "302 404 404 404 302 404 302 404",
    "casework:serve": "302 404 404 404 404 404 302 404",
    "casework:objection": "302 404 404 404 200 404 302 200",
    "casework:shift": DESK_POST,
    "casework:outage": "302 404 404 404 404 404 302 200",
    "notices:inbox": "302 302 405 405 302 302 302 302",
    "notices:message": "302 302 405 405 302 302 302 302",
    "notices:preferences": "302 302 302 302 302 302 302 302",
    "notices:confirm": "302 302 302 302 302 302 302 302",
    "site:person": "302 404 404 404 302 302 302 302",
    "site:person_contact": "302 404 404 404 302 404 302 302",
    "content:extra_demand": "422 422 422 422 422 422 302 422",
    "content:demand_answer": "422 422 422 422 422 422 302 422",
    "content:feedback": "302 302 302 302 302 302 302 302",
    "documents:verify": OPEN,
    "api:estimate": "415 415 415 415 415 415 302 415",
    "api:identity_check": "415 415 415 415 415 415 302 415",
    "jobs_api:screen": "415 415 415 415 415 415 302 415",
    "api:verify": "415 415 415 415 415 415 302 415",
}
ALLAUTH = {
    "accounts/login/",
    "accounts/logout/",
    "accounts/inactive/",
    "accounts/signup/",
    "accounts/reauthenticate/",
    "accounts/email/",
    "accounts/confirm-email/",
    "accounts/password/change/",
    "accounts/password/set/",
    "accounts/password/reset/",
    "accounts/login/code/confirm/",
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$",
    "accounts/password/reset/key/done/",
    r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
    "accounts/password/reset/done/",
    "accounts/2fa/",
    "accounts/2fa/authenticate/",
    "accounts/2fa/reauthenticate/",
    "accounts/2fa/totp/activate/",
    "accounts/2fa/totp/deactivate/",
    "accounts/2fa/recovery-codes/",
    "accounts/2fa/recovery-codes/generate/",
    "accounts/2fa/recovery-codes/download/",
    "accounts/2fa/webauthn/",
    "accounts/2fa/webauthn/add/",
    "accounts/2fa/webauthn/reauthenticate/",
    "accounts/2fa/webauthn/keys/<int:pk>/remove/",
    "accounts/2fa/webauthn/keys/<int:pk>/edit/",
    "accounts/oidc/cancelled/",
    "accounts/oidc/error/",
    "accounts/oidc/^(?P<provider_id>[^/]+)/login/",
    "accounts/oidc/^(?P<provider_id>[^/]+)/login/callback/",
}


def test_every_address_stands_in_the_tables():
    assert set(ours()) == set(GET) == set(POST)
    assert theirs() == ALLAUTH


@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_reaches_what_the_table_says_and_nothing_else(cast: Cast, method: str):
    world, table = make_world(cast), GET if method == "get" else POST
    clients = role_clients(cast)
    wrong = []
    for name, route in ours().items():
        for role, wanted in zip(ROLES, table[name].split(), strict=True):
            got = ask(clients[role], method, path_of(route, world))
            if got != int(wanted):
                wrong.append(f"{method} {name} as {role}: {got}, the table says {wanted}")
    assert not wrong, "\n".join(wrong)


def ask(client: Client, method: str, path: str) -> int:
    """The status of a request that leaves no trace: neither rows nor cookies."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        status = getattr(client, method)(path).status_code
        transaction.set_rollback(True)
    client.cookies = cookies
    return status


@pytest.mark.parametrize("role", ROLES)
def test_no_role_is_sent_in_circles(cast: Cast, role: str):
    """A page that sends away leads to a page that answers, in a few hops."""
    world = make_world(cast)
    client = role_clients(cast)[role]
    for route in ours().values():
        chain = client.get(path_of(route, world), follow=True).redirect_chain
        assert len(chain) <= 3, f"{role} {route}: {chain}"


def test_staff_before_the_second_factor_is_led_to_its_enrolment_from_everywhere(cast: Cast):
    world, client = make_world(cast), role_clients(cast)["bare"]
    for name, route in ours().items():
        answer = client.get(path_of(route, world))
        if answer.status_code == 302:
            assert answer["Location"].startswith("/accounts/2fa/"), name
        else:
            assert name in ("site:mode", "site:healthz", "site:readyz", "accounts:sign_out"), name
    assert client.get("/accounts/2fa/totp/activate/").status_code in (200, 302)


@pytest.mark.parametrize("role", ["anonymous", "newcomer", "owner", "clerk", "bare"])
def test_nobody_but_the_administrator_opens_the_admin(cast: Cast, role: str):
    client = role_clients(cast)[role]
    for route in ("/admin/", "/admin/login/", "/admin/password_change/"):
        answer = client.get(route)
        assert answer.status_code == 302, (route, answer.status_code)
        assert not answer["Location"].startswith("/admin/password")
    assert any(route.startswith("admin/") for route, _name in patterns())


def test_the_administrator_opens_the_admin_with_the_second_factor_alone(cast: Cast):
    clients = role_clients(cast)
    assert clients["admin"].get("/admin/").status_code == 200
    user = cast.liufang.user
    user.is_staff = user.is_superuser = True
    user.save()
    assert client_of(user, method="password").get("/admin/").status_code == 302


def test_another_persons_case_and_no_case_look_the_same(cast: Cast):
    case = cast.case(cast.xiaomei)
    stranger = client_of(cast.jianguo.user)
    hers = stranger.get(f"/cases/{case.number}/")
    nobodys = stranger.get("/cases/SYDJ-20261123-ZZZZZZ/")
    assert hers.status_code == nobodys.status_code == 404
    varying = re.compile(r"SYDJ-\d{8}-\w{6}|csrfmiddlewaretoken\W+value=\W\w+")
    assert varying.sub("", hers.content.decode()) == varying.sub("", nobodys.content.decode())


def test_another_countys_clerk_finds_the_case_neither_by_address_nor_in_the_queue(cast: Cast):
    case = cast.case(cast.xiaomei)
    hejing = client_of(cast.hejing.user, method="mfa")
    assert hejing.get(f"/cases/{case.number}/").status_code == 404
    assert hejing.post(f"/cases/{case.number}/steps/accept/").status_code == 404
    assert case.number not in hejing.get("/desk/").content.decode()
    told = hejing.get("/desk/", {"q": case.number})
    assert told.status_code == 200
    assert Case.objects.get(pk=case.pk).state == "submitted"
    assert case.number in client_of(cast.liufang.user, method="mfa").get("/desk/").content.decode()


def test_a_clerk_who_left_reaches_nothing(cast: Cast):
    case = cast.case(cast.xiaomei)
    client = client_of(cast.liufang.user, method="mfa")
    cast.liufang.active = False
    cast.liufang.save()
    assert client.get("/desk/").status_code == 404
    assert client.get(f"/cases/{case.number}/").status_code in (302, 404)


def test_a_person_cannot_take_a_clerks_step_on_their_own_case(cast: Cast):
    case = cast.case(cast.xiaomei)
    own = client_of(cast.xiaomei.user)
    for step in ("accept", "grant", "close", "refuse", "send_back", "revoke"):
        answer = own.post(f"/cases/{case.number}/steps/{step}/")
        assert answer.status_code in (302, 403, 404), step
    assert Case.objects.get(pk=case.pk).state == "submitted"
    assert own.post(f"/cases/{case.number}/steps/withdraw/").status_code == 302
    assert Case.objects.get(pk=case.pk).state == "withdrawn"
    assert not Case.objects.filter(item_id=ITEM, state="submitted").exists()
