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
from .employment import (
    EMPLOYMENT,
    TERMINATION,
    Contract,
    ContractKind,
    Filing,
    FilingLine,
    FilingSheet,
    Hours,
    Separation,
)
from .figures import FigureMonth, RegisterFigure
from .spell import Spell
from .unemployment import ITEM, RetirementKind, UnemploymentRegistration

__all__ = [
    "EMPLOYMENT",
    "ITEM",
    "TERMINATION",
    "CertificateAsk",
    "Consultation",
    "Contract",
    "ContractKind",
    "Dispatch",
    "FigureMonth",
    "FileGroup",
    "FileItem",
    "FileMovement",
    "FileRequest",
    "Filing",
    "FilingLine",
    "FilingSheet",
    "Hours",
    "Material",
    "PartyHandover",
    "PersonnelFile",
    "RegisterFigure",
    "RetirementKind",
    "Separation",
    "Spell",
    "Transfer",
    "TransferLetter",
    "TransferOutAsk",
    "UnemploymentRegistration",
]
