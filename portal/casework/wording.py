"""From the catalogue's working notes to words for the public: grades become «待核实» or nothing, § becomes 第…条."""

import re
from typing import Any

BRACKETED = re.compile(r"[((]\s*([A-D])(?![A-Za-z0-9])[\s::]*([^))]*)[))]")
LONE = re.compile(r"\s?(?<![A-Za-z0-9])([A-D])(?![A-Za-z0-9])")
SECTIONS = re.compile(r"§\s*([0-9]+(?:-[0-9]+)?)((?:[一二三四五六七八九十]|\([一二三四五六七八九十]+\))*)")
LAW = re.compile(r"^([^《》\s§〔]*(?:法|条例|规定|办法))(?=§|$)")
OPINION = "《关于推进全方位公共就业服务的实施意见》"
UNSURE = "(待核实)"


def plain(text: str) -> str:
    """One text without grades: A, B and C go, D says that the point is still being checked."""
    text = BRACKETED.sub(_bracket, text)
    text = LONE.sub(lambda found: UNSURE if found[1] == "D" else "", text)
    return text.replace(f"{UNSURE}{UNSURE}", UNSURE).strip()


def _bracket(found: re.Match[str]) -> str:
    rest = found[2].strip()
    if found[1] == "D":
        return UNSURE
    return f"({rest})" if rest else ""


def citation(text: str) -> str:
    """A legal basis as the public reads it: «《就业促进法》第35条»."""
    text = re.sub(r"^要求(?=\(|附件)", OPINION, plain(text))
    text = LAW.sub(r"《\1》", text)
    return SECTIONS.sub(r"第\1条\2", text)


def tidy(value: Any) -> Any:
    """Every text inside lists and mappings, made plain."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, list):
        return [tidy(each) for each in value]
    if isinstance(value, dict):
        return {key: tidy(each) for key, each in value.items()}
    return value
