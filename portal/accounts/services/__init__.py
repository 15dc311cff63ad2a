"""The verbs of people and sign-in."""

from .codes import CodeLocked, CodeWrong, TooManyCodes, check_code, code_is_right, send_code
from .enrolling import Declared, enrol_many
from .exporting import export_person
from .mandating import (
    MandateRefused,
    accept_for_organisation,
    accept_mandate,
    end_mandate,
    give_mandate,
    most_principals,
)
from .merging import MergeBlocked, MergeMoved, merge, preview_merge, undo_merge
from .organising import (
    OrganisationRefused,
    answer_invitation,
    change_role,
    confirm_organisation,
    declare_organisation,
    invite,
    leave,
    mark_confirmed,
)
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
from .verifying import TooManyChecks, WindowNeeded, verify_by_data

__all__ = [
    "CodeLocked",
    "CodeWrong",
    "Declared",
    "DocumentTaken",
    "MandateRefused",
    "MergeBlocked",
    "MergeMoved",
    "NotASubstitute",
    "OrganisationRefused",
    "PasswordWrong",
    "TooManyChecks",
    "TooManyCodes",
    "WindowNeeded",
    "accept_for_organisation",
    "accept_mandate",
    "add_document",
    "answer_invitation",
    "change_role",
    "check_code",
    "check_own_password",
    "check_password_of_number",
    "code_is_right",
    "confirm_organisation",
    "declare_organisation",
    "enrol_many",
    "end_mandate",
    "export_person",
    "give_mandate",
    "invite",
    "leave",
    "mark_confirmed",
    "merge",
    "most_principals",
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
    "verify_by_data",
    "verify_person",
]
