"""A row of the kinds that the thread of the tests does not make."""

from datetime import timedelta

from django.db.models import Model

from jobs.models import Ban, EmployerVerification
from portal.accounts.models import Invitation, Mandate, Membership, Organisation, PersonMerge
from portal.casework import services
from portal.casework.models import (
    Case,
    ElectronicService,
    LocalRecord,
    Publicity,
    RevocationNotice,
    Task,
)
from portal.content.models import ExtraDemand
from portal.kernel import clock
from portal.kernel.actor import system
from portal.notices.models import MessageTemplate, Preference
from tests.access import rooms
from tests.casework import local
from tests.cast import ITEM, Cast
from tests.cast_jobs import made_for


def _version():
    return local.draft_version(local.users()[0], from_day=clock.today())


def _publicity() -> Publicity:
    today = clock.today()
    return Publicity.objects.create(case=Case.objects.first(), begins=today, ends=today, shown_name="李*梅")


def _notice(cast: Cast) -> RevocationNotice:
    return RevocationNotice.objects.create(
        case=Case.objects.first(),
        reason=cast.reasons("revoke")[0],
        given_at=clock.now(),
        given_by=cast.liufang,
        answer_until=clock.today(),
    )


def _verification(cast: Cast) -> EmployerVerification:
    return EmployerVerification.objects.create(
        employer=made_for(cast)[0],
        basis="documents",
        agent_name="王建国",
        agent_number="519999196809051010",
        agent_index=b"a",
        made_at=clock.now(),
    )


def rare_row(model: type[Model], cast: Cast) -> Model:
    """A row of a model, made just for this."""
    now, today = clock.now(), clock.today()
    person = cast.xiaomei
    make = {
        "accounts.Organisation": lambda: Organisation.objects.create(
            uscc="91510000MA6CABCD0X", name="锦江茶馆", region_id="510104", created_at=now
        ),
        "accounts.Membership": lambda: Membership.objects.create(
            user=person.user, organisation=rare_row(Organisation, cast), role="admin"
        ),
        "accounts.Mandate": lambda: Mandate.objects.create(
            principal=person,
            agent=cast.jianguo,
            items=["unemployment-registration"],
            begins=today,
            ends=today,
            consented_at=now,
        ),
        "accounts.Invitation": lambda: Invitation.objects.create(
            organisation=rare_row(Organisation, cast),
            phone="13800000003",
            phone_index=b"p",
            role="admin",
            made_at=now,
            made_by=person.user,
        ),
        "accounts.PersonMerge": lambda: PersonMerge.objects.create(
            kept=person, gone=cast.jianguo, at=now, by=cast.liufang, reason="同一个人"
        ),
        "casework.Task": lambda: Task.objects.create(
            kind="call", agency=cast.liufang.agency, note="回访", due=today, created_at=now
        ),
        "casework.Publicity": _publicity,
        "casework.Objection": lambda: services.object_to(
            _publicity(), text="不对", contact="", by=system("visitor")
        ),
        "casework.ElectronicService": lambda: ElectronicService.objects.create(
            person=person, text="同意", agreed_at=now
        ),
        "casework.RevocationNotice": lambda: _notice(cast),
        "casework.ItemVersion": _version,
        "casework.ItemField": lambda: _version().fields.first(),
        "casework.ItemCheck": lambda: _version().checks.first(),
        "casework.LocalRecord": lambda: LocalRecord.objects.create(case=Case.objects.first(), answers="{}"),
        "content.ExtraDemand": lambda: ExtraDemand.objects.create(
            number="DCL-20261123-TEST2345", item_id=ITEM, paper="单身证明", at=now
        ),
        "notices.MessageTemplate": lambda: MessageTemplate.objects.create(
            code="test", version=1, title="标题", body="正文", from_day=today
        ),
        "jobs.Employer": lambda: made_for(cast)[0],
        "jobs.Vacancy": lambda: made_for(cast)[1],
        "jobs.EmployerVerification": lambda: _verification(cast),
        "jobs.Ban": lambda: Ban.objects.create(
            employer=made_for(cast)[0],
            uscc="91519999MA6XN00116",
            reason=cast.reasons("revoke")[0],
            text="收取押金",
            begins=today,
            ends=today + timedelta(days=1),
            by=cast.liufang,
        ),
        "notices.Preference": lambda: Preference.objects.create(person=person),
    }
    made = make.get(model._meta.label) or (lambda: rooms.table("ROWS")[model._meta.label](cast))
    return made()
