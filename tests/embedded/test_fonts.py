"""The font cut for certificates."""

import pytest

from portal.embedded import fonts, paths


def test_the_set_holds_what_certificates_print() -> None:
    wanted = fonts.characters()
    assert len(wanted) > 7400
    assert {ord(letter) for letter in "四川省就业失业登记证·—（）《》〇〔2026〕号：，。Aa0"} <= wanted


@pytest.mark.parametrize("weight", fonts.WEIGHTS)
def test_the_cut_is_a_family_of_its_own_with_chinese_forms(weight: str) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(paths.fonts_dir() / f"ShuyeSans-{weight}.otf")
    assert font["name"].getDebugName(16) == fonts.FAMILY
    assert "CFF " in font
    missing = {code for code in fonts.characters() if code not in font.getBestCmap()}
    assert not {chr(code) for code in missing if 0x4E00 <= code <= 0x9FFF}
    assert font["OS/2"].usWeightClass == {"Regular": 400, "Bold": 700}[weight]
