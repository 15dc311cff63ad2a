from .access import AccessEntry
from .clerk import Clerk, ClerkRole, Role
from .document import Document
from .organisation import Mandate, Membership, Organisation
from .person import Assurance, Person
from .phone_code import PhoneCode, SendBudget
from .user import User

__all__ = [
    "AccessEntry",
    "Assurance",
    "Clerk",
    "ClerkRole",
    "Document",
    "Mandate",
    "Membership",
    "Organisation",
    "Person",
    "PhoneCode",
    "Role",
    "SendBudget",
    "User",
]
