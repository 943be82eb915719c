"""Identity numbers, document numbers, certificate numbers."""

import doctest
import importlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validators.numbers import certificate_number, citizen_id, credit_code, document_number

_BODIES = st.from_regex(r"[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}", fullmatch=True)


_MODULES = ("citizen_id", "document_number", "certificate_number", "credit_code")


@pytest.mark.parametrize("module", [*(f"numbers.{name}" for name in _MODULES), "money", "names", "dates"])
def test_examples_in_docstrings(module: str) -> None:
    result = doctest.testmod(importlib.import_module(f"validators.{module}"))
    assert result.attempted
    assert not result.failed


@given(_BODIES)
def test_number_made_by_the_rule_is_valid_and_tells_its_parts(body: str) -> None:
    number = body + citizen_id.check_character(body)
    assert citizen_id.validate(f" {number.lower()} ") == number
    assert citizen_id.is_valid(number)
    assert citizen_id.birth_date(number) == date(int(body[6:10]), int(body[10:12]), int(body[12:14]))
    assert citizen_id.sex(number) == ("1" if int(body[16]) % 2 else "2")
    assert citizen_id.region(number) == body[:6]
    assert citizen_id.format(f"{body[:6]} {number[6:]}") == number


@given(_BODIES, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(body: str, position: int, shift: int) -> None:
    wrong = body[:position] + str((int(body[position]) + shift) % 10) + body[position + 1 :]
    assert not citizen_id.has_right_check(wrong + citizen_id.check_character(body))


@given(_BODIES, st.integers(0, 15))
def test_swapped_neighbours_are_noticed(body: str, position: int) -> None:
    swapped = body[:position] + body[position + 1] + body[position] + body[position + 2 :]
    right = citizen_id.has_right_check(swapped + citizen_id.check_character(body))
    assert right == (swapped == body)


@given(st.text(max_size=20))
def test_any_text_is_judged_without_raising(text: str) -> None:
    for module in (citizen_id, document_number, certificate_number, credit_code):
        assert module.is_valid(text) in (True, False)
    assert document_number.year(text) is None or document_number.is_valid(text)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("1101051949123100", "16 characters"),
        ("1101051949123100OX", "17 digits"),
        ("110105194912310021", "check character"),
        ("11010519490231002" + citizen_id.check_character("11010519490231002"), "calendar date"),
    ],
)
def test_validate_says_what_is_wrong(number: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        citizen_id.validate(number)


@given(st.from_regex(r"[0-9]{6}", fullmatch=True), st.sampled_from(sorted(document_number.LETTERS)),
       st.integers(1900, 2199), st.integers(0, 99_999_999))  # fmt: skip
def test_our_numbers(region: str, letters: str, year: int, serial: int) -> None:
    number = document_number.make(region, letters, year, serial)
    assert len(number) <= 20
    assert document_number.year(number) == year
    assert document_number.document_type(number) == document_number.LETTERS[letters]
    assert document_number.format(f" {number} ") == number
    assert certificate_number.is_valid(number) == (letters == "PZ")


def test_serial_beyond_eight_digits_is_refused() -> None:
    with pytest.raises(ValueError, match="not a number of ours"):
        document_number.make("320200", "PZ", 2026, 100_000_000)


def test_certificate_numbers() -> None:
    assert certificate_number.validate(" 320200PZ2026000001 ") == "320200PZ2026000001"
    assert certificate_number.format(" 鲁 2012 年 第 000123 号 ") == "鲁 2012 年 第 000123 号"
    with pytest.raises(ValueError, match="not of a certificate"):
        certificate_number.validate("320200SQ2026000001")
    assert document_number.document_type("鲁 2012 年 第 000123 号") is None


_CODES = st.from_regex(r"[1-9A-HJ-NP-RTUWXY][0-9A-HJ-NP-RTUWXY][0-9]{6}[0-9A-HJ-NP-RTUWXY]{9}", fullmatch=True)


@given(_CODES)
def test_credit_code_made_by_the_rule_is_valid(body: str) -> None:
    code = body + credit_code.check_character(body)
    assert credit_code.validate(f" {code[:8].lower()} {code[8:]} ") == code
    assert credit_code.format(code.lower()) == code


@given(_CODES, st.integers(2, 7), st.integers(1, 9))
def test_one_wrong_digit_of_a_credit_code_is_noticed(body: str, position: int, shift: int) -> None:
    wrong = body[:position] + str((int(body[position]) + shift) % 10) + body[position + 1 :]
    assert not credit_code.is_valid(wrong + credit_code.check_character(body))
