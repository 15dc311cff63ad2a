"""疑点核实: the money goes on; one instalment may wait, for reasons, once; nothing statistical ever holds."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from insurance.models import Claim, Contribution, Inquiry
from insurance.queries import claims
from insurance.services import changes, finding, inquiries
from portal.accounts import actors
from portal.accounts.models import Organisation
from portal.casework import services
from portal.casework.models import Task
from portal.casework.registry import page_of_task
from portal.casework.services.stepping import NotAllowed
from portal.documents.models import Certificate
from portal.events.services import drain
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from tests.access.entering import client_of, zhaomin
from tests.cast import Cast
from tests.cast_changes import UNIT, drawing, paid, sums
from tests.cast_insurance import CARD

pytestmark = pytest.mark.django_db
BY = system("test")
TODAY = date(2026, 11, 23)
DEC = date(2026, 12, 1)
Outcome, Source = Inquiry.Outcome, Inquiry.Source


def unit() -> Organisation:
    return Organisation.objects.create(
        uscc=UNIT, name="成都蜀味人家餐饮管理有限公司", region_id="510104", created_at=clock.now()
    )


def matched(claim: Claim, *, source: str = Source.EMPLOYER, key: str = "k") -> Inquiry:
    found = "成都蜀味人家为您登记了就业,从2026年11月10日开始。"
    return inquiries.open_inquiry(claim, source=source, key=key, found=found, since=date(2026, 11, 10), by=BY)


@pytest.fixture
def claim(cast: Cast) -> Claim:
    made = drawing(cast)
    paid(made, 6)  # June to November
    return made


def answer(row: Inquiry, text: str = "那是以前的单位补报的", **more) -> Inquiry:
    return inquiries.answer(row, text=text, by=actors.of_person(row.claim.person), **more)


def test_a_match_is_told_and_the_money_goes_on(cast: Cast, claim: Claim):
    row = matched(claim)
    assert matched(claim) == row  # once for one thing
    assert claims.unpaid_months(claim, DEC) == [DEC]
    assert row.answer_until == date(2026, 12, 3)
    task = Task.objects.get(case=claim.case, kind="investigate")
    assert page_of_task(task) == f"/desk/insurance/inquiries/{row.pk}/"
    told = Message.objects.get(key=f"inquiry-asked-{row.pk}")
    assert "照常发" in plaintext(told.body)
    assert "12月3日" in plaintext(told.body)
    assert Certificate.objects.filter(kind="insurance_asked").count() == 1


def test_a_named_clerk_holds_the_next_instalment_for_one_cycle(cast: Cast, claim: Claim):
    row = matched(claim)
    with pytest.raises(NotAllowed):
        inquiries.hold(row, reason="等单位答复", by=cast.hejing_actor)
    with pytest.raises(ValueError, match="reason"):
        inquiries.hold(row, reason=" ", by=cast.liufang_actor)
    held = inquiries.hold(row, reason="等单位答复", by=cast.liufang_actor)
    assert (held.clerk, held.held_month, held.held_until) == (cast.liufang, DEC, date(2026, 12, 31))
    assert (held.answer_until - TODAY).days >= 10
    assert claims.unpaid_months(claim, DEC) == []
    assert sums(claim) == (6, 12, 0, 0)
    body = plaintext(Certificate.objects.get(kind="insurance_held").body)
    for words in ("2026年12月", "等单位答复", "刘芳", "2026年12月31日", "行政复议"):
        assert words in body, words
    with pytest.raises(inquiries.HoldRefused, match="used"):
        inquiries.hold(row, reason="再等等", by=cast.liufang_actor)
    other = matched(claim, source=Source.CONTRIBUTION, key="unit")
    with pytest.raises(inquiries.HoldRefused, match="other"):
        inquiries.hold(other, reason="再等等", by=cast.liufang_actor)


def test_what_was_held_is_paid_back_when_it_falls(cast: Cast, claim: Claim):
    row = inquiries.hold(matched(claim), reason="等单位答复", by=cast.liufang_actor)
    answer(row)
    with clock.at("2026-12-20T10:00:00"):
        inquiries.clear(row, text="单位补缴以前的月份", by=cast.liufang_actor)
    assert claims.unpaid_months(claim, date(2027, 1, 1)) == [DEC, date(2027, 1, 1)]
    assert "补发" in plaintext(Message.objects.get(key=f"inquiry-cleared-{row.pk}").body)
    assert Task.objects.get(case=claim.case, kind="investigate").outcome
    with pytest.raises(inquiries.WrongState):
        inquiries.confirm(row, text="又说属实", by=cast.liufang_actor)


def test_a_hold_ends_by_itself_and_the_question_stays(cast: Cast, claim: Claim):
    row = inquiries.hold(matched(claim), reason="等单位答复", by=cast.liufang_actor)
    with clock.at("2026-12-31T10:00:00"):
        assert inquiries.end_holds(by=BY) == 0
    with clock.at("2027-01-01T01:00:00"):
        assert inquiries.end_holds(by=BY) == 1
        assert inquiries.end_holds(by=BY) == 0
        row.refresh_from_db()
        assert (row.outcome, row.held_month) == ("open", None)
        assert claims.unpaid_months(claim, date(2027, 1, 1)) == [DEC, date(2027, 1, 1)]
        with pytest.raises(inquiries.HoldRefused):
            inquiries.hold(row, reason="再等等", by=cast.liufang_actor)


@pytest.mark.parametrize("source", [Source.SHARED, Source.STATISTICAL, Source.REFUSED])
def test_flags_hold_nothing_by_verb_or_by_hand(cast: Cast, claim: Claim, source: str):
    row = matched(claim, source=source)
    with pytest.raises(inquiries.HoldRefused, match="source"):
        inquiries.hold(row, reason="可疑", by=cast.liufang_actor)
    facts = {"held_month": DEC, "held_until": DEC, "held_reason": "可疑", "answer_until": DEC}
    with pytest.raises(IntegrityError), transaction.atomic():
        Inquiry.objects.filter(pk=row.pk).update(clerk=cast.liufang, **facts)
    assert claims.unpaid_months(claim, DEC) == [DEC]


def test_confirmed_only_after_the_person_was_heard(cast: Cast, claim: Claim):
    row = matched(claim)
    facts = {"code": "REEMPLOYED", "since": date(2026, 11, 10), "text": "单位和工资表都证实"}
    with pytest.raises(changes.NotHeard):
        inquiries.confirm(row, by=cast.liufang_actor, **facts)
    assert sums(claim) == (6, 12, 0, 0)
    with clock.at("2026-12-04T10:00:00"):
        made = inquiries.confirm(row, by=cast.liufang_actor, **facts)
    assert sums(claim) == (6, 0, 12, 0)
    assert (made.decided_by, made.inquiry) == (cast.liufang, row)
    claim.spell.refresh_from_db()
    assert claim.spell.ending == "hired"


def test_who_says_yes_stops_by_their_own_word(cast: Cast, claim: Claim):
    row = inquiries.hold(matched(claim), reason="等单位答复", by=cast.liufang_actor)
    answer(row, "", works=True, since=date(2026, 11, 10))
    row.refresh_from_db()
    assert (row.outcome, row.held_month) == ("confirmed", None)
    assert sums(claim) == (6, 0, 12, 0)
    assert claim.interruptions.get().decided_by is None


def test_a_unit_that_pays_is_asked_about_and_flexible_insurance_is_not(cast: Cast, claim: Claim):
    facts = {"county_id": "510104", "base": 5000, "own_paid": 20, "as_of": TODAY}
    Contribution.objects.create(
        person=claim.person, month=date(2026, 9, 1), unit_paid=0, employer=None, **facts
    )
    first = Contribution.objects.create(
        person=claim.person, month=date(2026, 6, 1), unit_paid=30, employer=unit(), **facts
    )
    assert finding.contributions_of_units(by=BY) == 0  # the month of the claim itself may be the old job's
    first.month = date(2026, 10, 1)
    first.save()
    assert finding.contributions_of_units(by=BY) == 1
    assert finding.contributions_of_units(by=BY) == 0
    row = Inquiry.objects.get()
    assert (row.source, row.since) == ("contribution", date(2026, 10, 1))
    assert "蜀味人家" in row.found
    inquiries.clear(row, text="补缴", by=cast.liufang_actor)
    assert finding.contributions_of_units(by=BY) == 0
    Contribution.objects.create(
        person=claim.person, month=date(2026, 12, 1), unit_paid=30, employer=first.employer, **facts
    )
    assert finding.contributions_of_units(by=BY) == 1  # a month after the answer is a new thing


def test_one_account_for_many_goes_to_a_human_and_stops_nothing(cast: Cast, claim: Claim):
    for name in ("张磊", "王秀兰"):
        phone = f"1380000{len(name)}777"
        drawing(cast, cast.person(name, verified=True, phone=phone), contact={"phone": [phone]})
    assert finding.shared_by_many(by=BY) == 3
    assert finding.shared_by_many(by=BY) == 0
    assert set(Inquiry.objects.values_list("source", flat=True)) == {"shared"}
    assert not Message.objects.filter(key__startswith="inquiry-").exists()
    assert claims.unpaid_months(claim, DEC) == [DEC]
    hidden = f"/my/insurance/inquiries/{Inquiry.objects.get(claim=claim).pk}/"
    assert client_of(claim.person.user).get(hidden).status_code == 404
    row = Inquiry.objects.get(claim=claim)
    assert inquiries.confirm(row, text="同一家人的账户", by=cast.liufang_actor) is None
    assert sums(claim) == (6, 12, 0, 0)


def test_an_account_of_many_is_seen_when_the_third_is_granted(cast: Cast, claim: Claim):
    for name in ("张磊", "王秀兰"):
        drain()
        assert not Inquiry.objects.exists()
        phone = f"1380000{len(name)}777"
        made = drawing(cast, cast.person(name, verified=True, phone=phone), contact={"phone": [phone]})
    drain()
    assert [(each.claim, each.source) for each in Inquiry.objects.all()] == [(made, "shared")]
    assert CARD not in Inquiry.objects.get().key


@pytest.mark.parametrize("answered", [False, True])
def test_an_outage_moves_a_hold_with_the_days_to_answer_it(cast: Cast, claim: Claim, answered: bool):
    row = inquiries.hold(matched(claim), reason="等单位答复", by=cast.liufang_actor)
    if answered:
        inquiries.answer(row, text="不认识这家单位", by=actors.of_person(claim.person))
    before = row.answer_until, row.held_until
    zhaomin(cast)
    by = actors.of_clerk(type(cast.liufang).objects.get(user__username="zhaomin"))
    span = [datetime(2026, 11, day, 8, tzinfo=clock.ZONE) for day in (24, 25)]
    with clock.at("2026-11-26T10:00:00"):
        services.record_outage(*span, note="停电", halls_too=False, by=by)
        drain()
    row.refresh_from_db()
    moved = 0 if answered else 2
    assert (row.answer_until - before[0]).days == moved
    assert (row.held_until - before[1]).days == moved


def test_an_outage_after_the_hold_moves_nothing(cast: Cast, claim: Claim):
    row = inquiries.hold(matched(claim), reason="等单位答复", by=cast.liufang_actor)
    assert inquiries.move_windows(row.held_until + timedelta(days=1), 2, by=system("test")) == 0


def test_the_person_answers_on_the_page_and_a_stranger_finds_nothing(cast: Cast, claim: Claim):
    row = matched(claim)
    url = f"/my/insurance/inquiries/{row.pk}/"
    mine = client_of(claim.person.user)
    assert client_of(cast.jianguo.user).get(url).status_code == 404
    assert "蜀味人家" in mine.get(url).content.decode()
    empty = mine.post(url, {"works": "no", "text": ""})
    assert empty.status_code == 422
    assert "一句话也可以" in empty.content.decode()
    assert mine.post(url, {"works": "yes", "text": "我说的话"}).status_code == 422
    assert mine.post(url, {"works": "no", "text": "不认识这家单位"}).status_code == 302
    row.refresh_from_db()
    assert plaintext(row.answer) == "不认识这家单位"
    assert "不认识这家单位" in mine.get(url).content.decode()
    assert mine.post(url, {"works": "no", "text": "再说一次"}).status_code == 302
    row.refresh_from_db()
    assert plaintext(row.answer) == "不认识这家单位"


def test_the_desk_holds_clears_and_says_why_not(cast: Cast, claim: Claim, django_assert_max_num_queries):
    row = matched(claim)
    desk = client_of(cast.liufang.user, method="mfa")
    url = f"/desk/insurance/inquiries/{row.pk}/"
    desk.get(url)
    with django_assert_max_num_queries(9):
        assert "有单位为其登记就业" in desk.get("/desk/insurance/inquiries/").content.decode()
    early = desk.post(url, {"act": "confirm", "code": "REEMPLOYED", "since": "2026-11-10", "text": "属实"})
    assert early.status_code == 422
    assert "先听本人说明" in early.content.decode()
    assert desk.post(url, {"act": "hold", "text": "等单位答复"}).status_code == 302
    answer(row)
    page = desk.get(url).content.decode()
    assert "以前的单位补报" in page
    assert desk.post(url, {"act": "clear", "text": "补报"}).status_code == 302
    assert desk.post(url, {"act": "clear", "text": "补报"}).status_code == 404
    row.refresh_from_db()
    assert row.outcome == Outcome.CLEARED
    assert client_of(cast.hejing.user, method="mfa").get(url).status_code == 404


def test_who_reports_the_work_elsewhere_need_not_answer_any_more(cast: Cast, claim: Claim):
    row = inquiries.hold(matched(claim), reason="等单位答复", by=cast.liufang_actor)
    by = actors.of_person(claim.person)
    changes.report(claim, kind="work", since=date(2026, 11, 10), by=by)
    row.refresh_from_db()
    assert (row.outcome, row.held_month) == ("confirmed", None)
    assert sums(claim) == (6, 0, 12, 0)


def test_a_match_from_before_the_day_reported_stays_open_and_holds_nothing(cast: Cast, claim: Claim):
    row = inquiries.hold(matched(claim), reason="等单位答复", by=cast.liufang_actor)
    changes.report(claim, kind="work", since=TODAY, by=actors.of_person(claim.person))
    row.refresh_from_db()
    assert (row.outcome, row.held_month) == ("open", None)


def test_taking_an_inquiry_names_the_clerk(cast: Cast, claim: Claim):
    row = matched(claim)
    desk = client_of(cast.liufang.user, method="mfa")
    url = f"/desk/insurance/inquiries/{row.pk}/"
    assert desk.post(url, {"act": "clear", "text": ""}).status_code == 422
    assert desk.post(url, {"act": "take", "text": ""}).status_code == 302
    row.refresh_from_db()
    assert row.clerk == cast.liufang
    mine = client_of(claim.person.user).get(f"/my/insurance/inquiries/{row.pk}/").content.decode()
    assert "刘芳" in mine
