"""A unit files its people: what is taken, what is told, what the same file again does."""

from datetime import date

import pytest

from portal.accounts.models import Document, Person
from portal.agencies.models import Agency
from portal.events.models import Event
from portal.kernel import clock
from portal.kernel.fields import plaintext
from registration.models import Contract, Filing, FilingLine, Separation, Spell
from tests.cast import JINJIANG
from tests.cast_jobs import STUDIO
from tests.cast_registers import Units, hire_cells, name_of, number_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def units(cast):
    return Units(cast)


def test_two_hundred_lines_with_three_wrong_ones(units):
    rows = [hire_cells(index) for index in range(200)]
    rows[10]["证件号码"] = rows[10]["证件号码"][:-1] + ("0" if rows[10]["证件号码"][-1] != "0" else "1")
    rows[20]["入职日期"] = "昨天"
    rows[30]["合同结束日期"] = ""
    filing = units.staged(rows)
    assert (filing.state, filing.total, filing.bad, filing.fresh) == ("read", 200, 3, 197)
    assert not Spell.objects.exists()
    wrong = dict(filing.lines.exclude(problem="").values_list("line", "problem"))
    assert sorted(wrong) == [12, 22, 32]
    assert "固定期限" in wrong[32]
    filing = units.sent(filing)
    assert (filing.state, filing.case.state) == ("done", "closed")
    spells = Spell.objects.filter(employer=units.unit, kind="employment", period__endswith=None)
    assert spells.count() == Contract.objects.count() == 197
    began = Event.objects.filter(name="employment.began")
    assert set(began.values_list("subject_id", flat=True)) == {
        str(pk) for pk in spells.values_list("pk", flat=True)
    }
    one = Document.objects.get(number_index__in=[d.number_index for d in _documents(number_of(5))])
    assert plaintext(one.person.name) == name_of(5)
    assert plaintext(one.number) == number_of(5)


def _documents(number):
    from portal.accounts.queries import number_index

    return Document.objects.filter(number_index=number_index("citizen", number))


def test_the_same_file_again_changes_nothing(units):
    units.hired(*range(5))
    before = _counts()
    again = units.staged([hire_cells(index) for index in range(5)])
    assert (again.fresh, again.changed, again.same) == (0, 0, 5)
    units.sent(again)
    assert _counts() == before


def _counts():
    events = Event.objects.exclude(name__startswith="filing").exclude(name__startswith="case")
    return [model.objects.count() for model in (Person, Document, Spell, Contract)] + [events.count()]


def test_a_known_person_is_found_by_number_and_name(units, cast):
    person = cast.person("张磊", verified=True)
    units.sent(units.staged([hire_cells(1, 姓名="张磊", 证件号码="519999199011254330")]))
    assert Spell.objects.get().person_id == person.pk


def test_another_name_for_a_confirmed_number_is_told_and_not_taken(units, cast):
    cast.person("张磊", verified=True)
    filing = units.staged([hire_cells(1, 姓名="张雷", 证件号码="519999199011254330")])
    assert filing.bad == 1
    assert "姓名和证件号码" in filing.lines.get().problem


def test_a_line_twice_is_taken_once(units):
    filing = units.staged([hire_cells(1), hire_cells(2), hire_cells(1)])
    assert (filing.fresh, filing.bad) == (2, 1)
    assert filing.lines.get(line=4).problem.startswith("与第2行重复")


def test_a_new_term_is_a_renewal_and_another_post_a_change(units):
    units.hired(1, 2)
    rows = [
        hire_cells(1, 合同开始日期="2028-11-02", 合同结束日期="2030-11-01"),
        hire_cells(2, 岗位="店长"),
    ]
    filing = units.sent(units.staged(rows))
    assert filing.changed == 2
    assert [
        c.renewal for c in Contract.objects.filter(spell__employer=units.unit).order_by("begins", "id")
    ] == [0, 0, 1]
    assert Contract.objects.filter(post="店长").count() == 1
    assert Event.objects.filter(name="contract.renewed").count() == 1
    assert Event.objects.filter(name="contract.changed").count() == 1


def _unemployed(person, since):
    return Spell.objects.create(
        person=person,
        kind="unemployment",
        period=(since, None),
        agency=Agency.objects.get(region_id=JINJIANG),
        registered_at=clock.now(),
    )


def test_hiring_ends_the_registered_unemployment_that_day(units, cast):
    spell = _unemployed(cast.person("张磊", verified=True), date(2026, 10, 8))
    units.sent(units.staged([hire_cells(1, 姓名="张磊", 证件号码="519999199011254330")]))
    spell.refresh_from_db()
    assert (spell.period.upper, spell.ending) == (date(2026, 11, 2), "hired")
    assert Event.objects.filter(name="unemployment.ended", subject_id=str(spell.pk)).count() == 1


def test_unemployment_registered_after_the_hire_is_a_conflict_that_tells_nothing(units, cast):
    _unemployed(cast.person("张磊", verified=True), date(2026, 11, 9))
    filing = units.staged([hire_cells(1, 姓名="张磊", 证件号码="519999199011254330")])
    assert filing.bad == 1
    assert "失业" not in filing.lines.get().problem


def test_endings_carry_the_ground_of_the_law(units):
    units.hired(1, 2)
    rows = [
        {
            "姓名": name_of(1),
            "证件号码": number_of(1),
            "最后工作日": "2026-11-20",
            "离职原因": "劳动合同期满终止",
        },
        {"姓名": name_of(9), "证件号码": number_of(9), "最后工作日": "2026-11-20", "离职原因": "LCL37"},
    ]
    filing = units.staged(rows, "leave")
    assert (filing.fresh, filing.bad) == (1, 1)
    units.sent(filing)
    ended = Spell.objects.get(ending="left")
    assert ended.period.upper.isoformat() == "2026-11-21"
    assert Separation.objects.get(spell=ended).ground == "LCL44_1"
    assert Contract.objects.get(spell=ended).ended_on.isoformat() == "2026-11-20"
    assert Event.objects.filter(name="employment.ended", subject_id=str(ended.pk)).count() == 1
    again = units.sent(units.staged(rows[:1], "leave"))
    assert again.same == 1
    assert Event.objects.filter(name="employment.ended").count() == 1


def test_an_unconfirmed_unit_waits_for_a_clerk(units, cast):
    from portal.casework import services as casework
    from registration.services import filings

    unit = units.employers.organisation(cast.person("张磊", verified=True), STUDIO, "云码", confirmed=False)
    filing = units.sent(units.staged([hire_cells(1)], unit=unit))
    assert filing.state == "waiting"
    assert not Spell.objects.exists()
    case = casework.accept(filing.case, by=cast.liufang_actor)
    casework.grant(case, by=cast.liufang_actor)
    while filings.take_chunk(filing.pk, by=filings.BY):
        pass
    filing.refresh_from_db()
    assert (filing.state, Spell.objects.count()) == ("done", 1)


def test_a_post_elsewhere_is_a_conflict_and_part_time_is_none(units, cast):
    unit = units.employers.organisation(cast.person("张磊", verified=True), STUDIO, "云码")
    units.hired(1, 2)
    rows = [hire_cells(1), hire_cells(2, 合同类型="非全日制")]
    filing = units.staged(rows, unit=unit)
    assert filing.bad == 1
    assert "我的就业" in filing.lines.get(line=2).problem
    units.sent(filing)
    assert Spell.objects.filter(employer=unit).count() == 1


def test_lines_of_a_file_are_kept_without_names_or_numbers(units):
    filing = units.staged([hire_cells(1)])
    line = FilingLine.objects.get(filing=filing)
    assert number_of(1) not in str(line.__dict__)
    assert name_of(1) not in str(line.__dict__)
    assert Filing.objects.get(pk=filing.pk).sheet.data.masked() != ""
