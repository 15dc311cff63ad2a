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
from .spell import Spell
from .unemployment import ITEM, RetirementKind, UnemploymentRegistration

__all__ = [
    "EMPLOYMENT",
    "ITEM",
    "TERMINATION",
    "Contract",
    "ContractKind",
    "Filing",
    "FilingLine",
    "FilingSheet",
    "Hours",
    "RetirementKind",
    "Separation",
    "Spell",
    "UnemploymentRegistration",
]
