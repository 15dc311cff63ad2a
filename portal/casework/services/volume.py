"""The electronic volume (电子卷宗): everything of a case in one ZIP, with a list of fingerprints."""

import hashlib
import io
import json
import zipfile
from typing import Any

from portal.casework.models import Case
from portal.casework.registry import service_for
from portal.documents import rendering
from portal.documents.models import Certificate


def _case_json(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "item": case.item_id,
        "item_name": case.item.name,
        "version": case.version.number if case.version_id else None,
        "state": case.state,
        "channel": case.channel,
        "submitted_at": case.submitted_at.isoformat(),
        "decided_at": case.decided_at.isoformat() if case.decided_at else None,
        "responsible": case.responsible.name,
        "taken_at": case.taken_at.name,
        "due": case.due.isoformat() if case.due else None,
        "decision": case.decision,
        "archive_class": case.item.archive_class,
        "answers": service_for(case).questions.recall(case),
    }


def _events(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "at": row.at.isoformat(),
            "step": row.step,
            "from": row.from_state,
            "to": row.to_state,
            "by": row.actor_name,
            "agency": row.agency_name,
            "channel": row.channel,
            "text": row.public_text,
            "detail": row.detail,
        }
        for row in case.events.order_by("id")
    ]


def _commitments(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "text": row.text.body,
            "version": row.text.version,
            "hash": row.text_hash,
            "method": row.method,
            "signed_at": row.signed_at.isoformat(),
            "witness": row.witness.name if row.witness else None,
        }
        for row in case.commitments.select_related("text", "witness")
    ]


def volume_of(case: Case) -> bytes:
    """The ZIP of a case: case.json, events.json, commitments.json, every paper as PDF, MANIFEST.json (SHA-256)."""
    files: dict[str, bytes] = {}
    for name, data in (
        ("case.json", _case_json(case)),
        ("events.json", _events(case)),
        ("commitments.json", _commitments(case)),
    ):
        files[name] = json.dumps(data, ensure_ascii=False, indent=1).encode()
    for paper in Certificate.objects.filter(subject_type="case", subject_id=str(case.pk)).order_by(
        "issued_at"
    ):
        files[f"papers/{paper.number}.pdf"] = rendering.read_file(paper)
    manifest = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    files["MANIFEST.json"] = json.dumps(manifest, indent=1).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in files.items():
            bundle.writestr(name, data)
    return out.getvalue()
