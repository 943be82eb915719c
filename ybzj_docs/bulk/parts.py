"""Where a long text may be cut: not where a record begins, but where one seems to begin. Who reads it sees."""

import re
from dataclasses import dataclass

from ybzj_docs.bulk.tasks import Kind
from ybzj_docs.bulk.text import BLOCK, Text
from ybzj_docs.catalog import DOCUMENT_TYPES

_BETWEEN = re.compile(rb'\}[ \t\r\n]*,[ \t\r\n]*(?=\{[ \t\r\n]*"(?:documentType|messageType)")')
_FORMS = b"|".join(name.encode() for name in (*DOCUMENT_TYPES, "message"))
_CHILD = re.compile(rb">[ \t\r\n]*(?=<(?:[^\s<>/:]+:)?(?:" + _FORMS + rb")[\s>])")
#: Where a record seems to begin, as what stands before it, and where else to cut so that what is cut off is seen.
_SEEMS: dict[Kind, re.Pattern[bytes]] = {"lines": re.compile(rb"\n"), "array": _BETWEEN, "xml": _CHILD}
_ANYWHERE: dict[Kind, re.Pattern[bytes]] = {"array": re.compile(rb"[}\]]"), "xml": re.compile(rb">")}
_OVERLAP = 4096
_CONTINUES = range(0x80, 0xC0)


@dataclass(frozen=True, slots=True)
class Span:
    """From one offset to another of a text; ``last`` says that it ends there."""

    start: int
    end: int
    last: bool


def span(text: Text, kind: Kind, start: int, size: int, longest: int) -> Span:
    """About ``size`` bytes from ``start`` on; of lines whole ones, where the first is no longer than ``longest``.

    Raises:
        OSError: the text cannot be read.
    """
    wanted = start + size
    if not text.read(wanted, wanted + 1):
        return Span(start, start + len(text.read(start, wanted)), last=True)
    if kind == "lines":
        return _lines(text, start, wanted, longest)
    cut = _find(text, _SEEMS[kind], wanted, wanted + max(size, BLOCK)) or _find(
        text, _ANYWHERE[kind], wanted, wanted + 2 * BLOCK
    )
    return _cut(text, start, cut or _between_characters(text, wanted))


def _lines(text: Text, start: int, wanted: int, longest: int) -> Span:
    offset = wanted
    while offset > start:
        begin = max(offset - _OVERLAP * 16, start)
        newline = text.read(begin, offset).rfind(b"\n")
        if newline >= 0:
            return _cut(text, start, begin + newline + 1)
        offset = begin
    beyond = start + longest + 1
    end = _find(text, _SEEMS["lines"], wanted, beyond)
    if end is None and text.read(beyond, beyond + 1):
        return Span(start, start + 1, last=False)  # who reads it sees that no line ends there
    return _cut(text, start, end or max(wanted, beyond))


def _cut(text: Text, start: int, end: int) -> Span:
    if text.read(end, end + 1):
        return Span(start, end, last=False)
    return Span(start, start + len(text.read(start, end)), last=True)


def _find(text: Text, seems: re.Pattern[bytes], start: int, end: int) -> int | None:
    """The offset behind the first match from ``start`` to about ``end``."""
    for offset in range(start, end, BLOCK):
        found = seems.search(text.read(offset, min(offset + BLOCK, end) + _OVERLAP))
        if found:
            return offset + found.end()
    return None


def _between_characters(text: Text, offset: int) -> int:
    """``offset``, or the next one where a character begins."""
    follows = text.read(offset, offset + 4)
    return offset + next((index for index, byte in enumerate(follows) if byte not in _CONTINUES), len(follows))
