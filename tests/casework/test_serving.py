"""送达: letters reach people, with proof; a decided case is done when they have; outages move windows."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from portal.accounts import actors
from portal.casework import services
from portal.casework.models import Case, CaseEvent, Draft, ElectronicService, Outage, ProofOfService
from portal.casework.services.serving import unserved
from portal.documents.models import Certificate
from portal.events.services import drain
from portal.kernel import clock
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")


def refused(cast: Cast) -> Case:
    case = cast.case(cast.xiaomei, intention={"able": ["no"], "wants_work": ["no"]})
    services.accept(case, by=cast.liufang_actor)
    return services.refuse(case, reasons=cast.reasons("refuse", "unable"), by=cast.liufang_actor)


def test_a_letter_says_facts_article_next_step_and_appeal_with_body_and_time(cast: Cast):
    import json

    from portal.kernel.fields import plaintext

    case = refused(cast)
    body = json.loads(plaintext(Certificate.objects.get(kind="letter_refuse").body))
    assert body["greeting"] == "李晓梅:"
    assert body["reasons"][0]["article"] == "《就业服务与就业管理规定》第六十三条"
    assert body["reasons"][0]["next_step"]
    assert "60日内,可以向四川省成都市锦江区人民政府申请行政复议" in body["remedies"][0]
    assert "6个月内" in body["remedies"][1]
    assert body["case"] == case.number


def test_who_agreed_gets_letters_online_and_the_case_is_done(cast: Cast):
    services.agree_to_electronic(cast.xiaomei, by=actors.of_person(cast.xiaomei))
    services.agree_to_electronic(cast.xiaomei, by=actors.of_person(cast.xiaomei))
    assert ElectronicService.objects.count() == 1
    case = refused(cast)
    drain()
    proof = ProofOfService.objects.get()
    assert (proof.method, proof.served_on) == ("electronic", date(2026, 11, 23))
    assert Case.objects.get(pk=case.pk).state == "closed"


def test_others_are_served_on_paper_with_a_proof(cast: Cast):
    case = refused(cast)
    drain()
    letter = unserved(cast.liufang_actor.agency_path).get(kind="letter_refuse")
    assert Case.objects.get(pk=case.pk).state == "refused"
    day = date(2026, 11, 23)
    with pytest.raises(services.BadProof):
        services.serve_on_paper(letter, method="post", served_on=day, proof=" ", by=cast.liufang_actor)
    with pytest.raises(services.BadProof):
        services.serve_on_paper(
            letter, method="post", served_on=day + timedelta(days=1), proof="EMS1", by=cast.liufang_actor
        )
    services.serve_on_paper(letter, method="post", served_on=day, proof="EMS 1234", by=cast.liufang_actor)
    services.serve_on_paper(letter, method="post", served_on=day, proof="EMS 1234", by=cast.liufang_actor)
    assert ProofOfService.objects.count() == 1
    assert Case.objects.get(pk=case.pk).state == "closed"
    assert not unserved(cast.liufang_actor.agency_path).exists()


def test_a_proof_on_paper_names_a_clerk(cast: Cast):
    case = refused(cast)
    letter = Certificate.objects.get(kind="letter_refuse")
    with pytest.raises(IntegrityError), transaction.atomic():
        ProofOfService.objects.create(
            letter=letter, case=case, method="post", served_on=clock.today(), noted_at=clock.now()
        )


def province(cast: Cast):
    return actors.of_clerk(cast.clerk("shengji", "省里的", "510000", "province_admin"))


def test_an_outage_moves_the_citizens_windows_and_not_our_promise(cast: Cast):
    returned = cast.case(cast.xiaomei)
    services.send_back(returned, reasons=cast.reasons("send_back"), by=cast.liufang_actor)
    running = cast.case(cast.jianguo, retirement={})
    until, due = Case.objects.get(pk=returned.pk).returned_until, Case.objects.get(pk=running.pk).due
    by = province(cast)
    begins = datetime(2026, 11, 24, 9, 0, tzinfo=CHINA)
    with clock.at("2026-11-25T18:00:00+08:00"):
        outage = services.record_outage(
            begins, begins + timedelta(hours=30), note="机房停电", halls_too=False, by=by
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            services.record_outage(begins, begins + timedelta(hours=30), note="再记", halls_too=False, by=by)
    assert outage.moved == 1
    assert Case.objects.get(pk=returned.pk).returned_until == until + timedelta(days=2)
    assert Case.objects.get(pk=running.pk).due == due
    assert CaseEvent.objects.filter(case=returned, step="clock").count() == 1


def test_when_the_halls_stood_still_too_the_promise_moves_by_working_days(cast: Cast):
    case = cast.case(cast.xiaomei)
    due = Case.objects.get(pk=case.pk).due
    begins = datetime(2026, 11, 27, 9, 0, tzinfo=CHINA)  # Friday to Monday: two working days
    with clock.at("2026-11-30T20:00:00+08:00"):
        services.record_outage(
            begins,
            datetime(2026, 11, 30, 19, 0, tzinfo=CHINA),
            note="地震停办",
            halls_too=True,
            by=province(cast),
        )
    assert Case.objects.get(pk=case.pk).due == due + timedelta(days=2)


def test_only_the_province_records_an_outage_and_only_one_that_is_over(cast: Cast):
    begins = datetime(2026, 11, 23, 8, 0, tzinfo=CHINA)
    ends = begins + timedelta(hours=1)
    with pytest.raises(services.NotAllowed):
        services.record_outage(begins, ends, note="x", halls_too=False, by=cast.liufang_actor)
    with pytest.raises(ValueError, match="over"):
        services.record_outage(
            begins, begins + timedelta(days=9), note="x", halls_too=False, by=province(cast)
        )
    assert not Outage.objects.exists()


def test_drafts_are_kept_longer(cast: Cast):
    draft = cast.draft(cast.xiaomei)
    before = Draft.objects.get(pk=draft.pk).expires_at
    begins = clock.now() + timedelta(hours=1)
    with clock.at("2026-11-26T18:00:00+08:00"):
        services.record_outage(
            begins, begins + timedelta(hours=2), note="x", halls_too=False, by=province(cast)
        )
    assert Draft.objects.get(pk=draft.pk).expires_at == before + timedelta(days=1)
