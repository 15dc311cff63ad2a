"""Forms of the register, a module a room. What other apps ask in the same words stands here by name."""

from .fields import YES_NO, DateField, QuestionForm, RegionChoice, yes_no
from .unemployment import BirthForm, ContactForm, LastJobForm, ResidenceForm, RetirementForm

__all__ = [
    "YES_NO",
    "BirthForm",
    "ContactForm",
    "DateField",
    "LastJobForm",
    "QuestionForm",
    "RegionChoice",
    "ResidenceForm",
    "RetirementForm",
    "yes_no",
]
