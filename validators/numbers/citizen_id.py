"""Citizen identity number (公民身份号码), GB 11643-1999; residence permits of 18 characters follow it.

Eighteen characters: six of the address (GB/T 2260), eight of the birth date, three of the sequence (odd = male),
one check character over the weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2 modulo 11. Numbers of 15 digits were
issued until 1999; they have no century and no check character and are not valid here.

>>> is_valid("11010519491231002X"), is_valid("440524188001010014")
(True, True)
>>> validate("11010519491231002x")                      # a small x is read as X
'11010519491231002X'
>>> is_valid("110105194912310021")                      # wrong check character
False
>>> is_valid("１１０１０５19491231002X")                   # full-width digits are none
False
>>> has_right_check("11010519490231002X"), is_valid("110105194902310022")    # 31 February
(False, False)
>>> birth_date("110105194902310022") is None
True
>>> validate("110105491231002")
Traceback (most recent call last):
    ...
ValueError: 15 characters: an identity number has 18
>>> writings("110105491231002")
('110105491231002', '11010519491231002X')
"""

import re
from datetime import date
from typing import Literal

_FORM = re.compile(r"[0-9]{17}[0-9Xx]")
_OLD = re.compile(r"[0-9]{15}")
_CHECK_CHARACTERS = "10X98765432"


def compact(number: str) -> str:
    """The number without blanks around it and between its groups, x as X."""
    return "".join(number.split()).upper()


def has_form(number: str) -> bool:
    """Whether ``number`` is 17 digits and a digit or X (x read as X), whatever it says."""
    return _FORM.fullmatch(number) is not None


def check_character(number: str) -> str:
    """The check character that the first 17 digits of ``number`` demand (GB 11643, ISO 7064 MOD 11-2)."""
    # The weights are the powers of 2 modulo 11, and 13 is 2 modulo 11: the sum is the number read in base 13.
    return _CHECK_CHARACTERS[int(number[:17], 13) * 2 % 11]


def has_right_check(number: str) -> bool:
    """Whether ``number`` has the form and its check character is right; the birth date is not looked at."""
    return has_form(number) and number[17].upper() == check_character(number)


def validate(number: str) -> str:
    """The compact number, where form, check character and birth date are right.

    Raises:
        ValueError: says what is wrong first: length, form, check character, birth date.
    """
    number = compact(number)
    if len(number) != 18:
        raise ValueError(f"{len(number)} characters: an identity number has 18")
    if not has_form(number):
        raise ValueError("an identity number is 17 digits and a digit or X")
    if not has_right_check(number):
        raise ValueError("the check character does not agree with the digits")
    if birth_date(number) is None:
        raise ValueError("digits 7 to 14 are no calendar date")
    return number


def is_valid(number: str) -> bool:
    """Whether :func:`validate` passes."""
    try:
        validate(number)
    except ValueError:
        return False
    return True


def format(number: str) -> str:
    """The number as printed: one group, X in capitals."""
    return compact(number)


def writings(number: str) -> tuple[str, ...]:
    """The compact number, and how it was written before or since 1999: with 15 digits, or with 18 characters."""
    number = compact(number)
    if _OLD.fullmatch(number):
        body = f"{number[:6]}19{number[6:]}"
        return number, body + check_character(body)
    if has_form(number) and number[6:8] == "19":
        return number, number[:6] + number[8:17]
    return (number,)


def birth_date(number: str) -> date | None:
    """The birth date in a number that has the form; None where digits 7 to 14 are no calendar date."""
    try:
        return date.fromisoformat(number[6:14])
    except ValueError:
        return None


def sex(number: str) -> Literal["1", "2"]:
    """The sex in a number that has the form, as GB/T 2261.1 codes it: 1 male, 2 female."""
    return "1" if int(number[16]) % 2 else "2"


def region(number: str) -> str:
    """The address part: six digits of GB/T 2260 as they were when the number was given."""
    return number[:6]
