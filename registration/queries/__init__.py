"""The read door of the register. Other apps take it from here."""

from .spells import is_registered_unemployed, spell_on

__all__ = ["is_registered_unemployed", "spell_on"]
