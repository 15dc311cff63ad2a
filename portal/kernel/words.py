"""Cutting Chinese into words, for search: rjieba with our own words, and texts that PostgreSQL reads safely."""

import functools
import re
import threading
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

OWN = Path(__file__).parent / "data" / "words.txt"
OFTEN = 1_000_000  # frequency given to our words, so that they win over their parts
LONGEST_QUERY, MOST_TERMS = 200, 8
LAST_POSITION = 16383  # PostgreSQL keeps no later one
LONGEST_WORD = 60
LATIN = re.compile(r"\.net|c\+\+|c#|[a-z0-9]+(?:[.+#-][a-z0-9]+)*[+#]*")
CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]+")
STOP = frozenset("的了和与及或在有是为等对并按从以可能我您他请一个") | {"及其", "以及", "一个"}
_lock = threading.Lock()
_added: set[str] = set()
_known: set[str] = set()  # our own and the added ones: found inside longer words too


@functools.cache
def _jieba():
    import rjieba

    cutter = rjieba.Jieba()
    for word in OWN.read_text(encoding="utf-8").split():
        cutter.add_word(word, OFTEN, "n")
        _known.add(word)
    return cutter


def add(words: Iterable[str]) -> None:
    """Words that a room above knows (occupations, places): kept whole from now on. Saying one twice does nothing."""
    with _lock:
        cutter = _jieba()
        for word in words:
            if 2 <= len(word) <= 12 and word not in _added and CHINESE.fullmatch(word):
                cutter.add_word(word, OFTEN, "n")
                _added.add(word)
                _known.add(word)


def normal(text: str) -> str:
    """Full width made half width, lower case, without NUL."""
    return unicodedata.normalize("NFKC", text.replace("\x00", " ")).lower()


def _runs(text: str) -> list[str]:
    """Runs of Chinese and of latin letters and digits, in order; everything else is dropped."""
    found = [(m.start(), m.group()) for pattern in (LATIN, CHINESE) for m in pattern.finditer(text)]
    return [run for _start, run in sorted(found)]


def cut(text: str) -> list[str]:
    """The words of a text in order, none inside another; stop words are left out."""
    out: list[str] = []
    for run in _runs(normal(text)):
        out += _jieba().cut(run) if CHINESE.match(run) else [run]
    return [word for word in out if word not in STOP]


def tokens(text: str) -> list[str]:
    """For the index: every word, and the words of two characters and more inside it; each once."""
    out: dict[str, None] = {}
    for word in cut(text):
        for part in _inner(word):
            out.setdefault(part[:LONGEST_WORD])
    return list(out)


def _inner(word: str) -> list[str]:
    if not CHINESE.match(word) or len(word) < 3:
        return [word]
    pieces = [piece for piece in _plain().cut_for_search(word) if len(piece) > 1]
    return [word, *pieces, *_ours_inside(word)]


def _ours_inside(word: str) -> list[str]:
    """Our words inside a longer one: who searches 收银员 finds 餐饮收银员 too."""
    size = len(word)
    parts = (word[start:end] for start in range(size) for end in range(start + 2, size + 1))
    return [part for part in parts if part != word and part in _known]


@functools.cache
def _plain():
    """The cutter without our words: it knows what stands inside them."""
    import rjieba

    return rjieba.Jieba()


def query_terms(text: str) -> list[str]:
    """What somebody searches for: at most eight words, of the first two hundred characters."""
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in cut(text[:LONGEST_QUERY])))[:MOST_TERMS]


def quoted(word: str) -> str:
    """A word as PostgreSQL reads one in a tsvector or tsquery."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def tsvector(texts: Sequence[tuple[str, str]], marks: Sequence[str] = ()) -> str:
    """The text of a tsvector: words of each (text, weight A–D) with their place and weight; marks without a place."""
    places: dict[str, list[str]] = {}
    position = 0
    for text, weight in texts:
        for word in tokens(text):
            position = min(position + 1, LAST_POSITION)
            places.setdefault(word, []).append(f"{position}{weight}")
    out = [f"{quoted(word)}:{','.join(found[:255])}" for word, found in places.items()]
    return " ".join([*out, *map(quoted, marks)])


def tsquery(terms: Sequence[str]) -> str:
    """The text of a tsquery that asks for every term; no sign of a user's input is an operator."""
    return " & ".join(quoted(term) for term in terms)


def any_of(terms: Sequence[str]) -> str:
    """The text of a tsquery that asks for one of the terms."""
    return f"({' | '.join(map(quoted, terms))})"
