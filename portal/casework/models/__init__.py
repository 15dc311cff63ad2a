from .case import Case, CaseEvent, CaseParty, Channel, DeadlineWarning
from .draft import Draft
from .hall import Contact, Phrase
from .item import ArchiveClass, CommitmentText, ReasonCode, ServiceItem
from .linked import LinkedCase
from .offer import Offer
from .publicity import Objection, Publicity
from .remedy import ElectronicService, Outage, ProofOfService, RevocationNotice
from .task import Commitment, Rating, Task
from .version import ItemCheck, ItemField, ItemLevel, ItemVersion, LocalRecord

__all__ = [
    "ArchiveClass",
    "Case",
    "CaseEvent",
    "CaseParty",
    "Channel",
    "Commitment",
    "CommitmentText",
    "Contact",
    "DeadlineWarning",
    "Draft",
    "ElectronicService",
    "ItemCheck",
    "ItemField",
    "ItemLevel",
    "ItemVersion",
    "LinkedCase",
    "LocalRecord",
    "Objection",
    "Offer",
    "Outage",
    "Phrase",
    "ProofOfService",
    "Publicity",
    "Rating",
    "ReasonCode",
    "RevocationNotice",
    "ServiceItem",
    "Task",
]
