"""Number of a participation certificate (参保凭证号): ours, or another agency's.

Ours is ``region PZ year serial`` (:mod:`validators.numbers.document_number`). A number that begins with six digits
and PZ claims to be ours; every other form is another agency's, like ``鲁 2012 年 第 000123 号``.

>>> is_valid("320200PZ2026000001"), is_valid("320200SQ2026000001")
(True, False)
>>> claims_our_form("320200PZ2026-0001"), claims_our_form("鲁 2012 年 第 000123 号")
(True, False)
"""

import re

from validators.numbers import document_number

_CLAIM = re.compile(r"[0-9]{6}PZ")


def compact(number: str) -> str:
    """The number without blanks around it."""
    return document_number.compact(number)


def claims_our_form(number: str) -> bool:
    """Whether ``number`` begins with six digits and PZ, as only ours may."""
    return _CLAIM.match(number) is not None


def validate(number: str) -> str:
    """The compact number.

    Raises:
        ValueError: it is no certificate number of ours.
    """
    number = document_number.validate(number)
    if not claims_our_form(number):
        raise ValueError(f"{number}: a number of ours, but not of a certificate")
    return number


def is_valid(number: str) -> bool:
    """Whether ``number`` is a certificate number of ours."""
    return claims_our_form(number) and document_number.is_valid(number)


def format(number: str) -> str:
    """The number as printed."""
    return compact(number)
