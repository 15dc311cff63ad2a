"""One's data to take along, and an account left alone for years, which loses nothing."""

import io
import json
import zipfile

import pytest

from portal.accounts.models import Document, Person, User
from portal.accounts.registry import exports
from portal.casework.tasks import tidy_drafts
from portal.events.models import Event
from portal.kernel import clock
from portal.oversight.tasks import patrol
from tests.access.entering import client_of
from tests.cast import NUMBERS, Cast

pytestmark = pytest.mark.django_db


def taken(cast: Cast, person: Person) -> dict:
    answer = client_of(person.user).post("/my/export/")
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: json.loads(archive.read(name)) for name in archive.namelist()}


def test_everything_registered_is_in_it_and_of_nobody_else(cast: Cast):
    cast.jianguo  # noqa: B018
    files = taken(cast, cast.xiaomei)
    assert set(files) == {f"{name}.json" for name in exports}
    own = files["本人.json"]
    assert (own["姓名"], own["证件"][0]["号码"]) == ("李晓梅", NUMBERS["李晓梅"])
    assert "王建国" not in json.dumps(files, ensure_ascii=False)
    assert Event.objects.filter(name="person.exported", subject_id=str(cast.xiaomei.pk)).count() == 1


def test_looks_at_a_verified_person_are_in_it(cast: Cast):
    assert taken(cast, cast.jianguo)["谁看过我的信息.json"]


def test_the_page_says_what_is_in_it(cast: Cast):
    page = client_of(cast.xiaomei.user).get("/my/export/").content.decode()
    assert all(name in page for name in exports)


def test_nothing_of_a_person_is_deleted_because_the_account_lies_idle(cast: Cast):
    case = cast.case(cast.xiaomei)
    before = [model.objects.count() for model in (Person, User, Document, type(case))]
    with clock.at("2036-11-23T10:00:00+08:00"):
        tidy_drafts()
        patrol()
        assert [model.objects.count() for model in (Person, User, Document, type(case))] == before
        assert case.number in client_of(cast.xiaomei.user).get("/my/").content.decode()
