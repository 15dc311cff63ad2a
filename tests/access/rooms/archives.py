"""Personnel files: who reaches what."""

from typing import Any

from portal.accounts.models import Organisation
from portal.agencies.models import Region
from portal.kernel import clock
from portal.kernel.actor import Actor
from registration.models import CertificateAsk, Dispatch, FileRequest, Transfer, TransferOutAsk
from registration.services import archives, archives_certificates, archives_reading
from tests import cast as people
from tests.cast import JINJIANG
from tests.cast_archives import PAGES, Archives
from tests.cast_jobs import RESTAURANT

MINE = "302 302 200 200 302 302 302 302"
UNIT = "302 302 200 404 302 302 302 302"
DESK = "302 404 404 404 200 200 302 200"
KEPT = "302 404 404 404 200 404 302 200"
NO_POST = "302 302 405 405 302 302 302 302"
GET = {
    "registration:my_archive": MINE,
    "registration:archive_units": "302 302 302 200 302 302 302 302",
    "registration:unit_archives": UNIT,
    "registration:unit_consult": UNIT,
    "registration:unit_call": UNIT,
    "registration:desk_archives": DESK,
    "registration:new_archive": DESK,
    "registration:desk_loans": DESK,
    "registration:desk_loan": KEPT,
    "registration:desk_look": KEPT,
    "registration:desk_archive": KEPT,
}
POST = {
    "registration:my_archive": NO_POST,
    "registration:archive_units": NO_POST,
    "registration:unit_archives": "302 302 405 405 302 302 302 302",
    "registration:unit_consult": "302 302 422 404 302 302 302 302",
    "registration:unit_call": "302 302 422 404 302 302 302 302",
    "registration:desk_archives": "302 404 404 404 422 422 302 422",
    "registration:new_archive": "302 404 404 404 422 422 302 422",
    "registration:desk_loans": "302 404 404 404 405 405 302 405",
    "registration:desk_loan": "302 404 404 404 422 404 302 422",
    "registration:desk_look": "302 404 404 404 422 404 302 422",
    "registration:desk_archive": "302 404 404 404 404 404 302 404",
}
KEYS = (
    ("units/<uuid:pk>/archives/", "employer"),
    ("desk/register/archives/loans/", "consultation"),
    ("desk/register/archives/looks/", "archive_ask"),
    ("desk/register/archives/", "archive_file"),
)


def _file(cast: Any) -> Any:
    facts = {"group": "left", "ever_cadre": False, "shelf": "A-01-01", "agency": cast.liufang.agency}
    made = archives.take_stock(cast.xiaomei, by=cast.liufang_actor, **facts)
    return archives.count_items(made, pages=PAGES, missing=[], by=cast.liufang_actor)


def rows(cast: Any, world: Any) -> dict[str, Any]:
    """李晓梅's file in 锦江, a loan that waits to be handed out, a certificate to look up."""
    room, file = _room(cast), _file(cast)
    loan = archives_reading.approved(room.approved(room.consulted()).consultation, by=cast.chentao_actor)
    said = {"kind": ["history"], "wanted": ["学习经历"], "purpose": ["落户"]}
    case = room.submitted("archive-certificate", cast.xiaomei, {"certificate": said})
    ask = CertificateAsk.objects.get(case=case)
    return {"archive_file": file, "consultation": loan, "archive_ask": ask}


def _room(cast: Any) -> Archives:
    """With a unit nobody of the cast sits in."""
    room = Archives(cast)
    facts = {"uscc": RESTAURANT, "name": "蜀味人家", "region_id": JINJIANG}
    room.unit = Organisation.objects.create(created_at=clock.now(), confirmed_at=clock.now(), **facts)
    room.by_unit = Actor(kind="organisation", id=str(room.unit.pk), name="蜀味人家")
    return room


def _asked(cast: Any) -> Any:
    _file(cast)
    return _room(cast).consulted().consultation


def _called(cast: Any) -> Transfer:
    """李晓梅's file, kept in 锦江, called for by 青羊."""
    room, file = _room(cast), _file(cast)
    facts = {"county_id": "510105", "group": "left", "ever_cadre": False}
    said = {"keeper": {"county": ["510105"]}, "group": {"group": ["left"]}, "cadre": {"cadre": ["no"]}}
    case = room.submitted("archive-transfer-in", file.person, said)
    assert FileRequest.objects.filter(case=case, **facts).exists()
    return archives.call_in(case.file_request, by=cast.hejing_actor)


def _sent(cast: Any) -> Dispatch:
    room, row = Archives(cast), _called(cast)
    room.sent(room.reviewed(row))
    return Dispatch.objects.get(transfer=row)


def _ask_out(cast: Any) -> TransferOutAsk:
    room, day = _room(cast), clock.today()
    county = Region.objects.get(pk=JINJIANG)
    facts = {"county": county, "name": "李晓梅", "number": people.NUMBERS["李晓梅"], "letter_number": "函2"}
    facts |= {"issued_on": day, "valid_until": None, "authority": "批复"}
    return archives_reading.ask_out(room.unit, by=room.by_unit, **facts).transferoutask


def _certificate(cast: Any) -> CertificateAsk:
    said = {"kind": ["history"], "wanted": ["学习经历"], "purpose": ["落户"]}
    pages = {"certificate": said, "keeper": {"county": [JINJIANG]}}
    return Archives(cast).submitted("archive-certificate", cast.xiaomei, pages).archive_certificate


def _handover(cast: Any) -> Any:
    facts = {"direction": "in", "letter_number": "介1", "from_branch": "甲", "to_branch": "乙"}
    by = cast.liufang_actor
    return archives_certificates.hand_over_party(_file(cast), on=clock.today(), by=by, **facts)


ROWS = {
    "registration.PersonnelFile": _file,
    "registration.FileItem": lambda cast: _file(cast).items.first(),
    "registration.FileMovement": lambda cast: _file(cast).movements.first(),
    "registration.Transfer": _called,
    "registration.TransferLetter": lambda cast: _called(cast).letter,
    "registration.Dispatch": _sent,
    "registration.FileRequest": lambda cast: _called(cast).case.file_request,
    "registration.TransferOutAsk": _ask_out,
    "registration.Consultation": _asked,
    "registration.CertificateAsk": _certificate,
    "registration.PartyHandover": _handover,
}
