from .access import AccessEntry
from .clerk import Clerk, ClerkRole, Role
from .document import Document
from .mandate import Mandate
from .merge import MergedRows, PersonMerge
from .organisation import Invitation, Membership, Organisation
from .person import Assurance, Person, VerifiedBy
from .phone_code import PhoneCode, SendBudget
from .sign_in import IdentityCheck, PasswordTries
from .user import User

__all__ = [
    "AccessEntry",
    "Assurance",
    "Clerk",
    "ClerkRole",
    "Document",
    "IdentityCheck",
    "Invitation",
    "Mandate",
    "Membership",
    "MergedRows",
    "Organisation",
    "PasswordTries",
    "Person",
    "PersonMerge",
    "PhoneCode",
    "Role",
    "SendBudget",
    "User",
    "VerifiedBy",
]
