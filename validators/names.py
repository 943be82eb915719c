"""Names of people: what may be wrong with their characters, and the mechanical mends.

Names are never matched against a table of surnames or a range of characters: rare characters, letters and marks of
any script are right. Judged is only what transport between systems is known to break.

>>> mended("古丽娜尔‧玉素甫江"), mended(" 张 三 ")
('古丽娜尔·玉素甫江', '张三')
>>> list(defects("张?")), list(defects("O'Neil J. Müller"))
(['lost'], [])
>>> key("古丽娜尔 ‧ 玉素甫江") == key("古丽娜尔·玉素甫江"), key("Li An") == key("LI  AN"), key("Li An") == key("Lian")
(True, True, False)
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

#: What stands for the middle dot in other systems; between two Han characters it is one (U+00B7).
DOTS = "\u002e\u0387\u2022\u2027\u2219\u22c5\u30fb\uff0e\uff65"
#: The private-use characters that stood for characters of GB 18030 which had no code of their own, and the code that
#: they have since: the 18 that GB 18030-2022 moved out of the private use area, and the one that the edition of 2005
#: did. Source: ICU gb18030-2022.ucm, after the Unicode Technical Committee's recommendation L2/23-003R.
STANDARD = {
    **{0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14, 0xE792: 0xFE15},
    **{0xE793: 0xFE16, 0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19, 0xE81E: 0x9FB4, 0xE826: 0x9FB5},
    **{0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE832: 0x9FB8, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE864: 0x9FBB},
    0xE7C7: 0x1E3F,
}
_BLANKS = "\u0020\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_HAN = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"

_PLAIN_FORM = re.compile("[A-Za-z·\u4e00-\u9fff]*")
_LOST_FORM = re.compile("[\ufffd?？]")
_PRIVATE_FORM = re.compile(f"[{_PRIVATE}]")
_DOT_FORM = f"(?<=[{_HAN}])[{re.escape(DOTS)}](?=[{_HAN}])"
_END_FORM = re.compile(f"^[{_BLANKS}]+|[{_BLANKS}]+\\Z")
_INNER_FORM = f"(?<=[{_HAN}])[{_BLANKS}]+(?=[{_HAN}])"
_SPACED_DOT_FORM = f"(?<=[{_HAN}])[{_BLANKS}]*[·{re.escape(DOTS)}][{_BLANKS}]*(?=[{_HAN}])"
_BLANK_FORM = re.compile(f"[{_BLANKS}]+")
_SELECTOR_FORM = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_WIDE_FORM = re.compile("[\uff00-\uffef]+")


@cache
def _form(pattern: str) -> re.Pattern[str]:
    """``pattern`` compiled when it is first asked for: the ranges of Han characters take long."""
    return re.compile(pattern)


def defects(name: str) -> Iterator[str]:
    """What is wrong with ``name``: lost (U+FFFD or a question mark), private, dot, blank, nfc; of each kind once."""
    if _PLAIN_FORM.fullmatch(name):
        return
    if _LOST_FORM.search(name):
        yield "lost"
    if _PRIVATE_FORM.search(name):
        yield "private"
    if _form(_DOT_FORM).search(name):
        yield "dot"
    if _END_FORM.search(name) or _form(_INNER_FORM).search(name):
        yield "blank"
    if not unicodedata.is_normalized("NFC", _form(_DOT_FORM).sub("·", name)):
        yield "nfc"


def normalised(name: str) -> str:
    """The name in NFC, without blanks at its ends, a wrong dot between two Han characters as U+00B7."""
    return _form(_DOT_FORM).sub("·", unicodedata.normalize("NFC", _END_FORM.sub("", name)))


def mended(name: str) -> str:
    """:func:`normalised`, and without blanks between Han characters: all that can be mended mechanically."""
    return normalised(_form(_INNER_FORM).sub("", name))


def standardised(name: str) -> str:
    """The name with the private-use characters that have a code by now (:data:`STANDARD`) replaced by it."""
    return name.translate(STANDARD)


def key(name: str) -> str:
    """What is the same for all spellings of a name, and never for the names of two people.

    Joined are the forms of Unicode, wide and narrow letters, capitals and small letters, variation selectors, private
    characters that have a code by now, the dots between two Han characters, blanks at the ends, between Han characters
    and around such a dot, and runs of blanks. Nothing is left out that tells names apart: blanks between letters, and
    whether there is a dot.
    """
    if _PLAIN_FORM.fullmatch(name):
        return name.lower()
    text = _WIDE_FORM.sub(lambda wide: unicodedata.normalize("NFKC", wide[0]), standardised(name))
    text = _SELECTOR_FORM.sub("", unicodedata.normalize("NFC", text))
    text = _form(_INNER_FORM).sub("", _form(_SPACED_DOT_FORM).sub("·", _END_FORM.sub("", text)))
    return unicodedata.normalize("NFC", _BLANK_FORM.sub(" ", text).lower())
