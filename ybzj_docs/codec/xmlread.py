"""Records of an XML file: a document, a message, or ``documents`` with many."""

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

from lxml import etree

from ybzj_docs.catalog import DOCUMENT_TYPES, NAMESPACE
from ybzj_docs.codec import identify, xmltext
from ybzj_docs.codec.encodings import Utf8
from ybzj_docs.codec.record import Defect, Limits, Record, Source, defect
from ybzj_docs.codec.xmltree import Element, build, envelope, local_name, own_name, too_deep

_MANY = "documents"
#: libxml2's codes: an entity that is not defined; bounds of its own (name, depth, text); a character out of range.
_UNDEFINED, _BOUNDS, _CHARACTER = 26, (110, 114), 9
SAFE: dict[str, Any] = {
    "encoding": "utf-8",
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


@cache
def parser() -> etree.XMLParser:
    """The hardened parser of one text."""
    return etree.XMLParser(**SAFE)


def records(file: Utf8, limits: Limits) -> Iterator[Record]:
    """The records of a file that begins with ``<``, up to what is not well-formed.

    A DOCTYPE or entity declaration is refused before the parser sees the file; the parser loads nothing, resolves
    nothing and keeps its own bounds.
    """
    reader = Reader(file, limits)
    refused = xmltext.declaration(reader.text)
    many = xmltext.root_name(reader.text) == _MANY
    if refused is None and not many:
        refused = file.defect or reader.too_large(0, None)
    if refused is not None:
        yield reader.broken(None, refused)
    elif many:
        yield from reader.many()
    else:
        yield reader.single()


class Reader:
    """Reads one text; ``source`` says where it stands, where it is not a whole file."""

    def __init__(self, file: Utf8, limits: Limits, source: Source | None = None) -> None:
        self._file, self._limits = file, limits
        self._source = source or Source(file.data)
        self._tags: list[int] | None = None

    @property
    def text(self) -> str:
        """The decoded text of the file."""
        return self._source.text

    def single(self) -> Record:
        """The record of a file with one document."""
        try:
            root = etree.fromstring(self._file.data, parser())
        except etree.XMLSyntaxError as error:
            return self.broken(None, self._raised(error))
        return self.record(root, None, 0)

    def many(self) -> Iterator[Record]:
        """One record for each child of the root, and a last one where the root or the text is wrong."""
        events = etree.iterparse(io.BytesIO(self._file.data), events=("start", "end"), **SAFE)
        number = level = 0
        first = 1  # the ordinal of the child's start tag; the root's is 0
        try:
            for event, element in events:
                level += 1 if event == "start" else -1
                if event == "start" and level == 1 and own_name(element) is None:
                    yield self.broken(None, self._at_root(unknown_root(element)))
                    return
                if event == "end" and level == 1:
                    number += 1
                    after = first + _size(element)
                    noted = self._noted(events, after)
                    if noted is not None:
                        yield self.broken(number, noted)
                        return
                    yield self._child(element, number, first)
                    first = after
        except etree.XMLSyntaxError as error:
            syntax = self._noted(events, None) or self._raised(error)
            if self._file.defect is not None and first_error(self._file.data, whole=False) is None:
                syntax = self._file.defect
            yield self.broken(number + 1, syntax)
            return
        if self._file.defect is not None:
            yield self.broken(number + 1, self._file.defect)
            return
        wrong = envelope(events.root)
        if wrong:
            yield self.broken(None, *map(self._at_root, wrong))

    def _at_root(self, wrong: Defect) -> Defect:
        return Defect(wrong.finding, self._tag(0))

    def _noted(self, events: "etree.iterparse[Any]", after: int | None) -> Defect | None:
        """The first error that the parser has met before start tag number ``after``; it reads on after some."""
        for entry in events.error_log.filter_from_errors():
            wrong = self.syntax(entry.line, entry.column, entry.type)
            end = len(self.text) if after is None or after >= len(self.tags) else self._tag(after)
            return wrong if (wrong.offset or 0) <= end else None
        return None

    def _child(self, element: Element, number: int, first: int) -> Record:
        if len(self._file.data) > self._limits.document:
            after = first + _size(element)
            large = self.too_large(self._tag(first), self._tag(after) if after < len(self.tags) else None)
            if large is not None:
                return self.broken(number, large)
        return self.record(element, number, first)

    def broken(self, number: int | None, *defects: Defect) -> Record:
        """The record of what cannot be read."""
        return Record(self._source, "xml", number, finder=lambda _pointer, _at_name: 0, defects=defects)

    def too_large(self, start: int, end: int | None) -> Defect | None:
        """The IO-04 of a document that stands from ``start`` to ``end`` and is too large."""
        if len(self._file.data) <= self._limits.document:
            return None
        data = self.text[start:end].encode()
        size = (xmltext.element_end(data, 0) or len(data)) if len(data) > self._limits.document else 0
        return defect("IO-04", "size", start, limit=self._limits.document) if size > self._limits.document else None

    @property
    def tags(self) -> list[int]:
        """Offsets of all start tags, found when first asked for."""
        if self._tags is None:
            self._tags = xmltext.start_tags(self.text)
        return self._tags

    def _tag(self, ordinal: int) -> int:
        return self.tags[ordinal]

    def record(self, root: Element, number: int | None, first: int, *, suspect: bool = False) -> Record:
        """The record of the document ``root``, whose start tag is number ``first`` of the text.

        Of one that is ``suspect`` places will be asked for, and are kept at once.
        """
        places = _XmlPlaces(self, root, first, self._limits.depth)
        name = own_name(root)
        if name not in DOCUMENT_TYPES and name != identify.MESSAGE:
            deep = too_deep(root, self._limits.depth)
            wrong, element = (deep.defect, deep.element) if deep else (unknown_root(root), root)
            return self.broken(number, Defect(wrong.finding, places.of(element)))
        built = build(root, name, self._limits.depth, trace=suspect)
        places.know(built.elements)
        defects = [Defect(found.defect.finding, places.of(found.element)) for found in built.found]
        untyped = _untyped(name, built.tree)
        if untyped is not None:
            defects.append(untyped)
        return Record(
            self._source,
            "xml",
            number,
            finder=places,
            tree=built.tree,
            document_type=name,
            defects=_ended(defects),
        )

    def _raised(self, error: etree.XMLSyntaxError) -> Defect:
        return self.syntax(*error.position, getattr(error, "code", 0))

    def syntax(self, line: int | None, column: int | None, code: int) -> Defect:
        """The defect behind an error of the parser."""
        offset = xmltext.offset_of(self.text, line or 1, column or 1)
        if code in _BOUNDS:
            deep = xmltext.beyond_depth(self.text, self._limits.depth)
            if deep is not None:
                return defect("IO-04", "depth", deep, limit=self._limits.depth)
            return defect("IO-04", "parser", offset)
        if code == _UNDEFINED:
            return defect("IO-02", "entity", max(self.text.rfind("&", 0, offset), 0))
        return defect("IO-02", "character" if code == _CHARACTER else "xml", offset)


def first_error(data: bytes, *, whole: bool) -> tuple[int, int, int] | None:
    """Line, column and libxml2's code of the first error in ``data``; with ``whole`` also that it ends too early."""
    feed: etree.XMLPullParser = etree.XMLPullParser(events=(), **SAFE)
    raised: list[tuple[int, int, int]] = []
    try:
        feed.feed(data)
        if whole:
            feed.close()
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raised = [(line or 1, column or 1, getattr(error, "code", 0))]
    noted = [(entry.line, entry.column, entry.type) for entry in feed.feed_error_log.filter_from_errors()]
    return next(iter((*noted, *raised)), None)


class _XmlPlaces:
    """Finds the start tag of a pointer's element; elements are numbered when first asked for."""

    def __init__(self, reader: Reader, root: Element, first: int, depth: int) -> None:
        self._reader, self._root, self._first, self._depth = reader, root, first, depth
        self._ordinals: dict[Element, int] = {}
        self._elements: dict[str, Element] = {}

    def know(self, elements: dict[str, Element]) -> None:
        """Take the elements of all pointers, where they are known already."""
        self._elements = elements

    def __call__(self, pointer: str, _at_name: bool) -> int:
        """The offset of the start tag of ``pointer``'s element, or of the nearest element that holds it."""
        if not self._elements:
            name = own_name(self._root) or ""
            self._elements = build(self._root, name, self._depth, trace=True).elements
        while pointer not in self._elements:
            pointer = pointer.rpartition("/")[0]
        return self.of(self._elements[pointer])

    def of(self, element: Element) -> int:
        """The offset of the start tag of ``element``."""
        if not self._ordinals:
            self._ordinals = {each: ordinal for ordinal, each in enumerate(self._root.iter("*"))}
        return self._reader.tags[self._first + self._ordinals[element]]


_SIZE = etree.XPath("count(descendant-or-self::*)")


def _size(element: Element) -> int:
    """How many elements ``element`` is, with all below it."""
    counted = _SIZE(element)
    return int(counted) if isinstance(counted, float) else 0


def unknown_root(root: Element) -> Defect:
    """The IO-06 of a root that is none of ours."""
    name = local_name(root)
    if own_name(root) is None and (name in DOCUMENT_TYPES or name in (identify.MESSAGE, _MANY)):
        return defect("IO-06", "namespace", expected=NAMESPACE)
    return defect("IO-06", "root", expected=identify.nearest(name), actual=name)


def _untyped(name: str, tree: dict[str, Any]) -> Defect | None:
    """The IO-06 of a tree that does not say what it is."""
    if name == identify.MESSAGE:
        missing = "messageType" not in tree
        return defect("IO-06", "untyped", expected="messageType") if missing else identify.version_defect(tree)
    if "documentType" not in tree:
        return defect("IO-06", "untyped", expected="documentType")
    return None if tree["documentType"] in DOCUMENT_TYPES else identify.unknown_type(tree["documentType"])


def _ended(defects: list[Defect]) -> tuple[Defect, ...]:
    """The IO defects alone where there are any: they end the document."""
    ends = tuple(each for each in defects if each.finding.rule.startswith("IO-"))
    return ends or tuple(defects)
