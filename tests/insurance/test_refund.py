"""稳岗返还: matched from the records of the base year, told, confirmed, public, approved by another, paid once."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.test.utils import CaptureQueriesContext

from insurance.models import Payment, RefundBatch, RefundEntry, Run
from insurance.queries import refunds as queries
from insurance.services import accounts, refund_batches, refund_rights, refunds
from insurance.tasks import firms as tasks
from portal.accounts import actors
from portal.accounts.models import Membership
from portal.casework.models import Task
from portal.casework.services.stepping import NotAllowed
from portal.documents.models import Certificate
from portal.events.models import Event
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from portal.notices.models import Dispatch, Message
from portal.rules.models import RuleValue
from tests.access.entering import client_of
from tests.cast import Cast
from tests.cast_insurance import CARD
from tests.cast_refund import (
    CLUB,
    NOODLES,
    PARTS,
    TOYS,
    began_to_draw,
    confirmed,
    entry_of,
    scheme,
    staff,
    unit,
)

pytestmark = pytest.mark.django_db
VISITOR = system("visitor")


@pytest.fixture
def world(cast: Cast):
    """1 September 2025: 蜀味 with an account and 20 people, 汽配 with none and 10, 玩具 with 82 of whom 5 draw."""
    with clock.at("2025-09-01T10:00:00"):
        zhaomin = actors.of_clerk(cast.clerk("zhaomin", "赵敏", "510000", "province_admin", "review"))
        noodles = confirmed(unit("蜀味面业有限公司", NOODLES, admin=cast.jianguo.user), zhaomin)
        parts = confirmed(unit("锦江汽配有限公司", PARTS, admin=cast.xiaomei.user), zhaomin)
        toys = unit("蓉城玩具有限公司", TOYS)
        Membership.objects.create(user=cast.jianguo.user, organisation=toys, role="admin")
        staff(noodles, 20)
        staff(parts, 10)
        began_to_draw(staff(toys, 82)[:5])
        seat = _actor(noodles)
        accounts.keep_account(noodles, name=noodles.name, bank="成都银行", number="1001200300128", by=seat)
        made = scheme(zhaomin)
        refunds.match(made, by=zhaomin)
    return SimpleNamespace(
        cast=cast, zhaomin=zhaomin, noodles=noodles, parts=parts, toys=toys, scheme=made, seat=seat
    )


def _actor(organisation):
    return actors.of_member(Membership.objects.get(organisation=organisation))


def at(day: str):
    return clock.at(f"2025-{day}T10:00:00")


def asked(world) -> None:
    with at("09-01"):
        refunds.ask(world.scheme, by=world.zhaomin)


def confirm(world, organisation, day: str = "09-02", **changes) -> RefundEntry:
    with at(day):
        facts = {"size": "sme"} | changes
        return refunds.confirm(entry_of(organisation), by=_actor(organisation), **facts)


def public(world) -> RefundBatch:
    asked(world)
    confirm(world, world.noodles)
    with at("09-03"):
        return refund_batches.publicise(world.scheme, by=world.cast.liufang_actor)


def test_matching_reads_the_base_year_and_tells_nobody(world):
    noodles, parts, toys = (entry_of(each) for each in (world.noodles, world.parts, world.toys))
    assert (noodles.paid_last_year, noodles.average_insured, noodles.paid_months) == (12000, 20, 12)
    assert (noodles.verdict["answer"], noodles.wants) == ("unknown", ["size"])
    assert parts.wants == ["size", "account"]
    assert (toys.new_recipients, toys.layoff_rate) == (5, Decimal("6.10"))
    assert toys.verdict["answer"] == "no"
    assert {each.state for each in (noodles, parts, toys)} == {"matched"}
    assert not Message.objects.filter(kind="refund").exists()
    with at("09-01"):
        assert refunds.match(world.scheme, by=world.zhaomin) == 0


def test_matching_costs_the_same_for_more_units(world):
    def cost() -> int:
        with (
            at("09-01"),
            CaptureQueriesContext(
                connection,
            ) as seen,
        ):
            refunds.match(world.scheme, by=world.zhaomin)
        return len(seen)

    staff(unit("一店", "91519999MA6XN0050X"), 2)
    one = cost()
    for number in range(8):
        staff(unit(f"店{number}", f"91519999MA6XN006{number}X"), 2)
    assert cost() == one


def test_the_unit_that_does_not_qualify_hears_why_from_a_named_clerk(world):
    with at("09-01"):
        assert refunds.decline_all(world.scheme, by=world.cast.liufang_actor) == 1
    entry = entry_of(world.toys)
    assert (entry.state, entry.declined_by) == ("ineligible", world.cast.liufang)
    letter = plaintext(Certificate.objects.get(kind="refund_declined").body)
    message = plaintext(Message.objects.get(title="稳岗返还不符合条件").body)
    for words in ("6.1%", "5.5%", "5人÷年平均参保82人", "刘芳", "行政复议", "申诉", "征求意见稿"):
        assert words in letter, words
        assert words in message, words
    with pytest.raises(IntegrityError), transaction.atomic():
        RefundEntry.objects.filter(pk=entry_of(world.noodles).pk).update(state="ineligible")


def test_who_qualifies_is_never_declined(world):
    with at("09-01"), pytest.raises(refunds.RefundRefused):
        refunds.decline(entry_of(world.noodles), by=world.cast.liufang_actor)


def test_one_confirmation_gives_the_sum(world):
    asked(world)
    entry = confirm(world, world.noodles)
    assert (entry.state, entry.amount) == ("confirmed", Decimal("7200.00"))
    assert confirm(world, world.noodles, size="large").amount == Decimal("3600.00")
    assert {row["key"] for row in entry.law} >= {"stable_refund.percent_small", "stable_refund.layoff_max"}


def test_without_an_account_three_messages_on_two_channels_and_claimable_to_the_last_day(world):
    asked(world)
    for day, done in (("09-05", 0), ("09-11", 1), ("09-12", 0), ("09-21", 1), ("10-30", 0)):
        before = entry_of(world.parts).told
        with at(day):
            tasks.remind_units()
        assert entry_of(world.parts).told - before == done, day
    inbox = Message.objects.filter(person=world.cast.xiaomei, kind="refund")
    assert inbox.count() == 3
    assert Dispatch.objects.filter(message__in=inbox, channel="sms").count() == 3
    assert "不算放弃" in plaintext(inbox.first().body)
    assert Task.objects.filter(kind="call", note__contains="锦江汽配").count() == 1
    done = confirm(world, world.parts, "12-31", bank="成都银行", number=CARD)
    assert (done.state, done.amount) == ("confirmed", Decimal("3600.00"))


def test_after_the_closing_day_it_is_over(world):
    asked(world)
    with clock.at("2026-01-01T09:00:00"):
        with pytest.raises(refunds.RefundRefused) as told:
            refunds.confirm(entry_of(world.noodles), size="sme", by=_actor(world.noodles))
        tasks.close_schemes()
    assert told.value.why == "closed"
    world.scheme.refresh_from_db()
    assert world.scheme.state == "closed"


def test_only_the_unit_itself_confirms_and_only_once_it_was_verified(world):
    asked(world)
    with at("09-02"), pytest.raises(NotAllowed):
        refunds.confirm(entry_of(world.noodles), size="sme", by=_actor(world.parts))
    with at("09-02"), pytest.raises(refunds.RefundRefused) as told:
        refunds.confirm(entry_of(world.parts), size="sme", by=_actor(world.parts))
    assert told.value.why == "account"
    world.noodles.confirmed_at = None
    world.noodles.save()
    with at("09-02"), pytest.raises(refunds.RefundRefused) as told:
        refunds.confirm(entry_of(world.noodles), size="sme", by=_actor(world.noodles))
    assert told.value.why == "unconfirmed"


def test_one_address_objects_five_times_an_hour(world):
    public(world)
    entry = RefundEntry.objects.filter(batch__isnull=False).first()
    url = f"/refunds/publicity/unit/{entry.pk}/"
    with at("09-04"):
        said = {"text": "这家单位裁了很多人。", "contact": "13900000009"}
        assert [Client().post(url, said).status_code for _turn in range(5)] == [200] * 5
        last = Client().post(url, said)
        assert last.status_code == 422
        assert "一小时最多提交5次" in last.content.decode()
        assert "这家单位裁了很多人。" in last.content.decode()
        assert Client(REMOTE_ADDR="10.9.8.7").post(url, said).status_code == 200


def test_nothing_is_paid_before_seven_days_and_a_second_person(world):
    batch = public(world)
    assert (batch.begins, batch.ends) == (date(2025, 9, 3), date(2025, 9, 10))
    with at("09-10"), pytest.raises(refunds.RefundRefused) as told:
        refund_batches.approve(batch, by=world.cast.chentao_actor)
    assert told.value.why == "early"
    with at("09-11"):
        with pytest.raises(NotAllowed):
            refund_batches.approve(batch, by=world.cast.liufang_actor)
        with pytest.raises(refunds.RefundRefused):
            refund_batches.pay(batch, by=world.cast.liufang_actor)
        assert refund_batches.approve(batch, by=world.cast.chentao_actor) == 1
        assert refund_batches.pay(batch, by=world.cast.liufang_actor) == 1
    paid = Payment.objects.get()
    assert (paid.benefit, paid.amount, paid.organisation) == ("refund", Decimal("7200.00"), world.noodles)
    assert (paid.run.kind, paid.run.fund, paid.run.total) == (Run.Kind.FIRMS, "unemployment", paid.amount)
    assert entry_of(world.noodles).state == "paid"


def test_the_same_person_never_approves_what_they_showed(world):
    batch = public(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        RefundBatch.objects.filter(pk=batch.pk).update(approved_by=batch.shown_by)


def test_it_is_paid_once_whatever_happens(world):
    batch = public(world)
    with at("09-11"):
        refund_batches.approve(batch, by=world.cast.chentao_actor)
        refund_batches.pay(batch, by=world.cast.liufang_actor)
        entry = entry_of(world.noodles)
        RefundEntry.objects.filter(pk=entry.pk).update(state="approved", payment=None)
        refund_batches.pay(batch, by=world.cast.liufang_actor)
    assert Payment.objects.count() == 1
    assert entry_of(world.noodles).payment == Payment.objects.get()
    twin = RefundEntry.objects.get(organisation=world.noodles)
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        RefundEntry.objects.bulk_create([RefundEntry(**_copied(twin))])


def _copied(entry: RefundEntry) -> dict:
    names = [field.attname for field in RefundEntry._meta.fields if field.attname not in ("id", "payment_id")]
    return {name: getattr(entry, name) for name in names}


def test_replay_gives_the_same_after_a_rule_of_2026_is_entered(world):
    asked(world)
    entry = confirm(world, world.noodles)
    assert queries.replayed(entry)
    as_owner_enter_2026()
    assert queries.replayed(entry_of(world.noodles))
    again = queries.verdict_of(entry.inputs)
    assert again.amount == Decimal("7200.00")
    elsewhere = queries.verdict_of(entry.inputs | {"on": "2026-06-01"})
    assert elsewhere.amount != again.amount


def as_owner_enter_2026() -> None:
    """The scheme of 2026 as it may come: 90 per cent, 6 per cent of lay-offs."""
    rows = {
        "percent_small": "90.00",
        "layoff_max": "6.50",
        "small_staff": 30,
        "layoff_max_small_staff": "20.00",
    }
    for key, value in rows.items():
        RuleValue.objects.create(
            key_id=f"stable_refund.{key}",
            region_id="510000",
            in_force=DateRange(date(2026, 1, 1), date(2027, 1, 1)),
            value=value,
            article="2026年方案",
            confidence="B",
        )


def test_a_public_objection_holds_one_unit_and_is_answered_by_name(world):
    batch = public(world)
    entry = entry_of(world.noodles)
    with at("09-05"):
        said = refund_batches.object_to(entry, text="去年裁了很多人", contact="13800000009", by=VISITOR)
    assert entry_of(world.noodles).state == "objected"
    with at("09-11"):
        with pytest.raises(refunds.RefundRefused):
            refund_batches.approve(batch, by=world.cast.chentao_actor)
        with pytest.raises(refunds.RefundRefused):
            refund_batches.object_to(entry, text="再说一次", contact="1", by=VISITOR)
        refund_batches.answer(said, upheld=False, text="核对缴费记录,没有裁员。", by=world.cast.liufang_actor)
        assert refund_batches.approve(batch, by=world.cast.chentao_actor) == 1
    said.refresh_from_db()
    assert (said.answered_by, said.outcome) == (world.cast.liufang, "rejected")
    assert "13800000009" not in str(said.contact)


def test_an_upheld_objection_sends_the_unit_back(world):
    public(world)
    with at("09-05"):
        said = refund_batches.object_to(entry_of(world.noodles), text="不对", contact="电话", by=VISITOR)
        refund_batches.answer(said, upheld=True, text="属实。", by=world.cast.chentao_actor)
    entry = entry_of(world.noodles)
    assert (entry.state, entry.batch) == ("matched", None)


def test_the_unit_appeals_and_somebody_else_puts_the_facts_right(world):
    with at("09-01"):
        refunds.decline_all(world.scheme, by=world.cast.liufang_actor)
    with at("09-03"):
        said = refund_batches.appeal(entry_of(world.toys), text="有一个人不是我们的", by=_actor(world.toys))
        with pytest.raises(refunds.RefundRefused):
            refund_batches.appeal(entry_of(world.toys), text="又来", by=_actor(world.toys))
        with pytest.raises(NotAllowed):
            refund_batches.answer(said, upheld=True, text="对", by=world.cast.liufang_actor)
        refunds.correct(
            entry_of(world.toys), new_recipients=4, reason="一人由上家单位离职", by=world.cast.chentao_actor
        )
        refund_batches.answer(said, upheld=True, text="已更正为4人。", by=world.cast.chentao_actor)
    entry = entry_of(world.toys)
    assert (entry.state, entry.layoff_rate, entry.verdict["answer"]) == ("asked", Decimal("4.88"), "unknown")
    told = Event.objects.get(name="refund.corrected").payload
    assert told["reason"] == "一人由上家单位离职"
    assert told["before"] == {"new_recipients": "5"}
    titles = set(
        Message.objects.filter(person=world.cast.jianguo, kind="refund").values_list("title", flat=True)
    )
    assert "请确认稳岗返还的收款账户" in titles
    assert "稳岗返还申诉:成立" in titles


def test_bad_credit_needs_its_reason_and_waits_for_a_named_clerk(world):
    asked(world)
    confirm(world, world.noodles)
    by = world.cast.liufang_actor
    with at("09-03"):
        with pytest.raises(refunds.RefundRefused):
            refunds.correct(
                entry_of(world.noodles), bad_credit=True, bad_credit_reason="", reason="查", by=by
            )
        refunds.correct(
            entry_of(world.noodles), bad_credit=True, bad_credit_reason="列入名单", reason="信用平台", by=by
        )
    entry = entry_of(world.noodles)
    assert (entry.state, entry.verdict["answer"]) == ("matched", "no")


def test_a_society_gets_the_large_rate_once_a_clerk_confirms_what_it_is(world):
    club = unit("锦江棋牌协会", CLUB)
    Membership.objects.create(user=world.cast.xiaomei.user, organisation=club, role="admin")
    staff(club, 4)
    with at("09-01"):
        refunds.match(world.scheme, by=world.zhaomin)
    assert entry_of(club).entity_kind == "society"
    asked(world)
    entry = confirm(world, club, bank="成都银行", number=CARD)
    assert (entry.state, entry.wants, entry.amount) == ("asked", ["size", "kind"], None)
    with at("09-03"):
        refunds.correct(entry, entity_kind="society", reason="登记证书", by=world.cast.liufang_actor)
    entry = entry_of(club)
    assert (entry.state, entry.size, entry.amount) == ("confirmed", "large", Decimal("720.00"))


def test_a_dispatch_unit_needs_its_allocation_agreement(world):
    asked(world)
    with at("09-01"):
        refunds.correct(
            entry_of(world.noodles), entity_kind="dispatch", reason="许可证", by=world.cast.liufang_actor
        )
    assert confirm(world, world.noodles, dispatched_staff=12).state == "asked"
    assert confirm(world, world.noodles, dispatched_staff=12, allocation_agreed=True).state == "confirmed"


def test_another_county_does_not_find_them(world):
    assert not refund_rights.entries_for(world.cast.hejing_actor).exists()
    assert refund_rights.schemes_for(world.cast.hejing_actor).exists()
    with at("09-02"):
        assert refunds.ask(world.scheme, by=world.cast.hejing_actor) == 0
        with pytest.raises(NotAllowed):
            refunds.correct(entry_of(world.noodles), size="sme", reason="x", by=world.cast.hejing_actor)
        with pytest.raises(NotAllowed):
            refunds.match(world.scheme, by=world.cast.hejing_actor)


def test_a_year_without_law_has_no_scheme_and_none_stands_twice(world):
    from portal.agencies.models import Region
    from portal.rules.queries import LawMissing

    region = Region.objects.get(pk="510000")
    with pytest.raises(LawMissing):
        refunds.make_scheme(2026, region, by=world.zhaomin)
    with pytest.raises(refunds.RefundRefused):
        refunds.make_scheme(2025, region, by=world.zhaomin)
    assert (world.scheme.closes, world.scheme.closes_confidence) == (date(2025, 12, 31), "D")


def test_the_size_of_last_year_is_offered_again(world):
    asked(world)
    confirm(world, world.noodles)
    RefundEntry.objects.filter(organisation=world.noodles).update(year=2024)
    RefundEntry.objects.filter(organisation=world.parts).update(year=2023)
    assert queries.sizes_before(2025) == {world.noodles.pk: "sme"}


def test_the_desks_list_costs_the_same_for_more_units(world):
    client = client_of(world.cast.liufang.user, method="mfa")

    def cost() -> int:
        with at("09-01"), CaptureQueriesContext(connection) as seen:
            page = client.get(f"/desk/insurance/refunds/{world.scheme.pk}/")
        assert page.status_code == 200
        return len(seen)

    cost()
    few = cost()
    for number in range(6):
        staff(unit(f"店{number}", f"91519999MA6XN006{number}X"), 1)
    with at("09-01"):
        refunds.match(world.scheme, by=world.zhaomin)
    assert cost() == few
    assert few <= 20


def test_the_public_notice_names_units_and_costs_the_same(world, client):
    batch = public(world)
    with at("09-05"), CaptureQueriesContext(connection) as seen:
        page = client.get(f"/refunds/publicity/{batch.pk}/").content.decode()
    assert "蜀味面业有限公司" in page
    assert "7,200.00元" in page
    assert "1001200300128" not in page
    assert len(seen) <= 10


def test_another_units_member_does_not_find_the_page(world):
    asked(world)
    stranger = client_of(world.cast.xiaomei.user)
    assert stranger.get(f"/refunds/{entry_of(world.noodles).pk}/").status_code == 404
    recruiter = Membership.objects.get(organisation=world.noodles)
    recruiter.role = "recruiter"
    recruiter.save()
    mine = client_of(world.cast.jianguo.user)
    assert mine.get(f"/refunds/{entry_of(world.noodles).pk}/").status_code == 404


def test_a_clerk_without_the_right_is_told_so(world):
    client = client_of(world.cast.chentao.user, method="mfa")
    with at("09-01"):
        answer = client.post(f"/desk/insurance/refunds/{world.scheme.pk}/", {"act": "match"})
    assert answer.status_code == 403


def test_a_missing_account_is_told_at_the_field_and_what_was_typed_stays(world):
    asked(world)
    client, address = client_of(world.cast.xiaomei.user), f"/refunds/{entry_of(world.parts).pk}/"
    with at("12-31"):
        page = client.post(address, {"size": "sme", "bank": "成都银行", "number": ""})
        assert page.status_code == 422
        assert "请填写账号。" in page.content.decode()
        assert 'value="成都银行"' in page.content.decode()
        client.post(address, {"size": "sme", "bank": "成都银行", "number": "1001200300999"})
    assert (entry_of(world.parts).state, entry_of(world.parts).amount) == ("confirmed", Decimal("3600.00"))
