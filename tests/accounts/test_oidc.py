"""Sign-in by the unified identity service, against a real provider: who is let in, and what is kept."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client

from portal.accounts.models import Person, User
from portal.accounts.queries import person_of
from portal.accounts.services import take_in_person
from tests.access.test_roles import dump
from tests.cast import NUMBERS, Cast
from tests.peers.oidc import CLIENT, SECRET, Provider

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/oidc/unified/login/"


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    running = Provider().start()
    running.claims = {"sub": "s-1", "name": "李晓梅", "id_number": NUMBERS["李晓梅"]}
    settings.OIDC_SERVER_URL = running.url
    app = {
        "provider_id": "unified",
        "name": "统一身份认证",
        "client_id": CLIENT,
        "secret": SECRET,
        "settings": {"server_url": running.url},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    yield running
    running.stop()


def come(client: Client, target: str = "/my/access/"):
    """Through the provider and back, as a browser goes."""
    there = client.post(f"{LOGIN}?next={target}")
    assert there.status_code == 302
    back = requests.get(there["Location"], allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def test_a_new_person_is_made_and_verified_by_the_source(provider: Provider):
    client = Client()
    answer = come(client)
    assert (answer.status_code, answer["Location"]) == (302, "/my/access/")
    person = Person.objects.get()
    assert (person.assurance, person.verified_by) == ("verified", "oidc")
    assert int(client.session["_auth_user_id"]) == person.user_id
    again = Client()
    come(again)
    assert int(again.session["_auth_user_id"]) == person.user_id
    assert (Person.objects.count(), User.objects.count()) == (1, 1)


def test_somebody_taken_in_at_a_window_gets_their_record(provider: Provider, cast: Cast):
    person = take_in_person(
        name="李晓梅",
        kind="resident_id",
        number=NUMBERS["李晓梅"],
        phone=None,
        birth=None,
        sex="",
        by=cast.liufang_actor,
    )
    client = Client()
    come(client)
    person.refresh_from_db()
    assert person_of(User.objects.get(pk=client.session["_auth_user_id"])) == person


def test_who_has_a_sign_in_by_phone_is_asked_to_use_it(provider: Provider, cast: Cast):
    cast.person("李晓梅", verified=True)
    client = Client()
    page = come(client)
    assert "手机号" in page.content.decode()
    assert "_auth_user_id" not in client.session
    assert not User.objects.filter(username__startswith="o-").exists()


def test_a_declared_number_of_somebody_else_claims_nothing(provider: Provider, cast: Cast):
    declared = cast.xiaomei
    come(Client())
    assert Person.objects.exclude(pk=declared.pk).get().verified_by == "oidc"
    declared.refresh_from_db()
    assert declared.assurance == "phone"


def test_another_name_on_a_confirmed_number_goes_to_the_window(provider: Provider, cast: Cast):
    cast.person("李晓梅", verified=True)
    provider.claims["name"] = "李小梅"
    client = Client()
    assert "窗口" in come(client).content.decode()
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("missing", [{"id_number": ""}, {"id_number": "519999198303122641"}, {"name": ""}])
def test_claims_without_name_or_number_let_nobody_in(provider: Provider, missing: dict):
    provider.claims |= missing
    client = Client()
    assert "手机号登录" in come(client).content.decode()
    assert not Person.objects.exists()


def test_a_token_for_another_client_and_a_page_of_another_subject_are_refused(provider: Provider):
    provider.audience = "somebody-else"
    client = Client()
    come(client)
    assert "_auth_user_id" not in client.session
    provider.audience, provider.page_subject = CLIENT, "s-2"
    come(client)
    assert "_auth_user_id" not in client.session
    assert not Person.objects.exists()


def test_a_refusal_and_a_made_up_answer_end_calmly(provider: Provider):
    provider.denies = True
    client = Client()
    answer = come(client)
    assert answer.status_code in (200, 302)
    made_up = Client().get(f"{LOGIN}callback/?code=x&state=y")
    assert "_auth_user_id" not in client.session
    assert "登录" in made_up.content.decode()


def test_a_target_outside_is_not_followed(provider: Provider):
    assert come(Client(), "https://elsewhere.example/")["Location"] == "/my/"


def test_nothing_of_the_claims_is_kept(provider: Provider):
    come(Client())
    assert not SocialAccount.objects.exists()
    assert not SocialToken.objects.exists()
    text = dump()
    assert "李晓梅" not in text
    assert NUMBERS["李晓梅"] not in text


def test_the_button_is_there_only_where_it_is_configured(provider: Provider, settings):
    assert "用统一身份认证登录" in Client().get("/sign-in/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "统一身份认证" not in Client().get("/sign-in/").content.decode()
