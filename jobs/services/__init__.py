"""The verbs of jobs. Each is one transaction with a keyword-only actor."""

from .employers import AgentBanned, PromiseBroken, ask_verification, describe, unverified, verified
from .vacancies import (
    EDITABLE,
    MOVES,
    NotReady,
    VacancyMoved,
    close,
    copy,
    expire_due,
    extend,
    pause,
    remove,
    reopen,
    save_vacancy,
    send,
)

__all__ = [
    "EDITABLE",
    "MOVES",
    "AgentBanned",
    "NotReady",
    "PromiseBroken",
    "VacancyMoved",
    "ask_verification",
    "close",
    "copy",
    "describe",
    "expire_due",
    "extend",
    "pause",
    "remove",
    "reopen",
    "save_vacancy",
    "send",
    "unverified",
    "verified",
]
