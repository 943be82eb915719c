"""Holders of bank accounts: one key for the spellings that banks and agencies give one holder.

Width, the kind of brackets, and blanks are a matter of keyboards and of forms; every other character tells holders
apart.

>>> holder_key("测试市医保中心（基金专户）") == holder_key("测试市 医保中心(基金专户) ")
True
>>> holder_key("测试市医保中心") == holder_key("测试县医保中心")
False
"""

import unicodedata

_WIDE = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
_OPENING = dict.fromkeys(map(ord, "[{〔【〖［｛﹙﹝⦅｟"), "(")
_CLOSING = dict.fromkeys(map(ord, "]}〕】〗］｝﹚﹞⦆｠"), ")")
_BLANKS = dict.fromkeys((*b"\t\n\r ", 0xA0, 0x1680, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF))
_SAME = {**_WIDE, **_OPENING, **_CLOSING, **_BLANKS}


def holder_key(text: str) -> str:
    """The key under which spellings of one holder are equal: NFC, narrow, round brackets, no blanks."""
    return unicodedata.normalize("NFC", text).translate(_SAME)


def account_key(number: str) -> str:
    """The key of an account number: capitals, without the hyphens that group it."""
    return number.replace("-", "").upper()
