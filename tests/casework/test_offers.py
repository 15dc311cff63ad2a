"""政策找人: who is found, who is not, what a tap does; a few queries whatever the number of persons."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.casework import services
from portal.casework.models import Offer
from portal.kernel import clock
from tests.access.entering import client_of
from tests.cast import Cast
from tests.cast_insurance import granted, pay

pytestmark = pytest.mark.django_db
UI = "unemployment-insurance"


def registered(cast: Cast, months: int = 60, **changes):
    """李晓梅, registered as unemployed, with contributions on record."""
    person = cast.person("李晓梅", verified=True)
    pay(person, months)
    services.grant_by_rule(cast.case(person, **changes))
    return person


def test_who_is_registered_and_insured_is_told_and_what_it_is_worth(cast: Cast):
    person = registered(cast)
    counts = services.find_offers()
    offer = Offer.objects.get(person=person, benefit=UI)
    assert (offer.months, str(offer.monthly), offer.state) == (15, "2097.00", "open")
    assert counts["persons"] >= 1
    page = client_of(person.user).get("/my/").content.decode()
    for words in ("您可能可以享受", "大约15个月,每月2,097.00元", "办理失业保险金", "第四十五条"):
        assert words in page


@pytest.mark.parametrize("change", ["short", "resigned", "unregistered", "draws"])
def test_who_has_no_right_or_has_it_already_is_not_told(cast: Cast, change: str):
    if change == "short":
        registered(cast, 11)
    elif change == "resigned":
        registered(cast, left_by={"left_by": ["resigned"]})
    elif change == "unregistered":
        pay(cast.person("李晓梅", verified=True), 60)
    else:
        person = cast.person("李晓梅", verified=True)
        pay(person, 60)
        granted(person, cast.liufang_actor)
    services.find_offers()
    assert not Offer.objects.filter(benefit=UI).exists()


def test_running_again_writes_nothing_new_and_renews_the_day(cast: Cast):
    registered(cast)
    services.find_offers()
    with clock.at("2026-11-24T02:00:00"):
        services.find_offers()
    offer = Offer.objects.get(benefit=UI)
    assert (offer.found_on, offer.seen_on) == (date(2026, 11, 23), date(2026, 11, 24))


def test_what_no_longer_holds_is_taken_away(cast: Cast):
    person = registered(cast)
    services.find_offers()
    granted(person, cast.liufang_actor)
    with clock.at("2026-11-24T02:00:00"):
        services.find_offers()
    assert Offer.objects.get(benefit=UI).state == "gone"


def test_one_tap_takes_it_up_and_one_puts_it_away_for_good(cast: Cast):
    person = registered(cast)
    services.find_offers()
    offer = Offer.objects.get(benefit=UI)
    client = client_of(person.user)
    taken = client.post(f"/my/offers/{offer.pk}/take/")
    assert taken.url == f"/apply/{UI}/"
    offer.refresh_from_db()
    assert offer.state == "taken"
    other = Offer.objects.get(benefit="employment-difficulty")
    client.post(f"/my/offers/{other.pk}/drop/")
    with clock.at("2026-11-24T02:00:00"):
        services.find_offers()
    other.refresh_from_db()
    assert other.state == "dismissed"
    assert "您可能可以享受" not in client.get("/my/").content.decode()


def test_anothers_offer_is_not_there(cast: Cast):
    registered(cast)
    services.find_offers()
    offer = Offer.objects.get(benefit=UI)
    assert client_of(cast.jianguo.user).post(f"/my/offers/{offer.pk}/take/").status_code == 404
    offer.refresh_from_db()
    assert offer.state == "open"


def test_queries_do_not_grow_with_persons(cast: Cast):
    registered(cast)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            services.find_offers()
        return len(captured)

    few = asked()
    for name in ("张磊", "王秀兰", "吉克·阿呷"):
        pay(cast.person(name, verified=True, phone="13800000007"), 60)
    assert asked() <= few
