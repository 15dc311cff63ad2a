from .spell import Spell
from .unemployment import RetirementKind, UnemploymentRegistration

__all__ = ["RetirementKind", "Spell", "UnemploymentRegistration"]
