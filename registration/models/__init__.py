from .archives import (
    Dispatch,
    FileGroup,
    FileItem,
    FileMovement,
    Material,
    PersonnelFile,
    Transfer,
    TransferLetter,
)
from .archives_asks import CertificateAsk, Consultation, FileRequest, PartyHandover, TransferOutAsk
from .spell import Spell
from .unemployment import ITEM, RetirementKind, UnemploymentRegistration

__all__ = [
    "ITEM",
    "CertificateAsk",
    "Consultation",
    "Dispatch",
    "FileGroup",
    "FileItem",
    "FileMovement",
    "FileRequest",
    "Material",
    "PartyHandover",
    "PersonnelFile",
    "RetirementKind",
    "Spell",
    "Transfer",
    "TransferLetter",
    "TransferOutAsk",
    "UnemploymentRegistration",
]
