"""What people type and paste: the problem every check reports, and the characters nobody can see."""

import unicodedata
from dataclasses import dataclass

from django.utils.functional import Promise

# Zero-width and direction marks that come along when a number is copied from a chat or a PDF.
INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF])


@dataclass(frozen=True)
class Problem:
    """One rule that failed: a stable code for programs, a sentence for the person (no input in the repr)."""

    code: str
    message: str | Promise

    def as_json(self) -> dict[str, str]:
        return {"code": self.code, "message": str(self.message)}

    def __repr__(self) -> str:
        return f"Problem({self.code!r})"


def invalid(code: str, message: str | Promise) -> tuple[str, tuple[Problem, ...]]:
    """The answer of a check when nothing usable was typed."""
    return "", (Problem(code, message),)


def has_control(text: str) -> bool:
    """Whether a control, private or half character is in it: NUL, surrogates, vendor glyphs."""
    return any(unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn") for char in text)


def half_width(text: str) -> str:
    """What people type on a Chinese keyboard as plain digits and letters: NFKC, no blanks or invisible marks."""
    return "".join(unicodedata.normalize("NFKC", text.translate(INVISIBLE)).split())
