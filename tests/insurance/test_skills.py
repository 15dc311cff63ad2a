"""技能提升补贴: one certificate once, one level of an occupation once, never lower after higher; paid once."""

import json
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from insurance.casework.skills import SkillHandler
from insurance.forms.skills import CertificateForm
from insurance.models import SKILL, Payment, SkillClaim
from insurance.services.skills import NotDue
from portal.accounts import actors
from portal.casework import services
from portal.casework.models import Case, Commitment, Publicity, ReasonCode, ServiceItem
from portal.casework.services.submitting import Signature, current_text
from portal.documents.models import Certificate
from portal.kernel import clock
from portal.kernel.fields import plaintext
from tests.access.entering import client_of
from tests.cast import Cast
from tests.cast_insurance import CARD, pay
from tests.insurance.table import cases, name_of

pytestmark = pytest.mark.django_db
NUMBER = "S000051000001235000001"


def asked(person, *, number=NUMBER, occupation="电工", level=4, issued="2026-06-01", training="no") -> Case:
    """A submitted claim."""
    actor = actors.of_person(person)
    draft = services.open_draft(ServiceItem.objects.get(pk=SKILL), person, by=actor)
    pages = {
        "certificate": {
            "number": [number],
            "occupation": [occupation],
            "level": [str(level)],
            "issued": [issued],
        },
        "training": {"training_subsidy": [training]},
        "account": {"bank": ["成都银行"], "number": [CARD]},
    }
    draft.answers = json.dumps(pages, ensure_ascii=False)
    draft.save(update_fields=["answers"])
    text = current_text(SKILL)
    signature = Signature(Commitment.Method.TICK, text.pk if text else 0)
    return services.submit(draft, signature=signature, by=actor)


def granted(cast: Cast, case: Case, *, day: str = "2026-12-08") -> SkillClaim:
    """Reviewed by 刘芳, public for five working days, granted by 陈涛."""
    case = services.accept(case, by=cast.liufang_actor)
    case = services.review(case, by=cast.liufang_actor)
    case = services.publicise(case, shown="电工四级", by=cast.liufang_actor)
    with clock.at(f"{day}T10:00:00"):
        services.grant(case, by=cast.chentao_actor)
    return SkillClaim.objects.get(case=case)


@pytest.fixture
def worker(cast: Cast):
    person = cast.person("李晓梅", verified=True)
    pay(person, 30)
    return person


def test_a_certificate_gives_its_sum_once(cast: Cast, worker):
    claim = granted(cast, asked(worker))
    paid = Payment.objects.get()
    assert (claim.amount, claim.nth, claim.above) == (Decimal("1500.00"), 1, 0)
    assert (paid.benefit, paid.amount, paid.person) == ("skill", Decimal("1500.00"), worker)
    assert Publicity.objects.get().shown_name != "李晓梅"
    letter = plaintext(Certificate.objects.get(kind="skill_granted").body)
    for words in ("1,500.00元", "行政复议", "累计缴纳失业保险费满12个月"):
        assert words in letter
    inputs = claim.case.decision["inputs"]
    assert (inputs["benefit"], inputs["facts"]["contribution_months"]) == (SKILL, 30)


def test_it_is_decided_where_the_person_is_insured_within_ten_working_days(cast: Cast, worker):
    case = asked(worker)
    assert (case.responsible.region_id, case.due) == ("510104", date(2026, 12, 7))
    assert case.item.path == ["review", "publicise"]


def test_the_same_certificate_is_not_paid_to_another(cast: Cast, worker):
    granted(cast, asked(worker))
    pay(cast.jianguo, 30)
    second = asked(cast.jianguo, number=" s-0000510000 01235000001 ")
    verdict = SkillHandler().problems(second)
    assert [each.code for each in verdict.findings if each.met is False] == ["certificate_unused"]
    with pytest.raises(NotDue):
        granted(cast, second)
    assert Payment.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"level": 4}, "same_before"),
        ({"level": 5}, "lower_after_higher"),
        ({"level": 3}, "times_this_year"),
        ({"occupation": "焊工"}, "times_this_year"),
        ({"occupation": "焊工", "issued": "2025-06-01"}, "certificate_date"),
        ({"occupation": "焊工", "training": "yes"}, "training_subsidy"),
        ({"occupation": "焊工", "level": 2}, "certificate_level"),
    ],
)
def test_what_the_law_does_not_pay_a_second_time(cast: Cast, worker, changes, code):
    granted(cast, asked(worker))
    with clock.at("2026-12-09T10:00:00"):
        case = asked(worker, number="S1111111", **changes)
        codes = [each.code for each in SkillHandler().problems(case).findings if each.met is False]
    assert code in codes


def test_next_year_a_higher_level_is_paid_and_the_lower_is_not(cast: Cast, worker):
    granted(cast, asked(worker))
    with clock.at("2027-02-01T10:00:00"):
        case = asked(worker, number="S2222222", level=3, issued="2027-01-10")
        claim = granted(cast, case, day="2027-03-01")
    assert (claim.above, claim.nth, claim.amount) == (4, 1, Decimal("2000.00"))


def test_too_few_months_on_record_are_seen(cast: Cast):
    person = cast.person("李晓梅", verified=True)
    pay(person, 11)
    verdict = SkillHandler().problems(asked(person))
    assert [each.code for each in verdict.findings if each.met is False] == ["contribution_months"]


def _row(cast: Cast, worker, **changes) -> SkillClaim:
    """A granted row straight into the table, as two clerks at once would write it."""
    case = asked(worker, number=changes.pop("certificate", "S3333333"))
    Case.objects.filter(pk=case.pk).update(state="withdrawn")
    row = SkillClaim.objects.get(case=case)
    facts = {"state": "granted", "year": 2026, "nth": 2, "above": 4, "amount": "1.00", "level": 3} | changes
    for name, value in facts.items():
        setattr(row, name, value)
    return row


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"level": 4, "above": 0}, "同一职业同一等级只补一次"),
        ({"above": 0}, "一级一级往上领"),
        ({"nth": 1}, "今年的次数已经用完"),
        ({"level": 5}, "不再补低等级"),
        ({"certificate": NUMBER}, "这本证书已经领过补贴"),
    ],
)
def test_the_database_itself_refuses_and_says_why(cast: Cast, worker, changes, words):
    granted(cast, asked(worker))
    row = _row(cast, worker, **changes)
    with pytest.raises(ValidationError) as told:
        row.validate_constraints()
    assert words in str(told.value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_refusal_leaves_the_certificate_free(cast: Cast, worker):
    case = services.accept(asked(worker), by=cast.liufang_actor)
    case = services.review(case, by=cast.liufang_actor)
    reasons = list(ReasonCode.objects.filter(item_id=SKILL, code="certificate-not-found"))
    services.refuse(case, reasons=reasons, by=cast.chentao_actor)
    assert granted(cast, asked(worker)).state == "granted"


def test_no_page_asks_for_a_file_and_the_number_is_sealed(cast: Cast, worker):
    client = client_of(worker.user)
    client.get(f"/apply/{SKILL}/", follow=True)
    said = {"number": NUMBER, "occupation": "电工", "level": "4", "issued": "2026-06-01"}
    for code, data in (("certificate", said), ("training", {"training_subsidy": "no"}), ("account", {})):
        page = client.get(f"/apply/{SKILL}/{code}/")
        assert page.status_code == 200, code
        assert 'type="file"' not in page.content.decode()
        client.post(f"/apply/{SKILL}/{code}/", data)
    claim = SkillClaim.objects.get(case=asked(worker))
    assert NUMBER not in str(claim.number)


def test_slips_are_told_at_the_field():
    with clock.at("2026-11-23T10:00:00"):
        form = CertificateForm({"number": "证书一", "occupation": "", "level": "9", "issued": "2027-01-01"})
        assert set(form.errors) == {"number", "occupation", "level", "issued"}


DECIDED = [row for row in cases(SKILL) if row["expect"]["outcome"] != "unknown"]


@pytest.mark.parametrize("row", DECIDED, ids=name_of)
def test_the_case_agrees_with_the_calculator(cast: Cast, row):
    """For every row of the table whose facts a case has."""
    facts, person = row["facts"], cast.person("李晓梅", verified=True)
    if facts.get("times_this_year") or "contribution_months" not in facts:
        pytest.skip("told by what was granted before")
    pay(person, facts["contribution_months"], last=row["day"], county=row["region"])
    case = asked(person, level=facts["certificate_level"])
    at = datetime.combine(row["day"], time(10), tzinfo=clock.ZONE)
    Case.objects.filter(pk=case.pk).update(submitted_at=at)
    SkillClaim.objects.filter(case=case).update(issued=facts["certificate_date"])
    verdict = SkillHandler().problems(Case.objects.get(pk=case.pk))
    assert str(verdict.answer) == row["expect"]["outcome"]
