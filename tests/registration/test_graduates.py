"""The service for graduates without work: contact, wish, the chain, work that ends the tag and opens it again."""

from datetime import date

import pytest

from jobs.services import guidance, referrals
from portal.accounts import actors
from portal.accounts.models import Person
from portal.accounts.services import verify_person
from portal.agencies.models import Agency
from portal.casework import services as casework
from portal.casework.models import Draft, ServiceItem
from portal.casework.services import NotAllowed
from portal.casework.services.submitting import Signature, current_text
from portal.events.services import drain, record
from portal.kernel import clock
from portal.kernel.actor import system
from portal.kernel.fields import plaintext
from portal.notices.models import Message
from registration.models import GraduateAct, GraduateReception, Graduation, Spell, UnemployedGraduate
from registration.queries import graduates as queries
from registration.services import graduates as services
from registration.services import graduates_sittings as sittings
from tests.cast import JINJIANG
from tests.cast_graduates import LEIZI, Schools, cells, graduation_of, tag_of
from tests.cast_jobs import Employers
from tests.cast_registers import name_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def schools(cast):
    return Schools(cast)


@pytest.fixture
def leizi(schools, cast):
    """张磊, verified, named by his school as without work."""
    person = cast.person("张磊", verified=True, phone="13800000022")
    schools.filed(cells(1, 姓名="张磊", 证件号码=LEIZI))
    drain()
    return person


def tag(person: Person) -> UnemployedGraduate:
    return UnemployedGraduate.objects.get(person=person)


def _contact(cast, found, channel="phone", outcome="no_answer", wish=""):
    return services.contact(
        found, clerk=cast.liufang, channel=channel, outcome=outcome, wish=wish, note="", by=cast.liufang_actor
    )


def test_the_graduate_is_told_once_what_comes(leizi):
    told = Message.objects.filter(person=leizi, kind="graduate")
    assert told.count() == 1
    assert "都免费" in plaintext(told.get().body)


def test_reached_or_not_and_what_was_wished(cast, leizi):
    _contact(cast, tag(leizi))
    assert (tag(leizi).wish, tag(leizi).contacted_on) == ("unknown", None)
    _contact(cast, tag(leizi), outcome="reached", wish="no_wish")
    assert (tag(leizi).wish, tag(leizi).contacted_on) == ("no_wish", clock.today())
    assert Message.objects.filter(person=leizi, title__startswith="已记下").count() == 1


def test_lost_only_after_two_kinds_of_tries_and_undone_by_a_word(cast, leizi):
    for channel in ("phone", "phone"):
        _contact(cast, tag(leizi), channel)
        with pytest.raises(services.NotNow):
            services.mark_lost(tag(leizi), by=cast.liufang_actor)
    _contact(cast, tag(leizi), "visit")
    services.mark_lost(tag(leizi), by=cast.liufang_actor)
    assert tag(leizi).wish == "lost"
    assert Message.objects.filter(person=leizi, title="我们没有联系上您").exists()
    services.say_wish(tag(leizi), wants=True, by=actors.of_person(leizi))
    assert tag(leizi).wish == "wants"


def test_no_other_county_and_no_other_person(cast, leizi):
    for by in (cast.hejing_actor, actors.of_person(cast.xiaomei), system("x")):
        with pytest.raises(NotAllowed):
            services.assign(tag(leizi), cast.liufang, by=by)
        with pytest.raises(NotAllowed):
            services.say_wish(tag(leizi), wants=False, by=by)
        with pytest.raises(NotAllowed):
            services.mark_lost(tag(leizi), by=by)


def _do(cast, found, kind, key, day=None):
    facts = {"clerk": cast.liufang, "kind": kind, "note": "讲了政策", "key": key, "by": cast.liufang_actor}
    return services.do(found, day=day or clock.today(), **facts)


def test_the_chain_counts_every_act_once(cast, leizi):
    assert _do(cast, tag(leizi), "talk", "a")
    assert _do(cast, tag(leizi), "talk", "a") is None
    for key in "bcde":
        _do(cast, tag(leizi), "referral", key)
    assert queries.counted(tag(leizi).graduation_id) == {"talk": 1, "referral": 4}
    for day in (date(2026, 6, 29), date(2027, 1, 1)):
        with pytest.raises(services.NotNow):
            _do(cast, tag(leizi), "talk", str(day), day)


def test_what_other_rooms_do_counts_by_their_events(cast, leizi):
    leizi.residence_region_id = JINJIANG
    leizi.save()
    vacancy = Employers(cast).open()
    referrals.refer(leizi, vacancy, consent="phone", by=cast.liufang_actor)
    facts = {"cause": "never", "barriers": [], "wishes": "会计", "next_on": date(2027, 1, 5)}
    facts["cause"] = guidance.Interview.Cause.values[0]
    guidance.interview(leizi, clerk=cast.liufang, by=cast.liufang_actor, **facts)
    drain()
    drain()
    assert queries.counted(tag(leizi).graduation_id) == {"referral": 1, "guidance": 1}
    assert set(GraduateAct.objects.values_list("clerk", flat=True)) == {None}


def test_what_is_done_for_somebody_else_counts_nothing(cast, leizi):
    cast.xiaomei.residence_region_id = JINJIANG
    cast.xiaomei.save()
    referrals.refer(cast.xiaomei, Employers(cast).open(), consent="phone", by=cast.liufang_actor)
    drain()
    assert not GraduateAct.objects.exists()


def _spell(person, begins, ends=None):
    return Spell.objects.create(
        person=person,
        kind="employment",
        period=(begins, ends),
        ending="left" if ends else "",
        agency=Agency.objects.get(region_id=JINJIANG),
        registered_at=clock.now(),
    )


def _event(name, spell):
    record(name, subject_type="spell", subject_id=spell.pk, by=system("test"))
    drain()


def test_work_ends_the_tag_and_its_end_opens_it_again(leizi):
    spell = _spell(leizi, date(2026, 11, 2))
    _event("employment.began", spell)
    assert (tag(leizi).ending, tag(leizi).ended_on) == ("hired", clock.today())
    spell.period, spell.ending = (date(2026, 11, 2), date(2026, 11, 20)), "left"
    spell.save()
    _event("employment.ended", spell)
    assert (tag(leizi).ended_on, tag(leizi).ending, tag(leizi).wish) == (None, "", "unknown")


def test_work_that_is_over_when_it_is_filed_ends_nothing(leizi):
    _event("employment.began", _spell(leizi, date(2026, 7, 2), date(2026, 8, 1)))
    assert tag(leizi).ended_on is None


@pytest.mark.parametrize(("day", "opened"), [("2028-06-29", True), ("2028-06-30", False)])
def test_it_opens_again_only_within_the_choice_period(leizi, day, opened):
    spell = _spell(leizi, date(2026, 11, 2))
    _event("employment.began", spell)
    spell.period, spell.ending = (date(2026, 11, 2), date(2026, 11, 20)), "left"
    spell.save()
    with clock.at(f"{day}T10:00:00+08:00"):
        assert bool(services.reopen_after_work(leizi, by=system("test"))) is opened


def test_i_have_work_ends_and_can_be_taken_back(leizi):
    me = actors.of_person(leizi)
    services.say_employed(tag(leizi), unit="某公司", by=me)
    assert tag(leizi).ending == "said_works"
    with pytest.raises(services.NotNow):
        services.say_employed(tag(leizi), unit="", by=me)
    with pytest.raises(services.NotNow):
        services.say_wish(tag(leizi), wants=False, by=me)
    services.say_wish(tag(leizi), wants=True, by=me)
    assert (tag(leizi).ended_on, tag(leizi).wish) == (None, "wants")


@pytest.mark.parametrize(("day", "over"), [("2028-06-29", 0), ("2028-06-30", 1)])
def test_the_tag_ends_the_day_after_the_choice_period(leizi, day, over):
    with clock.at(f"{day}T03:00:00+08:00"):
        assert services.expire(clock.today(), by=system("test")) == over
    assert (tag(leizi).ending == "expired") is bool(over)


def test_who_comes_later_finds_what_the_school_named(schools, cast):
    schools.filed(cells(1, 姓名="张磊", 证件号码=LEIZI))
    person = cast.person("张磊", phone="13800000022")
    drain()
    assert queries.tag_of(person) is None
    assert queries.twins(person) == []
    verify_person(person, method="window", by=cast.liufang_actor)
    drain()
    found = queries.tag_of(person)
    assert found.person_id == person.pk
    assert Graduation.objects.get().person_id == person.pk


def _reported(cast, person, **changed):
    answers = {
        "school": {
            "school_kind": ["higher"],
            "school_name": ["锦江学院"],
            "level": ["bachelor"],
            "major": ["会计学"],
            "graduated_on": ["2026-06-30"],
            "certificate": [""],
        },
        "destination": {"destination": ["unemployed"], "unit": [""]},
        "residence": {"residence": [JINJIANG]},
        "archive": {"archive": ["unknown"]},
        "service": {"wants_service": ["yes"]},
        "contact": {"phone": ["13800000022"]},
    }
    for page, data in changed.items():
        answers[page] = answers[page] | data
    import json

    by = actors.of_person(person)
    draft: Draft = casework.open_draft(ServiceItem.objects.get(pk="graduate-reception"), person, by=by)
    draft.answers = json.dumps(answers, ensure_ascii=False)
    draft.save(update_fields=["answers"])
    text = current_text("graduate-reception")
    case = casework.submit(draft, signature=Signature("tick", text.pk), by=by)
    casework.grant_by_rule(case)
    case.refresh_from_db()
    return case


def test_a_reception_that_the_roster_agrees_with_is_granted_by_the_rule(cast, leizi):
    case = _reported(cast, leizi)
    row = GraduateReception.objects.get(case=case)
    assert case.by_rule
    assert row.graduation == Graduation.objects.get()
    assert (tag(leizi).wish, tag(leizi).contacted_on) == ("wants", clock.today())


def test_another_day_waits_for_a_clerk_unless_the_certificate_agrees(schools, cast):
    person = cast.person("张磊", verified=True, phone="13800000022")
    schools.filed(cells(1, 姓名="张磊", 证件号码=LEIZI, 毕业证书编号="1363 5120 2605 0001 23"))
    case = _reported(cast, person, school={"graduated_on": ["2026-06-25"]})
    assert not case.by_rule
    assert Graduation.objects.count() == 1
    casework.withdraw(case, by=actors.of_person(person))
    case = _reported(
        cast, person, school={"graduated_on": ["2026-06-25"], "certificate": ["136351202605000123"]}
    )
    assert case.by_rule
    assert Graduation.objects.count() == 1


def test_a_school_that_files_later_finds_what_was_said(schools, cast):
    person = cast.person("张磊", verified=True, phone="13800000022")
    case = _reported(cast, person, school={"graduated_on": ["2026-06-25"]})
    assert not case.by_rule
    casework.accept(case, by=cast.liufang_actor)
    casework.grant(case, by=cast.liufang_actor)
    assert Graduation.objects.get().school is None
    roster = schools.filed(cells(1, 姓名="张磊", 证件号码=LEIZI))
    assert roster.changed == 1
    row = Graduation.objects.get()
    assert (row.school, row.graduated_on) == (schools.school, date(2026, 6, 30))


def test_who_goes_on_to_study_is_received_without_a_tag(cast, leizi):
    _reported(cast, leizi, destination={"destination": ["study"], "unit": ["四川大学"]})
    assert tag(leizi).ending == "study"


def _sitting(schools, cast, organisation=None, act="talk"):
    return sittings.begin(
        organisation or schools.school,
        clerk=cast.liufang,
        act=act,
        held_on=clock.today(),
        place="学校礼堂",
        about="补贴和招聘会",
        by=cast.liufang_actor,
    )


def test_a_sitting_records_every_signature_and_counts(schools, cast):
    schools.filed(*[cells(index) for index in range(1, 6)])
    sitting, by = _sitting(schools, cast), cast.liufang_actor
    people = list(queries.people_of_sitting(sitting))
    assert len(people) == 5
    for line, person in enumerate(people[:4], 1):
        sittings.enter(sitting, person, sheet_line=line, consented=line != 4, note="", by=by)
    for person, line in ((people[0], 9), (people[4], 1)):
        with pytest.raises(services.NotNow):
            sittings.enter(sitting, person, sheet_line=line, consented=True, note="", by=by)
    assert GraduateAct.objects.filter(kind="talk", source=f"sitting:{sitting.pk}").count() == 3
    with pytest.raises(NotAllowed):
        sittings.enter(sitting, cast.xiaomei, sheet_line=9, consented=True, note="", by=by)
    with pytest.raises(NotAllowed):
        sittings.close(sitting, sheet_pages=1, sheet_place="第3册", by=cast.hejing_actor)
    sittings.close(sitting, sheet_pages=1, sheet_place="第3册", by=by)
    with pytest.raises(services.NotNow):
        sittings.enter(sitting, people[4], sheet_line=9, consented=True, note="", by=by)


def test_a_sitting_at_a_factory_is_about_those_who_work_there(schools, cast, leizi):
    unit = Employers(cast).open().employer.organisation
    spell = _spell(leizi, date(2026, 11, 2))
    spell.employer = unit
    spell.save()
    unit.confirmed_at = clock.now()
    unit.save()
    sitting = _sitting(schools, cast, unit, "other")
    assert list(queries.people_of_sitting(sitting)) == [leizi]
    sittings.enter(sitting, leizi, sheet_line=1, consented=True, note="", by=cast.liufang_actor)
    assert not GraduateAct.objects.exists()


def test_figures_count_set_based_by_county(schools, cast, django_assert_max_num_queries):
    schools.filed(*[cells(index) for index in range(1, 8)], cells(9, 生源地="青羊区"))
    for index, keys in (
        (1, ("talk", "guidance", "referral", "referral", "referral", "training")),
        (2, ("talk",)),
    ):
        for number, kind in enumerate(keys):
            _do(cast, tag_of(index), kind, f"{number}")
    _contact(cast, tag_of(3), outcome="reached", wish="no_wish")
    with django_assert_max_num_queries(12):
        rows = {row["code"]: row for row in queries.figures(cast.liufang_actor)}
    assert list(rows) == [JINJIANG]
    told = rows[JINJIANG]
    assert (told["open"], told["whole_chain"], told["no_wish"], told["reached"]) == (7, 1, 1, 3)
    assert graduation_of(1).person.name is not None
    assert name_of(1)


@pytest.mark.parametrize(
    ("view", "indexes"),
    [
        ("all", {1, 2, 3, 4}),
        ("waiting", {2, 4}),
        ("incomplete", {2, 4}),
        ("ending", {4}),
        ("mine", {2}),
        ("no_wish", {3}),
        ("lost", set()),
    ],
)
def test_the_desk_filters(schools, cast, view, indexes):
    schools.filed(*[cells(index) for index in (1, 2, 3)], cells(4, 毕业日期="2025-01-10"))
    for number, kind in enumerate(("talk", "guidance", "referral", "referral", "referral", "training")):
        _do(cast, tag_of(1), kind, f"{number}")
    _contact(cast, tag_of(1), outcome="reached", wish="wants")
    _contact(cast, tag_of(3), outcome="reached", wish="no_wish")
    services.assign(tag_of(2), cast.liufang, by=cast.liufang_actor)
    found = queries.desk_list(cast.liufang_actor, view=view, clerk=cast.liufang)
    assert {row.pk for row in found} == {tag_of(index).pk for index in indexes}
    assert not queries.desk_list(cast.hejing_actor, view=view, clerk=cast.hejing).exists()


def test_overdue_begins_the_day_after_the_first_contact_was_due(schools, cast):
    schools.filed(cells(1))
    due = tag_of(1).first_contact_due
    for day, count in ((due, 0), (date.fromordinal(due.toordinal() + 1), 1)):
        with clock.at(f"{day}T10:00:00+08:00"):
            assert queries.desk_list(cast.liufang_actor, view="overdue").count() == count
