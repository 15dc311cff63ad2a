"""L11: a county's own item without code: live from a day, published by two, old cases keep the old rule."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from portal.accounts import actors
from portal.casework import services
from portal.casework.models import Case, Commitment, ItemVersion
from portal.casework.registry import applyable, service_for, service_of
from portal.casework.services import versions
from portal.casework.services.submitting import Signature, current_text
from portal.documents.models import Certificate
from portal.events.services import drain
from portal.kernel import clock
from tests.casework import local
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def submit(cast: Cast, person, **answers: str) -> Case:
    """An application for the county's item."""
    by = actors.of_person(person)
    draft = services.open_draft(local.item(), person, by=by)
    draft.answers = json.dumps(local.answers(**answers), ensure_ascii=False)
    draft.save(update_fields=["answers"])
    text = current_text(local.CODE)
    return services.submit(draft, signature=Signature(Commitment.Method.TICK, text.pk), by=by)


def test_it_is_live_from_its_day_and_not_before(cast: Cast):
    local.published(from_day=date(2027, 1, 1))
    assert local.CODE not in applyable()
    assert service_of(local.CODE) is None
    with clock.at("2027-01-01T00:00:05+08:00"):
        assert local.CODE in applyable()
        assert [page.code for page in service_of(local.CODE).questions.pages] == [
            "residence",
            "paid",
            "flexible",
        ]


def test_who_prepared_it_does_not_publish_it(cast: Cast):
    preparer, publisher = local.users()
    version = local.draft_version(preparer, from_day=TODAY)
    with pytest.raises(versions.NotReady):
        versions.publish(version, publisher, by=local.ADMIN)
    versions.propose(version, by=local.ADMIN)
    with pytest.raises(versions.OwnVersion):
        versions.publish(version, preparer, by=local.ADMIN)
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemVersion.objects.filter(pk=version.pk).update(
            status="published", published_by=preparer, published_at=clock.now()
        )
    assert versions.publish(version, publisher, by=local.ADMIN).status == "published"


@pytest.mark.parametrize(
    ("rule", "values", "told"),
    [
        ("no_such_rule", {}, "没有叫"),
        ("share_of_paid", {"field": "paid"}, "缺少参数"),
        ("share_of_paid", {"field": "nobody", "percent": "50", "most": "1"}, "填得不对"),
        ("share_of_paid", {"field": "paid", "percent": "120", "most": "1"}, "填得不对"),
        ("age_between", {"least": "16.5", "most": "60"}, "填得不对"),
        ("registered_unemployed", {"extra": 1}, "没有叫"),
    ],
)
def test_a_rule_with_wrong_values_is_not_proposed(cast: Cast, rule: str, values: dict, told: str):
    preparer, _publisher = local.users()
    version = local.draft_version(preparer, from_day=TODAY)
    version.checks.create(rule=rule, values=values, article=local.ARTICLE)
    with pytest.raises(versions.NotReady) as refused:
        versions.propose(version, by=local.ADMIN)
    assert any(told in text for text in refused.value.problems), refused.value.problems


def test_a_case_runs_to_its_paper_with_the_amount(cast: Cast):
    local.published(from_day=TODAY)
    case = submit(cast, cast.jianguo, paid="600.00")
    assert case.number.startswith("BJ-")
    services.accept(case, by=cast.liufang_actor)
    case.refresh_from_db()
    assert case.due == date(2026, 12, 7)
    verdict = service_for(case).handler.problems(case)
    assert verdict.yes
    assert verdict.amount == Decimal("400.02")
    services.grant(case, by=cast.liufang_actor)
    drain()
    case.refresh_from_db()
    assert case.state == "closed"
    assert case.local_record.amount == Decimal("400.02")
    assert Certificate.objects.get(kind="local_result").rendered_at


def test_a_case_that_does_not_meet_the_rule_says_which(cast: Cast):
    local.published(from_day=TODAY)
    case = submit(cast, cast.jianguo, flexible="no")
    verdict = service_for(case).handler.problems(case)
    assert [finding.code for finding in verdict.findings if finding.met is False] == ["answered_yes"]


def test_old_cases_keep_the_old_rule(cast: Cast):
    local.published(from_day=TODAY, most="100")
    old = submit(cast, cast.jianguo)
    local.published(from_day=date(2026, 12, 1), number=2, most="300")
    with clock.at("2026-12-01T09:00:00+08:00"):
        new = submit(cast, cast.person("张磊", verified=True, phone="13800000009"))
        old = Case.objects.get(pk=old.pk)
        assert service_for(old).handler.problems(old).amount == Decimal("100")
        assert service_for(new).handler.problems(new).amount == Decimal("300")
        assert (old.version.number, new.version.number) == (1, 2)


def test_a_new_promise_text_is_a_new_version_from_the_same_day(cast: Cast):
    local.published(from_day=TODAY)
    first = current_text(local.CODE)
    preparer, publisher = local.users()
    new = versions.copy_version(
        ItemVersion.objects.get(), preparer, from_day=date(2026, 12, 1), by=local.ADMIN
    )
    assert new.fields.count() == 2
    assert new.checks.count() == 2
    new.commitment = "本人确为灵活就业,并已足额缴费。"
    new.save()
    versions.propose(new, by=local.ADMIN)
    versions.publish(new, publisher, by=local.ADMIN)
    assert current_text(local.CODE) == first
    with clock.at("2026-12-01T09:00:00+08:00"):
        assert current_text(local.CODE).version == 2


def test_a_version_in_force_is_not_dropped_one_to_come_is(cast: Cast):
    version = local.published(from_day=TODAY)
    with pytest.raises(versions.NotReady):
        versions.drop(version, by=local.ADMIN)
    later = local.published(from_day=date(2026, 12, 1), number=2)
    assert versions.drop(later, by=local.ADMIN).status == "dropped"
