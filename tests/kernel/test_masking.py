"""Masks: what stays to be read, and that what is hidden is hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel import masking


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("name", "李晓梅", "李*梅"),
        ("name", "王建国", "王*国"),
        ("name", "李梅", "李*"),
        ("name", "欧阳春雪", "欧**雪"),
        ("name", "䶮", "*"),
        ("name", "吉克·阿呷", "吉*·*呷"),
        ("name", "买买提·吾布力", "买**·**力"),
        ("name", "WONG CHI MING", "W*** *** ***G"),
        ("name", "·", "*"),
        ("name", "", ""),
        ("document", "519999198303122642", "519***********2642"),
        ("document", "H12345678", "H******78"),
        ("document", "12345678", "1*****78"),
        ("document", "123", "***"),
        ("phone", "13812345678", "138****5678"),
        ("phone", "02885551234", "028****1234"),
        ("phone", "85551234", "******34"),
        ("phone", "12333", "*****"),
        ("address", "四川省成都市锦江区春熙路街道中纱帽街8号", "四川省成都市锦江区春熙路街道****"),
        ("address", "四川省凉山彝族自治州布拖县特木里镇光明路1号", "四川省凉山彝族自治州布拖县特木里镇****"),
        ("address", "成都市锦江区幸福小区3栋", "成都市锦江区****"),
        ("address", "幸福小区3栋2单元", "****"),
        ("address", "锦江区", "****"),
        ("address", "", "****"),
        ("bank", "6222021234567890123", "****0123"),
        ("bank", "1234567", "****"),
        ("text", "身体不好,近期住院", "••••"),
    ],
)
def test_masks(kind: str, value: str, shown: str):
    assert masking.MASKS[kind](value) == shown


@pytest.mark.parametrize("kind", sorted(masking.MASKS))
@given(value=st.text(st.characters(categories=["Lo", "Lu", "Nd"]), min_size=1, max_size=60))
def test_no_mask_contains_what_it_hides(kind: str, value: str):
    assert value not in masking.MASKS[kind](value)


@given(st.from_regex(r"[0-9]{17}[0-9X]", fullmatch=True))
def test_the_middle_of_a_document_number_is_gone(number: str):
    shown = masking.document(number)
    assert len(shown) == 18
    assert shown[3:14] == "*" * 11
