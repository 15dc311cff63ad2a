"""How a job may end, in the words and codes of the law of a day."""

from datetime import date

from portal.rules import queries as law

FIRST_LIST = date(2011, 7, 1)  # 人力资源和社会保障部令第13号: the first list of grounds


def grounds(on: date, region: str) -> list[tuple[str, str, bool]]:
    """(code, text, involuntary) of every ground, the involuntary first; before the first list, those of the first."""
    on = max(on, FIRST_LIST)
    return [
        (row["code"], row["text"], key == "ui.involuntary_reasons")
        for key in ("ui.involuntary_reasons", "ui.voluntary_reasons")
        for row in law.value(key, on=on, region=region)
    ]


def ground_words(on: date, region: str) -> dict[str, str]:
    """Words and codes to codes, as a file may write them."""
    out: dict[str, str] = {}
    for code, text, _involuntary in grounds(on, region):
        out["".join(text.split())] = out[code] = code
    return out


def ground_text(code: str, on: date, region: str) -> str:
    """A ground in words; the code itself where the list of that day does not have it."""
    return next((text for known, text, _involuntary in grounds(on, region) if known == code), code)
