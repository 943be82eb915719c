"""A piece of an XML file of documents, cut into the children of its root."""

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from ybzj_docs.catalog import NAMESPACE
from ybzj_docs.codec import xmltext
from ybzj_docs.codec.cut import Clean, Piece, Position, T
from ybzj_docs.codec.encodings import Utf8, valid
from ybzj_docs.codec.record import Defect, Limits, Record, Source
from ybzj_docs.codec.suspect import Suspect
from ybzj_docs.codec.xmlread import Reader, first_error, parser
from ybzj_docs.codec.xmltree import Element, envelope

_NAME = re.compile(rb"<([^\s<>/!?]+)")
_MISC = re.compile(rb"(?:[ \t\r\n]+|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)
_TEXT = re.compile(rb"<!\[CDATA\[.*?\]\]>|[^<]+", re.DOTALL)
_BLANKS = re.compile(rb"[ \t\r\n]*")


class XmlCutter:
    """Cuts behind every child of the root: where it seems to end, proved by its being whole, else by its tags."""

    def __init__(self, piece: Piece, limits: Limits) -> None:
        self._piece, self._limits = piece, limits
        self._opening = piece.opening.replace(b"\n", b" ") + b"\n"
        self.position = Position()
        self.number = 0
        self.ended = self.closed = self.mixed = False

    def records(self, clean: Clean[T]) -> Iterator[T | Record]:
        """Every child in order, up to what is not well-formed: what ``clean`` gives of it, or the record."""
        data = self._piece.data
        offset = self._between(0)
        while offset < len(data) and not self.ended:
            name = _NAME.match(data, offset)
            if name is None:
                yield from self._closed(offset)
                return
            closing = b"</" + name[1] + b">"
            end = data.find(closing, offset) + len(closing)
            found = clean(data[offset:end]) if offset < end <= offset + self._limits.document else None
            record: Record | T | None
            if found is None:
                self.position.advance(data, offset)
                record, end = self._slow(offset, end)
            elif isinstance(found, Suspect):
                self.position.advance(data, offset)
                record = found.record(self._source(data[offset:end]), self.number + 1, self._limits)
            else:
                record = found
            if record is None:
                return
            self.number += 1
            yield record
            offset = self._between(end)
        if not self.ended:
            self.position.advance(data, offset)
            if self._piece.last:
                yield from self._closed(offset)

    def _between(self, offset: int) -> int:
        """The offset of the next child, or of what ends the root: blanks passed over, and comments; text is noted."""
        data = self._piece.data
        while True:
            blank = _BLANKS.match(data, offset)
            offset = blank.end() if blank else offset
            if data.startswith((b"<!--", b"<?", b"<![CDATA["), offset) or not data.startswith(b"<", offset):
                end = self._aside(offset)
                if end == offset:
                    return offset
                offset = end
            else:
                return offset

    def _aside(self, offset: int) -> int:
        """The offset behind what stands beside the documents; ``offset`` itself where it is not well-formed."""
        data = self._piece.data
        misc = _MISC.match(data, offset)
        end = misc.end() if misc else offset
        if end == offset:
            text = _TEXT.match(data, offset)
            end = text.end() if text else offset
            self.mixed = self.mixed or end > offset
        return offset if end == offset or self._error(data[offset:end]) is not None else end

    def _slow(self, offset: int, guess: int) -> tuple[Record | None, int]:
        """The record of the child at ``offset`` and the offset behind it; None where the piece does not hold all."""
        data, number = self._piece.data, self.number + 1
        if not offset < guess <= offset + self._limits.document:
            guess = xmltext.element_end(data, offset)
        record = self._child(offset, guess, number)
        if record is None:
            guess = xmltext.element_end(data, offset)
            record = self._child(offset, guess, number)
        return (record, guess) if record is not None else self._broken(offset, number)

    def _child(self, offset: int, end: int, number: int) -> Record | None:
        """The record of the child that stands from ``offset`` to ``end``; None where these bytes are not one."""
        proved = valid(self._piece.data[offset:end])
        if end <= offset or proved.defect is not None:
            return None
        reader = self._reader(proved)
        large = reader.too_large(0, None)
        if large is not None:
            return reader.broken(number, large)
        child = self._only_child(proved.data)
        return None if child is None else reader.record(child, number, 0, suspect=True)

    def _broken(self, offset: int, number: int) -> tuple[Record | None, int]:
        """The record that tells why the child at ``offset`` cannot be read; None where more of it is to come."""
        proved = valid(self._piece.data[offset:])
        reader = self._reader(proved)
        wrong = self._error(proved.data) or proved.defect or self._piece.breaks_off(reader.text)
        if wrong is None and not self._piece.last:
            return None, offset
        wrong = wrong or self._error(proved.data, whole=True)
        self.ended = True
        return reader.broken(number, *([wrong] if wrong else [])), offset

    def _closed(self, offset: int) -> Iterator[Record]:
        """What is wrong behind the last child, if something is; the root ends here."""
        data = self._piece.data
        self.position.advance(data, offset)
        proved = valid(data[offset:])
        wrong = self._error(proved.data) or proved.defect or self._piece.breaks_off(proved.data.decode())
        wrong = wrong or (self._error(proved.data, whole=True) if self._piece.last else None)
        if wrong is None and not self._piece.last:
            return  # more of what stands here is to come
        self.ended = True
        if wrong is not None:
            self.number += 1
            yield self._reader(proved).broken(self.number, wrong)
        else:
            self.closed = True
            self.position.advance(data, len(data))

    def _reader(self, text: Utf8) -> Reader:
        return Reader(text, self._limits, self._source(text.data))

    def _source(self, data: bytes) -> Source:
        return Source(data, self.position.line, self.position.column)

    def _only_child(self, text: bytes) -> Element | None:
        """The child that ``text`` is, in the root; None where it is not one, and well-formed."""
        try:
            root = etree.fromstring(self._opening + text + closing_of(self._piece.opening), parser())
        except etree.XMLSyntaxError:
            return None
        return root[0] if len(root) == 1 and not (root.text or "").strip() and not root[0].tail else None

    def _error(self, text: bytes, *, whole: bool = False) -> Defect | None:
        """The first error in ``text``, read in the root; with ``whole`` also that it ends too early."""
        wrong = first_error(self._opening + text, whole=whole)
        if wrong is None:
            return None
        line, column, code = wrong
        return self._reader(Utf8(text)).syntax(line - 1, column, code)


def root_of(text: bytes, opening: bytes) -> Element:
    """The root whose start tag is ``opening``, with which ``text`` ends.

    Raises:
        lxml.etree.XMLSyntaxError: it is not well-formed.
    """
    return etree.fromstring(text + closing_of(opening), parser())


@cache
def inherits(opening: bytes) -> bool:
    """Whether children of the root with this start tag are in our namespace without saying so."""
    return root_of(opening, opening).nsmap.get(None) == NAMESPACE


def closing_of(opening: bytes) -> bytes:
    """The end tag to a start tag."""
    name = _NAME.match(opening)
    return b"</" + (name[1] if name else b"") + b">"


def envelope_record(opening: bytes, line: int, column: int, limits: Limits, *, mixed: bool) -> Record | None:
    """The record that tells what is wrong with the root itself, which begins at this place."""
    text = opening + (b"x<y/>" if mixed else b"") + closing_of(opening)
    root = etree.fromstring(text, parser())
    wrong = envelope(root)
    if not wrong:
        return None
    reader = Reader(Utf8(opening), limits, Source(opening, line, column))
    return reader.broken(None, *(Defect(found.finding, 0) for found in wrong))
