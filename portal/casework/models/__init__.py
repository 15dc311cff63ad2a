from .case import Case, CaseEvent, Channel, DeadlineWarning
from .draft import Draft
from .item import CommitmentText, ReasonCode, ServiceItem
from .task import Commitment, Rating, Task

__all__ = [
    "Case",
    "CaseEvent",
    "Channel",
    "Commitment",
    "CommitmentText",
    "DeadlineWarning",
    "Draft",
    "Rating",
    "ReasonCode",
    "ServiceItem",
    "Task",
]
