"""Names of people: what may be wrong with their characters, and the mechanical mends.

Names are never matched against a table of surnames or a range of characters: rare characters, letters and marks of
any script are right. Judged is only what transport between systems is known to break.

>>> mended("古丽娜尔‧玉素甫江"), mended(" 张 三 ")
('古丽娜尔·玉素甫江', '张三')
>>> list(defects("张?")), list(defects("O'Neil J. Müller"))
(['lost'], [])
"""

import re
import unicodedata
from collections.abc import Iterator

#: What stands for the middle dot in other systems; between two Han characters it is one (U+00B7).
DOTS = "\u002e\u0387\u2022\u2027\u2219\u22c5\u30fb\uff0e\uff65"
_BLANKS = "\u0020\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_HAN = "\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"

_PLAIN_FORM = re.compile("[A-Za-z·\u4e00-\u9fff]+")
_LOST_FORM = re.compile("[\ufffd?？]")
_PRIVATE_FORM = re.compile(f"[{_PRIVATE}]")
_DOT_FORM = re.compile(f"(?<=[{_HAN}])[{re.escape(DOTS)}](?=[{_HAN}])")
_END_FORM = re.compile(f"^[{_BLANKS}]+|[{_BLANKS}]+\\Z")
_INNER_FORM = re.compile(f"(?<=[{_HAN}])[{_BLANKS}]+(?=[{_HAN}])")


def defects(name: str) -> Iterator[str]:
    """What is wrong with ``name``: lost (U+FFFD or a question mark), private, dot, blank, nfc; of each kind once."""
    if _PLAIN_FORM.fullmatch(name):
        return
    if _LOST_FORM.search(name):
        yield "lost"
    if _PRIVATE_FORM.search(name):
        yield "private"
    if _DOT_FORM.search(name):
        yield "dot"
    if _END_FORM.search(name) or _INNER_FORM.search(name):
        yield "blank"
    if not unicodedata.is_normalized("NFC", _DOT_FORM.sub("·", name)):
        yield "nfc"


def normalised(name: str) -> str:
    """The name in NFC, without blanks at its ends, a wrong dot between two Han characters as U+00B7."""
    return _DOT_FORM.sub("·", unicodedata.normalize("NFC", _END_FORM.sub("", name)))


def mended(name: str) -> str:
    """:func:`normalised`, and without blanks between Han characters: all that can be mended mechanically."""
    return normalised(_INNER_FORM.sub("", name))
