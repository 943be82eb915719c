"""One value as it stands on paper: dates, months, codes, flags and texts in Chinese writing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from unicodedata import category, normalize

from markupsafe import Markup, escape

from validators import names
from ybzj_docs import catalog

#: The six two-byte characters of GB 18030 beyond the first plane, at the private-use codes that they had.
_BEYOND = {0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE831: 0x215D7, 0xE83B: 0x2298F, 0xE855: 0x241FE}
#: Joiners are part of some scripts' spelling; every other format character (bidi controls, soft hyphens) is
#: dropped on paper, where it could only turn or hide what the reader sees.
_JOINERS = "\u200c\u200d"


#: The element that a marked value stands in, with its pointers.
MARK = "y-value"
_marked: ContextVar[bool] = ContextVar("marked", default=False)


@contextmanager
def marked() -> Iterator[None]:
    """Within it, values are written in an element of their own that names the members they show."""
    token = _marked.set(True)
    try:
        yield
    finally:
        _marked.reset(token)


class Field(str):
    """A printed value that remembers which members of the document it shows.

    ``raw`` is the value in the document (a code, ``2026-11``), for decisions of a template. A member that is absent
    is an empty Field: an empty box on paper.
    """

    pointers: tuple[str, ...]
    raw: object
    short: str

    def __new__(cls, text: str, pointers: tuple[str, ...] = (), raw: object = None, short: str = "") -> "Field":
        """``text`` as printed, the pointers of what it shows, its raw value, its short writing."""
        field = super().__new__(cls, text)
        field.pointers = pointers
        field.raw = raw
        field.short = short or text
        return field

    def __html__(self) -> Markup:
        """The escaped text: every template and every format writes a value through this."""
        shown = escape(str(self))
        if _marked.get() and self.pointers and shown:
            return Markup('<{0} data-pointers="{1}">{2}</{0}>').format(MARK, " ".join(self.pointers), shown)
        return shown

    @property
    def column(self) -> "Field":
        """The short writing for narrow table columns: months as ``2001.04``."""
        return self.like(self.short)

    def like(self, text: str) -> "Field":
        """Another writing of the same members."""
        return Field(text, self.pointers, self.raw)


def date(value: str) -> str:
    """``2026-11-02`` as ``2026年11月2日`` (GB/T 9704: no leading zeros)."""
    year, month_, day = value.split("-")
    return f"{year}年{int(month_)}月{int(day)}日"


def month(value: str) -> str:
    """``2001-04`` as ``2001年4月``."""
    year, month_ = value.split("-")
    return f"{year}年{int(month_)}月"


def time(value: str) -> str:
    """``2026-11-02T09:30:00+08:00`` as ``2026年11月2日 09:30``, the clock of its own offset."""
    day, _, clock = value.partition("T")
    return f"{date(day)} {clock[:5]}"


def code(value: str, codelist: str) -> str:
    """The Chinese title of a code; a local code of an open list as ``code（地方码）``."""
    title = _titles(codelist).get(value)
    return title if title is not None else f"{value}（地方码）"


def text(value: str) -> str:
    """A text in NFC, without format characters other than joiners.

    Private-use characters of GB 18030 that have a code by now are printed as what they stand for.
    """
    if value.isascii():
        return value
    composed = normalize("NFC", names.standardised(value).translate(_BEYOND))
    return "".join(char for char in composed if category(char) != "Cf" or char in _JOINERS)


def printed(value: object, kind: str, codelist: str | None, pointer: str) -> Field:
    """The Field of one leaf of the document; ``kind`` is its kind in the data dictionary."""
    shown = str(value)
    if isinstance(value, bool):
        return Field("是" if value else "否", (pointer,), value)
    if codelist is not None:
        return Field(code(shown, codelist), (pointer,), value)
    if kind == "month":
        return Field(month(shown), (pointer,), value, short=shown.replace("-", "."))
    if kind in _WRITINGS:
        return Field(_WRITINGS[kind](shown), (pointer,), value)
    return Field(text(shown), (pointer,), value)


_WRITINGS = {"date": date, "time": time}


@cache
def _titles(codelist: str) -> Mapping[str, str]:
    return catalog.codelist(codelist).titles
