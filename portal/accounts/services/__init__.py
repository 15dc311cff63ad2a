"""The verbs of people and sign-in."""

from .codes import CodeLocked, CodeWrong, TooManyCodes, check_code, send_code
from .people import DocumentTaken, add_document, register_person, take_in_person, update_person, verify_person
from .privacy import note_access, reveal

__all__ = [
    "CodeLocked",
    "CodeWrong",
    "DocumentTaken",
    "TooManyCodes",
    "add_document",
    "check_code",
    "note_access",
    "register_person",
    "reveal",
    "send_code",
    "take_in_person",
    "update_person",
    "verify_person",
]
