"""Plain language, checked: no catch-all phrases (兜底条款), no officialese, no sentence over forty characters.

What a guide does not name cannot be demanded, so «其他材料» and its kin are refused.
"""

import re

LONGEST = 40
CATCH_ALL = re.compile(
    r"其[他它](?:相关|有关|必要|所需|需要)?(?:的)?(?:材料|条件|证明|资料|文件|情形)"
    r"|(?:相关|有关)(?:证明)?材料|等(?:相关|有关|证明)?材料|等(?:条件|证明|资料)"
    r"|法律、?法规、?(?:规章)?(?:及有关)?规定的其他|规定的其他(?:材料|条件|情形)|视情况(?:提供|要求)"
)
FORBIDDEN = (
    "系统繁忙",
    "系统异常",
    "操作失败",
    "非法操作",
    "非法输入",
    "参数错误",
    "逾期后果自负",
    "特此通知",
    "兹有",
    "予以驳回",
)
SENTENCE_END = re.compile("[。!?;\uff01\uff1f\uff1b\n]")
HAN = re.compile(r"[\u3400-\u9fff]")
ASIDE = re.compile(r"https?://\S+|[\w.]+@[\w.]+|%\(\w+\)[sd]|\{[^}]*\}", re.ASCII)
ENGLISH = re.compile(r"(?<![A-Za-z0-9_.:/#-])[A-Za-z][a-z_]*[A-Za-z](?![A-Za-z0-9_.:/-])")
KNOWN = frozenset(
    {
        "AB", "API", "CSV", "EMS", "ICS", "JPG", "JSON", "JWK", "Linux", "OFD", "PDF", "PEM", "PNG", "VC", "Windows",
        "verify_certificate",
    }
)  # fmt: skip


def problems(text: str) -> list[str]:
    """What is wrong with a text for the public, in Chinese; empty when it may be published."""
    found = [f"兜底的话:“{match[0]}”。要写明是哪一样。" for match in CATCH_ALL.finditer(text)]
    found += [f"不要用“{word}”。请写清楚怎么了、怎么办。" for word in FORBIDDEN if word in text]
    for sentence in SENTENCE_END.split(text):
        length = len(HAN.findall(sentence))
        if length > LONGEST:
            found.append(f"这句有{length}个字,最多{LONGEST}个:“{sentence.strip()[:12]}…”。请拆成短句。")
    return found


def english_words(text: str) -> list[str]:
    """English mixed into a Chinese text. For our own screens: what a county writes may name an app or a firm."""
    if not HAN.search(text):
        return []
    words = {word for word in ENGLISH.findall(ASIDE.sub(" ", text)) if word not in KNOWN}
    return [f"夹了英文“{word}”。请用中文说。" for word in sorted(words)]
