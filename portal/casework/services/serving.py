"""送达: a letter reaches the applicant on a day, in a way, with proof. Answers and appeals count from that day."""

from datetime import date

from portal.accounts.models import Clerk, Person
from portal.casework.models import Case, ElectronicService, ProofOfService
from portal.casework.steps import State
from portal.documents.models import Certificate
from portal.events.services import verb
from portal.kernel import clock
from portal.kernel.actor import Actor, system
from portal.kernel.dates import day_of

from .stepping import write_event

AGREEMENT = (
    "我同意公共就业服务机构把文书送到我在本门户的“我的”里,并用短信提醒我。"
    "文书送到之日就是送达之日。我可以随时取消。"
)


class BadProof(ValueError):
    """A service on paper needs the day and what proves it (邮件单号、签收人)."""


@verb
def agree_to_electronic(person: Person, *, by: Actor) -> ElectronicService:
    """Sign the 电子送达确认书; once agreed, asking again changes nothing."""
    living = ElectronicService.objects.filter(person=person, ended_at__isnull=True).first()
    return living or ElectronicService.objects.create(person=person, text=AGREEMENT, agreed_at=clock.now())


@verb
def end_electronic(person: Person, *, by: Actor) -> int:
    """Letters go on paper again from now on."""
    rows = ElectronicService.objects.filter(person=person, ended_at__isnull=True)
    return rows.update(ended_at=clock.now())


def serve_online(letter: Certificate, case: Case) -> ProofOfService | None:
    """Serve a finished letter into the inbox of somebody who agreed to it; None for everybody else."""
    if not ElectronicService.objects.filter(person_id=case.person_id, ended_at__isnull=True).exists():
        return None
    return _serve(letter, case, ProofOfService.Method.ELECTRONIC, clock.today(), "", by=system("serving"))


@verb
def serve_on_paper(
    letter: Certificate, *, method: str, served_on: date, proof: str, by: Actor
) -> ProofOfService:
    """Note how a letter reached the applicant off line. Raises BadProof."""
    if not proof.strip() or served_on > clock.today() or served_on < day_of(letter.issued_at):
        raise BadProof
    case = Case.objects.select_related("item").get(pk=letter.subject_id)
    return _serve(letter, case, method, served_on, proof.strip(), by=by)


@verb
def _serve(
    letter: Certificate, case: Case, method: str, served_on: date, proof: str, *, by: Actor
) -> ProofOfService:
    row, made = ProofOfService.objects.get_or_create(
        letter=letter,
        defaults={
            "case": case,
            "method": method,
            "served_on": served_on,
            "noted_at": clock.now(),
            "proof": proof,
            "clerk": Clerk.objects.get(pk=by.id) if by.kind == "clerk" else None,
        },
    )
    if made:
        detail = {"letter": letter.number, "method": method, "on": served_on.isoformat()}
        write_event(case, "deliver", by=by, before=case.state, text=letter.title, detail=detail)
        _close_when_served(case, letter)
    return row


def _close_when_served(case: Case, letter: Certificate) -> None:
    """A refused or declined case is done (办结) when its decision has reached the applicant."""
    from .deciding import close

    if case.state in (State.REFUSED, State.DECLINED) and letter.kind in ("letter_refuse", "letter_decline"):
        close(case, by=system("casework.close"))


def unserved(agency_path: str):
    """Letters of a subtree that have not reached anybody yet, oldest first."""
    return (
        Certificate.objects.filter(
            family=Certificate.Family.LETTER,
            served__isnull=True,
            rendered_at__isnull=False,
            agency__path__startswith=agency_path,
        )
        .select_related("person", "organisation", "agency")
        .order_by("issued_at", "id")
    )
