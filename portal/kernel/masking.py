"""What may be shown of a personal value on screens, lists and public notices. One rule a kind of value.

Masks are not secret keeping: they tell two rows apart for those who may see them. A value too short to hide
anything is hidden whole, and no mask ever contains the value it hides.
"""

import re
from collections.abc import Callable

HIDDEN = "••••"
STAR = "*"

# Up to four administrative parts (省 市 县 乡镇), each ending in its own word; what follows is the home.
_COUNTY = re.compile(r"[^\s\d]{1,12}?(?:自治区|自治州|自治县|省|市|州|县|旗|(?<![小社园])区)")
_TOWN = re.compile(r"[^\s\d]{1,8}?(?:街道|镇|乡)")


def name(value: str) -> str:
    """First and last character stay: 王*国, 欧**雪, 李*; dots and spaces stay: 吉*·**呷; one character: *."""
    letters = [i for i, char in enumerate(value) if not (char.isspace() or char == "·")]
    if not letters:
        return STAR * len(value)
    keep = {letters[0], letters[-1]} if len(letters) > 2 else set(letters[:1]) if len(letters) == 2 else set()
    return "".join(char if i in keep or i not in letters else STAR for i, char in enumerate(value))


def document(value: str) -> str:
    """First three and last four of 18 stay (519***********2642); of a permit the letter and the last two."""
    if len(value) >= 12:
        return _keep(value, 3, 4)
    return _keep(value, 1, 2) if len(value) >= 6 else STAR * len(value)


def phone(value: str) -> str:
    """138****5678; another number keeps its last two."""
    if len(value) == 11:
        return _keep(value, 3, 4)
    return _keep(value, 0, 2) if len(value) >= 6 else STAR * len(value)


def address(value: str) -> str:
    """Province to town stay, street and door are hidden: 四川省成都市锦江区春熙路街道****."""
    end = 0
    for _ in range(3):
        if not (part := _COUNTY.match(value, end)):
            break
        end = part.end()
    if end and (part := _TOWN.match(value, end)):
        end = part.end()
    return value[: end if end < len(value) else 0] + STAR * 4


def bank(value: str) -> str:
    """Only the last four of an account: ****1234."""
    return STAR * 4 + (value[-4:] if len(value) >= 8 else "")


def text(value: str) -> str:  # noqa: ARG001 - the same shape as the other masks
    """Nothing of a free text is shown, not even its length."""
    return HIDDEN


def _keep(value: str, head: int, tail: int) -> str:
    return value[:head] + STAR * (len(value) - head - tail) + value[len(value) - tail :]


MASKS: dict[str, Callable[[str], str]] = {
    "name": name,
    "document": document,
    "phone": phone,
    "address": address,
    "bank": bank,
    "text": text,
}
