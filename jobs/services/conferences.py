"""专家会诊: booked, called off, its result written down."""

from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Clerk
from portal.casework.services.stepping import NotAllowed
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import moment_text
from portal.notices.services import tell

from ..models import ExpertConference, ServiceStage, Stage, StageTransition
from .stages import StageMoved, moved, stages_for, take_off


def coming(row: ServiceStage) -> ExpertConference | None:
    """The conference that is booked and not written down yet, also one whose hour is past."""
    rows = row.conferences.filter(held_at__isnull=True, cancelled_at__isnull=True)
    return rows.select_related("clerk", "agency").first()


def coming_of_many() -> Prefetch:
    """The same for many rows at once, as `to_come`."""
    rows = ExpertConference.objects.filter(held_at__isnull=True, cancelled_at__isnull=True)
    return Prefetch("conferences", rows, to_attr="to_come")


def _served(row: ServiceStage, by: Actor) -> ServiceStage:
    if not stages_for(by).filter(pk=row.pk).exists():
        raise NotAllowed(f"{by.id} does not serve {row.pk}")
    return ServiceStage.objects.select_for_update(of=("self",)).select_related("person").get(pk=row.pk)


@verb
def book(
    service: ServiceStage,
    *,
    clerk: Clerk,
    begins: datetime,
    minutes: int,
    place: str,
    experts: str,
    by: Actor,
) -> ExpertConference:
    """Set time, place and who comes, and invite the person. Raises NotAllowed; StageMoved outside stage 4 or when
    one is booked already.
    """
    row = _served(service, by)
    if row.closed_at or row.stage != Stage.EXPERT or coming(row):
        raise StageMoved(str(row.pk))
    made = ExpertConference.objects.create(
        service=row, agency=clerk.agency, clerk=clerk, begins_at=begins, minutes=minutes, place=place,
        experts=experts, booked_at=clock.now(),
    )  # fmt: skip
    record("conference.booked", subject_type="conference", subject_id=made.pk, by=by)
    words = {"when": moment_text(begins), "place": place, "experts": experts, "phone": clerk.agency.phone}
    body = _("%(when)s,%(place)s。%(experts)s和您一起谈谈找工作的事。带上简历就行。") % words
    body += _("时间不合适,打%(phone)s另约。不想来也可以,不影响别的服务。") % words
    tell(
        row.person,
        key=f"conference-{made.pk}",
        kind="stage",
        title=_("请您来和专家谈谈"),
        body=body,
        link=reverse("jobs:profile_card"),
    )
    return made


@verb
def call_off(conference: ExpertConference, *, by: Actor) -> ExpertConference:
    """It does not take place; the person is told. Twice is once. Raises NotAllowed, StageMoved after it was held."""
    row = _served(conference.service, by)
    found = row.conferences.select_for_update(of=("self",)).get(pk=conference.pk)
    if found.held_at:
        raise StageMoved(str(found.pk))
    if found.cancelled_at is None:
        take_off(found, row.person, by=by)
    return found


@verb
def write_down(conference: ExpertConference, *, result: str, next_step: str, by: Actor) -> ExpertConference:
    """What came of it and what is next; «回到分级指导» moves the person there.

    Raises NotAllowed; StageMoved before its hour, when it was called off, or when it is written down already.
    """
    row = _served(conference.service, by)
    found = row.conferences.select_for_update(of=("self",)).get(pk=conference.pk)
    if found.held_at or found.cancelled_at or found.begins_at > clock.now():
        raise StageMoved(str(found.pk))
    found.held_at, found.result, found.next_step = clock.now(), result, next_step
    found.save(update_fields=["held_at", "result", "next_step"])
    record("conference.held", subject_type="conference", subject_id=found.pk, by=by)
    if next_step == ExpertConference.Next.RETURN and row.stage == Stage.EXPERT:
        moved(row, Stage.GUIDED, StageTransition.Reason.CONFERENCE, by=by)
    tell(
        row.person,
        key=f"conference-held-{found.pk}",
        kind="stage",
        title=_("专家面谈的意见"),
        body=_("面谈的意见和下一步(%(next)s)写在“我的画像和推送”里。")
        % {"next": found.get_next_step_display()},
        link=reverse("jobs:profile_card"),
    )
    return found
