"""The thread without a browser: draft, case, decision, certificate, rating; each verb and its refusals."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from portal.accounts import actors
from portal.casework import services
from portal.casework.asking import Unfinished
from portal.casework.models import Case, CaseEvent, Draft, Task
from portal.casework.services import ReasonMissing
from portal.casework.services.deciding import IdentityNotConfirmed
from portal.casework.services.submitting import CommitmentChanged, Signature
from portal.casework.steps import STEPS, State, Step, pairs
from portal.documents import signing
from portal.documents.models import Certificate
from portal.events.services import drain
from portal.notices.models import Message
from registration.models import Spell
from tests.cast import ITEM, tick

pytestmark = pytest.mark.django_db


def test_submit_makes_one_case_with_its_clock_and_deletes_the_draft(cast):
    case = cast.case(cast.xiaomei)
    assert case.state == State.SUBMITTED
    assert case.number.startswith("SYDJ-20261123-")
    assert case.due == date(2026, 11, 30)
    assert case.responsible.region_id == "510104"
    assert case.unemployment_registration.left_by == "employer"
    assert not Draft.objects.exists()
    assert [event.step for event in case.events.all()] == ["submit"]


def test_the_day_is_told_in_the_inbox(cast):
    cast.case(cast.xiaomei)
    drain()
    message = Message.objects.get(person=cast.xiaomei)
    assert "失业登记" in message.title
    from portal.kernel.fields import plaintext

    assert "11月30日(周一)" in plaintext(message.body)


def test_a_changed_promise_is_not_accepted(cast):
    draft = cast.draft(cast.xiaomei)
    with pytest.raises(CommitmentChanged):
        services.submit(draft, signature=Signature("tick", 0), by=actors.of_person(cast.xiaomei))
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_an_unfinished_draft_says_which_page(cast):
    draft = cast.draft(cast.xiaomei, residence={"residence": [""]})
    with pytest.raises(Unfinished) as unfinished:
        services.submit(draft, signature=tick(), by=actors.of_person(cast.xiaomei))
    assert unfinished.value.page == "residence"


def test_a_second_submission_finds_the_first_case(cast):
    first = cast.case(cast.xiaomei)
    again = cast.case(cast.xiaomei)
    assert again.pk == first.pk
    assert Case.objects.count() == 1


def test_grant_needs_a_verified_person_then_writes_register_and_certificate(cast):
    case = cast.case(cast.xiaomei)
    by = cast.liufang_actor
    services.accept(case, by=by)
    with pytest.raises(IdentityNotConfirmed):
        services.grant(case, by=by)
    services.confirm_identity(case, method="data", by=by)
    case = services.grant(case, by=by)
    assert case.decided_by == cast.liufang
    assert case.decision["verdict"]["answer"] == "yes"
    spell = Spell.objects.get(person=cast.xiaomei)
    assert spell.kind == "unemployment"
    assert spell.period.lower == date(2026, 11, 23)
    drain()
    case.refresh_from_db()
    assert case.state == State.CLOSED
    certificate = Certificate.objects.get()
    assert signing.read(certificate.token)["claims"]["name"] == "李晓梅"
    assert certificate.rendered_at


def test_a_clean_case_of_a_verified_person_is_granted_by_rule(cast):
    case = cast.case(cast.jianguo, retirement={})
    granted = services.grant_by_rule(case)
    assert granted.by_rule
    assert granted.state == State.GRANTED
    assert granted.decided_by is None


def test_a_declared_person_is_never_granted_by_rule(cast):
    case = cast.case(cast.xiaomei)
    assert services.grant_by_rule(case) is None
    case.refresh_from_db()
    assert case.state == State.SUBMITTED


def test_somebody_who_cannot_work_waits_for_a_clerk(cast):
    case = cast.case(cast.jianguo, intention={"able": ["no"], "wants_work": ["yes"]})
    assert services.grant_by_rule(case) is None


def test_send_back_stops_the_clock_and_resubmit_moves_the_day(cast):
    from portal.kernel import clock

    case = cast.case(cast.xiaomei)
    case = services.send_back(
        case, reasons=cast.reasons("send_back", "last-day-unclear"), by=cast.liufang_actor
    )
    assert case.state == State.RETURNED
    with clock.at("2026-11-26T09:00:00+08:00"):
        draft = services.reopen_for_correction(case, by=actors.of_person(cast.xiaomei))
        case = services.submit(draft, signature=tick(), by=actors.of_person(cast.xiaomei))
    assert case.state == State.SUBMITTED
    assert case.due == date(2026, 12, 3)
    assert not Draft.objects.exists()


def test_send_back_happens_once(cast):
    case = cast.case(cast.xiaomei)
    reasons = cast.reasons("send_back", "last-day-unclear")
    services.send_back(case, reasons=reasons, by=cast.liufang_actor)
    draft = services.reopen_for_correction(case, by=actors.of_person(cast.xiaomei))
    case = services.submit(draft, signature=tick(), by=actors.of_person(cast.xiaomei))
    with pytest.raises(services.NotAllowed):
        services.send_back(case, reasons=reasons, by=cast.liufang_actor)


def test_refusal_needs_a_reason_and_stores_article_and_person(cast):
    case = cast.case(cast.xiaomei, intention={"able": ["no"], "wants_work": ["no"]})
    services.accept(case, by=cast.liufang_actor)
    with pytest.raises(ReasonMissing):
        services.refuse(case, reasons=[], by=cast.liufang_actor)
    case = services.refuse(case, reasons=cast.reasons("refuse", "unable"), by=cast.liufang_actor)
    assert case.state == State.REFUSED
    assert case.decided_by == cast.liufang
    assert case.decision["articles"] == ["《就业服务与就业管理规定》第六十三条"]
    drain()
    assert Message.objects.filter(person=cast.xiaomei, title__contains="办理结果").exists()


def test_another_countys_clerk_may_do_nothing(cast):
    case = cast.case(cast.xiaomei)
    with pytest.raises(services.NotAllowed):
        services.accept(case, by=cast.hejing_actor)


def test_a_step_twice_is_refused(cast):
    case = cast.case(cast.xiaomei)
    services.accept(case, by=cast.liufang_actor)
    with pytest.raises(services.StepRefused):
        services.accept(case, by=cast.liufang_actor)
    assert CaseEvent.objects.filter(case=case, step="accept").count() == 1


def test_a_bad_rating_opens_a_task_one_level_up(cast):
    case = cast.case(cast.jianguo, retirement={})
    services.grant_by_rule(case)
    case.refresh_from_db()
    services.rate(case, level=1, comment="等太久", by=actors.of_person(cast.jianguo))
    task = Task.objects.get(kind="follow_up")
    assert task.agency.region_id == "510100"
    assert task.due == date(2026, 12, 14)


def test_revoke_ends_spell_and_certificate(cast):
    case = cast.case(cast.jianguo, retirement={})
    services.grant_by_rule(case)
    drain()
    case.refresh_from_db()
    reasons = cast.reasons("revoke", "false-promise")
    notice = services.give_notice(case, reasons=reasons, by=cast.liufang_actor)
    services.answer_notice(notice, "我确实没有工作。", by=actors.of_person(cast.jianguo))
    services.revoke(case, reasons=reasons, by=cast.chentao_actor)
    assert Certificate.objects.get(family="certificate").revoked_at
    assert Spell.objects.get().ending == "revoked"


@pytest.mark.parametrize("state", State.values)
def test_the_database_refuses_every_move_the_table_does_not_name(cast, state):
    case = cast.case(cast.xiaomei)
    lawful = {to for f, to in pairs() if f == "submitted"}
    if state in lawful or state == "submitted":
        return
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(state=state)


def test_the_trigger_holds_exactly_the_step_table(db):
    import re

    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'shuye_case_step'")
        source = cursor.fetchone()[0]
    moves = set(re.findall(r"\('([a-z]+)', '([a-z]+)'\)", source))
    assert moves == {pair for pair in pairs() if pair[0]}
    assert set(STEPS) == set(Step)


def test_item_of_the_thread(cast):
    assert cast.case(cast.xiaomei).item_id == ITEM
