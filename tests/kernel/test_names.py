"""Names as they stand on documents, and mobile numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.identity import check_name, check_phone


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("李晓梅", "李晓梅"),
        (" 李 晓\u3000梅 ", "李晓梅"),
        ("䶮", "䶮"),
        ("𫖮", "𫖮"),
        ("㛃𬍛", "㛃𬍛"),
        ("\U000323b0", "\U000323b0"),
        ("吉克·阿呷", "吉克·阿呷"),
        ("吉克•阿呷", "吉克·阿呷"),
        ("吉克‧阿呷", "吉克·阿呷"),
        ("吉克・阿呷", "吉克·阿呷"),
        ("吉克 ･ 阿呷", "吉克·阿呷"),
        ("吉克.阿呷", "吉克·阿呷"),
        ("阿卜杜热合曼·买买提明·吾布力卡斯木", "阿卜杜热合曼·买买提明·吾布力卡斯木"),
        ("龙" * 30, "龙" * 30),
        ("龙" * 50, "龙" * 50),
        ("邊\U000e0100", "邊"),
        ("﨑", "﨑"),
        ("WONG  Chi Ming", "WONG Chi Ming"),
        ("ＷＯＮＧ", "WONG"),
        ("José O'Neill-Lee", "José O'Neill-Lee"),
        ("\u200b李梅\u200e", "李梅"),
    ],
)
def test_names_are_normalised(typed: str, name: str):
    assert check_name(typed) == (name, ())
    assert check_name(name) == (name, ())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        (None, "empty"),
        ("李3", "digits"),
        ("李３", "digits"),
        ("李①", "digits"),
        ("李😀", "characters"),
        ("李❤️", "characters"),
        ("<b>李</b>", "characters"),
        ("李,梅", "characters"),
        ("Иван", "characters"),
        ("李\x00梅", "control"),
        ("李\n梅", "control"),
        ("李\ue863", "control"),
        ("李\ud800", "control"),
        ("龙" * 51, "too_long"),
        ("龙" * 2_000_000, "too_long"),
        ("·李", "dot"),
        ("李·", "dot"),
        ("李··梅", "dot"),
        ("·", "dot"),
        ("\u200b", "empty"),
    ],
)
def test_what_is_no_name_is_refused_by_name(typed: object, code: str):
    problems = check_name(typed)[1]
    assert [problem.code for problem in problems] == [code]
    assert str(problems[0].message).endswith("。")


@given(st.text(max_size=60))
def test_any_text_gives_a_name_or_one_problem(typed: str):
    name, problems = check_name(typed)
    assert len(problems) <= 1
    assert problems or check_name(name) == (name, ())
    assert problems or 1 <= len(name) <= 50


@pytest.mark.parametrize(
    "typed",
    ["13812345678", "+86 138-1234-5678", "8613812345678", "0086 138 1234 5678", "１３８１２３４５６７８"],
)
def test_mobile_numbers_are_normalised(typed: str):
    assert check_phone(typed) == ("13812345678", ())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        (None, "empty"),
        ("1381234567", "length"),
        ("138123456789", "length"),
        ("12812345678", "prefix"),
        ("028-85551234", "landline"),
        ("+85291234567", "characters"),
        ("1381234567a", "characters"),
        ("138😀", "characters"),
        ("138\x0012345678", "characters"),
        ("1" * 300, "too_long"),
    ],
)
def test_what_is_no_mobile_number_is_refused_by_name(typed: object, code: str):
    problems = check_phone(typed)[1]
    assert [problem.code for problem in problems] == [code]
    assert str(problems[0].message).endswith("。")


@given(st.text(max_size=60))
def test_any_text_gives_a_number_or_one_problem(typed: str):
    number, problems = check_phone(typed)
    assert len(problems) == 1 or (len(number) == 11 and number.isdecimal())
