"""The text of files to and from the bank (报盘, 回盘): fixed columns, sums in 分, a checksum over everything.

    H|SHUYE1|<run>|<file>|<lines, 8 digits>|<sum, 15 digits>|<day>
    D|<line, 8 digits>|<payment, 12 digits>|<sum, 15 digits>|<account>|<holder>|<bank>
    T|<SM3 of every byte before this line>

The bank answers with SHUYE1R in the header, and in its lines a code and words instead of account, holder and bank.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.utils.translation import gettext_lazy as _

OUT, BACK = "SHUYE1", "SHUYE1R"
PAID = "00"
REASONS = {
    "01": _("账号不存在或者写错了"),
    "02": _("户名和账号对不上"),
    "03": _("账户已经注销、冻结或者挂失"),
    "04": _("银行系统原因,没有转成"),
}
SAME_ACCOUNT = "04"  # the only answer after which the same account may be tried again
LARGEST = 60_000_000  # bytes: more than a file of ours can be answered with

HEAD = re.compile(r"H\|SHUYE1R\|([^|\n]{1,40})\|([^|\n]{1,80})\|(\d{8})\|(\d{15})\|(\d{4}-\d{2}-\d{2})")
LINE = re.compile(r"D\|(\d{8})\|(\d{12})\|(\d{15})\|(\d{2})\|([^|\n]{0,60})")
TAIL = re.compile(r"T\|([0-9a-f]{64})")


class FileRefused(Exception):
    """`why`: unreadable | truncated | checksum | other | twice | unknown | answered | sums."""

    def __init__(self, why: str, lines: Iterable[int] = ()) -> None:
        super().__init__(why)
        self.why, self.lines = why, list(lines)


@dataclass(frozen=True)
class Row:
    """One payment as it goes out."""

    payment: int
    amount: Decimal
    number: str
    holder: str
    bank: str


@dataclass(frozen=True)
class Answer:
    """One line of the bank's answer."""

    line: int
    payment: int
    amount: Decimal
    code: str
    words: str


@dataclass(frozen=True)
class Returned:
    """A return file as read: for which run and file, and its answers."""

    run: str
    file: str
    answers: list[Answer]


def digest(text: str) -> str:
    """SM3 of a text in UTF-8, as 64 hexadecimal digits."""
    hashing = Hash(SM3())
    hashing.update(text.encode("utf-8"))
    return hashing.finalize().hex()


def cents(amount: Decimal) -> int:
    """Yuan as whole 分. Raises ValueError where there is more behind the point."""
    whole = amount * 100
    if whole != whole.to_integral_value():
        raise ValueError("an amount of part of a cent")
    return int(whole)


def clean(text: str) -> str:
    """A name or bank as one column: no separator, no line end."""
    return re.sub(r"[|\r\n]+", " ", text).strip()


def lines_out(rows: Iterable[Row]) -> Iterator[str]:
    """The lines of a file that goes out, numbered from 1."""
    for number, row in enumerate(rows, 1):
        told = f"{clean(row.number)}|{clean(row.holder)}|{clean(row.bank)}"
        yield f"D|{number:08d}|{row.payment:012d}|{cents(row.amount):015d}|{told}\n"


def closed(head: str, body: str) -> str:
    """Header, lines and the checksum over both."""
    return f"{head}{body}T|{digest(head + body)}\n"


def head(mark: str, run: str, file: str, count: int, total: Decimal, day: str) -> str:
    """The header line."""
    return f"H|{mark}|{run}|{file}|{count:08d}|{cents(total):015d}|{day}\n"


def returned(text: str) -> Returned:
    """Read a return file whole. Raises FileRefused (unreadable, truncated, checksum, unknown, sums)."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    lines = text.split("\n")
    first = HEAD.fullmatch(lines[0])
    if not first:
        raise FileRefused("unreadable", [1])
    while lines and not lines[-1]:
        lines.pop()
    tail = TAIL.fullmatch(lines[-1])
    if not tail:
        raise FileRefused("truncated")
    if digest(text[: text.rindex("T|")]) != tail[1]:
        raise FileRefused("checksum")
    answers = [_answer(line, number) for number, line in enumerate(lines[1:-1], 2)]
    if len(answers) != int(first[3]):
        raise FileRefused("truncated")
    if sum(cents(each.amount) for each in answers) != int(first[4]):
        raise FileRefused("sums")
    return Returned(first[1], first[2], answers)


def _answer(line: str, number: int) -> Answer:
    found = LINE.fullmatch(line)
    if not found or found[4] not in {PAID, *REASONS}:
        raise FileRefused("unreadable", [number])
    return Answer(int(found[1]), int(found[2]), Decimal(int(found[3])) / 100, found[4], found[5].strip())
