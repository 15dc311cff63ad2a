"""An employer describes itself, asks to be verified, is verified for six months."""

from typing import Any

from portal.accounts.models import Organisation
from portal.accounts.queries import number_index, phone_index
from portal.casework.models import Case
from portal.casework.services import Signature, file_case
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.identity import DocumentKind, namespace
from portal.rules import queries as law

from ..models import Employer, EmployerVerification
from ..models.employer import VERIFICATION
from ..queries import banned, broken_promise
from ..rules.days import months_after
from .vacancies import MOVES, remove


class AgentBanned(Exception):
    """The organisation, its agent or its phone may not post; `ban` says until when and why."""

    def __init__(self, ban: Any) -> None:
        super().__init__(str(ban))
        self.ban = ban


class PromiseBroken(Exception):
    """A promise of the employer was found false and the record stands: only papers verify it now."""


@verb
def describe(organisation: Organisation, *, by: Actor, **facts: Any) -> Employer:
    """Write what the employer's card says: ownership, size, address, intro, contact_phone."""
    employer, _made = Employer.objects.update_or_create(organisation=organisation, defaults=facts)
    return employer


@verb
def ask_verification(
    employer: Employer,
    *,
    basis: str,
    ground: str = "",
    ground_text: str = "",
    agent_name: str,
    agent_number: str,
    phone: str,
    signature: Signature,
    by: Actor,
) -> Case:
    """Ask for 招聘资质核验: by documents on record, or by the agent's written promise with its ground.

    Raises AgentBanned when code, agent or phone is known from a ban, CommitmentChanged when the text is an old one,
    PromiseBroken for a promise while an earlier one stands as broken (国办发〔2020〕42号).
    """
    if basis == Employer.Basis.PROMISE and broken_promise(employer):
        raise PromiseBroken
    agent = number_index(namespace(DocumentKind.RESIDENT_ID), agent_number)
    ban = banned(employer.organisation.uscc, agent, phone_index(phone), on=clock.today())
    if ban:
        raise AgentBanned(ban)
    case = file_case(
        VERIFICATION, employer.organisation, region=employer.organisation.region, signature=signature, by=by
    )
    EmployerVerification.objects.update_or_create(
        case=case,
        defaults={
            "employer": employer,
            "basis": basis,
            "ground": ground if basis == Employer.Basis.PROMISE else "",
            "ground_text": ground_text,
            "agent_name": agent_name,
            "agent_number": agent_number,
            "agent_index": agent,
            "made_at": clock.now(),
        },
    )
    return case


@verb
def unverified(employer: Employer, *, by: Actor) -> Employer:
    """End a verification; every vacancy that stands on it is taken down."""
    employer.basis, employer.verified_on, employer.verified_until = "", None, None
    employer.save(update_fields=["basis", "verified_on", "verified_until"])
    for vacancy in employer.vacancies.filter(state__in=MOVES["remove"][0]):
        remove(vacancy, by=by)
    record("employer.unverified", subject_type="employer", subject_id=employer.pk, by=by)
    return employer


def verified(verification: EmployerVerification, *, basis: str = "", by: Actor) -> Employer:
    """Write the verification to the employer's card; runs inside the grant of its case, or inside a check that found
    the papers to be there since (`basis`).

    It holds for `vacancy.employer_reverify_months` (2025 notice: checked again every six months at least).
    """
    employer, today = verification.employer, clock.today()
    months = int(law.value("vacancy.employer_reverify_months", on=today))
    employer.basis, employer.verified_on = basis or verification.basis, today
    employer.verified_until = months_after(today, months)
    employer.save(update_fields=["basis", "verified_on", "verified_until"])
    record("employer.verified", subject_type="employer", subject_id=employer.pk, by=by)
    return employer
