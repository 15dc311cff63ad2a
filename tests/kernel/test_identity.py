"""Identity documents: the samples people hold, the slips they make, and what nobody should send."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel import identity
from portal.kernel.identity import DocumentKind

TODAY = date(2026, 11, 23)
COUNTIES = frozenset(("510104", "513431", "110101"))

# Feature A1.1: one valid sample of each kind, and near-misses that must name the rule that failed.
VALID = [
    ("resident_id", "510104198303122644"),
    ("social_security_card", "519999198303122642"),
    ("hmt_residence_permit", "810000199204080017"),
    ("hm_travel_permit", "H12345678"),
    ("tw_travel_permit", "12345678"),
]
CAST = {
    "519999198303122642": (date(1983, 3, 12), "female"),
    "519999196809051010": (date(1968, 9, 5), "male"),
    "51999920020718312X": (date(2002, 7, 18), "female"),
    "519999199011254330": (date(1990, 11, 25), "male"),
    "519999197202207714": (date(1972, 2, 20), "male"),
    "519999200309098823": (date(2003, 9, 9), "female"),
}
PERMITS = {"810000199204080017": "male", "830000198902150026": "female"}


def with_digit(digits: str) -> str:
    return digits + identity.check_digit(digits)


NEAR_MISSES = [
    ("resident_id", "519999198303122643", "check_digit", "校验码"),
    ("resident_id", with_digit("51010419990230123"), "birth_date", "1999年02月30日"),
    ("resident_id", with_digit("51010420261124123"), "birth_future", "还没有到"),
    ("resident_id", with_digit("51010418991231123"), "birth_too_early", "1900年"),
    ("resident_id", with_digit("99010419830312264"), "province", "省份"),
    ("resident_id", "510104830312264", "fifteen_digits", "15位"),
    ("resident_id", "51010419830312264", "length", "17位"),
    ("resident_id", "5101041983031226445", "length", "19位"),
    ("resident_id", "5101041983X3122645", "characters", "只有最后一位"),
    ("social_security_card", "A12345678", "length", "社会保障号码"),
    ("social_security_card", "519999198303122643", "check_digit", "校验码"),
    ("hmt_residence_permit", "810000199204080018", "check_digit", "校验码"),
    ("hmt_residence_permit", "519999198303122642", "prefix", "810000"),
    ("hmt_residence_permit", with_digit("81010019920408001"), "prefix", "830000"),
    ("hm_travel_permit", "A12345678", "prefix", "H或M"),
    ("hm_travel_permit", "H1234567", "format", "8位数字"),
    ("hm_travel_permit", "H1234567801", "length", "换证次数"),
    ("tw_travel_permit", "1234567", "format", "8位数字"),
    ("tw_travel_permit", "0123456701(B)", "length", "前8位"),
    ("tw_travel_permit", "T12345678", "format", "8位数字"),
]


@pytest.mark.parametrize(("kind", "number"), VALID)
def test_valid_samples_pass(kind: str, number: str):
    result = identity.check(kind, number, today=TODAY)
    assert result.valid
    assert result.number == number
    assert result.problems == ()


@pytest.mark.parametrize(("kind", "number", "code", "words"), NEAR_MISSES)
def test_near_misses_name_the_rule(kind: str, number: str, code: str, words: str):
    result = identity.check(kind, number, today=TODAY)
    assert not result.valid
    assert [problem.code for problem in result.problems] == [code]
    assert words in str(result.problems[0].message)
    assert str(result.problems[0].message).endswith("。")
    assert result.birth is result.sex is result.region is None


@pytest.mark.parametrize(("number", "facts"), CAST.items())
def test_the_cast_is_valid_with_a_county_warning(number: str, facts: tuple[date, str]):
    result = identity.check("resident_id", number, known_regions=COUNTIES, today=TODAY)
    assert result.valid
    assert (result.birth, result.sex) == facts
    assert [warning.code for warning in result.warnings] == ["region_unknown"]
    assert "519999" in str(result.warnings[0].message)


@pytest.mark.parametrize(("number", "sex"), PERMITS.items())
def test_permits_of_the_cast_have_no_county(number: str, sex: str):
    result = identity.check("hmt_residence_permit", number, known_regions=COUNTIES, today=TODAY)
    assert (result.valid, result.sex, result.warnings) == (True, sex, ())


def test_a_permit_number_under_the_wrong_kind_is_hinted_at():
    result = identity.check("resident_id", "810000199204080017", known_regions=COUNTIES, today=TODAY)
    assert result.valid
    assert [warning.code for warning in result.warnings] == ["other_kind"]


def test_a_known_county_and_no_table_at_all_warn_of_nothing():
    assert not identity.check("resident_id", "510104198303122644", known_regions=COUNTIES).warnings
    assert not identity.check("resident_id", "519999198303122642").warnings


def test_every_failed_rule_is_told_the_check_digit_last():
    result = identity.check("resident_id", "990104199902301230", today=TODAY)
    assert [problem.code for problem in result.problems] == ["province", "birth_date", "check_digit"]


@pytest.mark.parametrize(
    "typed",
    [
        "５１９９９９２００２０７１８３１２Ｘ",
        "51999920020718312x",
        " 519999 20020718 312X\n",
        "519999-20020718-312X",
        "519999\u300020020718—312x",
        "\u200b519999200207\u202c18312X\ufeff",
    ],
)
def test_what_is_typed_is_normalised(typed: str):
    assert identity.check("resident_id", typed, today=TODAY).number == "51999920020718312X"
    assert identity.check("resident_id", typed, today=TODAY).valid


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (None, "empty"),
        (12345, "empty"),
        ("", "empty"),
        (" \t", "empty"),
        ("\x00", "characters"),
        ("5101041983031226\x0045", "characters"),
        ("51010419830312264😀", "characters"),
        ("\ud800", "characters"),
        ("五一〇一〇四一九八三〇三一二二六四五", "characters"),
        ("٥١٠١٠٤١٩٨٣٠٣١٢٢٦٤٥", "characters"),
        ("1" * 65, "too_long"),
    ],
)
@pytest.mark.parametrize("kind", list(DocumentKind))
def test_what_is_no_number_is_refused_kindly(kind: DocumentKind, typed: object, code: str):
    result = identity.check(kind, typed, today=TODAY)
    assert [problem.code for problem in result.problems] == [code]
    assert result.number == ""


def test_two_megabytes_are_refused_at_once():
    start = time.perf_counter()
    for check in (identity.uscc_check, identity.check_name, identity.check_phone):
        assert check("１" * 2_000_000)[1][0].code == "too_long"
    for kind in DocumentKind:
        assert identity.check(kind, " 1" * 1_000_000).problems[0].code == "too_long"
    assert time.perf_counter() - start < 0.5


@given(st.sampled_from(DocumentKind.values), st.text(max_size=80))
def test_no_text_raises_and_reprs_carry_no_number(kind: str, typed: str):
    result = identity.check(kind, typed, today=TODAY)
    assert result.valid == (not result.problems)
    assert len(result.number) < 6 or result.number not in repr(result)


@given(
    st.dates(date(1900, 1, 1), TODAY), st.sampled_from(sorted(identity.PROVINCES)), st.integers(0, 9999999)
)
def test_any_real_birth_with_its_check_digit_is_valid(birth: date, province: str, rest: int):
    digits = f"{province}{rest // 1000:04d}{birth:%Y%m%d}{rest % 1000:03d}"
    result = identity.check("resident_id", with_digit(digits), today=TODAY)
    assert result.valid
    assert (result.birth, result.region) == (birth, digits[:6])
    assert result.sex == ("male" if rest % 2 else "female")


@given(st.sampled_from(sorted(CAST)), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_character_is_always_found(number: str, place: int, char: str):
    wrong = number[:place] + char + number[place + 1 :]
    assert identity.check("resident_id", wrong, today=TODAY).valid == (wrong == number)


@given(st.sampled_from(sorted(CAST)), st.integers(0, 16))
def test_two_swapped_neighbours_are_always_found(number: str, place: int):
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert identity.check("resident_id", wrong, today=TODAY).valid == (wrong == number)


def test_three_documents_share_one_number_space():
    spaces = {kind: identity.namespace(kind) for kind in DocumentKind.values}
    assert spaces == {
        "resident_id": "citizen",
        "social_security_card": "citizen",
        "hmt_residence_permit": "citizen",
        "hm_travel_permit": "hm_travel_permit",
        "tw_travel_permit": "tw_travel_permit",
    }


def test_an_unknown_kind_is_a_programming_error():
    with pytest.raises(ValueError, match="passport"):
        identity.check("passport", "E12345678")


def test_problems_are_plain_json():
    problem = identity.check("resident_id", "519999198303122643", today=TODAY).problems[0]
    assert problem.as_json() == {
        "code": "check_digit",
        "message": "最后一位校验码对不上。请对照证件再核对一遍每一位数字。",
    }


@pytest.mark.parametrize(
    "code", ["91519999MA6XN00116", "93519999MA6XN002XP", "92519999MA6XN0038T", "91350100M000100Y43"]
)
def test_credit_codes_pass(code: str):
    assert identity.uscc_check(code) == (code, ())
    assert identity.uscc_check(f" {code[:8].lower()} {code[8:].lower()}") == (code, ())


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("91519999MA6XN00117", "check_digit"),
        ("91519999MA6XN0011", "length"),
        ("9151999AMA6XN00116", "region"),
        ("91519999MA6XN0O116", "characters"),
        ("成都蜀味人家", "characters"),
        ("91519999MA6XN0011\x006", "characters"),
        ("", "empty"),
        (None, "empty"),
        ("9" * 100, "too_long"),
    ],
)
def test_credit_codes_are_refused_by_name(code: object, problem: str):
    assert [found.code for found in identity.uscc_check(code)[1]] == [problem]
