"""The verbs of casework. Each is one transaction, named after its step, with a keyword-only actor."""

from . import revoking, serving, tasks
from .deciding import (
    accept,
    close,
    confirm_identity,
    decline,
    grant,
    grant_by_rule,
    refuse,
    send_back,
)
from .drafting import open_draft, reopen_for_correction, save_page
from .filing import file_case, filed, refile
from .moving import OtherAgency, claim, hand_over, lapse_overdue, recheck, resume, review, suspend, transfer
from .offering import answer_offer, find_offers, open_offers
from .outages import recompute_promises, record_outage
from .publicising import StillPublic, answer_objection, end_publicities, object_to, publicise
from .rating import rate
from .reasons import ReasonMissing
from .revoking import NotAnnounced, answer_notice, drop_notice, give_notice, revoke
from .serving import BadProof, agree_to_electronic, end_electronic, serve_on_paper, serve_online
from .stepping import NotAllowed, NothingToGrant, StepRefused
from .submitting import Signature, already_open, resubmit, submit, withdraw
from .tasks import claim_task, finish_check, finish_task, open_task
from .volume import volume_of

__all__ = [
    "BadProof",
    "NotAllowed",
    "NotAnnounced",
    "NothingToGrant",
    "OtherAgency",
    "ReasonMissing",
    "Signature",
    "StepRefused",
    "StillPublic",
    "accept",
    "agree_to_electronic",
    "already_open",
    "answer_notice",
    "answer_objection",
    "answer_offer",
    "claim",
    "claim_task",
    "close",
    "confirm_identity",
    "decline",
    "drop_notice",
    "end_electronic",
    "end_publicities",
    "file_case",
    "filed",
    "find_offers",
    "finish_check",
    "finish_task",
    "give_notice",
    "grant",
    "grant_by_rule",
    "hand_over",
    "lapse_overdue",
    "object_to",
    "open_draft",
    "open_offers",
    "open_task",
    "publicise",
    "rate",
    "revoking",
    "serving",
    "recheck",
    "recompute_promises",
    "refile",
    "record_outage",
    "refuse",
    "reopen_for_correction",
    "resubmit",
    "resume",
    "review",
    "revoke",
    "save_page",
    "send_back",
    "serve_on_paper",
    "serve_online",
    "submit",
    "tasks",
    "suspend",
    "transfer",
    "volume_of",
    "withdraw",
]
