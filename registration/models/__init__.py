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
from .flexible import CANCELLATION, FLEXIBLE, Cancellation, ContactTry, FlexibleWork, LostContact
from .spell import Spell
from .unemployment import ITEM, RetirementKind, UnemploymentRegistration

__all__ = [
    "CANCELLATION",
    "EMPLOYMENT",
    "FLEXIBLE",
    "ITEM",
    "TERMINATION",
    "Cancellation",
    "ContactTry",
    "Contract",
    "ContractKind",
    "Filing",
    "FilingLine",
    "FilingSheet",
    "FlexibleWork",
    "Hours",
    "LostContact",
    "RetirementKind",
    "Separation",
    "Spell",
    "UnemploymentRegistration",
]
