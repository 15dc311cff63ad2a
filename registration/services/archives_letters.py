"""Letters about a personnel file: 调档函, what is missing, a refusal to send it, the receipt."""

from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from portal.agencies.models import Agency
from portal.casework.services.letters import remedies
from portal.documents import services as documents
from portal.documents.models import Certificate
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.kernel.fields import plaintext

from ..models import Material, Transfer
from ..rules import archives as rules


def _write(
    kind: str, title: str, row: Transfer, agency: Agency, body: dict[str, Any], *, by: Actor
) -> Certificate:
    """A letter about one journey, held by the person whose file it is."""
    full = {"reasons": [], "remedies": [], "case": row.number} | body
    return documents.write_letter(
        kind,
        title,
        full,
        person=row.file.person,
        agency=agency,
        subject_type="archive_transfer",
        subject_id=row.pk,
        by=by,
    )


def call(row: Transfer, *, by: Actor) -> Certificate:
    """调档函 to whoever keeps the file now."""
    words = {"name": plaintext(row.file.person.name), "to": row.receiver_name}
    paragraphs = [
        _("%(name)s的人事档案拟由%(to)s接收。请审核后密封转来。") % words,
        _("请通过机要交通、专人或者规定可以用的邮政特快专递转递,不要交给本人。"),
    ]
    body = {"greeting": _("%(name)s:") % {"name": row.sender_name}, "paragraphs": paragraphs}
    return _write("archive_call", _("调档函"), row, row.to_agency, body, by=by)


def missing(row: Transfer, kinds: list[str], *, by: Actor) -> Certificate:
    """What is missing, all of it in one letter (一次告知); only kinds, never contents."""
    names = "、".join(str(Material(each).label) for each in rules.told_missing(kinds))
    paragraphs = [
        _("您的人事档案已经收到并核对。下面几类材料不齐,只告知这一次。"),
        names,
        _("缺材料不影响存档。可以请原来的学校、单位补,由他们直接转给我们;请不要自己携带。"),
    ]
    body = {"greeting": _("%(name)s:") % {"name": plaintext(row.file.person.name)}, "paragraphs": paragraphs}
    return _write("archive_missing", _("档案缺件告知书"), row, row.to_agency, body, by=by)


def declined(row: Transfer, reason: str, *, by: Actor) -> Certificate:
    """Why a file is not sent on, with the ways to appeal."""
    agency = row.from_agency
    body = {
        "greeting": _("%(name)s:") % {"name": plaintext(row.file.person.name)},
        "paragraphs": [_("%(to)s来函调您的人事档案,现在还不能转出。") % {"to": row.receiver_name}],
        "reasons": [
            {"text": reason, "article": rules.REGULATION, "next_step": _("原因消除以后,接收方可以再来函。")}
        ],
        "remedies": remedies(agency),
    }
    return _write("archive_declined", _("档案不予转出告知书"), row, agency, body, by=by)


def receipt(row: Transfer, *, by: Actor) -> Certificate:
    """回执 to whoever sent the file."""
    dispatch = row.dispatch
    words = {
        "name": plaintext(row.file.person.name),
        "day": full_text(localdate(dispatch.received_at)),
        "way": dispatch.get_way_display(),
    }
    paragraphs = [
        _("%(name)s的人事档案已于%(day)s收到(%(way)s),密封完好,已核对入库。") % words,
        _("存档号:%(number)s") % {"number": row.file.number},
    ]
    body = {"greeting": _("%(name)s:") % {"name": row.sender_name}, "paragraphs": paragraphs}
    return _write("archive_receipt", _("档案接收回执"), row, row.to_agency, body, by=by)
