"""No grade of ours reaches the public: D becomes 待核实, the others go."""

import re

import pytest

from portal.casework.models import ServiceItem
from portal.casework.wording import citation, plain


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("1500元/人 C", "1500元/人"),
        ("按人月,比例D,留用率50%以上可提高D", "按人月,比例(待核实),留用率50%以上可提高(待核实)"),
        ("川人社办发〔2015〕184号(B 会理县指南2017)", "川人社办发〔2015〕184号(会理县指南2017)"),
        ("财社〔2023〕181号(C)", "财社〔2023〕181号"),
        ("机要或专人或EMS", "机要或专人或EMS"),
        ("五级1000 四级1500 三级2000 (B)", "五级1000 四级1500 三级2000"),
    ],
)
def test_grades_become_words(note, told):
    assert plain(note) == told


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("就业服务与就业管理规定§63-65(C)", "《就业服务与就业管理规定》第63-65条"),
        ("就业促进法§35", "《就业促进法》第35条"),
        ("要求(一)(四)", "《关于推进全方位公共就业服务的实施意见》(一)(四)"),
    ],
)
def test_citations_read_as_law(note, told):
    assert citation(note) == told


@pytest.mark.django_db
def test_no_guide_shows_a_grade():
    grade = re.compile(r"(?<![A-Za-z0-9])[A-D](?![A-Za-z0-9])|§")
    for item in ServiceItem.objects.all():
        told = [item.conditions, item.decide, item.accept, item.result, item.days_note, str(item.guide)]
        assert not [text for text in told if grade.search(text)], item.code
