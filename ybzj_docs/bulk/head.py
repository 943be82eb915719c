"""What a long text is, by its beginning: lines, an array, XML with many documents, or a single document."""

import codecs
import re
from dataclasses import dataclass

from ybzj_docs.bulk.tasks import Kind, Loose
from ybzj_docs.bulk.text import BLOCK, Text
from ybzj_docs.codec import xmltext
from ybzj_docs.codec.cut import Position
from ybzj_docs.codec.jsonread import is_lines, too_large
from ybzj_docs.codec.record import Limits

_BLANK = b" \t\r\n"
_OPENING = re.compile(rb"<[^/!?<>\"'](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>")
_LINE_NAMES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Head:
    """A text of many records: its kind, the offset of what follows the head, the place there, and of XML its root."""

    kind: Kind
    start: int = 0
    position: Position | None = None
    opening: bytes = b""
    root: Position | None = None


def head_of(text: Text, limits: Limits) -> Head | None:
    """What ``text`` begins with; None where it is to be read as a whole: one document, or nothing that can be read.

    Raises:
        OSError: it cannot be read.
    """
    data = text.read(0, BLOCK)
    first = data.lstrip(_BLANK)[:1]
    if first == b"<":
        return _xml(data)
    if first == b"[":
        return Head("array", (start := data.index(b"[") + 1), _place(data, start))
    named = text.name.lower().removesuffix(".gz").endswith(_LINE_NAMES)
    longest = limits.document
    while not (many := is_lines(data, limits)) and data.lstrip(_BLANK).count(b"\n") < 2 and len(data) <= longest:
        more = text.read(0, 2 * len(data))
        if len(more) == len(data):
            break
        data = more
    if many or (named and len(text.read(0, longest + 1)) > longest):
        return Head("lines")
    return None


def whole_of(text: Text, limits: Limits, *, given: bool) -> Loose:
    """A text that is to be read as a whole; no more of it is read than one document may be long.

    Blanks count: where so many come before anything else, the document is told to be too large, not to be missing.

    Raises:
        OSError: it cannot be read.
    """
    data = text.read(0, limits.document + 1)
    found = text.defect
    if found is None and len(data) > limits.document and not data.strip(_BLANK):
        found = too_large(0, limits)
    return Loose(text.name, data, found, given, decoded=True)


def _xml(data: bytes) -> Head | None:
    from lxml import etree  # slow to import, and JSON does not need it

    from ybzj_docs.codec.cutxml import root_of
    from ybzj_docs.codec.xmltree import own_name

    try:
        decoded = codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError as error:
        decoded = data[: error.start].decode()
    if xmltext.declaration(decoded) is not None or xmltext.root_name(decoded) != "documents":
        return None
    start = len(decoded[: xmltext.root_start(decoded)].encode())
    opening = _OPENING.match(data, start)
    if opening is None or opening[0].endswith(b"/>"):
        return None
    try:
        if own_name(root_of(data[: opening.end()], opening[0])) is None:
            return None
    except etree.XMLSyntaxError:
        return None
    return Head("xml", opening.end(), _place(data, opening.end()), opening[0], _place(data, start))


def _place(data: bytes, offset: int) -> Position:
    position = Position()
    position.advance(data, offset)
    return position
