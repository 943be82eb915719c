"""Exact amounts as whole cents (分), and capital numerals (大写金额) both ways.

Writing follows the dictionary's last paragraph; reading follows 支付结算办法 (1997), annex 1: whatever it lets one
write is read, nothing else. One marked spelling of a value serves both, so that the two cannot drift apart.

>>> in_words(cents("107000.53"))
'人民币壹拾万零柒仟元伍角叁分'
>>> read_words("壹拾万柒仟圆零伍角叁分"), read_words("拾万柒仟元伍角叁分")
(10700053, None)
"""

import re
from functools import lru_cache

MAXIMUM = 99_999_999_999_99

_MONEY = re.compile(r"(?:0|[1-9][0-9]{0,10})\.[0-9]{2}")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
_SECTIONS = ((10**8, "亿"), (10**4, "万"), (1, ""))

# Marks of optional parts in a spelling: we write the first, leave out the others, and read all of them either way.
_WRITTEN_ZERO, _SILENT_ZERO, _SILENT_YUAN, _SILENT_WHOLE = "⓪①②③"
_AS_READ = str.maketrans(
    {_WRITTEN_ZERO: "零?", _SILENT_ZERO: "零?", _SILENT_YUAN: "(?:零元零?)?", _SILENT_WHOLE: "整?"}
)
_SAME = str.maketrans("圆圓正萬億貳陸", "元元整万亿贰陆")
_ROUGH = re.compile(
    r"(?:([零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+)元)?零?(?:([壹贰叁肆伍陆柒捌玖])角)?零?(?:([壹贰叁肆伍陆柒捌玖])分)?整?"
)
_UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def cents(amount: str) -> int:
    """The whole cents of a money text such as ``1409.50``.

    Raises:
        ValueError: not digits, a point and two decimals, or beyond 99999999999.99.
    """
    if not _MONEY.fullmatch(amount):
        raise ValueError(f"{amount!r}: not an amount with two decimals")
    return int(amount.replace(".", ""))


def text(amount: int) -> str:
    """The money text of whole cents, two decimals.

    Raises:
        ValueError: below zero or beyond 99999999999.99.
    """
    if not 0 <= amount <= MAXIMUM:
        raise ValueError(f"{amount} cents: out of range")
    return f"{amount // 100}.{amount % 100:02d}"


def in_words(amount: int) -> str:
    """Capital numerals of whole cents, beginning with 人民币.

    Raises:
        ValueError: below zero or beyond 99999999999.99.
    """
    if not 0 <= amount <= MAXIMUM:
        raise ValueError(f"{amount} cents: out of range")
    return "人民币" + _written(_spelling(amount))


def read_words(words: str) -> int | None:
    """The whole cents that capital numerals say; None where they are not well formed.

    Read with or without 人民币, 圆 as 元, 正 as 整, the characters 貳陸萬億圓 that the 办法 admits, each optional 零
    there or not, 整 after 角 there or not.
    """
    words = words.removeprefix("人民币").translate(_SAME)
    rough = _ROUGH.fullmatch(words)
    if not rough:
        return None
    yuan, ten_cents, one_cents = (part or "" for part in rough.groups())
    amount = _value(yuan) * 100 + _value(ten_cents) * 10 + _value(one_cents)
    if amount > MAXIMUM:
        return None
    spelling = _spelling(amount)
    as_written = words == _written(spelling)  # the quick way: no pattern is compiled
    return amount if as_written or re.fullmatch(spelling.translate(_AS_READ), words) else None


def _written(spelling: str) -> str:
    """A marked spelling as we write it."""
    spelling = spelling.replace(_WRITTEN_ZERO, "零").replace(_SILENT_ZERO, "")
    return spelling.replace(_SILENT_YUAN, "").replace(_SILENT_WHOLE, "")


def _value(numerals: str) -> int:
    """The value of numerals in any order; whether they are well formed is seen from the spelling of the value."""
    total = section = digit = 0
    for character in numerals:
        if character in _UNITS:
            section, digit = section + digit * _UNITS[character], 0
        elif character == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        elif character == "亿":
            total, section, digit = (total + section + digit) * 10**8, 0, 0
        else:
            digit = _DIGITS.index(character)
    return total + section + digit


def _spelling(amount: int) -> str:
    """The marked spelling of an amount: optional parts stand as marks."""
    yuan, rest = divmod(amount, 100)
    ten_cents, one_cents = divmod(rest, 10)
    if not amount:
        return "零元整"
    whole = f"{_integer(yuan)}元" if yuan else _SILENT_YUAN
    if not rest:
        return f"{whole}整"
    if not ten_cents:
        return f"{whole}{'零' if yuan else ''}{_DIGITS[one_cents]}分"
    zero = _SILENT_ZERO if yuan and yuan % 10 == 0 else ""
    end = f"{_DIGITS[one_cents]}分" if one_cents else _SILENT_WHOLE
    return f"{whole}{zero}{_DIGITS[ten_cents]}角{end}"


def _integer(yuan: int) -> str:
    """The marked spelling of whole yuan above zero, section by section."""
    words, higher, skipped = "", 0, False
    for size, name in _SECTIONS:
        section = yuan // size % 10**4
        if not section:
            skipped = True
            continue
        if words:
            if section < 1000:
                words += "零"
            elif skipped or higher % 10 == 0:
                words += _WRITTEN_ZERO
        words += _section(section) + name
        higher, skipped = section, False
    return words


@lru_cache(maxsize=1024)
def _section(number: int) -> str:
    """The spelling of 1 to 9999: one 零 for a run of zeros between two digits."""
    words, zero = "", False
    for size, name in _PLACES:
        digit = number // size % 10
        if digit:
            words += ("零" if zero and words else "") + _DIGITS[digit] + name
            zero = False
        else:
            zero = True
    return words
