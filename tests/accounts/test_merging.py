"""Two records made one and two again: every table, collisions in words, races, the sign-in."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client

from portal.accounts import actors
from portal.accounts.models import AccessEntry, Mandate, MergedRows, Person, PersonMerge
from portal.accounts.queries import person_by_document, person_of
from portal.accounts.services import (
    MergeBlocked,
    MergeMoved,
    merge,
    preview_merge,
    register_person,
    undo_merge,
    update_person,
    verify_person,
)
from portal.accounts.services.merging import columns
from portal.casework import services as casework
from portal.casework.models import Case
from portal.events.models import Event
from portal.kernel import clock
from portal.kernel.actor import system
from portal.notices.models import Preference
from tests.access.entering import client_of
from tests.cast import NUMBERS, Cast

BY = system("test")
WHY = "当面核对身份证原件"


def twin(name: str = "李晓梅") -> Person:
    """A second record of the same number, made at a window without a sign-in."""
    return register_person(user=None, name=name, kind="resident_id", number=NUMBERS[name], by=BY)


@pytest.mark.django_db
def test_every_foreign_key_to_a_person_is_known(db):
    found = {(column.model._meta.label, column.field.name) for column in columns()}
    assert ("accounts.Document", "person") in found
    assert ("accounts.Person", "merged_into") in found
    assert ("casework.Case", "person") in found
    assert ("registration.Spell", "person") in found
    assert not [label for label, _field in found if label == "accounts.PersonMerge"]
    pointing = {
        (relation.related_model._meta.label, relation.field.name)
        for relation in Person._meta.related_objects
        if relation.related_model._meta.label != "accounts.PersonMerge"
    }
    assert pointing <= found
    assert all(apps.get_model(label) for label, _field in found)


@pytest.mark.django_db
def test_a_merge_moves_the_rows_and_the_log_knows_which(cast: Cast):
    kept, gone = twin(), cast.xiaomei
    case = cast.case(gone)
    before = preview_merge(kept, gone)
    assert before.collisions == []
    assert any("申请" in name or "办件" in name for name, number in before.moved)
    assert Case.objects.get(pk=case.pk).person_id == gone.pk  # the preview rolled back
    done = merge(kept, gone, reason=WHY, by=cast.liufang_actor)
    assert Case.objects.get(pk=case.pk).person_id == kept.pk
    rows = MergedRows.objects.get(merge=done, table="casework_case")
    assert (rows.column, rows.keys) == ("person_id", [str(case.pk)])
    gone.refresh_from_db()
    assert gone.merged_into_id == kept.pk
    assert set(kept.all_ids) == {kept.pk, gone.pk}
    assert Event.objects.filter(name="person.merged", subject_id=str(kept.pk)).count() == 1
    assert AccessEntry.objects.filter(person_id=gone.pk, purpose=WHY).exists()


@pytest.mark.django_db
def test_the_same_document_on_both_records_is_no_collision(cast: Cast):
    """The one confirmed on the record that goes still finds the person, and the kept one can be verified."""
    kept, gone = cast.xiaomei, twin()
    verify_person(gone, method="window", by=cast.liufang_actor)
    merge(kept, gone, reason=WHY, by=cast.liufang_actor)
    kept.refresh_from_db()
    assert person_by_document("resident_id", NUMBERS["李晓梅"]) == kept
    assert (kept.assurance, kept.verified_by) == ("verified", "window")
    verify_person(kept, method="window", by=cast.liufang_actor)


@pytest.mark.django_db
def test_two_wishes_about_notices_are_no_collision(cast: Cast):
    """The kept record's wish stands; the other's row stays with the record that went, and undo finds it there."""
    kept, gone = twin(), cast.xiaomei
    Preference.objects.create(person=kept, sms=False)
    Preference.objects.create(person=gone, sms=True)
    assert preview_merge(kept, gone).collisions == []
    done = merge(kept, gone, reason=WHY, by=cast.liufang_actor)
    assert Preference.objects.get(person=kept).sms is False
    undo_merge(done, by=cast.liufang_actor)
    assert Preference.objects.get(person=gone).sms is True


@pytest.mark.django_db
def test_undo_puts_everything_back(cast: Cast):
    kept, gone = twin(), cast.xiaomei
    verify_person(gone, method="window", by=cast.liufang_actor)
    gone.refresh_from_db()
    case, user = cast.case(gone), gone.user
    done = merge(kept, gone, reason=WHY, by=cast.liufang_actor)
    assert person_of(user) == kept
    undo_merge(done, by=cast.liufang_actor)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.user_id, kept.assurance, kept.verified_at) == (None, "declared", None)
    assert (gone.user_id, gone.merged_into_id, gone.assurance) == (user.pk, None, "verified")
    assert Case.objects.get(pk=case.pk).person_id == gone.pk
    assert person_of(user) == gone
    with pytest.raises(MergeMoved, match="已经撤销"):
        undo_merge(done, by=cast.liufang_actor)
    again = merge(kept, gone, reason=WHY, by=cast.liufang_actor)
    assert again.pk != done.pk


@pytest.mark.django_db
def test_undo_says_what_moved_since(cast: Cast):
    kept, gone, third = twin(), cast.xiaomei, twin()
    case = cast.case(gone)
    done = merge(kept, gone, reason=WHY, by=cast.liufang_actor)
    Case.objects.filter(pk=case.pk).update(person=third)
    with pytest.raises(MergeMoved) as moved:
        undo_merge(done, by=cast.liufang_actor)
    assert "1条后来变动过" in moved.value.messages[0]
    gone.refresh_from_db()
    assert gone.merged_into_id == kept.pk  # nothing half undone
    Case.objects.filter(pk=case.pk).update(person=kept)
    later = merge(third, kept, reason=WHY, by=cast.liufang_actor)
    with pytest.raises(MergeMoved, match="先撤销那一次"):
        undo_merge(done, by=cast.liufang_actor)
    gone.refresh_from_db()
    assert gone.merged_into_id == third.pk  # a chain stays one step long
    undo_merge(later, by=cast.liufang_actor)
    undo_merge(done, by=cast.liufang_actor)
    assert Case.objects.get(pk=case.pk).person_id == gone.pk


@pytest.mark.django_db
def test_a_collision_is_told_in_the_words_of_its_constraint(cast: Cast):
    kept, gone = cast.jianguo, cast.xiaomei
    now, today = clock.now(), clock.today()
    Mandate.objects.create(
        principal=kept, agent=gone, items=["x"], begins=today, ends=today, consented_at=now, accepted_at=now
    )
    preview = preview_merge(kept, gone)
    assert preview.collisions == ["授权委托:委托人和受托人不能是同一个人。"]
    with pytest.raises(MergeBlocked, match="不能是同一个人"):
        merge(kept, gone, reason=WHY, by=cast.liufang_actor)
    gone.refresh_from_db()
    assert gone.merged_into_id is None
    assert not PersonMerge.objects.exists()


@pytest.mark.django_db
def test_two_open_cases_of_one_item_stand_against_a_merge(cast: Cast):
    kept, gone = cast.xiaomei, cast.jianguo
    cast.case(kept)
    other = cast.case(gone, retirement={})
    preview = preview_merge(kept, gone)
    assert len(preview.collisions) == 1
    casework.withdraw(other, by=actors.of_person(gone))
    assert preview_merge(kept, gone).collisions == []


@pytest.mark.django_db
def test_append_only_rows_stay_and_are_read_through_all_ids(cast: Cast):
    kept, gone = twin(), cast.xiaomei
    verify_person(gone, method="window", by=cast.liufang_actor)
    left = AccessEntry.objects.filter(person_id=gone.pk).count()
    merge(kept, gone, reason=WHY, by=cast.liufang_actor)
    assert AccessEntry.objects.filter(person_id=gone.pk).count() == left + 1
    client = client_of(gone.user)
    page = client.get("/my/access/").content.decode()
    assert WHY in page
    assert client.get("/my/").status_code == 200


@pytest.mark.django_db
def test_the_sign_in_of_the_gone_record_leads_to_the_kept_one_when_both_have_one(cast: Cast):
    kept, gone = cast.jianguo, cast.xiaomei
    merge(kept, gone, reason=WHY, by=cast.liufang_actor)
    gone.refresh_from_db()
    assert person_of(gone.user) == person_of(kept.user) == kept


@pytest.mark.django_db
def test_only_reviewers_and_data_managers_merge(cast: Cast):
    kept, gone = cast.jianguo, cast.xiaomei
    for actor in (cast.chentao_actor, actors.of_person(kept), system("x")):
        with pytest.raises(PermissionDenied):
            merge(kept, gone, reason=WHY, by=actor)
    with pytest.raises(ValueError, match="reason"):
        merge(kept, gone, reason=" ", by=cast.liufang_actor)
    with pytest.raises(MergeBlocked, match="它自己"):
        merge(kept, kept, reason=WHY, by=cast.liufang_actor)


@pytest.mark.django_db
def test_a_record_once_merged_cannot_go_twice_even_past_the_verb(cast: Cast):
    done = merge(cast.jianguo, cast.xiaomei, reason=WHY, by=cast.liufang_actor)
    with pytest.raises(IntegrityError, match="merge_gone_once"):
        PersonMerge.objects.create(kept=twin(), gone=done.gone, at=clock.now(), by=done.by, reason=WHY)


@pytest.mark.django_db
def test_the_desk_previews_asks_the_reason_merges_and_undoes(cast: Cast):
    kept, gone = cast.jianguo, cast.xiaomei
    update_person(gone, by=BY, contact_phone="13812340000")
    desk = client_of(cast.liufang.user, method="mfa")
    path = f"/desk/people/merge/{kept.pk}/{gone.pk}/"
    page = desk.get(path).content.decode()
    assert "王**" in page or "王*" in page
    assert NUMBERS["李晓梅"] not in page
    bare = desk.post(path, {"reason": "", "sure": ""})
    assert "请写明理由" in bare.content.decode()
    assert "错误:" in bare.content.decode()
    assert desk.post(path, {"reason": WHY, "sure": "on"}).status_code == 302
    done = PersonMerge.objects.get()
    listed = desk.get("/desk/people/merges/").content.decode()
    assert WHY in listed
    assert "已经并入别的档案" in desk.get(path).content.decode()
    desk.post(f"/desk/people/merges/{done.pk}/undo/")
    assert "已撤销" in desk.get("/desk/people/merges/").content.decode()


@pytest.mark.django_db
def test_the_pages_are_closed_to_others(cast: Cast):
    path = f"/desk/people/merge/{cast.jianguo.pk}/{cast.xiaomei.pk}/"
    assert client_of(cast.chentao.user, method="mfa").get(path).status_code == 403
    assert client_of(cast.xiaomei.user).get(path).status_code == 404
    assert Client().get(path).status_code == 302


@pytest.mark.django_db
def test_the_list_of_merges_costs_the_same_for_many(cast: Cast, django_assert_max_num_queries):
    desk = client_of(cast.liufang.user, method="mfa")
    now = clock.now()
    for _number in range(8):
        gone = twin()
        PersonMerge.objects.create(kept=cast.jianguo, gone=gone, at=now, by=cast.liufang, reason=WHY)
    with django_assert_max_num_queries(8):
        desk.get("/desk/people/merges/")
