"""From the title of a job to codes of the classification: names, aliases, everyday words and pairs of characters."""

import heapq
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

MOST = 5
LONGEST_TITLE, LONGEST_PHRASE = 40, 14
CLEAR = 85  # from here on a suggestion may be filled in by itself, when it is AHEAD of the next one
AHEAD = 10
NEAR = 0.48
NOTHING: frozenset[int] = frozenset()
PLACES = (
    "北京|上海|广州|深圳|成都|重庆|四川|绵阳|德阳|宜宾|泸州|"
    "南充|乐山|达州|自贡|内江|遂宁|眉山|广元|雅安|资阳|广安|巴中"
)
NOISE = re.compile(
    r"五险一金|[六五]险|双休|单休|周末|包吃住?|包住|急招?聘|急招|高薪|诚聘|直招|招聘启事|底薪|无责|高提成|"
    r"月薪|年薪|日结|周结|"
    r"月结|提成|奖金|补贴|晋升|可实习|应届生?|无经验|零基础|经验不限|带薪|长期|正式|全职|兼职|实习生?|人员|岗位?$|"
    rf"\d+(?:[.\-—~到至]\d+)*(?:万|千|k|元|块|w|个|名|人|小时|天|月|年|薪)?起?(?:/[月天年时])?|(?:{PLACES})市?"
)
BRACKETS = re.compile(r"[(（\[【<《{][^)）\]】>》}]*[)）\]】>》}]?")
PARTS = re.compile(r"[\s\-—–_·,,、/|;:+]+")
GENERAL = frozenset(
    re.split(
        " ",
        "经理 主管 专员 助理 工程师 总监 顾问 技术员 人员 管理 员工 设计师 负责人 主任 代表 文职 学徒 咨询 服务 工程 "
        "技师 领班 组长 科长 部长 技术 生产 操作 兼职 实习 高级 销售类 师傅 管理员 专业 设计总监",
    )
)
SIGN = re.compile(r"[^0-9a-z\u3400-\u9fff+#.]+")
RANKS = re.compile(r"^(?:高级|资深|初级|中级|首席|储备|见习)|(?:[abc一二三四五i]+级?)$")


@dataclass(frozen=True)
class Suggestion:
    """score: 0 to 100; CLEAR and more can be filled in without asking."""

    code: str
    score: int


@dataclass(frozen=True)
class Phrase:
    code: str
    text: str
    weight: float
    norm: float


@dataclass
class Index:
    """Everything suggesting needs, built once."""

    phrases: list[Phrase] = field(default_factory=list)
    exact: dict[str, list[tuple[str, float]]] = field(default_factory=lambda: defaultdict(list))
    pairs: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    rarity: dict[str, float] = field(default_factory=dict)
    hints: dict[str, dict[str, int]] = field(default_factory=dict)


def plain(text: str) -> str:
    """Half width, lower case, signs taken out."""
    return SIGN.sub("", unicodedata.normalize("NFKC", text).lower())


def clean(title: str) -> str:
    """A title without brackets, pay, places and praise; what is left of «急招!保洁员(双休)» is 保洁员."""
    text = unicodedata.normalize("NFKC", title[:200]).lower()
    bare = BRACKETS.sub(" ", text)
    parts = [plain(NOISE.sub(" ", part)) for part in (bare, text)]
    return next((part for part in parts if part), plain(text))[:LONGEST_TITLE]


def readings(title: str) -> dict[str, float]:
    """What of a title is worth reading, and how much it counts: the whole, then each part between signs."""
    text = unicodedata.normalize("NFKC", title[:200]).lower()
    out = {_core(clean(title)): 1.0}
    outside = [_core(plain(NOISE.sub(" ", part))) for part in PARTS.split(BRACKETS.sub(" ", text))]
    for position, part in enumerate(part for part in outside if len(part) >= 2):
        out.setdefault(part[:LONGEST_TITLE], 0.97 - 0.12 * min(position, 3))
    for inside in BRACKETS.findall(text):
        part = _core(plain(NOISE.sub(" ", inside)))
        if len(part) >= 2:
            out.setdefault(part[:LONGEST_TITLE], 0.6)
    return {part: share for part, share in out.items() if part}


def _core(text: str) -> str:
    bare = RANKS.sub("", text)
    return bare if len(bare) >= 2 else text


def grams(text: str) -> list[str]:
    """Pairs of characters, with the last one marked: the end of a Chinese title says what it is."""
    return [text[i : i + 2] for i in range(len(text) - 1)] + ([text[-1] + "$"] if text else [])


def _variants(text: str) -> Iterable[str]:
    """«市场/营销/拓展专员» is three titles; 人员 and 师 at the end say little."""
    whole = plain(text)
    yield whole
    for part in re.split(r"[/|、()()]", text):
        if len(plain(part)) >= 2 and plain(part) not in GENERAL:
            yield plain(part)
    for end in ("工程技术人员", "专业人员", "技术人员", "人员"):
        if whole.endswith(end) and len(whole) - len(end) >= 2:
            yield whole.removesuffix(end)
            break


def build(
    entries: Iterable[tuple[str, str, Iterable[str]]],
    words: dict[str, Iterable[str]],
    hints: Iterable[tuple[str, str, int]] = (),
) -> Index:
    """An index of (code, name, aliases), everyday words by code, and what clerks corrected: (title, code, times)."""
    index, seen = Index(), {}
    for code, name, aliases in entries:
        broad = code.endswith("00-00")
        for text, weight in ((name, 0.8 if broad else 0.97), *((alias, 1.0) for alias in aliases)):
            for each in [plain(text)] if broad else _variants(text):
                seen[code, each] = max(weight, seen.get((code, each), 0))
        for word in words.get(code, ()):
            seen[code, plain(word)] = 1.02
    counts = Counter(pair for _code, text in seen for pair in set(grams(text)))
    index.rarity = {pair: math.log(len(seen) / count) for pair, count in counts.items()}
    for (code, text), weight in seen.items():
        norm = math.sqrt(sum(index.rarity[pair] ** 2 for pair in set(grams(text)))) or 1.0
        index.phrases.append(Phrase(code, text, weight, norm))
        index.exact[text].append((code, weight))
        for pair in set(grams(text)):
            index.pairs[pair].add(len(index.phrases) - 1)
    for title, code, times in hints:
        index.hints.setdefault(title, {})[code] = times
    return index


def _contained(index: Index, title: str) -> dict[str, float]:
    """Known words that stand in the title: the longer and the nearer to the end, the better."""
    best: dict[str, float] = {}
    size = len(title)
    for start in range(size):
        for end in range(start + 2, min(size, start + LONGEST_PHRASE) + 1):
            for code, weight in index.exact.get(title[start:end], ()):
                share = (end - start) / size
                score = weight * (0.35 + 0.45 * share + 0.2 * (end / size) ** 2)
                if score > best.get(code, 0):
                    best[code] = score
    return best


def _alike(index: Index, title: str, least: float = 0.0) -> dict[str, float]:
    """Likeness of pairs of characters with each known word, weighted by how rare a pair is.

    The rarest pairs come first. Once those left could not make a word `least` alike, they only add to words met before:
    the long lists of common pairs are never walked.
    """
    weights = sorted(((index.rarity.get(pair, 6.0) ** 2, pair) for pair in set(grams(title))), reverse=True)
    total = rest = sum(weight for weight, _pair in weights) or 1.0
    dots: dict[int, float] = {}
    for weight, pair in weights:
        met = index.pairs.get(pair, NOTHING)
        for position in met if rest >= least**2 * total else met.intersection(dots):
            dots[position] = dots.get(position, 0.0) + weight
        rest -= weight
    best: dict[str, float] = {}
    norm = math.sqrt(total)
    for position, dot in dots.items():
        phrase = index.phrases[position]
        score = dot / (norm * phrase.norm) * phrase.weight
        if score > best.get(phrase.code, 0):
            best[phrase.code] = score
    return best


def _hinted(index: Index, title: str) -> dict[str, float]:
    found = index.hints.get(title, {})
    total = sum(found.values())
    return {code: 1.05 + 0.3 * times / total for code, times in found.items()}


def _scored(index: Index, text: str, least: float) -> dict[str, float]:
    scores: dict[str, float] = defaultdict(float)
    for part, share in ((_contained(index, text), 0.5), (_alike(index, text, least), 0.6)):
        for code, score in part.items():
            scores[code] += share * score
    return scores


def suggest(index: Index, title: str, most: int = MOST, least: float = 0.0) -> list[Suggestion]:
    """The likeliest codes of a title, the best first; empty when nothing is alike.

    least: words less alike than this may be left out of the sum, which is much faster.
    """
    parts = readings(title)
    if not parts:
        return []
    scores: dict[str, float] = defaultdict(float)
    for text, share in parts.items():
        for code, score in _scored(index, text, least).items():
            scores[code] = max(scores[code], score * share)
    for code, score in _hinted(index, plain(title)).items():
        scores[code] += score
    last = min(heapq.nlargest(most, scores.values()), default=0.0)
    best = [pair for pair in scores.items() if pair[1] >= last]
    ranked = sorted(best, key=lambda pair: (-pair[1], pair[0]))[:most]
    return [Suggestion(code, min(100, round(score * 92))) for code, score in ranked]


def clear(index: Index, title: str) -> str | None:
    """The code that may be filled in by itself; None where it is not clear.

    Words less than NEAR alike cannot change the answer: such a code has 0.5 × 1.02 + 0.6 × NEAR, which is 73 at most,
    and so is more than AHEAD behind any that is CLEAR.
    """
    found = suggest(index, title, 2, NEAR)
    if not found or found[0].score < CLEAR:
        return None
    if len(found) > 1 and found[0].score - found[1].score < AHEAD:
        return None
    return found[0].code
