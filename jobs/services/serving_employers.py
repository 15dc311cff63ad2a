"""Serving employers at the desk: how urgent their need is, who serves them, visits, and bans (禁止发布)."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.accounts.models import Clerk, Role
from portal.casework.models import ReasonCode
from portal.casework.policy import DESK_ROLES
from portal.casework.services.stepping import NotAllowed
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.notices.services import tell_members

from ..models import Ban, Employer, Visit
from ..models.employer import VERIFICATION
from ..models.vacancy import PUBLICATION
from .employers import unverified
from .remedies import appeal_text

REMIND = timedelta(days=14)


def employers_for(actor: Actor) -> QuerySet[Employer]:
    """Employers in the regions of the clerk's agency and below."""
    rows = Employer.objects.filter(organisation__region__agencies__path__startswith=actor.agency_path)
    return rows.select_related("organisation__region", "officer").distinct()


def _allowed(employer: Employer, by: Actor, roles: frozenset[str] = DESK_ROLES) -> None:
    if by.kind != "clerk" or not by.roles & roles or not employers_for(by).filter(pk=employer.pk).exists():
        raise NotAllowed(f"{by.id} does not serve {employer.pk}")


@verb
def serve(employer: Employer, *, need: str, officer: Clerk | None, by: Actor) -> Employer:
    """Set 用工需求分级 (急招, 缺工, 常态) and the named 用工专员. Raises NotAllowed."""
    _allowed(employer, by)
    employer.need, employer.officer = need, officer
    employer.save(update_fields=["need", "officer"])
    record("employer.served", subject_type="employer", subject_id=employer.pk, by=by, payload={"need": need})
    return employer


@verb
def visited(employer: Employer, *, way: str, text: str, next_on: date | None, by: Actor) -> Visit:
    """Write down a visit or a call. Raises NotAllowed."""
    _allowed(employer, by)
    return Visit.objects.create(
        employer=employer, clerk_id=int(by.id), at=clock.now(), way=way, text=text, next_on=next_on
    )


@verb
def ban(employer: Employer, *, reason: ReasonCode, text: str, ends: date, by: Actor) -> Ban:
    """Forbid posting until a day, for one reason with its article; every vacancy comes down, members are told why,
    who decided, until when, and how to appeal. Only the second pair of eyes (复核) may. Raises NotAllowed.

    Source: 《人力资源市场暂行条例》第二十九条 (checks of what is posted).
    """
    _allowed(employer, by, frozenset({Role.RECHECK}))
    proof = employer.verifications.order_by("-made_at").first()
    made = Ban.objects.create(
        employer=employer,
        uscc=employer.organisation.uscc,
        agent_index=proof.agent_index if proof else None,
        reason=reason,
        text=text,
        begins=clock.today(),
        ends=ends,
        by_id=int(by.id),
    )
    unverified(employer, by=by)
    record("employer.banned", subject_type="employer", subject_id=employer.pk, by=by)
    _tell_ban(made, by)
    return made


def _tell_ban(made: Ban, by: Actor) -> None:
    words: dict[str, Any] = {"until": full_text(made.ends), "reason": made.reason.text, "text": made.text}
    words |= {"article": made.reason.article, "who": by.name}
    body = (
        _(
            "到%(until)s为止,不能发布招聘信息。原因:%(reason)s事实:%(text)s。依据:%(article)s。决定人:%(who)s。"
        )
        % words
    )
    body += appeal_text(made.employer.organisation.region_id)
    title = _("单位被禁止发布招聘信息")
    tell_members(made.employer.organisation, key=f"ban-{made.pk}", kind="vacancy", title=title, body=body)


@verb
def lift(made: Ban, *, by: Actor) -> Ban:
    """End a ban before its day; the employer may ask to be verified again. Raises NotAllowed."""
    _allowed(made.employer, by, frozenset({Role.RECHECK}))
    if made.lifted_at is None:
        made.lifted_at = clock.now()
        made.save(update_fields=["lifted_at"])
        record("employer.ban_lifted", subject_type="employer", subject_id=made.employer_id, by=by)
    return made


def ban_reasons() -> QuerySet[ReasonCode]:
    """Why an employer may be banned: what a vacancy is refused for, or taken back for with its verification."""
    refused = ReasonCode.objects.filter(item=PUBLICATION, use=ReasonCode.Use.REFUSE)
    revoked = ReasonCode.objects.filter(item__in=[VERIFICATION, PUBLICATION], use=ReasonCode.Use.REVOKE)
    return (refused | revoked).order_by("item", "use", "code")


def remind_to_reverify() -> int:
    """Tell members whose verification ends within two weeks, once for each last day; returns how many were told."""
    today, told = clock.today(), 0
    due = Employer.objects.filter(verified_until__gte=today, verified_until__lte=today + REMIND)
    for employer in due.select_related("organisation").order_by("pk"):
        words = {"day": full_text(employer.verified_until), "unit": employer.organisation.name}
        told += tell_members(
            employer.organisation,
            key=f"reverify-{employer.pk}-{employer.verified_until:%Y%m%d}",
            kind="vacancy",
            title=_("单位核验快到期了"),
            body=_("%(unit)s的招聘资质核验到%(day)s为止。请在工作台重新核验,到期后不能发布新岗位。") % words,
            link=f"/employers/{employer.pk}/",
        )
    return told
