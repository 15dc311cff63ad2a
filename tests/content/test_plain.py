"""Plain language: what is refused, and what may stay."""

import pytest

from portal.kernel.plain import english_words, problems


@pytest.mark.parametrize(
    "text",
    [
        "其他材料",
        "身份证等材料",
        "法律法规规定的其他情形",
        "法律、法规规定的其他材料",
        "其他相关证明",
        "其它条件",
        "系统繁忙",
    ],
)
def test_refused(text: str):
    assert problems(f"请提供{text}。")


@pytest.mark.parametrize(
    "text",
    [
        "其他人也能办。",
        "等我们的电话。",
        "有其他问题请打12333。",
        "材料齐全的当场办。",
        "年满16周岁,想找工作。",
    ],
)
def test_allowed(text: str):
    assert problems(text) == []


def test_forty_characters_are_the_most():
    assert problems("字" * 40 + "。") == []
    assert "41个字" in problems("字" * 41)[0]
    assert problems("字" * 30 + "。" + "字" * 30) == []
    assert problems("abc 123 " * 30 + "字" * 40) == []


@pytest.mark.parametrize("text", ["请点击submit按钮", "先 login 再办", "OK了"])
def test_english_mixed_in_is_told(text: str):
    assert english_words(text)


@pytest.mark.parametrize(
    "text",
    ["下载PDF", "%(number)s已收到", "例如 name@example.com。", "以 SY1: 开头", "Only English", "填{days}天"],
)
def test_english_that_may_stay(text: str):
    assert english_words(text) == []
