"""见习单位: asked for on one page, looked at on the spot, recognised, reviewed each year, ended with its case."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.models import Organisation
from portal.casework.models import Case
from portal.casework.policy import at_desk
from portal.casework.services import Signature, file_case, filed, refile
from portal.casework.services.stepping import NotAllowed
from portal.casework.steps import OPEN_STATES, State
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.kernel.ids import in_use, public_number
from portal.notices.services import tell, tell_members
from portal.rules import queries as law

from ..models import BaseRequest, BaseReview, Employer, Internship, InternshipBase, Kind, Vacancy
from ..models.internship import RECOGNITION
from ..rules.days import months_after
from .vacancies import MOVES, remove

Result = BaseReview.Result


class BaseRefused(Exception):
    """`why`: unverified | standing | asked | ended | future | early."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def standing(employer: Employer) -> InternshipBase | None:
    """The unit's recognition that holds now; a review that is late does not end it."""
    return employer.bases.filter(ended_on__isnull=True).first()


def may_post(vacancy: Vacancy) -> bool:
    """Whether the unit may post this vacancy: an internship needs a recognised base."""
    return vacancy.kind != Kind.INTERNSHIP or standing(vacancy.employer) is not None


def public_bases() -> QuerySet[InternshipBase]:
    """What everybody reads, the newest first."""
    rows = InternshipBase.objects.filter(ended_on__isnull=True)
    return rows.select_related("employer__organisation", "region", "agency").order_by("-recognised_on", "-pk")


def bases_for(actor: Actor) -> QuerySet[InternshipBase]:
    """The standing bases a clerk looks after: recognised by the agency or below it; the next review first."""
    if not at_desk(actor):
        return InternshipBase.objects.none()
    rows = InternshipBase.objects.filter(agency__path__startswith=actor.agency_path, ended_on__isnull=True)
    return rows.select_related("employer__organisation", "region", "request__case").order_by(
        "review_on", "pk"
    )


def requests_for(actor: Actor) -> QuerySet[BaseRequest]:
    """Requests whose case is open in the clerk's agency or below it, the first due first."""
    if not at_desk(actor):
        return BaseRequest.objects.none()
    rows = BaseRequest.objects.filter(
        case__responsible_path__startswith=actor.agency_path, case__state__in=OPEN_STATES
    )
    return rows.select_related("case", "employer__organisation", "inspector").order_by("case__due", "pk")


def ensure_unit(employer_id: UUID, by: Actor) -> None:
    """Only the unit itself, or a clerk at the desk for it, may. Raises NotAllowed."""
    if at_desk(by) or (by.kind == "organisation" and by.id == str(employer_id)):
        return
    raise NotAllowed(f"{by.kind} {by.id} does not speak for {employer_id}")


def tell_unit(organisation: Organisation, *, key: str, title: str, body: str) -> None:
    """Every active member, with the way to the unit's page of internships."""
    link = reverse("jobs:unit_internships", args=[organisation.pk])
    tell_members(organisation, key=key, kind="internship", title=title, body=body, link=link)


@verb
def ask(
    employer: Employer,
    *,
    places: int,
    mentors: int,
    plan: str,
    stipend: Decimal,
    signature: Signature | None,
    by: Actor,
) -> Case:
    """Ask to be recognised as 见习单位, or hand a returned request in again; stipend in yuan a month.

    Raises NotAllowed, BaseRefused (unverified, standing, asked), CommitmentChanged when the promise is an old one.
    Source: 人社部门就业见习管理 (catalogue item internship-base-recognition).
    """
    ensure_unit(employer.pk, by)
    if employer.verified_until is None or employer.verified_until < clock.today():
        raise BaseRefused("unverified")
    if standing(employer):
        raise BaseRefused("standing")
    unit = employer.organisation
    before = filed(RECOGNITION, unit)
    if before and before.state != State.RETURNED:
        raise BaseRefused("asked")
    case = (
        refile(before, by=by)
        if before
        else file_case(RECOGNITION, unit, region=unit.region, signature=signature, by=by)
    )
    facts = {"places": places, "mentors": mentors, "plan": plan, "stipend": stipend}
    BaseRequest.objects.update_or_create(
        case=case, defaults=facts | {"employer": employer, "made_at": clock.now()}
    )
    return case


@verb
def inspect(request: BaseRequest, *, on: date, text: str, suitable: bool, by: Actor) -> BaseRequest:
    """Write down what was seen on the spot (考察); writing it anew replaces it. Raises NotAllowed, BaseRefused."""
    if not requests_for(by).filter(pk=request.pk).exists():
        raise NotAllowed(f"{by.id} does not inspect {request.pk}")
    if on > clock.today():
        raise BaseRefused("future")
    row = BaseRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    row.inspected_on, row.inspector_id, row.inspected, row.suitable = on, int(by.id), text, suitable
    row.save(update_fields=["inspected_on", "inspector", "inspected", "suitable"])
    record("internship.inspected", subject_type="case", subject_id=row.case_id, by=by)
    return row


def next_review(day: date, region: str) -> date:
    """The day of the yearly review counted from `day`. Raises LawMissing."""
    return months_after(day, int(law.value("internship.review_months", on=day, region=region)))


def recognised(request: BaseRequest, *, by: Actor) -> InternshipBase:
    """Make the base; runs inside the grant of its case."""
    today, case, unit = clock.today(), request.case, request.employer.organisation
    made = InternshipBase.objects.create(
        number=public_number("JX", today, taken=in_use(InternshipBase)),
        request=request,
        employer=request.employer,
        agency=case.responsible,
        region=unit.region,
        places=request.places,
        mentors=request.mentors,
        plan=request.plan,
        stipend=request.stipend,
        recognised_on=today,
        review_on=next_review(today, unit.region_id),
    )
    record("internship.recognised", subject_type="internship_base", subject_id=made.pk, by=by)
    return made


@verb
def review(base: InternshipBase, *, result: str, text: str, next_on: date | None, by: Actor) -> BaseReview:
    """The yearly review: passed moves the day by a year, improve sets the day to look again and tells why.

    Raises NotAllowed for a base of elsewhere, BaseRefused (ended, early) for one that ended or a day not ahead.
    """
    row = InternshipBase.objects.select_for_update(of=("self",)).get(pk=base.pk)
    if row.ended_on:
        raise BaseRefused("ended")
    if not bases_for(by).filter(pk=row.pk).exists():
        raise NotAllowed(f"{by.id} does not review {row.pk}")
    today = clock.today()
    later = next_review(max(today, row.review_on), row.region_id) if result == Result.PASSED else next_on
    if later is None or later <= today:
        raise BaseRefused("early")
    made = BaseReview.objects.create(
        base=row, on=today, result=result, text=text, next_on=later, clerk_id=int(by.id)
    )
    row.review_on = later
    row.save(update_fields=["review_on"])
    record("internship.reviewed", subject_type="internship_base", subject_id=row.pk, by=by)
    words = {"text": text, "day": full_text(later), "who": by.name}
    title = _("见习单位评估:%(result)s") % {"result": made.get_result_display()}
    body = (
        _("%(text)s\n下次评估:%(day)s。评估人:%(who)s。有不同意见,请直接向评估机构说明,或拨打12333。") % words
    )
    tell_unit(row.employer.organisation, key=f"base-review-{made.pk}", title=title, body=body)
    return made


def ended(base: InternshipBase, *, by: Actor) -> InternshipBase:
    """The recognition ends with its case (撤销); runs inside that step.

    Open internship vacancies come down, whoever applied is told by the listener; agreements that run go on.
    """
    row = InternshipBase.objects.select_for_update(of=("self",)).get(pk=base.pk)
    row.ended_on = clock.today()
    row.save(update_fields=["ended_on"])
    gone = []
    for vacancy in row.employer.vacancies.filter(kind=Kind.INTERNSHIP, state__in=MOVES["remove"][0]):
        remove(vacancy, by=by)
        gone.append(vacancy.title)
    record("internship.base_ended", subject_type="internship_base", subject_id=row.pk, by=by)
    body = _("原因和救济途径见撤销决定。正在履行的见习协议照常履行。")
    if gone:
        body += _("以下见习岗位已下架:%(titles)s。") % {"titles": "、".join(gone)}
    tell_unit(row.employer.organisation, key=f"base-ended-{row.pk}", title=_("见习单位认定已撤销"), body=body)
    for each in row.internships.filter(state=Internship.State.RUNNING).select_related("person"):
        tell(
            each.person,
            key=f"base-ended-{row.pk}-intern-{each.pk}",
            kind="internship",
            title=_("您的见习单位认定被撤销"),
            body=_("您的见习协议照常履行,生活费和保险不变。有问题请拨打12333。"),
            link=reverse("jobs:my_internship", args=[each.pk]),
        )
    return row
