"""The verbs of casework. Each is one transaction, named after its step, with a keyword-only actor."""

from .deciding import (
    accept,
    close,
    confirm_identity,
    decline,
    grant,
    grant_by_rule,
    refuse,
    revoke,
    send_back,
)
from .drafting import open_draft, reopen_for_correction, save_page
from .rating import rate
from .stepping import NotAllowed, StepRefused
from .submitting import Signature, already_open, resubmit, submit, withdraw

__all__ = [
    "NotAllowed",
    "Signature",
    "StepRefused",
    "accept",
    "already_open",
    "close",
    "confirm_identity",
    "decline",
    "grant",
    "grant_by_rule",
    "open_draft",
    "rate",
    "refuse",
    "reopen_for_correction",
    "resubmit",
    "revoke",
    "save_page",
    "send_back",
    "submit",
    "withdraw",
]
