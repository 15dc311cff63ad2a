"""The nightly patrol finds what it should, once, and closes what is gone; warnings come once per level."""

import pytest

from portal.accounts import actors
from portal.casework import services
from portal.casework.models import Case, DeadlineWarning
from portal.casework.tasks import warn_of_deadlines
from portal.documents.models import Certificate
from portal.events.services import drain
from portal.kernel import clock
from portal.notices.models import Message
from portal.oversight.models import Finding
from portal.oversight.services import run_patrol

pytestmark = pytest.mark.django_db


def test_a_healthy_register_has_no_findings(cast):
    services.grant_by_rule(cast.case(cast.jianguo, retirement={}))
    assert set(run_patrol().values()) == {0}


def test_a_granted_case_without_certificate_is_found_once_and_closed_when_mended(cast):
    case = cast.case(cast.jianguo, retirement={})
    services.grant_by_rule(case)
    Certificate.objects.update(subject_id="elsewhere")
    run_patrol()
    run_patrol()
    finding = Finding.objects.get()
    assert finding.subject == case.number
    Certificate.objects.update(subject_id=str(case.pk))
    run_patrol()
    finding.refresh_from_db()
    assert finding.gone_at


def test_warnings_come_once_a_level_and_the_person_hears_before_the_day(cast):
    case = cast.case(cast.xiaomei)
    assert warn_of_deadlines() == 0
    with clock.at("2026-11-27T09:00:00+08:00"):
        assert warn_of_deadlines() == 2
        assert warn_of_deadlines() == 0
        drain()
    assert set(case.warnings.values_list("level", flat=True)) == {50, 80}
    assert Message.objects.filter(person=cast.xiaomei, title__contains="正在抓紧办").count() == 1
    with clock.at("2026-12-01T09:00:00+08:00"):
        assert warn_of_deadlines() == 1
    assert DeadlineWarning.objects.filter(level=100).count() == 1


def test_a_withdrawn_case_warns_nobody(cast):
    case = cast.case(cast.xiaomei)
    services.withdraw(case, by=actors.of_person(cast.xiaomei))
    with clock.at("2026-12-05T09:00:00+08:00"):
        assert warn_of_deadlines() == 0
    assert Case.objects.get(pk=case.pk).closed_at
