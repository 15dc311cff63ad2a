"""The verbs of the register: nobody else writes a spell. Other apps take them from here."""

from .spells import begin_unemployment, end_spell, register_with

__all__ = ["begin_unemployment", "end_spell", "register_with"]
