"""A grant is taken back after notice and an answer, by a second person, with a letter and the ways to appeal."""

from datetime import date

import pytest

from portal.accounts import actors
from portal.casework import services
from portal.casework.models import Case
from portal.documents.models import Certificate
from portal.events.services import drain
from portal.kernel import clock
from portal.notices.models import Message
from registration.models import Spell
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    found = cast.case(cast.jianguo, retirement={})
    services.grant_by_rule(found)
    drain()
    return Case.objects.get(pk=found.pk)


def test_nothing_is_taken_back_unannounced(case: Case, cast: Cast):
    with pytest.raises(services.NotAnnounced):
        services.revoke(case, reasons=cast.reasons("revoke"), by=cast.chentao_actor)
    assert Case.objects.get(pk=case.pk).state == "closed"
    assert not Spell.objects.get().ending


def test_the_holder_has_thirty_days_then_silence_is_no_shield(case: Case, cast: Cast):
    notice = services.give_notice(
        case, reasons=cast.reasons("revoke"), text="参保在册", by=cast.liufang_actor
    )
    assert notice.answer_until == date(2026, 12, 23)
    with clock.at("2026-12-23T17:00:00+08:00"), pytest.raises(services.NotAnnounced) as early:
        services.revoke(case, reasons=cast.reasons("revoke"), by=cast.chentao_actor)
    assert early.value.until == notice.answer_until
    with clock.at("2026-12-24T09:00:00+08:00"):
        services.revoke(case, reasons=cast.reasons("revoke"), by=cast.chentao_actor)
        drain()
    assert Spell.objects.get().ending == "revoked"
    kinds = set(Certificate.objects.filter(family="letter").values_list("kind", flat=True))
    assert kinds == {"letter_revoke_notice", "letter_revoke"}
    assert Message.objects.filter(person=cast.jianguo, title="请说明情况:拟撤销失业登记").exists()


def test_an_answer_is_kept_word_for_word_and_read_before_deciding(case: Case, cast: Cast):
    from portal.kernel.fields import plaintext

    notice = services.give_notice(case, reasons=cast.reasons("revoke"), by=cast.liufang_actor)
    with pytest.raises(services.NotAllowed):
        services.answer_notice(notice, "别人", by=actors.of_person(cast.xiaomei))
    services.answer_notice(notice, "那是同名的人。", by=actors.of_person(cast.jianguo))
    notice.refresh_from_db()
    assert plaintext(notice.answer) == "那是同名的人。"
    services.drop_notice(notice, "核对是同名,不撤销。", by=cast.liufang_actor)
    drain()
    assert Case.objects.get(pk=case.pk).state == "closed"
    assert Message.objects.filter(title="失业登记不撤销").exists()
    with pytest.raises(services.NotAnnounced):
        services.revoke(case, reasons=cast.reasons("revoke"), by=cast.chentao_actor)


def test_who_announced_it_does_not_decide_it(case: Case, cast: Cast):
    notice = services.give_notice(case, reasons=cast.reasons("revoke"), by=cast.chentao_actor)
    services.answer_notice(notice, "不是", by=actors.of_person(cast.jianguo))
    with pytest.raises(services.NotAllowed):
        services.revoke(case, reasons=cast.reasons("revoke"), by=cast.chentao_actor)


def test_one_open_notice_a_case(case: Case, cast: Cast):
    from django.db import IntegrityError

    services.give_notice(case, reasons=cast.reasons("revoke"), by=cast.liufang_actor)
    with pytest.raises(IntegrityError):
        services.give_notice(case, reasons=cast.reasons("revoke"), by=cast.liufang_actor)
