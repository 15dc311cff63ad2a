"""就业见习 from the recognition of a base to the decision on its subsidy."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from jobs import services
from jobs.models import BaseReview, Internship, InternshipBase, SubsidyMonth, Vacancy, VacancyState
from jobs.services import applications, internship_bases, internship_subsidy, internships
from jobs.tasks.internships import end_internships
from portal.accounts import actors
from portal.accounts.registry import exports
from portal.casework import services as casework
from portal.casework.models import Case, ReasonCode
from portal.casework.registry import service_for
from portal.events.services import drain
from portal.kernel import clock
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from portal.rules.models import RuleValue
from portal.rules.queries import LawMissing
from tests.access.entering import client_of, role_clients
from tests.cast_internships import AGREEMENT, Interns, after
from tests.cast_jobs import Employers

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def interns(cast) -> Interns:
    return Interns(cast)


def findings(case: Case) -> dict:
    return {each.code: each.met for each in service_for(case).handler.problems(case).findings}


def test_a_unit_is_recognised_after_inspection_publicity_and_a_second_pair_of_eyes(interns):
    case = interns.asked()
    assert case.item.path == ["review", "publicise"]
    assert findings(case) == {
        "employer_verified": True,
        "not_twice": True,
        "inspected": None,
        "promised": True,
    }
    interns.inspected(case, suitable=False)
    case.base_request.refresh_from_db()
    assert findings(case)["inspected"] is False
    interns.inspected(case)
    case = casework.review(
        casework.accept(case, by=interns.cast.liufang_actor), by=interns.cast.liufang_actor
    )
    with pytest.raises(casework.NotAllowed):
        casework.grant(case, by=interns.cast.chentao_actor)
    case = casework.publicise(case, shown="拟认定", by=interns.cast.liufang_actor)
    with pytest.raises(casework.StillPublic):
        casework.grant(case, by=interns.cast.chentao_actor)
    ends = case.publicities.get().ends
    assert ends == date(2026, 11, 30)
    with clock.at(after(ends)):
        with pytest.raises(casework.NotAllowed):
            casework.grant(case, by=interns.cast.liufang_actor)
        casework.grant(case, by=interns.cast.chentao_actor)
    base = InternshipBase.objects.get()
    assert (base.recognised_on, base.review_on) == (date(2026, 12, 1), date(2027, 12, 1))
    assert (base.places, base.stipend, base.region_id) == (10, 2000, "510104")
    drain()
    assert Message.objects.filter(person=interns.cast.jianguo, title__contains="已办好").exists()


def test_only_a_verified_unit_asks_and_once(interns):
    unit = interns.employers.organisation(interns.cast.xiaomei, "92519999MA6XN0038T", "未核验")
    card = services.describe(
        unit,
        by=interns.employers.actor(unit),
        ownership="private",
        address="路1号",
        contact_phone="13800000012",
    )
    facts = {"places": 1, "mentors": 1, "plan": "写" * 20, "stipend": 2000, "signature": None}
    with pytest.raises(internship_bases.BaseRefused, match="unverified"):
        internship_bases.ask(card, by=interns.employers.actor(unit), **facts)
    interns.asked()
    with pytest.raises(internship_bases.BaseRefused, match="asked"):
        interns.asked()


def test_a_returned_request_is_mended_and_goes_on(interns):
    case = interns.asked()
    reasons = list(ReasonCode.objects.filter(item=case.item, use="send_back", code="plan-unclear"))
    casework.send_back(case, reasons=reasons, by=interns.cast.liufang_actor)
    again = interns.asked(places=4)
    assert again.pk == case.pk
    assert again.state == "submitted"
    assert again.base_request.places == 4
    interns.inspected(again)
    interns.decided(again)
    with pytest.raises(internship_bases.BaseRefused, match="standing"):
        interns.asked()


def test_who_inspects_and_reviews_belongs_to_the_county(interns):
    case = interns.asked()
    for by in (interns.cast.hejing_actor, actors.of_person(interns.cast.xiaomei)):
        with pytest.raises(casework.NotAllowed):
            internship_bases.inspect(case.base_request, on=TODAY, text="看过", suitable=True, by=by)
    with pytest.raises(internship_bases.BaseRefused, match="future"):
        internship_bases.inspect(
            case.base_request,
            on=TODAY + timedelta(days=1),
            text="看过",
            suitable=True,
            by=interns.cast.liufang_actor,
        )
    interns.inspected(case)
    interns.decided(case)
    base = InternshipBase.objects.get()
    with pytest.raises(casework.NotAllowed):
        internship_bases.review(base, result="passed", text="好", next_on=None, by=interns.cast.hejing_actor)


def test_the_yearly_review_moves_the_day_and_is_told(interns):
    base, by = interns.base, interns.cast.liufang_actor
    with clock.at("2027-11-20T10:00:00+08:00"):
        internship_bases.review(base, result="passed", text="带教认真", next_on=None, by=by)
        base.refresh_from_db()
        assert base.review_on == date(2028, 12, 1)
        with pytest.raises(internship_bases.BaseRefused, match="early"):
            internship_bases.review(base, result="improve", text="补保险", next_on=date(2027, 11, 20), by=by)
        internship_bases.review(base, result="improve", text="补保险", next_on=date(2028, 2, 1), by=by)
    base.refresh_from_db()
    assert base.review_on == date(2028, 2, 1)
    assert BaseReview.objects.count() == 2
    told = Message.objects.get(person=interns.cast.jianguo, title__contains="限期整改")
    assert "补保险" in plaintext(told.body)
    assert "刘芳" in plaintext(told.body)


def test_only_a_base_posts_internships(interns):
    draft = interns.employers.draft(title="收银见习", kind="internship")
    with pytest.raises(services.NotReady, match="先认定为见习单位"):
        interns.employers.sent(draft)
    assert interns.base
    case = interns.employers.sent(draft)
    assert findings(case)["recognised_base"] is True
    InternshipBase.objects.update(ended_on=date(2026, 12, 1))
    assert findings(case)["recognised_base"] is False


def test_a_revocation_tells_everybody_and_ends_the_open_internships(interns):
    row = interns.running()
    base, by = interns.base, interns.cast.liufang_actor
    case = base.request.case
    reasons = list(ReasonCode.objects.filter(item=case.item, use="revoke", code="promise-broken"))
    casework.give_notice(case, reasons=reasons, by=by)
    with clock.at(after(TODAY, 60)):
        casework.revoke(case, reasons=reasons, by=interns.cast.chentao_actor)
        drain()
    base.refresh_from_db()
    assert base.ended_on
    assert Vacancy.objects.get(pk=interns.vacancy.pk).state == VacancyState.REMOVED
    told = Message.objects.get(person=interns.cast.jianguo, title="见习单位认定已撤销")
    assert "收银见习" in plaintext(told.body)
    letter = Message.objects.get(person=interns.cast.jianguo, title__contains="的办理结果")
    assert "行政复议" in plaintext(letter.body)
    assert Message.objects.filter(person=interns.intern, title="您的见习单位认定被撤销").exists()
    row.refresh_from_db()
    assert row.state == Internship.State.RUNNING


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"begins": TODAY - timedelta(days=1), "ends": TODAY + timedelta(days=120)}, "past"),
        ({"begins": date(2026, 12, 1), "ends": date(2027, 2, 27)}, "short"),
        ({"begins": date(2026, 12, 1), "ends": date(2027, 12, 1)}, "long"),
        ({"begins": date(2026, 12, 1), "ends": date(2027, 2, 28), "stipend": Decimal("1999.99")}, "stipend"),
    ],
)
def test_an_agreement_keeps_to_the_law_and_the_promise(interns, changed, why):
    taken = interns.hired(interns.intern)
    with pytest.raises(internships.InternshipRefused, match=why):
        internships.offer(taken, by=interns.by, **(AGREEMENT | changed))


def test_an_agreement_is_written_for_who_was_taken_for_an_internship_only(interns):
    facts = AGREEMENT | {"begins": TODAY, "ends": TODAY + timedelta(days=100)}
    person, usual = interns.intern, interns.employers.open()
    applied, _new = applications.apply(interns.vacancy, person, by=actors.of_person(person))
    with pytest.raises(internships.InternshipRefused, match="not_taken"):
        internships.offer(applied, by=interns.by, **facts)
    other = interns.hired(interns.cast.xiaomei, usual)
    with pytest.raises(internships.InternshipRefused, match="not_taken"):
        internships.offer(other, by=interns.by, **facts)
    applications.offer(applied, by=interns.by)
    applications.hire(applied, by=interns.by)
    internships.offer(applied, by=interns.by, **facts)
    with pytest.raises(internships.InternshipRefused, match="written"):
        internships.offer(applied, by=interns.by, **facts)
    assert "见习协议" in plaintext(Message.objects.filter(person=person, title__contains="已录用").get().body)


def test_two_agreements_of_one_person_do_not_overlap(interns):
    first = interns.running()
    second = interns.employers.open(title="盘点见习", kind="internship")
    taken, by = interns.hired(interns.intern, second), actors.of_person(interns.intern)
    facts = AGREEMENT | {"begins": first.ends, "ends": first.ends + timedelta(days=120)}
    other = internships.offer(taken, by=interns.by, **facts)
    with pytest.raises(internships.InternshipRefused, match="overlap"):
        internships.agree(other, graduated_on=None, by=by)
    other.refresh_from_db()
    assert other.state == Internship.State.OFFERED
    with clock.at(after(first.begins, 3)):
        internships.end(first, why="找到工作了", by=by)
        internships.agree(other, graduated_on=None, by=by)
    other.refresh_from_db()
    assert other.state == Internship.State.RUNNING


def test_an_agreement_ends_early_by_either_side_or_by_its_day(interns):
    row = interns.running()
    with pytest.raises(internships.InternshipRefused, match="moved"):
        internships.agree(row, graduated_on=None, by=actors.of_person(row.person))
    before = internships.end(row, why="搬家", by=actors.of_person(row.person))
    assert (before.state, before.ended_on) == (Internship.State.CANCELLED, None)
    again = internships.offer(
        row.application, by=interns.by, **(AGREEMENT | {"begins": TODAY, "ends": date(2027, 2, 22)})
    )
    again = internships.agree(again, graduated_on=date(2025, 7, 1), by=actors.of_person(row.person))
    with clock.at(after(date(2027, 2, 22), 0)):
        assert end_internships() == 0
    with clock.at(after(date(2027, 2, 22))):
        assert end_internships() == 1
        assert end_internships() == 0
    again.refresh_from_db()
    assert (again.ended_on, again.ended_by) == (date(2027, 2, 22), "term")


def test_what_the_unit_says_of_keeping_is_confirmed_by_the_intern(interns):
    row, me = interns.running(), actors.of_person(interns.intern)
    with pytest.raises(internships.InternshipRefused, match="moved"):
        internships.keep(row, kept=True, by=interns.by)
    with clock.at(after(row.begins, 1)):
        row = internships.end(row, why="转正", by=interns.by)
        with pytest.raises(internships.InternshipRefused, match="told"):
            internships.confirm(row, right=True, by=me)
        internships.keep(row, kept=True, by=interns.by)
        internships.confirm(row, right=False, by=me)
        assert Message.objects.filter(person=interns.cast.jianguo, title__contains="不对").count() == 1
        row = internships.keep(row, kept=False, by=interns.by)
        assert row.confirmed is None
        internships.confirm(row, right=True, by=me)
        with pytest.raises(internships.InternshipRefused, match="told"):
            internships.keep(row, kept=True, by=interns.by)
    told = exports["就业见习"](interns.intern)[0]
    assert (told["单位说已留用"], told["本人说属实"], told["带教人"]) == (False, True, "赵师傅")


def test_the_database_holds_the_rules_of_bases_and_agreements_by_itself(interns):
    row = interns.running()
    wrong = [
        (InternshipBase, interns.base.pk, {"review_on": interns.base.recognised_on}),
        (InternshipBase, interns.base.pk, {"kept": 1}),
        (InternshipBase, interns.base.pk, {"ended_on": date(2020, 1, 1)}),
        (type(interns.base.request), interns.base.request_id, {"inspected": ""}),
        (type(interns.base.request), interns.base.request_id, {"places": 0}),
        (Internship, row.pk, {"ends": row.begins}),
        (Internship, row.pk, {"agreed_at": None}),
        (Internship, row.pk, {"state": "ended"}),
        (Internship, row.pk, {"state": "ended", "ended_on": row.ends, "ended_by": "unit"}),
        (Internship, row.pk, {"state": "ended", "ended_on": row.ends + timedelta(1), "ended_by": "term"}),
        (Internship, row.pk, {"kept": True, "kept_at": clock.now()}),
    ]
    for model, pk, values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.filter(pk=pk).update(**values)


@pytest.fixture
def over(interns):
    """An agreement of three whole months that is over, and the clock three days after it."""
    row = interns.running(begins=date(2026, 12, 1), ends=date(2027, 2, 28))
    with clock.at(after(date(2027, 2, 28), 3)):
        end_internships()
        row.refresh_from_db()
        yield row


def test_only_whole_months_that_are_over_may_be_claimed(interns):
    row = interns.running(begins=date(2026, 12, 1), ends=date(2027, 2, 28))
    for day, months in (
        ("2026-12-31", []),
        ("2027-01-01", [1]),
        ("2027-02-01", [1, 2]),
        ("2027-03-20", [1, 2, 3]),
    ):
        with clock.at(f"{day}T10:00:00+08:00"):
            assert [each.month.number for each in internship_subsidy.claimable(interns.base)] == months
    with clock.at("2027-02-10T10:00:00+08:00"):
        internships.end(row, why="搬家", by=actors.of_person(row.person))
    with clock.at("2027-03-20T10:00:00+08:00"):
        assert [each.month.number for each in internship_subsidy.claimable(interns.base)] == [1, 2]


def test_a_claim_gets_its_sum_with_the_decision_and_waits_for_payment(interns, over):
    claim = interns.claimed((str(over.pk), 1), (str(over.pk), 2))
    case = claim.case
    assert case.item_id == "internship-subsidy"
    assert claim.total is None
    verdict = service_for(case).handler.problems(case)
    assert verdict.answer == "unknown"
    met = {each.code: each for each in verdict.findings}
    assert met["whole_months"].met
    assert met["sum"].met is None
    assert "3,728.00元" in met["sum"].text
    assert "待核实" in met["sum"].text
    assert met[f"eligible:{over.number}"].met is None
    assert "吉" in met[f"eligible:{over.number}"].text
    assert "阿呷" not in met[f"eligible:{over.number}"].text
    rows = service_for(case).questions.rows(case)
    assert "1,864.00元(待核实)" in rows[1]["value"]
    interns.decided(case)
    claim.refresh_from_db()
    assert claim.total == Decimal("3728.00")
    months = SubsidyMonth.objects.order_by("number")
    assert [(m.state, m.amount) for m in months] == [("approved", Decimal("1864.00"))] * 2
    keys = {each["key"] for each in months[0].used["values"]}
    assert keys == {"internship.subsidy_percent", "minimum_wage.standard", "minimum_wage.tier"}


def test_a_month_is_claimed_once_and_free_again_after_a_refusal(interns, over):
    key = (str(over.pk), 1)
    claim = interns.claimed(key)
    with pytest.raises(internship_subsidy.ClaimRefused, match="taken"):
        interns.claimed(key)
    with pytest.raises(internship_subsidy.ClaimRefused, match="nothing"):
        interns.claimed()
    with pytest.raises(internship_subsidy.ClaimRefused, match="taken"):
        interns.claimed((str(over.pk), 4))
    by = interns.cast.liufang_actor
    case = casework.review(casework.accept(claim.case, by=by), by=by)
    reasons = list(ReasonCode.objects.filter(item=case.item, use="refuse", code="not-paid"))
    casework.refuse(case, reasons=reasons, by=interns.cast.chentao_actor)
    drain()
    assert SubsidyMonth.objects.get().state == "dropped"
    interns.claimed(key)
    assert SubsidyMonth.objects.count() == 2


def test_a_returned_claim_is_mended(interns, over):
    claim = interns.claimed((str(over.pk), 1), (str(over.pk), 2))
    by = interns.cast.liufang_actor
    with pytest.raises(internship_subsidy.ClaimRefused, match="moved"):
        internship_subsidy.claim(
            interns.base, [(str(over.pk), 1)], before=claim, signature=None, by=interns.by
        )
    reasons = list(ReasonCode.objects.filter(item=claim.case.item, use="send_back", code="month-wrong"))
    casework.send_back(claim.case, reasons=reasons, by=by)
    internship_subsidy.claim(interns.base, [(str(over.pk), 2)], before=claim, signature=None, by=interns.by)
    claim.case.refresh_from_db()
    assert claim.case.state == "submitted"
    assert [row.number for row in internship_subsidy.months_of(claim)] == [2]


def test_without_law_the_case_waits_and_the_clerk_reads_which_key(interns, over):
    claim = interns.claimed((str(over.pk), 1))
    RuleValue.objects.filter(key="internship.subsidy_percent").update(
        in_force=(date(2024, 1, 1), date(2025, 1, 1))
    )
    with pytest.raises(LawMissing, match="internship.subsidy_percent"):
        service_for(claim.case).handler.problems(claim.case)
    desk = role_clients(interns.cast)["clerk"]
    assert "internship.subsidy_percent" in desk.get(f"/cases/{claim.case.number}/").content.decode()
    assert "缺少法规参数" in service_for(claim.case).questions.rows(claim.case)[1]["value"]
    with pytest.raises(LawMissing):
        interns.decided(claim.case)
    claim.refresh_from_db()
    assert claim.total is None
    assert SubsidyMonth.objects.get().state == "claimed"
    with clock.at(after(claim.case.publicities.get().ends)):
        second = client_of(interns.cast.chentao.user, method="mfa")
        answer = second.post(f"/cases/{claim.case.number}/steps/grant/", follow=True)
    assert answer.status_code == 503
    claim.case.refresh_from_db()
    assert claim.case.state == "publicised"


def test_a_withdrawn_grant_leaves_its_sum_readable(interns, over):
    claim = interns.claimed((str(over.pk), 1))
    interns.decided(claim.case)
    claim.case.refresh_from_db()
    service_for(claim.case).handler.revoke(claim.case, by=interns.cast.chentao_actor)
    row = SubsidyMonth.objects.get()
    assert (row.state, row.amount) == ("revoked", Decimal("1864.00"))
    for values in ({"amount": None}, {"state": "claimed"}, {"last": row.first}, {"number": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SubsidyMonth.objects.filter(pk=row.pk).update(**values)


def test_nobody_acts_for_another_side(interns, over):
    row, me = over, actors.of_person(interns.intern)
    stranger, clerk = actors.of_person(interns.cast.xiaomei), interns.cast.liufang_actor
    other = interns.employers.organisation(interns.cast.xiaomei, "92519999MA6XN0038T", "别的单位")
    unit = interns.employers.actor(other)
    acts = [
        (lambda by: internships.agree(row, graduated_on=None, by=by), (stranger, unit, interns.by, clerk)),
        (lambda by: internships.decline(row, why="不去", by=by), (stranger, unit, interns.by)),
        (lambda by: internships.confirm(row, right=True, by=by), (stranger, unit, interns.by, clerk)),
        (lambda by: internships.end(row, why="不合适", by=by), (stranger, unit)),
        (lambda by: internships.keep(row, kept=True, by=by), (stranger, unit, me)),
        (
            lambda by: internship_subsidy.claim(interns.base, [(str(row.pk), 1)], signature=None, by=by),
            (stranger, unit, me),
        ),
        (
            lambda by: internships.offer(
                row.application, by=by, **(AGREEMENT | {"begins": TODAY, "ends": TODAY})
            ),
            (stranger, unit, me),
        ),
    ]
    for act, others in acts:
        for by in others:
            with pytest.raises(casework.NotAllowed):
                act(by)


def test_employers_of_the_cast_know_nothing_of_bases(cast):
    assert not Employers(cast).restaurant.bases.exists()
