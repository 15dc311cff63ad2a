"""The four items of personnel files as casework knows them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from portal.accounts.models import Person
from portal.agencies.models import Region
from portal.agencies.queries import county_of
from portal.casework.models import Case
from portal.casework.registry import CertificateSpec, Filed, Page, Service, register
from portal.casework.services import NothingToGrant
from portal.kernel import clock
from portal.kernel.actor import Actor
from portal.kernel.dates import full_text
from portal.kernel.fields import plaintext
from portal.rules.verdict import Finding, Verdict, all_of

from ..forms import archives as forms
from ..forms import yes_no
from ..models import CertificateAsk, FileRequest, PersonnelFile, Transfer
from ..models.archives import CERTIFICATE, CONSULTATION, TRANSFER_IN, TRANSFER_OUT
from ..presenters.archives_words import refused
from ..queries import archives as queries
from ..rules.archives import NO_READER_OF_OWN, REGULATION
from ..services import archives, archives_certificates, archives_reading
from ..services.archives_rights import HEADS, ArchiveRefused

F = PersonnelFile.State
ENTRY = "registration:archive_units"


def _row(name: Any, value: Any) -> dict[str, str]:
    return {"name": str(name), "value": str(value)}


def _met(code: str, text: str, met: bool | None, article: str = REGULATION) -> Finding:
    return Finding(code, text, article, met, confidence="B")


@contextmanager
def _or_nothing() -> Iterator[None]:
    """What stands against a step is told to the clerk who decides."""
    try:
        yield
    except ArchiveRefused as error:
        raise NothingToGrant(refused(error)) from error


class TransferInHandler:
    """What is checked of a person who wants the file kept here; a grant calls the file in."""

    def problems(self, case: Case) -> Verdict:
        """One of the seven groups, one file, not here already, not on its way. Source: 第四条."""
        row, person = case.file_request, case.person
        file = queries.file_of(person)
        mine = Transfer.objects.filter(case=case).exists()
        here = file is not None and file.agency_id == case.responsible_id and file.state in (F.KEPT, F.LENT)
        travels = file is not None and queries.open_transfer(file) is not None and not mine
        return all_of(
            [
                _met("group", _("属于七类人员:%(group)s") % {"group": row.get_group_display()}, True),
                _met("one_file", _("没有另一份记录也存着档案"), not queries.twin_with_file(person)),
                _met("not_here", _("档案还没有存在本机构"), mine or not here),
                _met("not_travelling", _("档案现在没有正在转递"), not travels),
            ]
        )

    def grant(self, case: Case, *, by: Actor) -> None:
        """Open the journey with its 调档函."""
        with _or_nothing():
            archives.call_in(case.file_request, by=by)

    def revoke(self, case: Case, *, by: Actor) -> None:
        """A journey not sent yet is called off; one that runs goes on to its end."""
        journey = Transfer.objects.filter(case=case, state__in=["called", "reviewed"]).first()
        if journey is not None:
            archives.cancel(journey, reason=_("存档申请已撤销"), by=by)

    def certificate(self, case: Case) -> None:
        """The journey is the result; its number and the letter are on the page of the file."""


class TransferInQuestions:
    """Four questions; what is known is offered."""

    pages = (
        Page("keeper", "想把档案存到哪里?", forms.KeeperForm, "可以存在户籍地,也可以存在工作的地方。"),
        Page("group", "您现在是哪种情况?", forms.GroupForm, "公共服务机构保管这几类人员的档案,都不收费。"),
        Page("where", "档案现在在哪里?", forms.WhereForm, "我们直接向那里发调档函。档案不能自己携带。"),
        Page("cadre", "做过干部吗?", forms.CadreForm, "做过的,档案要走机要或者由专人送。"),
    )

    def known(self, person: Person) -> dict[str, Any]:
        """Whether our own register knows where the file is."""
        file = queries.file_of(person)
        return {"kept": file is not None and file.state in (F.KEPT, F.LENT)}

    def standing(self, person: Person) -> str:
        """A file on its way need not be asked for again."""
        file = queries.file_of(person)
        if file is not None and queries.open_transfer(file) is not None:
            return _("您的档案正在转递,不用再申请。到哪一步了,请看“我的档案”。")
        return ""

    def skipped(self, answers: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
        """Where the file is is not asked when we keep it."""
        return frozenset({"where"}) if answers["person"]["kept"] else frozenset()

    def initial(self, page: str, person: Person) -> dict[str, Any]:
        """The county one lives in; what the file says of group and past posts."""
        file = queries.file_of(person)
        if page == "keeper":
            return {"county": forms.county_of_person(person)}
        if file and page == "group":
            return {"group": file.group}
        if file and page == "cadre":
            return {"cadre": yes_no(file.ever_cadre)}
        return {}

    def store(self, case: Case, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """The typed row of the case."""
        where = answers.get("where", {})
        FileRequest.objects.update_or_create(
            case=case,
            defaults={
                "person": case.person,
                "county": answers["keeper"]["county"],
                "group": answers["group"]["group"],
                "ever_cadre": answers["cadre"]["cadre"] == "yes",
                "from_county": where.get("from_county"),
                "from_outside": where.get("from_outside", ""),
            },
        )

    def recall(self, case: Case) -> dict[str, dict[str, list[str]]]:
        """The stored answers as form data."""
        row = case.file_request
        data = {
            "keeper": {"county": [row.county_id]},
            "group": {"group": [row.group]},
            "cadre": {"cadre": [yes_no(row.ever_cadre)]},
        }
        if row.from_county_id or row.from_outside:
            data["where"] = {
                "from_county": [row.from_county_id or ""],
                "from_outside": [row.from_outside],
            }
        return data

    def facts(self, case: Case) -> dict[str, Any]:
        """Nothing for other services."""
        return {}


def kept_where(person: Person, answers: Mapping[str, Mapping[str, Any]]) -> Region | None:
    """A file is taken in where the person wants it."""
    return answers["keeper"]["county"]


class CertificateHandler:
    """存档证明 by the register at once; 经历 and 亲属关系 after two people looked; nothing found is no refusal."""

    def problems(self, case: Case) -> Verdict:
        """Only one thing can be missing: the look into the file."""
        row = case.archive_certificate
        on_record = archives_certificates.on_record(row)
        looked = {
            True: _("档案有记载"),
            False: _("没有记载,出具查无说明"),
            None: _("还没有双人查证,请到“档案”里记录"),
        }
        return all_of([_met("looked_up", looked[on_record], None if on_record is None else True)])

    def grant(self, case: Case, *, by: Actor) -> None:
        """The certificate is the result; without a look there is nothing to certify."""
        if archives_certificates.on_record(case.archive_certificate) is None:
            raise NothingToGrant(_("还没有双人查证,请先到“登记和档案”的“人事档案”里记录。"))

    def revoke(self, case: Case, *, by: Actor) -> None:
        """Casework ends the certificate itself."""

    def certificate(self, case: Case) -> CertificateSpec:
        """What stands on record, or that nothing does."""
        row = case.archive_certificate
        found = archives_certificates.on_record(row)
        return CertificateSpec(
            kind="archive_certificate" if found else "archive_none",
            title=str(row.get_kind_display()) if found else "查无说明",
            prefix="DAZM",
            claims=_claims(case, row, bool(found)),
            subject_type="case",
            subject_id=str(case.pk),
        )


def _claims(case: Case, row: CertificateAsk, found: bool) -> dict[str, str]:
    """Short claims: the QR code has to stay readable."""
    document = case.person.documents.filter(confirmed=True).first()
    file = archives_certificates.kept(row)
    if file is not None:
        words = {"agency": file.agency.name, "number": file.number}
        status = _("人事档案存放在%(agency)s,存档号%(number)s") % words
    elif found:
        status = plaintext(row.statement)
    else:
        status = _("没有查到%(what)s的记载") % {"what": row.wanted or row.get_kind_display()}
    return {
        "name": plaintext(case.person.name),
        "document": document.number.masked() if document else "",
        "record": status,
        "purpose": row.purpose,
        "issued": full_text(clock.today()),
        "agency": case.responsible.name,
        "case": case.number,
    }


class CertificateQuestions:
    """One question, and where one lives where no file says who answers."""

    pages = (
        Page("certificate", "您要什么证明?", forms.CertificateForm, "证明只写档案里有的,不给看档案本身。"),
        Page("keeper", "请哪个机构查?", forms.KeeperForm, "选您觉得存着档案的县(市、区)。"),
    )

    def known(self, person: Person) -> dict[str, Any]:
        """Whether the register knows who keeps the file."""
        file = queries.file_of(person)
        return {"kept": file is not None and file.agency_id is not None}

    def standing(self, person: Person) -> str:
        """A certificate may always be asked for."""
        return ""

    def skipped(self, answers: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
        """Who keeps the file is known, or asked."""
        return frozenset({"keeper"}) if answers["person"]["kept"] else frozenset()

    def initial(self, page: str, person: Person) -> dict[str, Any]:
        """The county one lives in."""
        return {"county": forms.county_of_person(person)} if page == "keeper" else {}

    def store(self, case: Case, answers: Mapping[str, Mapping[str, Any]]) -> None:
        """The typed row of the case; a look made before a correction stands no more."""
        said = answers["certificate"]
        facts = {"person": case.person, "kind": said["kind"], "purpose": said["purpose"]}
        facts |= {"wanted": said["wanted"], "found": None, "statement": None}
        facts |= {"looked_by": None, "looked_with": None, "looked_at": None}
        CertificateAsk.objects.update_or_create(case=case, defaults=facts)

    def recall(self, case: Case) -> dict[str, dict[str, list[str]]]:
        """The stored answers as form data."""
        row = case.archive_certificate
        said = {"kind": [row.kind], "purpose": [row.purpose], "wanted": [row.wanted]}
        return {"certificate": said, "keeper": {"county": [case.responsible.region_id]}}

    def facts(self, case: Case) -> dict[str, Any]:
        """Nothing for other services."""
        return {}


def certified_by(person: Person, answers: Mapping[str, Mapping[str, Any]]) -> Region | None:
    """The keeper of the file answers; without one, whom the person chose."""
    file = queries.file_of(person)
    if file is not None and file.agency is not None:
        return county_of(file.agency.region)
    return answers.get("keeper", {}).get("county")


class TransferOutHandler:
    """The letter of a unit that may keep files."""

    def problems(self, case: Case) -> Verdict:
        """The file is here and free, the letter is good, the unit named its right to keep files."""
        row = case.transferoutask
        file, mine = row.file, Transfer.objects.filter(case=case).exists()
        free = file is not None and file.state == F.KEPT and queries.open_transfer(file) is None
        valid = row.valid_until is None or row.valid_until >= clock.today()
        right = _("接收单位有管档权限,依据:%(text)s(请核对)") % {"text": row.authority}
        return all_of(
            [
                _met("here", _("档案存在本机构"), mine or (file is not None and file.agency_id is not None)),
                _met("free", _("档案在库,没有借出或正在转递"), mine or free),
                _met("letter", _("调档函在有效期内"), valid),
                _met("authority", right, True),
            ]
        )

    def grant(self, case: Case, *, by: Actor) -> None:
        """Open the journey out; its 15 working days run from today."""
        with _or_nothing():
            archives.called_by_unit(case.transferoutask, by=by)

    def revoke(self, case: Case, *, by: Actor) -> None:
        """A journey not sent yet is called off."""
        journey = Transfer.objects.filter(case=case, state__in=["called", "reviewed"]).first()
        if journey is not None:
            archives.cancel(journey, reason=_("调档申请已撤销"), by=by)

    def certificate(self, case: Case) -> None:
        """The journey is the result."""


class TransferOutRows(Filed):
    """The letter as the unit wrote it, the name masked."""

    def rows(self, case: Case) -> list[dict[str, str]]:
        """One page."""
        row = case.transferoutask
        until = full_text(row.valid_until) if row.valid_until else _("没有写")
        return [
            _row(_("单位"), case.organisation.name),
            *_about(row),
            _row(_("开具日期"), full_text(row.issued_on)),
            _row(_("有效期至"), until),
            _row(_("管档权限依据"), row.authority),
        ]


def _about(row: Any) -> list[dict[str, str]]:
    file = f"{row.file.number} · {row.file.get_state_display()}" if row.file else _("没有查到")
    return [
        _row(_("存档人"), f"{row.subject_name.masked()} {row.subject_number.masked()}"),
        _row(_("查到的档案"), file),
        _row(_("函件文号"), row.letter_number),
    ]


class ConsultationHandler:
    """Whether a unit may look into a file; the head decides."""

    def problems(self, case: Case) -> Verdict:
        """The file is here, two people, a purpose, nobody reads the own file."""
        row = case.consultation
        return all_of(
            [
                _met("here", _("档案存在本机构"), row.file is not None),
                _met("two", _("两人查阅,有单位介绍信"), True),
                _met("purpose", _("用途:%(text)s(请核对是否正当)") % {"text": row.purpose}, True),
                _met("not_own", _("查阅人不是本人或亲属(单位已声明)"), True, NO_READER_OF_OWN),
            ]
        )

    def grant(self, case: Case, *, by: Actor) -> None:
        """Approved by the head (复核岗), never by whoever took it in."""
        if not by.roles & HEADS:
            raise NothingToGrant(_("查(借)阅和政审要由存档机构负责人(复核岗)批准。"))
        with _or_nothing():
            archives_reading.approved(case.consultation, by=by)

    def revoke(self, case: Case, *, by: Actor) -> None:
        """The approval ends; what is out must be back first."""
        with _or_nothing():
            archives_reading.revoked(case.consultation, by=by)

    def certificate(self, case: Case) -> None:
        """The record of the consultation is the result."""


class ConsultationRows(Filed):
    """What the unit asked, names masked."""

    def rows(self, case: Case) -> list[dict[str, str]]:
        """One page."""
        row = case.consultation
        readers = f"{row.first_reader.masked()}、{row.second_reader.masked()}"
        return [
            _row(_("单位"), case.organisation.name),
            *_about(row),
            _row(_("种类"), row.get_kind_display()),
            _row(_("用途"), row.purpose),
            _row(_("查阅人"), readers),
            _row(_("进度"), row.get_state_display()),
        ]


register(Service(TRANSFER_IN, TransferInHandler(), TransferInQuestions(), decided_in=kept_where))
register(
    Service(
        CERTIFICATE,
        CertificateHandler(),
        CertificateQuestions(),
        rule_may_grant=True,
        decided_in=certified_by,
    )
)
register(Service(TRANSFER_OUT, TransferOutHandler(), TransferOutRows(), entry=ENTRY))
register(Service(CONSULTATION, ConsultationHandler(), ConsultationRows(), entry=ENTRY))
