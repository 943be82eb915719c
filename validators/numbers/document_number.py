"""Numbers of our own documents: region, two letters, year, serial of 6 to 8 digits (``320200PZ2026000001``).

The letters tell what the number is of. Numbers of other agencies have other forms; nothing is said of them.

>>> is_valid("320200PZ2026000001"), is_valid("320200PZ20260000001"), is_valid("苏 2026 年 第 0200000001 号")
(True, True, False)
>>> year("320200XX2026000001"), document_type("320200XX2026000001")
(2026, 'informationForm')
>>> make("320200", "SQ", 2026, 7)
'320200SQ2026000007'
>>> validate("320200AB2026000001")
Traceback (most recent call last):
    ...
ValueError: 320200AB2026000001: not a number of ours
"""

import re
from collections.abc import Mapping

#: Letters -> what the number is of: a document type, or ``transfer`` for transfer numbers.
LETTERS: Mapping[str, str] = {
    "PZ": "certificate",
    "SQ": "application",
    "LX": "contactLetter",
    "HF": "letterReply",
    "XX": "informationForm",
    "HK": "fundNotice",
    "DZ": "fundReceipt",
    "TH": "fundReturn",
    "ZF": "accountPayout",
    "SL": "acceptanceNotice",
    "BY": "refusalNotice",
    "BZ": "supplementNotice",
    "QF": "arrearsNotice",
    "GZ": "correctionLetter",
    "CH": "withdrawal",
    "BJ": "completionNotice",
    "QR": "transferConfirmation",
    "JY": "precheck",
    "JG": "agencyRecord",
    "YJ": "mailSlip",
    "ZY": "transfer",
}
_FORM = re.compile(rf"[0-9]{{6}}({'|'.join(LETTERS)})([0-9]{{4}})[0-9]{{6,8}}")


def compact(number: str) -> str:
    """The number without blanks around it."""
    return number.strip()


def validate(number: str) -> str:
    """The compact number.

    Raises:
        ValueError: it has not our form.
    """
    number = compact(number)
    if not _FORM.fullmatch(number):
        raise ValueError(f"{number}: not a number of ours")
    return number


def is_valid(number: str) -> bool:
    """Whether ``number`` has our form, with letters that we know."""
    return _FORM.fullmatch(compact(number)) is not None


def format(number: str) -> str:
    """The number as printed."""
    return compact(number)


def year(number: str) -> int | None:
    """The year in a number of ours; None for any other number."""
    match = _FORM.fullmatch(number)
    return int(match[2]) if match else None


def document_type(number: str) -> str | None:
    """What a number of ours is of (``transfer`` for transfer numbers); None for any other number."""
    match = _FORM.fullmatch(number)
    return LETTERS[match[1]] if match else None


def make(region: str, letters: str, year: int, serial: int) -> str:
    """A number of ours.

    Raises:
        ValueError: the parts make no number of ours (unknown letters, a serial beyond 8 digits).
    """
    return validate(f"{region}{letters}{year:04d}{serial:06d}")
