"""The verbs of people and sign-in."""

from .codes import CodeLocked, CodeWrong, TooManyCodes, check_code, code_is_right, send_code
from .merging import MergeBlocked, MergeMoved, merge, preview_merge, undo_merge
from .passwords import (
    PasswordWrong,
    check_own_password,
    check_password_of_number,
    set_password,
    unlock_sign_in,
)
from .people import (
    DocumentTaken,
    add_document,
    person_by_source,
    register_person,
    take_in_person,
    update_person,
    verify_person,
)
from .posts import NotASubstitute, pin_is_right, set_pin, set_substitute
from .privacy import note_access, reveal

__all__ = [
    "CodeLocked",
    "CodeWrong",
    "DocumentTaken",
    "MergeBlocked",
    "MergeMoved",
    "NotASubstitute",
    "PasswordWrong",
    "TooManyCodes",
    "add_document",
    "check_code",
    "check_own_password",
    "check_password_of_number",
    "code_is_right",
    "merge",
    "note_access",
    "person_by_source",
    "pin_is_right",
    "preview_merge",
    "register_person",
    "reveal",
    "send_code",
    "set_password",
    "set_pin",
    "set_substitute",
    "take_in_person",
    "undo_merge",
    "unlock_sign_in",
    "update_person",
    "verify_person",
]
