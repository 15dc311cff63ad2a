from .spell import Spell
from .unemployment import ITEM, RetirementKind, UnemploymentRegistration

__all__ = ["ITEM", "RetirementKind", "Spell", "UnemploymentRegistration"]
