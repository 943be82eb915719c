"""Checking one long text part by part, in its order, whoever does the parts."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ybzj_docs.bulk.hands import Fetch, Hands
from ybzj_docs.bulk.head import Head
from ybzj_docs.bulk.moving import Origin
from ybzj_docs.bulk.parts import span
from ybzj_docs.bulk.resuming import Point, skip
from ybzj_docs.bulk.tasks import Done, Part
from ybzj_docs.bulk.text import BLOCK, Text
from ybzj_docs.checking.checker import Checker, Sheet
from ybzj_docs.checking.options import Options
from ybzj_docs.codec.cut import Position
from ybzj_docs.codec.record import Record, Source, defect
from ybzj_docs.codec.skip import Skip, SkipChild, SkipElement, SkipLine

#: Bytes of the first part, and of the least; documents of a part of which there is something to say.
_FIRST, _LEAST, _MANY = 1 << 18, 1 << 16, 1000


@dataclass(slots=True)
class _Begun:
    part: Part
    fetch: Fetch


class Stream:
    """One text of many records.

    ``size`` is how many bytes a part has at most, fewer where there is much to say: that is held until its turn comes.
    Parts are begun as far ahead as ``hands`` want. A part that did not come to
    its end is done again together with the next one: where the text was cut no record began. ``light`` tells whether
    clean documents need only be counted by now. ``point`` is, after each part, where another check may go on.
    """

    def __init__(
        self, text: Text, head: Head, hands: Hands, options: Options, size: int, light: Callable[[], bool]
    ) -> None:
        self._text, self._head, self._hands = text, head, hands
        self._options, self._light = options, light
        self._most, self._size = size, min(size, _FIRST)
        self._begun: deque[_Begun] = deque()
        self._next = head.start
        self._all_begun = False
        place = head.position or Position()
        self._origin = Origin(place.line, place.column)
        self._mixed = self._closed = False
        self.point: Point | None = None

    def done(self) -> Iterator[Done]:
        """What there is to say, part by part.

        Raises:
            OSError: the text cannot be read, or has changed.
        """
        while True:
            while not self._all_begun and len(self._begun) < self._hands.ahead:
                self._begin()
            if not self._begun:
                break
            begun = self._begun.popleft()
            done = begun.fetch()
            if done.unread is not None:
                raise OSError(0, done.unread[1], done.unread[0])
            consumed = begun.part.start + done.position.offset
            self._mixed, self._closed = self._mixed or done.mixed, done.closed
            moved = self._moved(done)
            self._text.forget(consumed)
            self.point = None if done.ended or begun.part.last else self._at(begun.part, consumed)
            yield moved
            if done.ended:
                break
            if consumed < begun.part.end:
                yield from self._again(begun.part, consumed)
        self._text.whole()
        yield from self._about_root()

    def go_on(self, point: Point) -> None:
        """Begin at ``point``, where an earlier check was.

        Raises:
            Differs: what stands before it is not what stood there.
            OSError: the text cannot be read.
        """
        skip(self._text, point)
        self._next, self._mixed = point.offset, point.mixed
        self._origin = Origin(point.line, point.column, point.records)

    def _at(self, part: Part, offset: int) -> Point | None:
        """Where another check may go on behind ``part``; None where it did not come to its end."""
        if offset < part.end:
            return None
        place = self._origin
        return Point(offset, place.line, place.column, place.records, self._mixed, self._text.sum)

    def _moved(self, done: Done) -> Done:
        if len(done.results) > _MANY:
            self._size = max(self._size // 2, min(self._most, _LEAST))
        else:
            self._size = min(self._size * 2, self._most)
        done.results = [self._origin.moved(result) for result in done.results]
        self._origin.advance(done.position, done.records)
        return done

    def _begin(self) -> None:
        """Begin the next part of the text."""
        cut = span(self._text, self._head.kind, self._next, self._size, self._options.limits.document)
        self._all_begun = cut.last
        self._next = cut.end
        self._submit(self._part(cut.start, cut.end, first=cut.start == self._head.start, last=cut.last))

    def _part(self, start: int, end: int, *, first: bool, last: bool, behind: bool = False) -> Part:
        text, head = self._text, self._head
        data = text.read(start, end) if text.file is None else None
        broken_off = text.defect if last else None
        return Part(
            text.name,
            head.kind,
            start,
            end,
            first,
            last,
            self._light(),
            text.base,
            data,
            behind,
            broken_off,
            head.opening,
        )

    def _submit(self, part: Part, *, front: bool = False) -> None:
        hands = self._hands.idle() if part.first and part.last else self._hands
        begun = _Begun(part, hands.begin(part))
        self._begun.appendleft(begun) if front else self._begun.append(begun)

    def _again(self, part: Part, consumed: int) -> Iterator[Done]:
        """Do what is left of ``part`` together with the part behind it; or pass over a record that is too long."""
        if part.end - consumed > self._options.limits.document or (self._head.kind == "lines"):
            yield from self._pass_over(consumed)
            return
        if not self._begun:
            self._begin()
        following = self._begun.popleft().part
        again = self._part(
            consumed,
            following.end,
            first=part.first and consumed == part.start,
            last=following.last,
            behind=part.behind and consumed == part.start,
        )
        self._submit(again, front=True)

    def _pass_over(self, start: int) -> Iterator[Done]:
        """Tell that the record at ``start`` is too long, and go on behind it."""
        self.point = None
        skip, position, offset = self._skip(start), Position(), start
        self._begun.clear()
        end = None
        while end is None and (block := self._text.read(offset, offset + BLOCK)):
            end = skip.feed(block)
            passed = len(block) if end is None else end
            position.offset = 0
            position.advance(block, passed)
            offset += passed
            self._text.forget(offset)
        limits, found = self._options.limits, defect("IO-04", "size", 0, limit=self._options.limits.document)
        source = Source(b"", self._origin.line, self._origin.column)
        if end is None and self._head.kind != "lines":
            found = defect("IO-02", "cut-off" if self._head.kind == "array" else "xml", 0)
        yield self._told(
            Record(source, "json", self._origin.records + 1, finder=lambda _pointer, _at_name: 0, defects=(found,))
        )
        self._origin.advance(position, 1)
        self._next, self._all_begun = offset, True
        if end is not None and self._text.read(offset, offset + 1):
            cut = span(self._text, self._head.kind, offset, self._size, limits.document)
            self._all_begun, self._next = cut.last, cut.end
            behind = self._head.kind == "array"
            self._submit(self._part(cut.start, cut.end, first=False, last=cut.last, behind=behind))

    def _skip(self, start: int) -> Skip:
        if self._head.kind == "lines":
            return SkipLine()
        if self._head.kind == "array":
            return SkipElement()
        name = self._text.read(start, start + 100)[1:].split(b">")[0].split()[0]
        return SkipChild(name)

    def _told(self, record: Record) -> Done:
        """The result of a record that is told from here, with places in the whole file."""
        checker = Checker(self._options)
        return Done(results=[checker.result(Sheet(self._text.name, record, record.findings))])

    def _about_root(self) -> Iterator[Done]:
        """What is wrong with the root of XML itself."""
        root = self._head.root
        if root is None or not self._closed:
            return
        from ybzj_docs.codec.cutxml import envelope_record

        record = envelope_record(self._head.opening, root.line, root.column, self._options.limits, mixed=self._mixed)
        if record is not None:
            yield self._told(record)
