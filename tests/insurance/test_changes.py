"""停发, 暂停, 终止 and back: who may, what becomes of the months, what the letter says.

Each step keeps the account of months balanced.
"""

from datetime import date

import pytest

from insurance.models import ChangeReport, Claim, Inquiry, Interruption, MonthEntry, Overpayment
from insurance.queries import claims
from insurance.rules import changes as rules
from insurance.services import changes, extension, finding, inquiries
from portal.accounts import actors
from portal.casework import services
from portal.casework.models import Task
from portal.casework.services.stepping import NotAllowed
from portal.documents.models import Certificate
from portal.events.services import drain, record
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from registration.models import Spell
from registration.services import end_spell
from tests.cast import Cast
from tests.cast_changes import drawing, paid, sums
from tests.cast_insurance import claim_case, granted, pay

pytestmark = pytest.mark.django_db
BY = system("test")
TODAY = date(2026, 11, 23)
K = ChangeReport.Kind


def own(claim: Claim):
    return actors.of_person(claim.person)


def report(claim: Claim, kind: str = K.WORK, since: date = TODAY, **more):
    return changes.report(claim, kind=kind, since=since, by=own(claim), **more)


def letter(kind: str) -> str:
    return plaintext(Certificate.objects.filter(kind=kind).latest("issued_at").body)


def test_the_word_of_the_person_stops_from_the_day_of_the_law_and_keeps_the_months(cast: Cast):
    claim = drawing(cast)
    paid(claim, 5)
    report(claim, employer="成都蜀味人家")
    assert sums(claim) == (5, 1, 12, 0)  # November is still due
    assert (claim.state, claim.ended_on) == ("stopped", TODAY)
    assert claims.unpaid_months(claim, date(2027, 3, 1)) == [date(2026, 11, 1)]
    made = claim.interruptions.get()
    assert (made.code, made.decided_by, made.unpaid_from) == ("REEMPLOYED", None, date(2026, 12, 1))
    claim.spell.refresh_from_db()
    assert (claim.spell.ending, claim.spell.period.upper) == ("hired", TODAY)
    body = letter("insurance_stopped")
    for words in ("停发", "第五十一条第一项", "12个月给您留着", "第四十六条", "行政复议", "1个月照样发"):
        assert words in body, words
    assert Message.objects.filter(person=claim.person, kind="insurance").count() == 1


def test_a_report_of_nothing_new_changes_nothing_and_is_no_condition(cast: Cast):
    claim = drawing(cast)
    assert claims.unpaid_months(claim, TODAY)  # without any report
    changes.report(claim, kind=K.NONE, by=own(claim))
    assert sums(claim) == (0, 18, 0, 0)
    assert claim.state == "drawing"


@pytest.mark.parametrize(
    ("kind", "state", "code", "ending", "bucket"),
    [
        (K.WORK, "stopped", "REEMPLOYED", "hired", "frozen"),
        (K.ARMY, "stopped", "MILITARY", "study_army_abroad", "frozen"),
        (K.ABROAD, "stopped", "EMIGRATED", "study_army_abroad", "frozen"),
        (K.PENSION, "ended", "PENSION", "pension", "forfeited"),
    ],
)
def test_each_ground_does_what_the_law_table_says(cast: Cast, kind, state, code, ending, bucket):
    claim = drawing(cast)
    paid(claim, 6)
    report(claim, kind)
    assert sums(claim) == ((6, 0, 12, 0) if bucket == "frozen" else (6, 0, 0, 12))
    assert claim.state == state
    assert claim.interruptions.get().code == code
    claim.spell.refresh_from_db()
    assert claim.spell.ending == ending
    if bucket == "frozen":  # only work has an article that says what becomes of the months
        assert ("以窗口答复为准" in letter("insurance_stopped")) == (kind != K.WORK)


def test_days_outside_are_refused_and_nobody_else_reports(cast: Cast):
    claim = drawing(cast)
    for day in (None, date(2026, 6, 14), date(2027, 1, 23)):
        with pytest.raises(changes.WrongDay):
            report(claim, since=day)
    with pytest.raises(NotAllowed):
        changes.report(claim, kind=K.WORK, since=TODAY, by=actors.of_person(cast.jianguo))
    with pytest.raises(NotAllowed):
        changes.report(claim, kind=K.WORK, since=TODAY, by=cast.hejing_actor)
    assert ChangeReport.objects.count() == 0
    changes.report(claim, kind=K.WORK, since=date(2027, 1, 22), by=cast.liufang_actor)  # said at the window
    assert sums(claim)[2] == 10  # June to January are still the person's


def test_told_late_the_months_paid_meanwhile_are_heard_as_overpaid(cast: Cast):
    claim = drawing(cast)
    paid(claim, 6)
    report(claim, since=date(2026, 9, 10))
    assert sums(claim) == (6, 0, 12, 0)
    debt = Overpayment.objects.get()
    assert (debt.state, debt.cause, debt.amount) == ("found", "person", 4194)
    assert debt.months == ["2026-10-01", "2026-11-01"]
    assert debt.answer_until == date(2026, 12, 3)


def test_a_second_report_stops_nothing_twice(cast: Cast):
    claim = drawing(cast)
    report(claim)
    report(claim, since=date(2026, 11, 20))
    assert claim.interruptions.count() == 1
    report(claim, K.PENSION)
    sums(claim)
    assert claim.state == "ended"
    assert [each.kind for each in claim.interruptions.order_by("pk")] == ["stopped", "ended"]
    with pytest.raises(changes.WrongState):
        changes.stop(claim, code="PENSION", since=TODAY, text="又一次", by=cast.liufang_actor)


def test_work_before_the_decision_goes_to_who_decides(cast: Cast):
    person = cast.person("李晓梅", verified=True)
    pay(person, 60)
    claim = Claim.objects.get(case=claim_case(person))
    report(claim)
    claim.refresh_from_db()
    assert claim.state == "asked"
    assert "找到工作" in Task.objects.get(case=claim.case, kind="contact").note


def test_a_clerk_needs_place_role_facts_and_for_work_a_hearing(cast: Cast):
    claim = drawing(cast)
    facts = {"since": TODAY, "text": "养老金发放名册"}
    with pytest.raises(NotAllowed):
        changes.stop(claim, code="PENSION", by=cast.hejing_actor, **facts)
    with pytest.raises(NotAllowed):
        changes.stop(claim, code="IMPRISONED", by=cast.liufang_actor, **facts)
    with pytest.raises(ValueError, match="facts"):
        changes.stop(claim, code="PENSION", since=TODAY, text=" ", by=cast.liufang_actor)
    with pytest.raises(changes.NotHeard):
        changes.stop(claim, code="REEMPLOYED", by=cast.liufang_actor, **facts)
    with pytest.raises(rules.NoGround):
        changes.end(claim, code="MILITARY", by=cast.liufang_actor, **facts)
    with pytest.raises(rules.NoGround):
        changes.stop(claim, code="DISLIKED", by=cast.liufang_actor, **facts)
    assert sums(claim) == (0, 18, 0, 0)
    changes.end(claim, code="PENSION", by=cast.liufang_actor, **facts)
    assert sums(claim) == (0, 6, 0, 12)
    assert "刘芳" in letter("insurance_ended")
    assert "养老金发放名册" in letter("insurance_ended")


def test_the_supervisor_decides_of_imprisonment(cast: Cast):
    claim = drawing(cast)
    changes.stop(claim, code="IMPRISONED", since=TODAY, text="判决书", by=cast.chentao_actor)
    sums(claim)
    assert claim.state == "stopped"
    assert claim.interruptions.get().decided_by == cast.chentao


def test_a_refused_job_needs_the_offer_on_record_and_the_person_heard(cast: Cast):
    claim = drawing(cast)
    code, facts = rules.HEARD, {"since": TODAY, "text": "没有正当理由"}
    found = "2026-11-20介绍到成都蜀味人家做收银员,您没有接受。"
    asked = inquiries.open_inquiry(
        claim, source=Inquiry.Source.REFUSED, key="offer-1", found=found, by=cast.liufang_actor
    )
    with pytest.raises(changes.NotHeard):
        inquiries.confirm(asked, code=code, by=cast.chentao_actor, **facts)
    inquiries.answer(asked, text="孩子生病,去不了", by=own(claim))
    with pytest.raises(NotAllowed):
        inquiries.confirm(asked, code=code, by=cast.liufang_actor, **facts)
    assert sums(claim) == (0, 18, 0, 0)
    inquiries.confirm(asked, code=code, by=cast.chentao_actor, **facts)
    assert sums(claim) == (0, 6, 12, 0)
    assert Spell.objects.get(pk=claim.spell_id).period.upper is None  # still out of work


def test_a_suspension_keeps_every_month_and_pays_what_waited(cast: Cast):
    claim = drawing(cast)
    paid(claim, 4)
    facts = {"code": "IMPRISONED", "since": TODAY, "text": "等待判决"}
    with pytest.raises(NotAllowed):
        changes.suspend(claim, by=cast.liufang_actor, **facts)
    changes.suspend(claim, by=cast.chentao_actor, **facts)
    assert sums(claim) == (4, 14, 0, 0)
    assert claims.unpaid_months(claim, TODAY) == []
    changes.resume(claim, on=TODAY, by=cast.liufang_actor)
    assert sums(claim) == (4, 14, 0, 0)
    assert claims.unpaid_months(claim, TODAY) == [date(2026, 10, 1), date(2026, 11, 1)]


def test_unemployed_again_the_months_thaw_and_the_time_at_work_is_not_paid(cast: Cast):
    claim = drawing(cast)
    paid(claim, 3)
    with clock.at("2026-08-20T10:00:00"):
        report(claim, since=date(2026, 8, 20))
    assert sums(claim) == (3, 0, 15, 0)
    with pytest.raises(changes.NotRegistered):
        changes.resume(claim, on=TODAY, by=cast.liufang_actor)
    services.grant_by_rule(cast.case(claim.person))
    changes.resume(claim, on=TODAY, by=cast.liufang_actor)
    assert sums(claim) == (3, 15, 0, 0)
    assert claims.unpaid_months(claim, date(2026, 12, 1)) == [date(2026, 11, 1), date(2026, 12, 1)]
    with pytest.raises(changes.WrongState):
        changes.resume(claim, on=TODAY, by=cast.liufang_actor)


def test_frozen_months_merge_into_the_next_claim_and_then_cannot_thaw(cast: Cast):
    claim = drawing(cast, months=60)
    paid(claim, 3)
    with clock.at("2026-08-20T10:00:00"):
        report(claim, since=date(2026, 8, 20))
    pay(claim.person, 2, last=date(2026, 10, 1))
    again = granted(claim.person, cast.liufang_actor)
    assert (again.granted, again.merged) == (0, 12)
    claim.refresh_from_db()
    left = claims.balance(claim)
    assert (left.moved, left.left, left.frozen) == (12, 0, 0)
    with pytest.raises(changes.WrongState):
        changes.resume(claim, on=TODAY, by=cast.liufang_actor)


def test_a_wrong_stop_is_taken_back_as_if_it_had_never_been(cast: Cast):
    claim = drawing(cast)
    paid(claim, 6)
    report(claim, since=date(2026, 9, 10))
    with pytest.raises(NotAllowed):
        changes.take_back(claim, text="报告填错日期", by=cast.liufang_actor)
    changes.take_back(claim, text="报告填错日期", by=cast.chentao_actor)
    assert sums(claim) == (6, 12, 0, 0)
    assert claim.state == "drawing"
    assert claims.unpaid_months(claim, date(2026, 12, 1)) == [date(2026, 12, 1)]
    assert Overpayment.objects.get().state == "waived"


def test_an_end_is_taken_back_too(cast: Cast):
    claim = drawing(cast)
    paid(claim, 6)
    report(claim, K.PENSION)
    changes.take_back(claim, text="不是本人", by=cast.chentao_actor)
    assert sums(claim) == (6, 12, 0, 0)


def test_a_registered_job_stops_nothing_without_the_person(cast: Cast):
    claim = drawing(cast)
    Spell.objects.filter(pk=claim.spell_id).update(period=(date(2026, 6, 15), TODAY), ending="hired")
    spell = Spell.objects.create(
        person=claim.person,
        kind="employment",
        period=(TODAY, None),
        agency=claim.agency,
        registered_at=clock.now(),
    )
    record("employment.began", subject_type="spell", subject_id=spell.pk, by=BY)
    drain()
    assert sums(claim) == (0, 18, 0, 0)
    assert claim.state == "drawing"
    found = Inquiry.objects.get()
    assert (found.source, found.since, found.outcome) == ("employer", TODAY, "open")


def test_flexible_work_is_no_reemployment(cast: Cast):
    claim = drawing(cast)
    Spell.objects.filter(pk=claim.spell_id).update(period=(date(2026, 6, 15), TODAY), ending="other_law")
    spell = Spell.objects.create(
        person=claim.person,
        kind="flexible",
        exclusive=False,
        period=(TODAY, None),
        agency=claim.agency,
        registered_at=clock.now(),
    )
    record("employment.began", subject_type="spell", subject_id=spell.pk, by=BY)
    drain()
    assert not Inquiry.objects.exists()


def test_near_retirement_it_is_paid_on(cast: Cast):
    person = cast.person("李晓梅", verified=True)
    claim = drawing(cast, person, months=12)
    person.birth = date(1976, 6, 12)  # a woman of the 50-year line reaches it in spring 2027
    person.save()
    paid(claim, 3)
    assert sums(claim) == (3, 0, 0, 0)
    day = extension.until(claim, TODAY)
    assert day is not None
    assert date(2026, 11, 23) < day <= date(2027, 11, 23)
    assert finding.claims_at_their_end(by=BY) == 1
    assert claim.state == "drawing"
    assert "续发" in Task.objects.get(case=claim.case, kind="contact").note
    extension.extend(claim, by=cast.liufang_actor)
    drawn, left, *_rest = sums(claim)
    assert drawn == 3
    due = claims.unpaid_months(claim, date(2030, 1, 1))
    assert (due[0], due[-1], len(due)) == (date(2026, 9, 1), day, left)
    with pytest.raises(changes.WrongState):
        extension.extend(claim, by=cast.liufang_actor)


def test_who_is_far_from_retirement_is_told_that_it_is_over(cast: Cast):
    claim = drawing(cast, months=12)
    paid(claim, 3)
    assert finding.claims_at_their_end(by=BY) == 1
    assert sums(claim) == (3, 0, 0, 0)
    assert claim.state == "ended"
    assert Interruption.objects.get().code == "EXHAUSTED"
    assert finding.claims_at_their_end(by=BY) == 0
    assert not MonthEntry.objects.exists()


def test_a_death_calls_the_family_and_sends_no_message(cast: Cast):
    claim = drawing(cast)
    changes.end(claim, code="DECEASED", since=TODAY, text="死亡证明", by=cast.liufang_actor)
    sums(claim)
    assert claim.state == "ended"
    assert not Message.objects.filter(person=claim.person, kind="insurance").exists()
    assert "以窗口答复为准" in Task.objects.get(case=claim.case, kind="contact").note


def test_a_registration_that_ended_with_work_is_asked_about(cast: Cast):
    claim = drawing(cast)
    end_spell(claim.spell, on=TODAY, ending="hired", by=BY)
    drain()
    assert sums(claim) == (0, 18, 0, 0)
    assert Inquiry.objects.get().source == "employer"


def test_work_reported_before_the_grant_stops_once_the_register_says_so_too(cast: Cast):
    person = cast.person("李晓梅", verified=True)
    pay(person, 60)
    claim = Claim.objects.get(case=claim_case(person))
    report(claim, since=date(2026, 12, 7))
    services.accept(claim.case, by=cast.liufang_actor)
    services.grant(claim.case, by=cast.liufang_actor)
    claim.refresh_from_db()
    assert sums(claim) == (0, 15, 0, 0)
    with clock.at("2026-12-07T10:00:00"):
        end_spell(claim.spell, on=date(2026, 12, 7), ending="hired", by=BY)
        work = {"kind": "employment", "period": (date(2026, 12, 7), None), "registered_at": clock.now()}
        spell = Spell.objects.create(person=person, agency=claim.agency, **work)
        record("employment.began", subject_type="spell", subject_id=spell.pk, by=BY)
        drain()
    assert sums(claim) == (0, 2, 13, 0)
    assert claim.interruptions.get().from_day == date(2026, 12, 7)
    assert not Inquiry.objects.exists()
