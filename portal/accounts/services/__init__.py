"""The verbs of people and sign-in."""

from .codes import CodeLocked, CodeWrong, TooManyCodes, check_code, code_is_right, send_code
from .merging import MergeBlocked, MergeMoved, merge, preview_merge, undo_merge
from .people import DocumentTaken, add_document, register_person, take_in_person, update_person, verify_person
from .privacy import note_access, reveal

__all__ = [
    "CodeLocked",
    "CodeWrong",
    "DocumentTaken",
    "MergeBlocked",
    "MergeMoved",
    "TooManyCodes",
    "add_document",
    "check_code",
    "code_is_right",
    "merge",
    "note_access",
    "preview_merge",
    "register_person",
    "reveal",
    "send_code",
    "take_in_person",
    "undo_merge",
    "update_person",
    "verify_person",
]
