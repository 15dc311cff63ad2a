"""Issuing, rendering and revoking certificates."""

import json
from datetime import timedelta
from typing import Any, Protocol

from portal.accounts.models import Clerk, Organisation, Person
from portal.agencies.models import Agency
from portal.events.services import record, verb
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.ids import in_use, public_number

from . import numbering, rendering, signing
from .models import Certificate

LIST_VALID = timedelta(days=1)


class Spec(Protocol):
    """What casework hands over: see casework.registry.CertificateSpec."""

    kind: str
    title: str
    prefix: str
    claims: dict[str, str]
    subject_type: str
    subject_id: str


@verb
def issue(spec: Spec, *, person: Person, agency: Agency, by: Actor) -> Certificate:
    """Write and sign a certificate; its PDF is made by a delivery, so a full disk cannot undo the decision."""
    now = clock.now()
    number = public_number(spec.prefix, now.date(), taken=in_use(Certificate))
    claims = dict(spec.claims)
    certificate = Certificate.objects.create(
        number=number,
        kind=spec.kind,
        title=spec.title,
        person=person,
        agency=agency,
        subject_type=spec.subject_type,
        subject_id=spec.subject_id,
        claims=json.dumps(claims, ensure_ascii=False),
        issued_at=now,
    )
    record("certificate.issued", subject_type="certificate", subject_id=certificate.pk, by=by)
    return certificate


@verb
def write_letter(
    kind: str,
    title: str,
    body: dict[str, Any],
    *,
    person: Person | None,
    organisation: Organisation | None = None,
    agency: Agency,
    subject_type: str,
    subject_id: Any,
    by: Actor,
) -> Certificate:
    """Write a letter (文书) with the agency's next official number; the PDF is made by a delivery.

    body: greeting, paragraphs (list), reasons (list of text, article, next_step), remedies (list), all in words.
    """
    now = clock.now()
    official = numbering.official_number(agency, kind)
    letter = Certificate.objects.create(
        family=Certificate.Family.LETTER,
        number=public_number("SYWS", now.date(), taken=in_use(Certificate)),
        official_number=official,
        kind=kind,
        title=title,
        person=person,
        organisation=organisation,
        agency=agency,
        subject_type=subject_type,
        subject_id=str(subject_id),
        claims=json.dumps({"title": title, "official": official, "agency": agency.name}, ensure_ascii=False),
        body=json.dumps(body, ensure_ascii=False),
        issued_at=now,
    )
    record("certificate.issued", subject_type="certificate", subject_id=letter.pk, by=by)
    return letter


class AlreadyHandedOut(Exception):
    """Somebody handed this paper out before."""


@verb
def hand_out(certificate: Certificate, *, how: str, by: Actor) -> Certificate:
    """Note that a paper left the house (出件). Raises AlreadyHandedOut."""
    locked = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if locked.handed_at:
        raise AlreadyHandedOut
    locked.handed_at, locked.handed_how = clock.now(), how
    locked.handed_by = Clerk.objects.get(pk=by.id) if by.kind == "clerk" else None
    locked.save(update_fields=["handed_at", "handed_how", "handed_by"])
    record(
        "certificate.handed_out",
        subject_type="certificate",
        subject_id=locked.pk,
        by=by,
        payload={"how": how},
    )
    return locked


@verb
def render(certificate: Certificate, *, by: Actor) -> Certificate:
    """Make the PDF file of a certificate. Raises OSError when the disk is full; the delivery tries again."""
    certificate.file = rendering.write_file(certificate)
    certificate.rendered_at = clock.now()
    certificate.save(update_fields=["file", "rendered_at"])
    record("certificate.rendered", subject_type="certificate", subject_id=certificate.pk, by=by)
    return certificate


@verb
def revoke_for(subject_type: str, subject_id: Any, *, reason: str, by: Actor) -> int:
    """End every living certificate that rests on a subject; returns how many."""
    rows = Certificate.objects.filter(
        family=Certificate.Family.CERTIFICATE,
        subject_type=subject_type,
        subject_id=str(subject_id),
        revoked_at__isnull=True,
    )
    return rows.update(revoked_at=clock.now(), revoked_reason=reason)


def revocation_list() -> str:
    """The signed list of revoked numbers, good until its next_update."""
    now = clock.now()
    serials = Certificate.objects.filter(revoked_at__isnull=False).order_by("number")
    return signing.sign_list(
        list(serials.values_list("number", flat=True)), at=now, next_update=now + LIST_VALID
    )
