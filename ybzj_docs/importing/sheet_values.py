"""Cells as values of documents: what a program stored as a date or a number, and what people typed.

Nothing is guessed: what may be two things is no value, and why is told with the mend.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Context, Decimal
from functools import cache
from typing import Any

from validators import money, names
from ybzj_docs import catalog
from ybzj_docs.importing.sheet_cells import Broken, Cell, Value
from ybzj_docs.importing.sheet_columns import Column

#: Numbers from here on are no longer exact in the program that stored them.
_EXACT = 10**15
#: Programs show 15 digits of their binary numbers: 0.30000000000000004 is 0.3.
_SHOWN = Context(prec=15)
_POWER = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]{2,}")
_DAY = re.compile(r"([0-9]{4})([-/.年])([0-9]{1,2})(?:\2|月)([0-9]{1,2})日?(?:[ T]0{1,2}:00(?::00)?)?")
_DAY_DIGITS = re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})月?")
_MONTH_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?|[0-9]+(?:\.[0-9]*)?")
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,19}")
_WHOLE = re.compile(r"-?[0-9]{1,15}(?:\.0*)?")
_FLAGS = {"是": True, "有": True, "true": True, "否": False, "无": False, "false": False}
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_ENDS = " \t\r\n\u00a0\u3000\ufeff"


class Unusable(Exception):
    """A cell that is no value of its column; ``key`` and ``data`` say why."""

    def __init__(self, key: str, **data: object) -> None:
        super().__init__(key, data)
        self.key, self.data = key, data


def value(column: Column, cell: Cell) -> str | int | bool | None:
    """The value of ``cell`` as a document holds it; None where it is blank.

    Raises:
        Unusable: it is none.
    """
    held = cell.value
    if isinstance(held, Broken):
        raise Unusable(held.key, shown=held.shown)
    if isinstance(held, str):
        held = _plain(held)
        if not held:
            return None
    if column.codelist is not None:
        return _code(column, held)
    read = _READERS.get(column.kind)
    return _text(column, held, cell.format) if read is None else read(held)


def _plain(text: str) -> str:
    """``text`` without blanks at its ends, and without ``="…"``, by which CSV keeps a program from reckoning."""
    text = text.strip(_ENDS)
    return text[2:-1] if text.startswith('="') and text.endswith('"') and len(text) > 3 else text


def _text(column: Column, held: Value, shown: str) -> str:
    if isinstance(held, bool):
        raise Unusable("sheet-flag-for-text")
    if isinstance(held, date):
        raise Unusable("sheet-date-for-text")
    if isinstance(held, Decimal):
        return _stored_number(column, held, shown)
    text = unicodedata.normalize("NFC", str(held))
    if column.holds_number:
        text = text.translate(_WIDE).strip()
        if _POWER.fullmatch(text):
            raise Unusable("sheet-digits-lost")
    return names.normalised(text) if column.kind == "name" else text


def _stored_number(column: Column, number: Decimal, shown: str) -> str:
    """A number for a member that holds text: its digits, with the leading zeros that its format shows."""
    if abs(number) >= _EXACT:
        raise Unusable("sheet-digits-lost")
    if number != number.to_integral_value():
        if column.holds_number:
            raise Unusable("sheet-fraction")
        return format(number.normalize(), "f")
    digits = str(int(number))
    zeros = shown.strip('"')
    return digits.zfill(len(zeros)) if zeros and set(zeros) == {"0"} else digits


def _ascii(held: Value) -> str:
    """What people typed, in the usual width; of a stored whole number its digits."""
    if isinstance(held, Decimal) and held == held.to_integral_value():
        return str(int(held))
    return unicodedata.normalize("NFKC", str(held)).strip()


def _date(held: Value) -> str:
    if isinstance(held, datetime):
        return held.date().isoformat()
    if isinstance(held, date):
        return held.isoformat()
    text = _ascii(held)
    found = _DAY.fullmatch(text) or _DAY_DIGITS.fullmatch(text)
    if found is None:
        raise Unusable("sheet-date-number" if isinstance(held, Decimal) else "sheet-date")
    try:
        return date(int(found[1]), int(found[3]), int(found[4])).isoformat()
    except ValueError:
        raise Unusable("sheet-date") from None


def _month(held: Value) -> str:
    if isinstance(held, date):
        return f"{held:%Y-%m}"
    text = _ascii(held)
    if isinstance(held, Decimal) and "." in text:  # 2026.1 is what becomes of 2026.10
        raise Unusable("sheet-month-number")
    found = _MONTH.fullmatch(text) or _MONTH_DIGITS.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= 12:
        raise Unusable("sheet-month")
    return f"{found[1]}-{int(found[2]):02d}"


def _time(held: Value) -> str:
    if isinstance(held, datetime):
        return f"{held:%Y-%m-%dT%H:%M:%S}+08:00"
    return _ascii(held)


def _money(held: Value) -> str:
    if isinstance(held, (bool, date)):
        raise Unusable("sheet-money")
    if isinstance(held, Decimal):
        amount = _SHOWN.plus(held)
    else:
        text = _ascii(held).removeprefix("¥").removesuffix("元").strip()
        if not _GROUPED.fullmatch(text):
            raise Unusable("sheet-money")
        amount = Decimal(text.replace(",", ""))
    if amount < 0:
        raise Unusable("sheet-money-negative")
    cents = amount * 100
    if cents != cents.to_integral_value():
        raise Unusable("sheet-money-decimals")
    if cents > money.MAXIMUM:
        raise Unusable("sheet-money")
    return money.text(int(cents))


def _count(held: Value) -> int:
    text = _ascii(held).removesuffix("个月").removesuffix("月").strip()
    if not _WHOLE.fullmatch(text):
        raise Unusable("sheet-count")
    return int(text.partition(".")[0])


def _flag(held: Value) -> bool:
    found = held if isinstance(held, bool) else _FLAGS.get(_ascii(held).casefold())
    if found is None:
        raise Unusable("sheet-flag")
    return found


_READERS: Mapping[str, Any] = {
    "date": _date,
    "month": _month,
    "time": _time,
    "money": _money,
    "count": _count,
    "flag": _flag,
}


def _code(column: Column, held: Value) -> str:
    """A code by itself, by its title, or by both; a number by its digits, with the zeros that programs drop."""
    if isinstance(held, (bool, date)):
        raise Unusable("sheet-code", list=_some(str(column.codelist)))
    text, codes = _ascii(held), _codes(str(column.codelist))
    found = codes.get(_word(text)) or next((codes[key] for key in _padded(text) if key in codes), None)
    if found is None:
        ending = {code for title, code in codes.items() if len(text) > 1 and title.endswith(_word(text))}
        found = ending.pop() if len(ending) == 1 else None
    if found is not None:
        return found
    if not catalog.codelist(str(column.codelist)).closed and _CODE.fullmatch(text):
        return text  # a local code of an open list: structure warns of it
    raise Unusable("sheet-code", list=_some(str(column.codelist)))


def _padded(text: str) -> list[str]:
    return [text.zfill(2)] if text.isdecimal() else []


@cache
def _codes(name: str) -> Mapping[str, str]:
    """Everything that may name a code of the list ``name``; a title that two codes share names none."""
    found: dict[str, str] = {}
    rows = catalog.codelist(name).titles.items()
    titles = [_word(title) for _, title in rows]
    for code, title in rows:
        short = re.sub(r"\([^()]*\)", "", _word(title))
        named = [_word(f"{code}{title}")]
        named += [_word(title)] if titles.count(_word(title)) == 1 else []
        named += [short] if [re.sub(r"\([^()]*\)", "", one) for one in titles].count(short) == 1 else []
        for word in named:
            found.setdefault(word, code)
    return found | {_word(code): code for code, _ in rows}


def _word(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def _some(name: str) -> str:
    """The first titles of a list, for a message."""
    titles = list(catalog.codelist(name).titles.values())
    return "、".join(titles[:8]) + ("……" if len(titles) > 8 else "")
