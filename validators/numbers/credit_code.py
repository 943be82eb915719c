"""Unified social credit code (统一社会信用代码), GB 32100-2015.

Eighteen characters of ``0123456789ABCDEFGHJKLMNPQRTUWXY`` (no I, O, S, V, Z): registering authority and kind of
organisation, six digits of the region, nine of the organisation, one check character: weights 3^i modulo 31, and 31
less the remainder, itself modulo 31. Real codes with a wrong check character exist, so a rule may only warn.

>>> is_valid("91350100M000100Y43"), is_valid("91350100m000100y43")
(True, True)
>>> is_valid("91350211M0000XUF46"), is_valid("91350100M000100Y4"), is_valid("91350100O000100Y43")
(False, False, False)
>>> check_character("91000000000000004")                # 31 less a remainder of 0 is 0
'0'
>>> validate("91350100M000100Y44")
Traceback (most recent call last):
    ...
ValueError: the check character does not agree with the others
"""

import re
from operator import mul

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_FORM = re.compile(rf"[{_ALPHABET}]{{2}}[0-9]{{6}}[{_ALPHABET}]{{10}}")
_WEIGHTS = tuple(pow(3, position, 31) for position in range(17))


def compact(number: str) -> str:
    """The code without blanks around it and between its groups, in capitals."""
    return "".join(number.split()).upper()


def check_character(number: str) -> str:
    """The check character that the first 17 characters of ``number`` demand.

    Raises:
        ValueError: one of them is not of the alphabet.
    """
    total = sum(map(mul, _WEIGHTS, map(_ALPHABET.index, number[:17])))
    return _ALPHABET[-total % 31]


def validate(number: str) -> str:
    """The compact code, where form and check character are right.

    Raises:
        ValueError: says what is wrong first: form, check character.
    """
    number = compact(number)
    if not _FORM.fullmatch(number):
        raise ValueError("a credit code is 18 digits and capitals without I, O, S, V, Z, the third to eighth digits")
    if number[17] != check_character(number):
        raise ValueError("the check character does not agree with the others")
    return number


def is_valid(number: str) -> bool:
    """Whether :func:`validate` passes."""
    try:
        validate(number)
    except ValueError:
        return False
    return True


def format(number: str) -> str:
    """The code as printed: one group, in capitals."""
    return compact(number)
